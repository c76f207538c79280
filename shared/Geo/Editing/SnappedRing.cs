using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GridSteward.Geo.Editing;

/// <summary>One ring brought to the borders beside it: its vertices go to theirs, theirs come into its edges, and what lies between two of theirs goes.</summary>
internal sealed class SnappedRing
{
    private readonly IReadOnlyList<SnapTargets> _targets;
    private readonly double _metres;
    private readonly List<Vertex> _vertices = [];

    public SnappedRing(LineString ring, IReadOnlyList<SnapTargets> targets, double metres)
    {
        (_targets, _metres) = (targets, metres);
        Coordinate[] given = ring.Coordinates;
        foreach (Coordinate position in given.Take(given.Length - 1))
        {
            Vertex vertex = Brought(position);
            if (_vertices.Count == 0 || !_vertices[^1].At.Equals2D(vertex.At))
            {
                _vertices.Add(vertex);
            }
        }

        while (_vertices.Count > 1 && _vertices[^1].At.Equals2D(_vertices[0].At))
        {
            _vertices.RemoveAt(_vertices.Count - 1);
        }

        TakeIn();
        LeaveOut();
    }

    /// <summary>The ring; fewer than four positions where nothing is left of it.</summary>
    public Coordinate[] Positions => [.. _vertices.Append(_vertices[0]).Select(v => v.At.Copy())];

    /// <summary>The ways that vertices went.</summary>
    public IEnumerable<LineString> Moves => _vertices.Where(v => !v.At.Equals2D(v.Given)).Select(v => LonLat.Factory.CreateLineString([v.Given.Copy(), v.At.Copy()]));

    /// <summary>Notes the vertices that the neighbours get.</summary>
    public void NoteNew(NewVertices vertices)
    {
        foreach (Vertex vertex in _vertices)
        {
            if (vertex.On is { } edge)
            {
                vertices.Add(edge.From, edge.To, vertex.At);
            }
        }
    }

    private Vertex Brought(Coordinate position)
    {
        foreach (SnapTargets targets in _targets)
        {
            if (targets.Vertex(position) is { } vertex)
            {
                return new(vertex, position, true, null);
            }

            if (targets.Place(position) is { } place)
            {
                return new(EditPrecision.Rounded(place.At), position, false, place.Edge);
            }
        }

        return new(position, position, false, null);
    }

    /// <summary>Takes the neighbours' vertices into the edges that pass them.</summary>
    private void TakeIn()
    {
        MetricPlane plane = _targets[0].Plane;
        HashSet<Coordinate> there = [.. _vertices.Select(v => v.At)];
        Dictionary<int, List<Coordinate>> into = [];
        var edges = new STRtree<(RingEdge Edge, int Index)>();
        for (int i = 0; i < _vertices.Count; i++)
        {
            var edge = new RingEdge(_vertices[i].At, _vertices[(i + 1) % _vertices.Count].At);
            edges.Insert(edge.Box, (edge, i));
        }

        foreach (Coordinate vertex in _targets.SelectMany(t => t.Vertices).Distinct().Where(v => !there.Contains(v)))
        {
            var nearest = edges.Query(plane.Widened(new Envelope(vertex), _metres)).Select(e => (e.Index, Foot: plane.Nearest(vertex, e.Edge), e.Edge))
                .Where(e => !e.Foot.Equals2D(e.Edge.From) && !e.Foot.Equals2D(e.Edge.To) && plane.Distance(e.Foot, vertex) <= _metres)
                .OrderBy(e => plane.Distance(e.Foot, vertex)).ThenBy(e => e.Index).Select(e => (int?)e.Index).FirstOrDefault();
            if (nearest is { } index && there.Add(vertex))
            {
                (into.TryGetValue(index, out List<Coordinate>? list) ? list : into[index] = []).Add(vertex);
            }
        }

        foreach (var (index, list) in into.OrderByDescending(i => i.Key))
        {
            Coordinate from = _vertices[index].At;
            _vertices.InsertRange(index + 1, list.OrderBy(from.Distance).Select(c => new Vertex(c, c, true, null)));
        }
    }

    /// <summary>Leaves out own vertices that all lie on the one edge of a neighbour between two vertices of theirs: the edge is common then.</summary>
    private void LeaveOut()
    {
        int first = _vertices.FindIndex(v => v.IsTheirs);
        if (first < 0)
        {
            return;
        }

        List<Vertex> around = [.. _vertices.Skip(first), .. _vertices.Take(first + 1)];
        List<Vertex> kept = [around[0]];
        for (int i = 1; i < around.Count;)
        {
            int next = around.FindIndex(i, v => v.IsTheirs);
            EdgeKey edge = EdgeKey.Of(kept[^1].At, around[next].At);
            List<Vertex> between = around.GetRange(i, next - i);
            if (!between.TrueForAll(v => v.On?.Key == edge))
            {
                kept.AddRange(between);
            }

            kept.Add(around[next]);
            i = next + 1;
        }

        kept.RemoveAt(kept.Count - 1);
        _vertices.Clear();
        _vertices.AddRange(kept);
    }

    /// <param name="At">Where it is now.</param>
    /// <param name="Given">Where it was.</param>
    /// <param name="IsTheirs">Whether it is a vertex of a neighbour.</param>
    /// <param name="On">The neighbour's edge into which it comes.</param>
    private sealed record Vertex(Coordinate At, Coordinate Given, bool IsTheirs, RingEdge? On);
}
