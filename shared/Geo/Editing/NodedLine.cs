using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GridSteward.Geo.Editing;

/// <summary>A stretch of a line between two places where it meets edges, or an end of the line and such a place.</summary>
/// <param name="Positions">Its positions, both ends among them.</param>
/// <param name="FromEdge">Whether it begins on an edge.</param>
/// <param name="ToEdge">Whether it ends on an edge.</param>
internal sealed record LineStretch(IReadOnlyList<Coordinate> Positions, bool FromEdge, bool ToEdge)
{
    /// <summary>Its pieces from position to position.</summary>
    public IEnumerable<RingEdge> Edges => Positions.Zip(Positions.Skip(1), (a, b) => new RingEdge(a, b));

    /// <summary>A place in it that is on no edge.</summary>
    public Coordinate Inside => new((Positions[0].X + Positions[1].X) / 2, (Positions[0].Y + Positions[1].Y) / 2);
}

/// <summary>
/// A line with a position wherever it meets one of some edges, and the vertices that these edges get there. Where it passes the end of an edge within a
/// millimetre it goes through it.
/// </summary>
internal sealed class NodedLine
{
    private readonly STRtree<RingEdge> _edges = new();
    private readonly RobustLineIntersector _intersector = new();
    private readonly List<(Coordinate At, bool OnEdge)> _positions = [];

    public NodedLine(IReadOnlyList<Coordinate> line, IEnumerable<RingEdge> edges)
    {
        foreach (RingEdge edge in edges)
        {
            _edges.Insert(edge.Box, edge);
        }

        (Coordinate At, bool OnEdge)[] given = [.. line.Select(Settled)];
        Add(given[0]);
        for (int i = 1; i < given.Length; i++)
        {
            foreach (Coordinate met in Met(given[i - 1].At, given[i].At))
            {
                Add((met, true));
            }

            Add(given[i]);
        }
    }

    /// <summary>The vertices that the edges get.</summary>
    public NewVertices NewVertices { get; } = new();

    /// <summary>The places where it meets edges.</summary>
    public IEnumerable<Coordinate> Meetings => _positions.Where(p => p.OnEdge).Select(p => p.At);

    /// <summary>The line in stretches. A ring that meets no edge is one stretch.</summary>
    public IEnumerable<LineStretch> Stretches()
    {
        var positions = _positions;
        int first = positions.FindIndex(p => p.OnEdge);
        if (first > 0 && positions[0].At.Equals2D(positions[^1].At))
        {
            positions = [.. positions.Skip(first), .. positions.Skip(1).Take(first)];
        }

        int from = 0;
        for (int i = 1; i < positions.Count; i++)
        {
            if (positions[i].OnEdge || i == positions.Count - 1)
            {
                yield return new LineStretch([.. positions.Skip(from).Take(i - from + 1).Select(p => p.At)], positions[from].OnEdge, positions[i].OnEdge);
                from = i;
            }
        }
    }

    private void Add((Coordinate At, bool OnEdge) position)
    {
        if (_positions.Count == 0 || !_positions[^1].At.Equals2D(position.At))
        {
            _positions.Add(position);
        }
    }

    /// <summary>A position of the line as it is used: rounded, or the end of an edge; on the edges that it lies on.</summary>
    private (Coordinate At, bool OnEdge) Settled(Coordinate given)
    {
        var near = new Envelope(given);
        near.ExpandBy(2 * EditPrecision.Same);
        IList<RingEdge> edges = _edges.Query(near);
        Coordinate? end = edges.SelectMany(e => new[] { e.From, e.To }).Where(c => c.Distance(given) <= EditPrecision.Same)
            .OrderBy(c => c.Distance(given)).ThenBy(c => c.X).ThenBy(c => c.Y).FirstOrDefault();
        if (end is not null)
        {
            return (end.Copy(), true);
        }

        Coordinate position = EditPrecision.Rounded(given);
        bool onEdge = false;
        foreach (RingEdge edge in edges.Where(e => DistanceComputer.PointToSegment(position, e.From, e.To) <= EditPrecision.Same))
        {
            NewVertices.Add(edge.From, edge.To, position);
            onEdge = true;
        }

        return (position, onEdge);
    }

    /// <summary>Where the way between two positions meets edges, in its direction.</summary>
    private IEnumerable<Coordinate> Met(Coordinate from, Coordinate to)
    {
        var near = new Envelope(from, to);
        near.ExpandBy(2 * EditPrecision.Same);
        HashSet<Coordinate> met = [];
        foreach (RingEdge edge in _edges.Query(near))
        {
            Coordinate[] passed = [.. new[] { edge.From, edge.To }.Where(c => DistanceComputer.PointToSegment(c, from, to) <= EditPrecision.Same)];
            met.UnionWith(passed);
            bool endsOnIt = DistanceComputer.PointToSegment(from, edge.From, edge.To) <= EditPrecision.Same || DistanceComputer.PointToSegment(to, edge.From, edge.To) <= EditPrecision.Same;
            _intersector.ComputeIntersection(from, to, edge.From, edge.To);
            if (passed.Length == 0 && !endsOnIt && _intersector.HasIntersection && _intersector.IsProper)
            {
                Coordinate crossing = EditPrecision.Rounded(_intersector.GetIntersection(0));
                NewVertices.Add(edge.From, edge.To, crossing);
                met.Add(crossing);
            }
        }

        return met.Where(c => !c.Equals2D(from) && !c.Equals2D(to)).OrderBy(from.Distance);
    }
}
