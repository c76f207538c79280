using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Geo.Editing;

/// <summary>Areas as rings of edges.</summary>
internal static class Rings
{
    /// <summary>The polygons of an area.</summary>
    public static IEnumerable<Polygon> Polygons(Geometry area)
    {
        for (int i = 0; i < area.NumGeometries; i++)
        {
            yield return (Polygon)area.GetGeometryN(i);
        }
    }

    /// <summary>The edges of an area, shells and holes; positions that are repeated make none.</summary>
    public static IEnumerable<RingEdge> Edges(Geometry area)
        => Polygons(area).SelectMany(p => p.InteriorRings.Prepend(p.ExteriorRing)).SelectMany(Edges);

    /// <summary>The positions of an area, each once.</summary>
    public static HashSet<Coordinate> Positions(Geometry area) => [.. area.Coordinates];

    /// <summary>The area with each ring made anew.</summary>
    public static Geometry With(Geometry area, Func<LineString, Coordinate[]> ring)
    {
        Polygon[] polygons = [.. Polygons(area).Select(p => LonLat.Factory.CreatePolygon(
            LonLat.Factory.CreateLinearRing(ring(p.ExteriorRing)), [.. p.InteriorRings.Select(h => LonLat.Factory.CreateLinearRing(ring(h)))]))];
        return area is Polygon ? polygons[0] : LonLat.Factory.CreateMultiPolygon(polygons);
    }

    /// <summary>The area with the vertices that come into its edges.</summary>
    public static Geometry With(Geometry area, NewVertices vertices)
        => With(area, ring => [.. Edges(ring).SelectMany(e => vertices.Along(e.From, e.To).Prepend(e.From)).Select(c => c.Copy()), ring.GetCoordinateN(0).Copy()]);

    /// <summary>One area of polygons that do not overlap; those that share edges become one.</summary>
    public static Geometry Together(IReadOnlyList<Polygon> polygons)
    {
        HashSet<EdgeKey> seen = [];
        return polygons.Count == 1 ? RingOrder.Oriented(polygons[0])
            : polygons.SelectMany(p => Edges(p).Select(e => e.Key)).All(seen.Add) ? LonLat.Factory.CreateMultiPolygon([.. polygons.Select(RingOrder.Oriented)])
            : Union([.. polygons]);
    }

    /// <summary>The union. Where edges are shared exactly no position is computed: the exact noder is tried first.</summary>
    public static Geometry Union(Geometry[] areas)
    {
        Geometry union = OverlayNGRobust.Union((IEnumerable<Geometry>)areas);
        return union is Polygon polygon ? RingOrder.Oriented(polygon) : LonLat.Factory.CreateMultiPolygon([.. Polygons(union).Select(RingOrder.Oriented)]);
    }

    private static IEnumerable<RingEdge> Edges(LineString ring)
    {
        Coordinate[] positions = ring.Coordinates;
        for (int i = 1; i < positions.Length; i++)
        {
            if (!positions[i].Equals2D(positions[i - 1]))
            {
                yield return new RingEdge(positions[i - 1], positions[i]);
            }
        }
    }
}
