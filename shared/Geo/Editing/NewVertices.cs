using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>Vertices that come into edges: each is one position, which every area gets that has the edge.</summary>
internal sealed class NewVertices
{
    private readonly Dictionary<EdgeKey, List<Coordinate>> _byEdge = [];
    private readonly Dictionary<Coordinate, Coordinate> _all = [];

    /// <summary>The box around them.</summary>
    public Envelope Box { get; } = new();

    /// <summary>All of them, each once.</summary>
    public IReadOnlyCollection<Coordinate> All => _all.Keys;

    /// <summary>Puts a vertex into the edge between two positions; once, however often it is said.</summary>
    public void Add(Coordinate from, Coordinate to, Coordinate vertex)
    {
        if (vertex.Equals2D(from) || vertex.Equals2D(to))
        {
            return;
        }

        EdgeKey key = EdgeKey.Of(from, to);
        if (!_byEdge.TryGetValue(key, out List<Coordinate>? along))
        {
            _byEdge.Add(key, along = []);
        }

        if (along.Exists(v => v.Equals2D(vertex)))
        {
            return;
        }

        Coordinate first = EdgeKey.IsFirst(from, to) ? from : to;
        along.Add(vertex);
        along.Sort((a, b) => a.Distance(first).CompareTo(b.Distance(first)));
        _all.TryAdd(vertex, vertex);
        Box.ExpandToInclude(vertex);
    }

    /// <summary>The vertices that come into the edge, in its direction; none where it gets none.</summary>
    public IEnumerable<Coordinate> Along(Coordinate from, Coordinate to)
    {
        if (!_byEdge.TryGetValue(EdgeKey.Of(from, to), out List<Coordinate>? along))
        {
            return [];
        }

        return EdgeKey.IsFirst(from, to) ? along : Enumerable.Reverse(along);
    }

    /// <summary>Whether the edge gets any.</summary>
    public bool Has(Coordinate from, Coordinate to) => _byEdge.ContainsKey(EdgeKey.Of(from, to));
}
