using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Polygonize;

namespace GridSteward.Geo.Editing;

/// <summary>The polygons between edges that meet only at their ends.</summary>
internal static class Faces
{
    /// <summary>Those polygons that the wanted places lie in, from west to east; their positions are those of the edges.</summary>
    public static List<Polygon> Of(IEnumerable<RingEdge> edges, Func<Coordinate, bool> isWanted)
    {
        var polygonizer = new Polygonizer();
        HashSet<EdgeKey> seen = [];
        foreach (RingEdge edge in edges.Where(e => seen.Add(e.Key)))
        {
            polygonizer.Add(LonLat.Factory.CreateLineString([edge.From.Copy(), edge.To.Copy()]));
        }

        return [.. polygonizer.GetPolygons().Cast<Polygon>().Select(p => (Face: RingOrder.Oriented(p), Within: p.InteriorPoint.Coordinate)).Where(p => isWanted(p.Within))
            .OrderBy(p => p.Within.X).ThenBy(p => p.Within.Y).Select(p => p.Face)];
    }
}
