using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>The rings of areas as steps over numbered edges between numbered vertices.</summary>
internal sealed class RingSteps
{
    private readonly List<(int Low, int High)> _edges = [];
    private readonly List<(int Edge, int From)> _steps = [];
    private readonly List<(int Area, int Part, int FirstStep)> _rings = [];
    private readonly int _areaCount;
    private readonly int[] _useStarts;
    private readonly EdgeUse[] _uses;

    public RingSteps(IReadOnlyList<Geometry> areas)
    {
        _areaCount = areas.Count;
        var vertices = new Dictionary<(double X, double Y), int>();
        var edges = new Dictionary<(int Low, int High), int>();
        for (int area = 0; area < areas.Count; area++)
        {
            for (int part = 0; part < areas[area].NumGeometries; part++)
            {
                var polygon = areas[area].GetGeometryN(part) as Polygon
                    ?? throw new ArgumentException($"Area {area} is a {areas[area].GeometryType}, not a Polygon or MultiPolygon.", nameof(areas));
                AddRing(area, part, polygon.ExteriorRing, vertices, edges);
                foreach (LineString hole in polygon.InteriorRings)
                {
                    AddRing(area, part, hole, vertices, edges);
                }
            }
        }

        X = new double[vertices.Count];
        Y = new double[vertices.Count];
        foreach (var ((x, y), vertex) in vertices)
        {
            (X[vertex], Y[vertex]) = (x, y);
        }

        (_useStarts, _uses) = Uses();
    }

    public double[] X { get; }

    public double[] Y { get; }

    public int VertexCount => X.Length;

    public int EdgeCount => _edges.Count;

    public int Low(int edge) => _edges[edge].Low;

    public int High(int edge) => _edges[edge].High;

    public int Other(int edge, int vertex) => _edges[edge].Low == vertex ? _edges[edge].High : _edges[edge].Low;

    /// <summary>The areas that have the edge, by their numbers, and whether they go over it from its low vertex to its high one.</summary>
    public EdgeUse[] UsesOf(int edge) => _uses[_useStarts[edge].._useStarts[edge + 1]];

    /// <summary>Whether two edges belong to the same areas.</summary>
    public bool SameAreas(int edge, int other)
    {
        ReadOnlySpan<EdgeUse> one = _uses.AsSpan(_useStarts[edge].._useStarts[edge + 1]);
        ReadOnlySpan<EdgeUse> two = _uses.AsSpan(_useStarts[other].._useStarts[other + 1]);
        if (one.Length != two.Length)
        {
            return false;
        }

        for (int i = 0; i < one.Length; i++)
        {
            if (one[i].Area != two[i].Area)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is made of each ring, by area and part.</summary>
    public ChainUse[][][][] ByArea(RingReader read)
    {
        var areas = new List<List<ChainUse[]>>[_areaCount];
        ReadOnlySpan<(int Edge, int From)> steps = CollectionsMarshal.AsSpan(_steps);
        for (int i = 0; i < _rings.Count; i++)
        {
            var (area, part, first) = _rings[i];
            List<List<ChainUse[]>> parts = areas[area] ??= [];
            if (parts.Count == part)
            {
                parts.Add([]);
            }

            parts[part].Add(read(steps[first..(i + 1 < _rings.Count ? _rings[i + 1].FirstStep : steps.Length)]));
        }

        return Array.ConvertAll(areas, parts => parts.Select(rings => rings.ToArray()).ToArray());
    }

    private void AddRing(int area, int part, LineString ring, Dictionary<(double X, double Y), int> vertices, Dictionary<(int Low, int High), int> edges)
    {
        _rings.Add((area, part, _steps.Count));
        CoordinateSequence positions = ring.CoordinateSequence;
        int before = -1;
        for (int i = 0; i < positions.Count; i++)
        {
            // 0 and -0 become one.
            ref int vertex = ref CollectionsMarshal.GetValueRefOrAddDefault(vertices, (positions.GetX(i) + 0.0, positions.GetY(i) + 0.0), out bool known);
            vertex = known ? vertex : vertices.Count - 1;
            if (before >= 0 && before != vertex)
            {
                var ends = (Math.Min(before, vertex), Math.Max(before, vertex));
                ref int edge = ref CollectionsMarshal.GetValueRefOrAddDefault(edges, ends, out bool seen);
                if (!seen)
                {
                    edge = _edges.Count;
                    _edges.Add(ends);
                }

                _steps.Add((edge, before));
            }

            before = vertex;
        }
    }

    private (int[] Starts, EdgeUse[] Uses) Uses()
    {
        int[] starts = new int[_edges.Count + 1];
        foreach (var (edge, _) in _steps)
        {
            starts[edge + 1]++;
        }

        for (int edge = 0; edge < _edges.Count; edge++)
        {
            starts[edge + 1] += starts[edge];
        }

        int[] next = starts[..^1];
        var uses = new EdgeUse[_steps.Count];
        for (int ring = 0; ring < _rings.Count; ring++)
        {
            int end = ring + 1 < _rings.Count ? _rings[ring + 1].FirstStep : _steps.Count;
            for (int step = _rings[ring].FirstStep; step < end; step++)
            {
                var (edge, from) = _steps[step];
                uses[next[edge]++] = new EdgeUse(_rings[ring].Area, _edges[edge].Low == from);
            }
        }

        return (starts, uses);
    }

    internal readonly record struct EdgeUse(int Area, bool Upward);

    /// <summary>Reads the steps of one ring.</summary>
    internal delegate ChainUse[] RingReader(ReadOnlySpan<(int Edge, int From)> ring);
}
