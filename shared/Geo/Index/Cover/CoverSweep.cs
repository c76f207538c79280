using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>
/// Goes over the cells of a grid, row by row from east to west because rays go eastward, and says which edges cross each and which areas it lies in.
/// Cells that are far from all areas are passed over. What it works with is kept from grid to grid.
/// </summary>
internal sealed class CoverSweep
{
    private readonly List<BucketRange> _rowRanges = [];
    private readonly Buckets _rows = new();
    private readonly CoverRow _row = new();
    private readonly LooseEnds _loose = new();
    private readonly List<CoverEdge> _cellEdges = [];

    // The areas that cover the middle of the cell; and the same without counting the cell's own edges.
    private readonly AreaSet _inside = new();
    private readonly AreaSet _cellInside = new();

    /// <summary>Goes over cells.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="range">Those of its cells that are wanted.</param>
    /// <param name="edges">All edges that cross the grid, and rails; and all others whose areas are not told by those inside.</param>
    /// <param name="inside">The areas whose boundary crosses rays from the grid an odd number of times without counting these edges.</param>
    /// <param name="cells">Takes the cells.</param>
    public void Run(in CoverGrid grid, CellRange range, ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<int> inside, ICoverCells cells)
    {
        _rowRanges.Clear();
        foreach (ref readonly CoverEdge edge in edges)
        {
            BucketRange rows = grid.RowsOf(Math.Min(edge.Y0, edge.Y1), Math.Max(edge.Y0, edge.Y1));
            _rowRanges.Add(new BucketRange(Math.Max(rows.First, range.FirstRow), Math.Min(rows.Last, range.LastRow)));
        }

        _rows.Fill(grid.Rows, CollectionsMarshal.AsSpan(_rowRanges));
        for (int row = range.FirstRow; row <= range.LastRow; row++)
        {
            ReadOnlySpan<int> inRow = _rows[row];
            if (!inRow.IsEmpty || !inside.IsEmpty)
            {
                _row.Fill(grid, row, edges, inRow);
                _inside.CopyFrom(inside);
                RunRow(grid, row, range, edges, cells);
            }
        }
    }

    private void RunRow(in CoverGrid grid, int row, CellRange range, ReadOnlySpan<CoverEdge> edges, ICoverCells cells)
    {
        for (int column = grid.Columns - 1; column >= range.FirstColumn; column--)
        {
            foreach (int place in _row.NextEastOf(column))
            {
                _inside.Toggle(edges[_row.Number(place)]);
            }

            if (column <= range.LastColumn)
            {
                if (!_row.Crossing(column).IsEmpty)
                {
                    Cross(grid, row, column, edges, cells);
                }
                else if (!_inside.Areas.IsEmpty)
                {
                    cells.Whole(row, column, _inside.Areas);
                }
            }
        }
    }

    private void Cross(in CoverGrid grid, int row, int column, ReadOnlySpan<CoverEdge> edges, ICoverCells cells)
    {
        double middle = grid.West + ((column + 0.5) * grid.Size);
        _cellInside.CopyFrom(_inside.Areas);
        _cellEdges.Clear();
        _loose.Clear();
        foreach (int place in _row.Crossing(column))
        {
            ref readonly CoverEdge edge = ref edges[_row.Number(place)];
            _cellEdges.Add(edge);
            _loose.Add(edge, middle, _row.South, _row.North);
            if (_row.IsEastOf(place, column))
            {
                _cellInside.Toggle(edge);
            }
        }

        int own = _cellEdges.Count;
        _loose.AppendRails(_row.Middle, _cellInside, _cellEdges);
        ReadOnlySpan<CoverEdge> all = CollectionsMarshal.AsSpan(_cellEdges);
        cells.Crossed(row, column, all[..own], all[own..], _cellInside);
    }
}
