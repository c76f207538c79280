namespace GridSteward.Geo;

/// <summary>Takes vertices out of chains as long as no border moves further than a distance on the map and nothing changes sides.</summary>
/// <remarks>
/// The vertex with the smallest triangle goes first (Visvalingam and Whyatt, "Line generalisation by repeated elimination of points", The Cartographic Journal
/// 30, 1993). Of a, b, c in a row b may go if all that a chain had between a and c stays within the distance of the new edge, if no other vertex lies in
/// the closed triangle a b c, and if there is no edge from a to c yet. Then no edge can cross the new one where none crossed the old ones, nothing is jumped over,
/// and nothing collapses: every area stays valid, and what was disjoint stays so. Nodes stay.
/// </remarks>
internal sealed class ChainThinning
{
    private const int MaxRounds = 8;
    private readonly AreaTopology _topology;
    private readonly double _reach;
    private readonly (double X, double Y)[] _pixels;
    private readonly VertexSlices _slices;
    private readonly int[] _before;
    private readonly int[] _after;
    private readonly double[] _size;
    private readonly double[] _strayed;
    private readonly HashSet<(int, int)> _straight = [];
    private readonly PriorityQueue<int, double> _queue = new();
    private readonly List<int> _near = [];

    /// <param name="topology">The chains.</param>
    /// <param name="scale">The map.</param>
    /// <param name="reach">How many pixels a border may move.</param>
    public ChainThinning(AreaTopology topology, MapScale scale, double reach)
    {
        (_topology, _reach) = (topology, reach);
        _pixels = [.. Enumerable.Range(0, topology.VertexCount).Select(v => scale.Pixels(topology.X[v], topology.Y[v]))];
        _slices = new VertexSlices(topology.X, topology.Y);
        int places = topology.ChainVertices.Length;
        (_before, _after, _size, _strayed) = (new int[places], new int[places], new double[places], new double[places]);
    }

    /// <summary>The vertices that each chain keeps, with both ends.</summary>
    public int[][] Run()
    {
        for (int chain = 0; chain < _topology.ChainCount; chain++)
        {
            Begin(chain);
        }

        for (int round = 0; round < MaxRounds; round++)
        {
            List<int> blocked = [];
            if (!Drain(blocked) || blocked.Count == 0)
            {
                break;
            }

            foreach (int place in blocked.Where(place => _size[place] >= 0))
            {
                _queue.Enqueue(place, _size[place]);
            }
        }

        return [.. Enumerable.Range(0, _topology.ChainCount).Select(Kept)];
    }

    private void Begin(int chain)
    {
        var (start, end) = _topology.PlacesOf(chain);
        for (int place = start; place < end; place++)
        {
            _before[place] = place == start ? -1 : place - 1;
            _after[place] = place == end - 1 ? -1 : place + 1;
        }

        for (int place = start + 1; place < end - 1; place++)
        {
            Enter(place);
        }

        if (end - start == 2)
        {
            _straight.Add(Ends(start, end - 1));
        }
    }

    private void Enter(int place)
    {
        var (a, b, c) = (_pixels[Vertex(_before[place])], _pixels[Vertex(place)], _pixels[Vertex(_after[place])]);
        _size[place] = Math.Abs(((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X))) / 2;
        _queue.Enqueue(place, _size[place]);
    }

    // Whether anything went.
    private bool Drain(List<int> blocked)
    {
        bool any = false;
        while (_queue.TryDequeue(out int place, out double size))
        {
            if (_size[place] != size || !MayStraighten(_before[place], _after[place]) || StrayIfRemoved(place) is not { } strayed)
            {
                continue;
            }

            if (IsBlocked(Vertex(_before[place]), Vertex(place), Vertex(_after[place])))
            {
                blocked.Add(place);
                continue;
            }

            Remove(place, strayed);
            any = true;
        }

        return any;
    }

    private void Remove(int place, double strayed)
    {
        var (a, c) = (_before[place], _after[place]);
        (_after[a], _before[c], _size[place], _strayed[a]) = (c, a, -1, strayed);
        _slices.Remove(Vertex(place));
        if (_before[a] >= 0)
        {
            Enter(a);
        }

        if (_after[c] >= 0)
        {
            Enter(c);
        }

        if (_before[a] < 0 && _after[c] < 0)
        {
            _straight.Add(Ends(a, c));
        }
    }

    private bool MayStraighten(int a, int c)
        => Vertex(a) != Vertex(c)
            && !(_before[a] >= 0 ? Vertex(_before[a]) == Vertex(c) : _after[c] >= 0 ? Vertex(_after[c]) == Vertex(a) : _straight.Contains(Ends(a, c)));

    // How far at most the chain lies from the edge that would stand for it; null where that is too far. What lay near the two edges before lies as near to the new
    // one, and no further than their vertex in the middle on top; only where that sum is too much are all vertices looked at, so that a long straight line costs little.
    private double? StrayIfRemoved(int place)
    {
        var (a, c) = (_before[place], _after[place]);
        double most = Math.Max(_strayed[a], _strayed[place]) + Distance(place, a, c);
        if (most > _reach)
        {
            most = 0;
            for (int between = a + 1; between < c && most <= _reach; between++)
            {
                most = Math.Max(most, Distance(between, a, c));
            }
        }

        return most <= _reach ? most : null;
    }

    // Of a vertex from the edge between two others, in pixels.
    private double Distance(int place, int a, int c)
    {
        var (from, to, at) = (_pixels[Vertex(a)], _pixels[Vertex(c)], _pixels[Vertex(place)]);
        var (dx, dy, x, y) = (to.X - from.X, to.Y - from.Y, at.X - from.X, at.Y - from.Y);
        double length = (dx * dx) + (dy * dy);
        double t = length > 0 ? Math.Clamp(((x * dx) + (y * dy)) / length, 0, 1) : 0;
        (x, y) = (x - (t * dx), y - (t * dy));
        return Math.Sqrt((x * x) + (y * y));
    }

    private bool IsBlocked(int a, int b, int c)
    {
        double[] x = _topology.X, y = _topology.Y;
        _slices.Find(Math.Min(x[a], Math.Min(x[b], x[c])), Math.Min(y[a], Math.Min(y[b], y[c])), Math.Max(x[a], Math.Max(x[b], x[c])), Math.Max(y[a], Math.Max(y[b], y[c])), _near);
        foreach (int v in _near)
        {
            if (v != a && v != b && v != c && Triangle.Covers(x[a], y[a], x[b], y[b], x[c], y[c], x[v], y[v]))
            {
                return true;
            }
        }

        return false;
    }

    private int[] Kept(int chain)
    {
        List<int> kept = [];
        for (int place = _topology.PlacesOf(chain).Start; place >= 0; place = _after[place])
        {
            kept.Add(Vertex(place));
        }

        return [.. kept];
    }

    private int Vertex(int place) => _topology.ChainVertices[place];

    private (int, int) Ends(int a, int c) => (Math.Min(Vertex(a), Vertex(c)), Math.Max(Vertex(a), Vertex(c)));
}
