using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>Puts new vertices into one area: into the edges that are theirs, and into those that pass beside them though they are others.</summary>
internal sealed class VertexPutting
{
    private readonly NewVertices _vertices;
    private readonly HashSet<Coordinate> _positions;

    public VertexPutting(Geometry area, NewVertices vertices)
    {
        _vertices = vertices;
        _positions = Rings.Positions(area);
        Envelope near = vertices.Box.Copy();
        near.ExpandBy(EditPrecision.Loose);
        Dictionary<EdgeKey, List<Coordinate>> into = [];
        foreach (RingEdge edge in Rings.Edges(area).Where(e => near.Intersects(e.Box)))
        {
            List<Coordinate> put = [.. vertices.Has(edge.From, edge.To) ? vertices.Along(edge.From, edge.To) : BesideOf(edge)];
            if (put.Count > 0)
            {
                into[edge.Key] = put;
            }
        }

        Area = into.Count == 0 ? area : Rings.With(area, ring =>
        {
            Coordinate[] old = ring.Coordinates;
            List<Coordinate> positions = [old[0].Copy()];
            for (int i = 1; i < old.Length; i++)
            {
                List<Coordinate> put = into.GetValueOrDefault(EdgeKey.Of(old[i - 1], old[i])) ?? [];
                positions.AddRange(put.OrderBy(old[i - 1].Distance).Select(c => c.Copy()));
                positions.Add(old[i].Copy());
            }

            return [.. positions];
        });
    }

    /// <summary>The area with the vertices; the same object where it gets none.</summary>
    public Geometry Area { get; }

    /// <summary>How many vertices were put into edges that are not the very same.</summary>
    public int Beside { get; private set; }

    /// <summary>A vertex whose border passes beside that of this area, too far to be put into it; null for none.</summary>
    public Coordinate? Missed { get; private set; }

    private IEnumerable<Coordinate> BesideOf(RingEdge edge)
    {
        foreach (Coordinate vertex in _vertices.All.Where(v => !_positions.Contains(v)))
        {
            if (EditPrecision.IsBeside(vertex, edge.From, edge.To, EditPrecision.OnEdge))
            {
                Beside++;
                yield return vertex;
            }
            else if (EditPrecision.IsBeside(vertex, edge.From, edge.To, EditPrecision.Loose))
            {
                Missed ??= vertex;
            }
        }
    }
}
