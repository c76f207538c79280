namespace GridSteward.Geo;

/// <summary>Rounds vertices to as few decimals as a map can show, as long as nothing changes sides.</summary>
/// <remarks>
/// A vertex moves with all its edges: each sweeps the triangle between its old place, its new one and its other end. If no other vertex lies in these closed
/// triangles and no edge of others crosses its way, nothing has been swept over. Where something is, the vertex keeps one decimal more, and so on, and at last its exact place.
/// </remarks>
internal sealed class GridRounding
{
    private const int MaxDecimals = 15;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly List<(int A, int B)> _edges = [];
    private readonly Dictionary<int, List<int>> _neighbours = [];
    private readonly VertexSlices _slices;
    private readonly EdgeBuckets _buckets = new();
    private readonly double _margin;
    private readonly int _decimals;
    private readonly List<int> _near = [];

    /// <param name="topology">Where the vertices are.</param>
    /// <param name="chains">The vertices that each chain keeps.</param>
    /// <param name="decimals">Of a degree.</param>
    public GridRounding(AreaTopology topology, int[][] chains, int decimals)
    {
        (_x, _y) = ((double[])topology.X.Clone(), (double[])topology.Y.Clone());
        _decimals = decimals;
        _margin = Math.Pow(10, -decimals);
        _slices = new VertexSlices(_x, _y);
        foreach (int[] chain in chains)
        {
            for (int i = 1; i < chain.Length; i++)
            {
                Add(chain[i - 1], chain[i]);
            }
        }

        for (int vertex = 0; vertex < _x.Length; vertex++)
        {
            if (!_neighbours.ContainsKey(vertex))
            {
                _slices.Remove(vertex);
            }
        }
    }

    /// <summary>The places of the vertices, rounded; those that no chain kept are as they were.</summary>
    public (double[] X, double[] Y) Run()
    {
        foreach (int vertex in _neighbours.Keys)
        {
            for (int decimals = _decimals; decimals <= MaxDecimals; decimals++)
            {
                var (x, y) = (Math.Round(_x[vertex], decimals), Math.Round(_y[vertex], decimals));
                if (MayMove(vertex, x, y))
                {
                    (_x[vertex], _y[vertex]) = (x, y);
                    break;
                }
            }
        }

        return (_x, _y);
    }

    private void Add(int a, int b)
    {
        _buckets.Add(
            _edges.Count,
            Math.Min(_x[a], _x[b]) - _margin, Math.Min(_y[a], _y[b]) - _margin, Math.Max(_x[a], _x[b]) + _margin, Math.Max(_y[a], _y[b]) + _margin);
        _edges.Add((a, b));
        foreach (var (vertex, other) in (ReadOnlySpan<(int, int)>)[(a, b), (b, a)])
        {
            if (!_neighbours.TryGetValue(vertex, out List<int>? others))
            {
                _neighbours.Add(vertex, others = []);
            }

            others.Add(other);
        }
    }

    private bool MayMove(int vertex, double x, double y)
    {
        var (fromX, fromY) = (_x[vertex], _y[vertex]);
        foreach (int other in _neighbours[vertex])
        {
            var (otherX, otherY) = (_x[other], _y[other]);
            _slices.Find(
                Math.Min(fromX, Math.Min(x, otherX)) - _margin, Math.Min(fromY, Math.Min(y, otherY)) - _margin,
                Math.Max(fromX, Math.Max(x, otherX)) + _margin, Math.Max(fromY, Math.Max(y, otherY)) + _margin, _near);
            foreach (int v in _near)
            {
                if (v != vertex && v != other && Triangle.Covers(fromX, fromY, x, y, otherX, otherY, _x[v], _y[v]))
                {
                    return false;
                }
            }

            if (x == otherX && y == otherY)
            {
                return false;
            }
        }

        _buckets.Find(Math.Min(fromX, x), Math.Min(fromY, y), Math.Max(fromX, x), Math.Max(fromY, y), _near);
        foreach (int edge in _near)
        {
            var (a, b) = _edges[edge];
            if (a != vertex && b != vertex && Meet(fromX, fromY, x, y, _x[a], _y[a], _x[b], _y[b]))
            {
                return false;
            }
        }

        return true;
    }

    // Neither way keeps the other on one side; ways on one line count as meeting where their boxes do.
    private static bool Meet(double ax, double ay, double bx, double by, double cx, double cy, double dx, double dy)
        => Math.Max(ax, bx) >= Math.Min(cx, dx) && Math.Max(cx, dx) >= Math.Min(ax, bx) && Math.Max(ay, by) >= Math.Min(cy, dy) && Math.Max(cy, dy) >= Math.Min(ay, by)
            && Turn.Of(ax, ay, bx, by, cx, cy) * Turn.Of(ax, ay, bx, by, dx, dy) <= 0
            && Turn.Of(cx, cy, dx, dy, ax, ay) * Turn.Of(cx, cy, dx, dy, bx, by) <= 0;
}
