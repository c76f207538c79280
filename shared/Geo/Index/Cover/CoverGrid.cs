namespace GridSteward.Geo;

/// <summary>A grid of square cells, rows from south to north.</summary>
/// <param name="West">Longitude of its western side.</param>
/// <param name="South">Latitude of its southern side.</param>
/// <param name="Size">Side of a cell in degrees.</param>
/// <param name="PerDegree">Cells per degree.</param>
/// <param name="Columns">Cells in a row.</param>
/// <param name="Rows">Rows.</param>
internal readonly record struct CoverGrid(double West, double South, double Size, double PerDegree, int Columns, int Rows)
{
    /// <summary>
    /// How far around a cell an edge still counts as crossing it, in cells. A point may be taken for a neighbouring cell's by rounding, and the place where
    /// an edge enters a row is rounded, too: both by less than 4e-13 degrees for longitudes up to 180. The margin is more than twice that.
    /// </summary>
    public double Margin => 1e-6 + (1e-12 * PerDegree);

    /// <summary>The grid that divides one of the cells into so many columns and rows.</summary>
    public CoverGrid Division(int row, int column, int parts) =>
        new(West + (column * Size), South + (row * Size), Size / parts, parts / Size, parts, parts);

    /// <summary>A box around a cell, a hair greater.</summary>
    public DegreeBox BoxOf(int row, int column) => BoxOf(new CellRange(row, row, column, column));

    /// <summary>A box around cells, a hair greater.</summary>
    public DegreeBox BoxOf(CellRange cells)
    {
        double hair = Margin * Size;
        return new(
            West + (cells.FirstColumn * Size) - hair,
            South + (cells.FirstRow * Size) - hair,
            West + ((cells.LastColumn + 1) * Size) + hair,
            South + ((cells.LastRow + 1) * Size) + hair);
    }

    /// <summary>All cells.</summary>
    public CellRange All => new(0, Rows - 1, 0, Columns - 1);

    /// <summary>The cells that a box meets, margin included.</summary>
    public CellRange CellsOf(in DegreeBox box)
    {
        BucketRange rows = RowsOf(box.South, box.North), columns = ColumnsOf(box.West, box.East);
        return new(rows.First, rows.Last, columns.First, columns.Last);
    }

    /// <summary>The columns that a span of longitudes meets, margin included; none where the last is less than the first.</summary>
    public BucketRange ColumnsOf(double west, double east) => RangeOf((west - West) * PerDegree, (east - West) * PerDegree, Columns);

    /// <summary>The rows that a span of latitudes meets, margin included; none where the last is less than the first.</summary>
    public BucketRange RowsOf(double south, double north) => RangeOf((south - South) * PerDegree, (north - South) * PerDegree, Rows);

    /// <summary>How many columns have their middle to the west of a longitude.</summary>
    public int MiddlesWestOf(double longitude) => (int)Math.Clamp(Math.Floor(((longitude - West) * PerDegree) + 0.5), 0, Columns);

    private BucketRange RangeOf(double from, double to, int count)
    {
        double first = Math.Floor(from - Margin);
        double last = Math.Floor(to + Margin);
        return last < 0 || first >= count ? BucketRange.None : new BucketRange((int)Math.Max(first, 0), (int)Math.Min(last, count - 1));
    }
}

/// <summary>A block of cells of a grid, both ends included; none where a last one is less than the first.</summary>
internal readonly record struct CellRange(int FirstRow, int LastRow, int FirstColumn, int LastColumn)
{
    public bool IsEmpty => LastRow < FirstRow || LastColumn < FirstColumn;

    public int Count => IsEmpty ? 0 : (LastRow + 1 - FirstRow) * (LastColumn + 1 - FirstColumn);
}
