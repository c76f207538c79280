using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Builds the cover of one level: lays a grid over its edges, and a finer one into each cell that has too many.</summary>
internal sealed class CoverBuilder
{
    private readonly List<int> _cells = [];
    private readonly List<CoverGrid> _grids = [];
    private readonly CoverLeaves _leaves = new();
    private readonly List<CoverScratch> _scratch = [];

    private CoverBuilder()
    {
    }

    /// <summary>The cover of areas, which are numbered in the order of their codes.</summary>
    public static LevelCover Build(Geometry[] areas)
    {
        var box = new Envelope();
        var table = new EdgeTable(areas.Sum(area => area.NumPoints));
        for (int area = 0; area < areas.Length; area++)
        {
            box.ExpandToInclude(areas[area].EnvelopeInternal);
            table.Add(area, areas[area]);
        }

        var builder = new CoverBuilder();
        builder.AddGrid(CellSizes.Root(box, table.Edges.Length), table.Edges, []);
        return builder._leaves.ToCover(areas, [.. builder._grids], [.. builder._cells]);
    }

    /// <summary>Builds a grid.</summary>
    /// <param name="place">Where and how fine; where its cells begin is found here.</param>
    /// <param name="edges">All edges that cross it, and rails.</param>
    /// <param name="inside">The areas whose boundary crosses rays from the grid an odd number of times without counting these edges.</param>
    private int AddGrid(in CoverGrid place, ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<int> inside)
    {
        CoverGrid grid = place with { FirstCell = _cells.Count };
        int number = _grids.Count;
        _grids.Add(grid);
        CollectionsMarshal.SetCount(_cells, _cells.Count + checked(grid.Columns * grid.Rows));
        CollectionsMarshal.AsSpan(_cells)[grid.FirstCell..].Clear();
        CoverScratch scratch = Scratch(grid.Depth);
        scratch.RowRanges.Clear();
        foreach (ref readonly CoverEdge edge in edges)
        {
            scratch.RowRanges.Add(grid.RowsOf(Math.Min(edge.Y0, edge.Y1), Math.Max(edge.Y0, edge.Y1)));
        }

        scratch.Rows.Fill(grid.Rows, CollectionsMarshal.AsSpan(scratch.RowRanges));
        for (int row = 0; row < grid.Rows; row++)
        {
            ReadOnlySpan<int> inRow = scratch.Rows[row];
            if (!inRow.IsEmpty || !inside.IsEmpty)
            {
                scratch.Row.Fill(grid, row, edges, inRow);
                scratch.Inside.CopyFrom(inside);
                FillRow(grid, row, edges, scratch);
            }
        }

        return number;
    }

    // From east to west, because rays go eastward: the areas inside are those at the middle of the cell.
    private void FillRow(in CoverGrid grid, int row, ReadOnlySpan<CoverEdge> edges, CoverScratch scratch)
    {
        for (int column = grid.Columns - 1; column >= 0; column--)
        {
            foreach (int place in scratch.Row.NextEastOf(column))
            {
                scratch.Inside.Toggle(edges[scratch.Row.Number(place)]);
            }

            CoverCell cell = scratch.Row.Crossing(column).IsEmpty
                ? _leaves.Whole(scratch.Inside.Areas)
                : Crossed(grid, row, column, edges, scratch);
            _cells[grid.FirstCell + (row * grid.Columns) + column] = cell.Code;
        }
    }

    private CoverCell Crossed(in CoverGrid grid, int row, int column, ReadOnlySpan<CoverEdge> edges, CoverScratch scratch)
    {
        double middle = grid.West + ((column + 0.5) * grid.Size);
        AreaSet inside = scratch.CellInside;
        inside.CopyFrom(scratch.Inside.Areas);
        scratch.CellEdges.Clear();
        scratch.Loose.Clear();
        int own = 0;
        foreach (int place in scratch.Row.Crossing(column))
        {
            ref readonly CoverEdge edge = ref edges[scratch.Row.Number(place)];
            scratch.CellEdges.Add(edge);
            scratch.Loose.Add(edge, middle, scratch.Row.South, scratch.Row.North);
            if (scratch.Row.IsEastOf(place, column))
            {
                inside.Toggle(edge);
            }

            own++;
        }

        scratch.Loose.AppendRails(scratch.Row.Middle, inside, scratch.CellEdges);
        ReadOnlySpan<CoverEdge> cellEdges = CollectionsMarshal.AsSpan(scratch.CellEdges);
        return CellSizes.Division(grid, row, column, cellEdges[..own]) is { } finer
            ? CoverCell.Of(CellKind.Grid, AddGrid(finer, cellEdges, inside.Areas))
            : _leaves.Crossed(cellEdges, inside);
    }

    private CoverScratch Scratch(int depth)
    {
        if (_scratch.Count == depth)
        {
            _scratch.Add(new CoverScratch());
        }

        return _scratch[depth];
    }
}
