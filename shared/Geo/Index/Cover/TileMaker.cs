namespace GridSteward.Geo;

/// <summary>Makes tiles, one after the other.</summary>
/// <param name="slots">The areas' numbers in the tiles, by their numbers in the edges, which are in the order of their codes.</param>
internal sealed class TileMaker(int[] slots)
{
    private readonly SharedEdges _edges = new();
    private readonly TileRecords _records = new(slots);
    private readonly List<GridCells> _grids = [];
    private readonly TileBlocks _blocks = new();
    private readonly List<int> _areas = [];

    /// <summary>A tile that areas cover as a whole.</summary>
    public CoverTile Whole(ReadOnlySpan<int> areas)
    {
        _records.Begin(1);
        _records.SetCell(TileLayout.Cells, _records.Whole(areas));
        _records.End(areas);
        return _blocks.Add(_records.Words, [], 1);
    }

    /// <summary>A tile that edges cross.</summary>
    /// <param name="tiles">The grid of the tiles.</param>
    /// <param name="row">The tile's row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="edges">Its edges, as rings have them.</param>
    /// <param name="rails">Its rails.</param>
    /// <param name="inside">The areas inside without counting edges and rails.</param>
    public CoverTile Crossed(in CoverGrid tiles, int row, int column, ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<CoverEdge> rails, ReadOnlySpan<int> inside)
    {
        _edges.Fill(edges, rails);
        CoverGrid grid = tiles.Division(row, column, CellSizes.PartsOfTile(_edges.Count));
        _records.Begin(grid.Columns);
        Sweep(1, grid, TileLayout.Cells, _edges.Edges, inside);
        _records.End(AreasOf(edges, inside));
        return _blocks.Add(_records.Words, _edges.Positions, grid.Columns);
    }

    private void Sweep(int depth, in CoverGrid grid, int cells, ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<int> inside)
    {
        if (_grids.Count < depth)
        {
            _grids.Add(new GridCells(this, depth));
        }

        _grids[depth - 1].Run(grid, cells, edges, inside);
    }

    // Those of the edges and those inside, least first, each once.
    private ReadOnlySpan<int> AreasOf(ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<int> inside)
    {
        _areas.Clear();
        _areas.AddRange(inside);
        int last = EdgeSide.Nobody;
        foreach (ref readonly CoverEdge edge in edges)
        {
            if (EdgeSide.Area(edge.First) is int area && area != last)
            {
                _areas.Add(last = area);
            }
        }

        return SortedSet.Of(_areas);
    }

    /// <summary>The cells of one grid of the tile.</summary>
    private sealed class GridCells(TileMaker maker, int depth) : ICoverCells
    {
        private readonly CoverSweep _sweep = new();
        private readonly List<CoverEdge> _all = [];
        private CoverGrid _grid;
        private int _cells;

        public void Run(in CoverGrid grid, int cells, ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<int> inside)
        {
            (_grid, _cells) = (grid, cells);
            _sweep.Run(grid, grid.All, edges, inside, this);
        }

        public void Whole(int row, int column, ReadOnlySpan<int> areas) => maker._records.SetCell(WordOf(row, column), maker._records.Whole(areas));

        public void Crossed(int row, int column, ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<CoverEdge> rails, AreaSet inside)
        {
            int parts = CellSizes.PartsOfCell(_grid, depth, edges);
            if (parts == 1)
            {
                maker._records.SetCell(WordOf(row, column), maker._records.Crossed(edges, rails, inside));
                return;
            }

            int word = maker._records.AddGrid(parts);
            maker._records.SetCell(WordOf(row, column), CoverCell.At(word));
            _all.Clear();
            _all.AddRange(edges);
            _all.AddRange(rails);
            maker.Sweep(depth + 1, _grid.Division(row, column, parts), word + TileLayout.GridCells, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_all), inside.Areas);
        }

        private int WordOf(int row, int column) => _cells + (row * _grid.Columns) + column;
    }
}
