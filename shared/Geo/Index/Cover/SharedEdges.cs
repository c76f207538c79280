using System.Numerics;
using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>The edges of a tile, each once for every two areas that have it, and their positions. Filled again and again without allocating.</summary>
internal sealed class SharedEdges
{
    private readonly List<CoverEdge> _edges = [];
    private readonly List<double> _positions = [];

    // Open addressing; an edge's number plus 1. Where an edge has several records, its last one.
    private int[] _places = [];
    private int _mask;

    /// <summary>The edges in the order in which they were given, then the rails.</summary>
    public ReadOnlySpan<CoverEdge> Edges => CollectionsMarshal.AsSpan(_edges);

    /// <summary>How many of them are not rails.</summary>
    public int Count { get; private set; }

    /// <summary>Longitude and latitude in turn. Edges that follow each other on a ring share the position between them.</summary>
    public ReadOnlySpan<double> Positions => CollectionsMarshal.AsSpan(_positions);

    /// <summary>Takes up the edges of a tile as rings have them, and its rails.</summary>
    public void Fill(ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<CoverEdge> rails)
    {
        Clear(edges.Length);
        foreach (ref readonly CoverEdge edge in edges)
        {
            Add(edge);
        }

        Count = _edges.Count;
        Span<CoverEdge> shared = CollectionsMarshal.AsSpan(_edges);
        for (int i = 0; i < shared.Length; i++)
        {
            ref CoverEdge edge = ref shared[i];
            if (i == 0 || shared[i - 1].X1 != edge.X0 || shared[i - 1].Y1 != edge.Y0)
            {
                AddPosition(edge.X0, edge.Y0);
            }

            edge = edge with { Position = (_positions.Count / 2) - 1 };
            AddPosition(edge.X1, edge.Y1);
        }

        foreach (ref readonly CoverEdge rail in rails)
        {
            AddPosition(rail.X1, rail.Y1);
            _edges.Add(rail with { Position = (_positions.Count / 2) - 1 });
        }
    }

    private void Clear(int capacity)
    {
        _edges.Clear();
        _positions.Clear();
        int length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity + (capacity / 2)));
        if (_places.Length < length)
        {
            _places = new int[length];
        }

        _mask = length - 1;
        Array.Clear(_places, 0, length);
    }

    private void Add(in CoverEdge edge)
    {
        Span<CoverEdge> known = CollectionsMarshal.AsSpan(_edges);
        int place = Hash(edge) & _mask;
        for (; _places[place] != 0; place = (place + 1) & _mask)
        {
            ref CoverEdge other = ref known[_places[place] - 1];
            bool same = other.X0 == edge.X0 && other.Y0 == edge.Y0 && other.X1 == edge.X1 && other.Y1 == edge.Y1;
            if (same || (other.X0 == edge.X1 && other.Y0 == edge.Y1 && other.X1 == edge.X0 && other.Y1 == edge.Y0))
            {
                if (!other.HasSecond)
                {
                    other = other with { Second = EdgeSide.Of(EdgeSide.Area(edge.First), !same) };
                    return;
                }

                break;
            }
        }

        _edges.Add(edge);
        _places[place] = _edges.Count;
    }

    // The same for both directions.
    private static int Hash(in CoverEdge edge)
    {
        ulong mixed = (Mixed(edge.X0, edge.Y0) + Mixed(edge.X1, edge.Y1)) * 0x9E3779B97F4A7C15;
        return (int)(mixed >> 40);
    }

    private static ulong Mixed(double x, double y)
    {
        ulong mixed = (BitConverter.DoubleToUInt64Bits(x) * 0xC2B2AE3D27D4EB4F) ^ BitOperations.RotateLeft(BitConverter.DoubleToUInt64Bits(y) * 0x165667B19E3779F9, 31);
        return mixed ^ (mixed >> 29);
    }

    private void AddPosition(double x, double y)
    {
        _positions.Add(x);
        _positions.Add(y);
    }
}
