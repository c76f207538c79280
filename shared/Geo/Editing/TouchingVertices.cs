using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GridSteward.Geo.Editing;

/// <summary>Vertices of some areas that lie on edges of others of them, where those have none: with them in place, common borders have common edges.</summary>
internal static class TouchingVertices
{
    public static NewVertices Between(IReadOnlyList<Geometry> areas)
    {
        var edges = new STRtree<(int Area, RingEdge Edge)>();
        HashSet<Coordinate>[] positions = [.. areas.Select(Rings.Positions)];
        for (int i = 0; i < areas.Count; i++)
        {
            foreach (RingEdge edge in Rings.Edges(areas[i]))
            {
                edges.Insert(edge.Box, (i, edge));
            }
        }

        var vertices = new NewVertices();
        foreach (Coordinate vertex in positions.SelectMany(p => p).Distinct())
        {
            var near = new Envelope(vertex);
            near.ExpandBy(EditPrecision.OnEdge);
            foreach (var (area, edge) in edges.Query(near))
            {
                if (!positions[area].Contains(vertex) && EditPrecision.IsBeside(vertex, edge.From, edge.To, EditPrecision.OnEdge))
                {
                    vertices.Add(edge.From, edge.To, vertex);
                }
            }
        }

        return vertices;
    }
}
