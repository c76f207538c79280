using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <content>Questions about the neighbourhood of a point or of a box.</content>
public sealed partial class GridIndex
{
    // Two ways of computing one distance differ by nanometres; what differs by less than a micrometre is a tie.
    private const double TieMetres = 1e-6;

    /// <summary>The areas of all levels, by level and code, that a circle around a point touches: they cover the point or have an edge within the radius.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative or not finite.</exception>
    public IReadOnlyList<AreaShape> TouchedBy(Wgs84Point point, double radiusMetres)
    {
        GeoBox box = GeoBox.At(point).ExpandedByMetres(radiusMetres);
        return [.. _levels.SelectMany(level => level.Candidates(box))
            .Where(area => area.Nearest(point).DistanceMetres <= radiusMetres)
            .Select(area => area.Shape)];
    }

    /// <summary>The area of a level that covers a point or lies nearest to it, but no further away than the tolerance; ties go to the smallest code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite.</exception>
    public NearestArea? Nearest(Wgs84Point point, int level, double toleranceMetres) => Nearest(point, level, toleranceMetres, false);

    /// <summary>
    /// The runner-up: the area of a level that lies nearest to a point which it does not cover, but no further away than the distance; ties go to the
    /// smallest code. A point that lies on a shared edge is covered by both neighbours.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The distance is negative or not finite.</exception>
    public NearestArea? NearestOther(Wgs84Point point, int level, double withinMetres) => Nearest(point, level, withinMetres, true);

    /// <summary>The areas of all levels, by level and code, that have a point in common with a box, edges included.</summary>
    public IReadOnlyList<AreaShape> Intersecting(GeoBox box)
    {
        Geometry[] pieces = [.. box.Pieces().Select(piece => LonLat.Factory.ToGeometry(piece.ToEnvelope()))];
        return [.. _levels.SelectMany(level => level.Candidates(box))
            .Select(area => area.Shape)
            .Where(shape => Array.Exists(pieces, piece => piece.Intersects(shape.Geometry)))];
    }

    private NearestArea? Nearest(Wgs84Point point, int level, double metres, bool withoutOwners)
    {
        GeoBox box = GeoBox.At(point).ExpandedByMetres(metres);
        Coordinate position = point.ToCoordinate();
        NearestArea[] near = [.. _levels.Where(index => index.Level == level)
            .SelectMany(index => index.Candidates(box))
            .Where(area => !withoutOwners || !area.Covers(position))
            .Select(area => area.Nearest(point))
            .Where(area => area.DistanceMetres <= metres)];
        if (near.Length == 0)
        {
            return null;
        }

        double least = near.Min(area => area.DistanceMetres);
        return Array.Find(near, area => area.DistanceMetres <= least + TieMetres);
    }
}
