using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <content>Questions about the neighbourhood of a point or of a box.</content>
public sealed partial class GridIndex
{
    /// <summary>The areas of all levels, by level and code, that a circle around a point touches: they cover the point or have an edge within the radius.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative or not finite.</exception>
    public IReadOnlyList<AreaShape> TouchedBy(Wgs84Point point, double radiusMetres)
    {
        RequireDistance(radiusMetres, nameof(radiusMetres));
        return [.. _levels.SelectMany(level => level.TouchedBy(point, radiusMetres))];
    }

    /// <summary>The area of a level that covers a point or lies nearest to it, but no further away than the tolerance; ties go to the smallest code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite.</exception>
    public NearestArea? Nearest(Wgs84Point point, int level, double toleranceMetres)
    {
        RequireDistance(toleranceMetres, nameof(toleranceMetres));
        return Find(level)?.Nearest(point, toleranceMetres, false);
    }

    /// <summary>
    /// The runner-up: the area of a level that lies nearest to a point which it does not cover, but no further away than the distance; ties go to the
    /// smallest code. A point that lies on a shared edge is covered by both neighbours.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The distance is negative or not finite.</exception>
    public NearestArea? NearestOther(Wgs84Point point, int level, double withinMetres)
    {
        RequireDistance(withinMetres, nameof(withinMetres));
        return Find(level)?.Nearest(point, withinMetres, true);
    }

    /// <summary>The areas of all levels, by level and code, that have a point in common with a box, edges included.</summary>
    public IReadOnlyList<AreaShape> Intersecting(GeoBox box)
    {
        Geometry[] pieces = [.. box.Pieces().Select(piece => LonLat.Factory.ToGeometry(piece.ToEnvelope()))];
        return [.. _levels.SelectMany(level => level.Candidates(box))
            .Where(shape => Array.Exists(pieces, piece => Meets(piece, shape.Geometry)))];
    }

    // What lies in the box as a whole need not be looked at.
    private static bool Meets(Geometry box, Geometry area) => box.EnvelopeInternal.Covers(area.EnvelopeInternal) || box.Intersects(area);

    private static void RequireDistance(double metres, string name)
    {
        if (!(metres >= 0 && double.IsFinite(metres)))
        {
            throw new ArgumentOutOfRangeException(name, metres, "A distance must be a finite number of metres, zero or more.");
        }
    }
}
