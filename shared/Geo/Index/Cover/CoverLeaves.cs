using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Collects the leaves of a cover.</summary>
internal sealed class CoverLeaves
{
    private readonly List<CoverLeaf> _leaves = [];
    private readonly List<CoverEdge> _edges = [];
    private readonly List<int> _areas = [];
    private readonly AreaLists _lists = new();
    private readonly Dictionary<int, int> _wholeLeaves = [];
    private readonly List<int> _own = [];
    private readonly List<int> _others = [];

    /// <summary>A cell without edges that areas cover as a whole.</summary>
    public CoverCell Whole(ReadOnlySpan<int> areas)
    {
        if (areas.Length < 2)
        {
            return areas.IsEmpty ? CoverCell.Empty : CoverCell.Of(CellKind.Area, areas[0]);
        }

        int list = _lists.Add(areas);
        if (!_wholeLeaves.TryGetValue(list, out int leaf))
        {
            leaf = _leaves.Count;
            _leaves.Add(new CoverLeaf(0, 0, 0, 0, list));
            _wholeLeaves.Add(list, leaf);
        }

        return CoverCell.Of(CellKind.Leaf, leaf);
    }

    /// <summary>A cell with edges.</summary>
    /// <param name="edges">Its edges and rails.</param>
    /// <param name="inside">The areas inside without counting these.</param>
    public CoverCell Crossed(ReadOnlySpan<CoverEdge> edges, AreaSet inside)
    {
        CollectOwn(edges);
        var leaf = new CoverLeaf(_edges.Count, edges.Length, _areas.Count, _own.Count, _lists.Add(Others(inside)));
        foreach (int area in _own)
        {
            _areas.Add((area << 1) | (inside.Contains(area) ? 1 : 0));
        }

        foreach (CoverEdge edge in edges)
        {
            _edges.Add(edge with { First = Renumbered(edge.First), Second = Renumbered(edge.Second) });
        }

        _leaves.Add(leaf);
        return CoverCell.Of(CellKind.Leaf, _leaves.Count - 1);
    }

    public LevelCover ToCover(Geometry[] areas, CoverGrid[] grids, int[] cells) => new(areas, grids, cells, [.. _leaves], [.. _edges], [.. _areas], _lists.ToArray());

    // The areas of the edges, least first, each once.
    private void CollectOwn(ReadOnlySpan<CoverEdge> edges)
    {
        _own.Clear();
        foreach (ref readonly CoverEdge edge in edges)
        {
            _own.Add(EdgeSide.Area(edge.First));
            if (edge.Second != EdgeSide.Nobody)
            {
                _own.Add(EdgeSide.Area(edge.Second));
            }
        }

        _own.Sort();
        int kept = 0;
        for (int i = 0; i < _own.Count; i++)
        {
            if (i == 0 || _own[i] != _own[i - 1])
            {
                _own[kept++] = _own[i];
            }
        }

        _own.RemoveRange(kept, _own.Count - kept);
    }

    private ReadOnlySpan<int> Others(AreaSet inside)
    {
        _others.Clear();
        foreach (int area in inside.Areas)
        {
            if (_own.BinarySearch(area) < 0)
            {
                _others.Add(area);
            }
        }

        return CollectionsMarshal.AsSpan(_others);
    }

    private int Renumbered(int side) =>
        side == EdgeSide.Nobody ? side : EdgeSide.Renumbered(side, _own.BinarySearch(EdgeSide.Area(side)));
}
