using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>The convex hull of areas, on a globe whose longitudes end at 180.</summary>
internal static class AreaHull
{
    public static Geometry Around(IReadOnlyList<AreaShape> shapes)
    {
        if (shapes.Count == 0)
        {
            return LonLat.Factory.CreatePolygon();
        }

        Polygon[] parts = [.. shapes.SelectMany(shape => Enumerable.Range(0, shape.Geometry.NumGeometries).Select(i => (Polygon)shape.Geometry.GetGeometryN(i)))];
        GeoBox box = GeoBox.Around(LonLat.Factory.CreateMultiPolygon(parts));
        var given = new Dictionary<Coordinate, double>();
        var positions = new List<Coordinate>();
        foreach (Coordinate position in parts.SelectMany(part => part.ExteriorRing.Coordinates))
        {
            var unwrapped = new Coordinate(box.CrossesAntimeridian && position.X < box.West ? position.X + 360 : position.X, position.Y);
            given[unwrapped] = position.X;
            positions.Add(unwrapped);
        }

        Geometry hull = new ConvexHull(positions, LonLat.Factory).GetConvexHull();
        if (!box.CrossesAntimeridian)
        {
            return RingOrder.Oriented((Polygon)hull);
        }

        var area = new UnwrappedArea(LonLat.Factory.CreatePolygon(RingUnwrap.WithPassages(hull.Coordinates)), given);
        return LonLat.Factory.CreateMultiPolygon([.. AntimeridianCut.Cut(area).Select(RingOrder.Oriented)]);
    }
}
