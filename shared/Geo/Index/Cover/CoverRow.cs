using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>One row of a grid while it is built: which edges cross which cell, and where the edges cross the latitude of the row's middle.</summary>
/// <remarks>
/// An edge that does not cross a cell passes the whole of it on one side, by more than rounding errors, and crosses the middle latitude on that side. Only for
/// the cell's own edges can rounding change the side, and these are counted out again in the same way as they are counted in.
/// </remarks>
internal sealed class CoverRow
{
    private readonly List<int> _edges = [];
    private readonly List<BucketRange> _columns = [];
    private readonly List<BucketRange> _crossings = [];
    private readonly Buckets _byColumn = new();
    private readonly Buckets _byCrossing = new();

    /// <summary>Latitude of the southern side, margin included.</summary>
    public double South { get; private set; }

    /// <summary>Latitude of the middle.</summary>
    public double Middle { get; private set; }

    /// <summary>Latitude of the northern side, margin included.</summary>
    public double North { get; private set; }

    /// <summary>Takes up a row.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="row">The row's number.</param>
    /// <param name="edges">The edges of the grid.</param>
    /// <param name="inRow">The numbers of those that meet the row.</param>
    public void Fill(in CoverGrid grid, int row, ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<int> inRow)
    {
        South = grid.South + ((row - grid.Margin) * grid.Size);
        Middle = grid.South + ((row + 0.5) * grid.Size);
        North = grid.South + ((row + 1 + grid.Margin) * grid.Size);
        _edges.Clear();
        _columns.Clear();
        _crossings.Clear();
        foreach (int number in inRow)
        {
            ref readonly CoverEdge edge = ref edges[number];
            (double low, double high) = edge.Y0 < edge.Y1 ? (edge.Y0, edge.Y1) : (edge.Y1, edge.Y0);
            double one = low == high ? edge.X0 : edge.LongitudeAt(Math.Max(low, South));
            double other = low == high ? edge.X1 : edge.LongitudeAt(Math.Min(high, North));
            int crossing = low <= Middle && high > Middle ? grid.MiddlesWestOf(edge.LongitudeAt(Middle)) : -1;
            _edges.Add(number);
            _columns.Add(grid.ColumnsOf(Math.Min(one, other), Math.Max(one, other)));
            _crossings.Add(crossing < 0 ? BucketRange.None : new BucketRange(crossing, crossing));
        }

        _byColumn.Fill(grid.Columns, CollectionsMarshal.AsSpan(_columns));
        _byCrossing.Fill(grid.Columns + 1, CollectionsMarshal.AsSpan(_crossings));
    }

    /// <summary>The edges, by their place in the row, that cross a cell of the row.</summary>
    public ReadOnlySpan<int> Crossing(int column) => _byColumn[column];

    /// <summary>The edges, by their place in the row, that cross the middle latitude east of the middle of a column, but not east of the next column's.</summary>
    public ReadOnlySpan<int> NextEastOf(int column) => _byCrossing[column + 1];

    /// <summary>The number in the grid of an edge of the row.</summary>
    public int Number(int place) => _edges[place];

    /// <summary>Whether an edge crosses the middle latitude east of the middle of a column.</summary>
    public bool IsEastOf(int place, int column) => column < _crossings[place].First && _crossings[place].Last >= 0;
}
