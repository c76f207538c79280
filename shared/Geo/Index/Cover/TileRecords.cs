using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>The words of a tile while it is made, see <see cref="TileLayout"/>.</summary>
/// <param name="slots">The areas' numbers in the tile, by their numbers in the edges, which are in the order of their codes.</param>
internal sealed class TileRecords(int[] slots)
{
    private const int NoSides = TileLayout.NoSide | (TileLayout.NoSide << 8);
    private readonly List<int> _words = [];
    private readonly Dictionary<int, List<int>> _lists = [];
    private readonly Dictionary<int, int> _wholeLeaves = [];
    private readonly List<int> _own = [];
    private readonly List<int> _others = [];

    public ReadOnlySpan<int> Words => CollectionsMarshal.AsSpan(_words);

    /// <summary>Begins a tile, in whose cells nothing is.</summary>
    public void Begin(int columns)
    {
        _words.Clear();
        _lists.Clear();
        _wholeLeaves.Clear();
        CollectionsMarshal.SetCount(_words, TileLayout.Cells);
        _words[TileLayout.ColumnsWord] = columns;
        AddCells(columns);
    }

    /// <summary>Adds the areas of the tile, and makes the number of its words even.</summary>
    public void End(ReadOnlySpan<int> areas)
    {
        _words[TileLayout.AreasWord] = _words.Count;
        _words[TileLayout.AreaCountWord] = areas.Length;
        AddSlots(areas);
        if (_words.Count % 2 == 1)
        {
            _words.Add(0);
        }

        _words[TileLayout.PositionsWord] = _words.Count;
    }

    public void SetCell(int word, CoverCell cell) => _words[word] = cell.Code;

    /// <summary>Adds a grid, in whose cells nothing is. Where it begins.</summary>
    public int AddGrid(int columns)
    {
        _words.Add(~columns);
        AddCells(columns);
        return _words.Count - (columns * columns) - TileLayout.GridCells;
    }

    /// <summary>A cell without edges that areas cover as a whole.</summary>
    public CoverCell Whole(ReadOnlySpan<int> areas)
    {
        if (areas.Length < 2)
        {
            return areas.IsEmpty ? CoverCell.Nothing : CoverCell.Of(slots[areas[0]]);
        }

        int list = AddList(areas);
        if (!_wholeLeaves.TryGetValue(list, out int leaf))
        {
            leaf = _words.Count;
            _words.AddRange([0, TileLayout.Counts(0, true, 0), list, 0, 0]);
            _wholeLeaves.Add(list, leaf);
        }

        return CoverCell.At(leaf);
    }

    /// <summary>A cell with edges.</summary>
    public CoverCell Crossed(ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<CoverEdge> rails, AreaSet inside)
    {
        CollectOwn(edges);
        ReadOnlySpan<int> others = Others(inside);
        int list = AddList(others);
        int before = others.IsEmpty ? _own.Count : ~_own.BinarySearch(others[0]);
        int next = 0;
        for (int from = (_own.Count - 1) / TileLayout.MostAreas * TileLayout.MostAreas; from >= 0; from -= TileLayout.MostAreas)
        {
            next = AddLeaf(from, edges, rails, inside, list, before - from, next);
        }

        return CoverCell.At(next);
    }

    private int AddLeaf(int from, ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<CoverEdge> rails, AreaSet inside, int list, int before, int next)
    {
        int leaf = _words.Count, areas = Math.Min(_own.Count - from, TileLayout.MostAreas);
        bool hasMore = list != 0 || next != 0;
        _words.AddRange([0, 0]);
        foreach (int area in CollectionsMarshal.AsSpan(_own).Slice(from, areas))
        {
            _words.Add((slots[area] << 1) | (inside.Contains(area) ? 1 : 0));
        }

        int railCount = 0;
        _words[leaf] = AddRuns(from, edges);
        foreach (ref readonly CoverEdge rail in rails)
        {
            if (SidesOf(rail, from) is int sides && sides != NoSides)
            {
                _words.AddRange([rail.Position, sides]);
                railCount++;
            }
        }

        _words[leaf + 1] = TileLayout.Counts(areas, hasMore, railCount);
        if (hasMore)
        {
            _words.AddRange([list, Math.Clamp(before, 0, areas), next]);
        }

        return leaf;
    }

    private int AddRuns(int from, ReadOnlySpan<CoverEdge> edges)
    {
        int runs = 0;
        for (int i = 0; i < edges.Length;)
        {
            int start = i++;
            while (i < edges.Length && i - start < TileLayout.MostEdges && edges[i].Position == edges[i - 1].Position + 1
                && edges[i].First == edges[start].First && edges[i].Second == edges[start].Second)
            {
                i++;
            }

            if (SidesOf(edges[start], from) is int sides && sides != NoSides)
            {
                _words.AddRange([edges[start].Position, sides | TileLayout.Sides(0, 0, i - start)]);
                runs++;
            }
        }

        return runs;
    }

    private void CollectOwn(ReadOnlySpan<CoverEdge> edges)
    {
        _own.Clear();
        foreach (ref readonly CoverEdge edge in edges)
        {
            _own.Add(EdgeSide.Area(edge.First));
            if (edge.HasSecond)
            {
                _own.Add(EdgeSide.Area(edge.Second));
            }
        }

        SortedSet.Of(_own);
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

    /// <summary>The sides of an edge as far as they concern the areas of a leaf.</summary>
    private int SidesOf(in CoverEdge edge, int from) => TileLayout.Sides(SideIn(edge.First, from), SideIn(edge.Second, from), 0);

    private int SideIn(int side, int from)
    {
        int place = side == EdgeSide.Nobody ? -1 : _own.BinarySearch(EdgeSide.Area(side)) - from;
        return place is >= 0 and < TileLayout.MostAreas ? EdgeSide.Renumbered(side, place) : TileLayout.NoSide;
    }

    /// <summary>Adds a list of areas if the tile does not have it. Where it begins; 0 for no areas.</summary>
    private int AddList(ReadOnlySpan<int> areas)
    {
        if (areas.IsEmpty)
        {
            return 0;
        }

        var code = new HashCode();
        code.AddBytes(MemoryMarshal.AsBytes(areas));
        ref List<int>? alike = ref CollectionsMarshal.GetValueRefOrAddDefault(_lists, code.ToHashCode(), out _);
        alike ??= [];
        foreach (int known in alike)
        {
            if (IsList(known, areas))
            {
                return known;
            }
        }

        int list = _words.Count;
        alike.Add(list);
        _words.Add(areas.Length);
        AddSlots(areas);
        return list;
    }

    private bool IsList(int list, ReadOnlySpan<int> areas)
    {
        bool same = _words[list] == areas.Length;
        for (int i = 0; same && i < areas.Length; i++)
        {
            same = _words[list + 1 + i] == slots[areas[i]];
        }

        return same;
    }

    private void AddSlots(ReadOnlySpan<int> areas)
    {
        foreach (int area in areas)
        {
            _words.Add(slots[area]);
        }
    }

    private void AddCells(int columns)
    {
        int first = _words.Count;
        CollectionsMarshal.SetCount(_words, first + checked(columns * columns));
        CollectionsMarshal.AsSpan(_words)[first..].Fill(CoverCell.Nothing.Code);
    }
}
