using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Finds the edges, nodes and chains of areas.</summary>
internal sealed class TopologyBuilder
{
    private readonly RingSteps _steps;
    private readonly int[] _chainOf;
    private readonly bool[] _forward;
    private readonly bool[] _ends;
    private readonly int[] _incident;
    private readonly List<int> _chainStarts = [0];
    private readonly List<int> _chainVertices = [];
    private readonly List<int> _firstEdges = [];

    public TopologyBuilder(IReadOnlyList<Geometry> areas)
    {
        _steps = new RingSteps(areas);
        _chainOf = new int[_steps.EdgeCount];
        _forward = new bool[_steps.EdgeCount];
        _ends = new bool[_steps.VertexCount];
        _incident = new int[2 * _steps.VertexCount];
        Array.Fill(_chainOf, -1);
    }

    public AreaTopology Build()
    {
        FindNodes();
        for (int edge = 0; edge < _steps.EdgeCount; edge++)
        {
            foreach (int end in (ReadOnlySpan<int>)[_steps.Low(edge), _steps.High(edge)])
            {
                if (_ends[end] && _chainOf[edge] < 0)
                {
                    Walk(end, edge);
                }
            }
        }

        for (int edge = 0; edge < _steps.EdgeCount; edge++)
        {
            if (_chainOf[edge] < 0)
            {
                WalkClosed(edge);
            }
        }

        ChainSide[][] sides = [.. _firstEdges.Select(edge => Array.ConvertAll(_steps.UsesOf(edge), use => new ChainSide(use.Area, use.Upward == _forward[edge])))];
        return new AreaTopology(_steps.X, _steps.Y, [.. _chainStarts], [.. _chainVertices], sides, _steps.ByArea(RingOf));
    }

    private void FindNodes()
    {
        int[] degrees = new int[_steps.VertexCount];
        for (int edge = 0; edge < _steps.EdgeCount; edge++)
        {
            foreach (int end in (ReadOnlySpan<int>)[_steps.Low(edge), _steps.High(edge)])
            {
                if (degrees[end] < 2)
                {
                    _incident[(2 * end) + degrees[end]] = edge;
                }

                degrees[end]++;
            }
        }

        for (int vertex = 0; vertex < _ends.Length; vertex++)
        {
            _ends[vertex] = degrees[vertex] != 2 || Math.Abs(_steps.X[vertex]) == 180 || !_steps.SameAreas(_incident[2 * vertex], _incident[(2 * vertex) + 1]);
        }
    }

    private void WalkClosed(int edge)
    {
        int first = _steps.Low(edge);
        int least = first;
        int at = edge;
        for (int vertex = _steps.Other(edge, first); vertex != first; vertex = _steps.Other(at, vertex))
        {
            least = (_steps.X[vertex], _steps.Y[vertex]).CompareTo((_steps.X[least], _steps.Y[least])) < 0 ? vertex : least;
            at = Next(vertex, at);
        }

        _ends[least] = true;
        Walk(least, _incident[2 * least]);
    }

    private void Walk(int from, int edge)
    {
        int chain = _firstEdges.Count;
        _firstEdges.Add(edge);
        _chainVertices.Add(from);
        for (int vertex = from; ;)
        {
            _chainOf[edge] = chain;
            _forward[edge] = _steps.Low(edge) == vertex;
            vertex = _steps.Other(edge, vertex);
            _chainVertices.Add(vertex);
            if (_ends[vertex])
            {
                break;
            }

            edge = Next(vertex, edge);
        }

        _chainStarts.Add(_chainVertices.Count);
    }

    private int Next(int vertex, int edge) => _incident[2 * vertex] == edge ? _incident[(2 * vertex) + 1] : _incident[2 * vertex];

    // A ring has at least one end: a node, or the place where its closed chain begins.
    private ChainUse[] RingOf(ReadOnlySpan<(int Edge, int From)> ring)
    {
        int first = 0;
        while (!_ends[ring[first].From])
        {
            first++;
        }

        List<ChainUse> uses = [];
        for (int i = 0; i < ring.Length; i++)
        {
            var (edge, from) = ring[(first + i) % ring.Length];
            if (_ends[from])
            {
                uses.Add(new ChainUse(_chainOf[edge], (_steps.Low(edge) == from) == _forward[edge]));
            }
        }

        return [.. uses];
    }
}
