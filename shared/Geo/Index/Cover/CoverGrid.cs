using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>A grid of square cells, rows from south to north.</summary>
/// <param name="West">Longitude of its western side.</param>
/// <param name="South">Latitude of its southern side.</param>
/// <param name="Size">Side of a cell in degrees.</param>
/// <param name="PerDegree">Cells per degree.</param>
/// <param name="Columns">Cells in a row.</param>
/// <param name="Rows">Rows.</param>
/// <param name="FirstCell">Where its cells begin, row by row.</param>
/// <param name="Depth">0 for the grid of the whole level, 1 for the division of one of its cells.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CoverGrid(double West, double South, double Size, double PerDegree, int Columns, int Rows, int FirstCell, int Depth)
{
    /// <summary>
    /// How far around a cell an edge still counts as crossing it, in cells. A point may be taken for a neighbouring cell's by rounding, and the place where
    /// an edge enters a row is rounded, too: both by less than 4e-13 degrees for longitudes up to 180. The margin is more than twice that.
    /// </summary>
    public double Margin => 1e-6 + (1e-12 * PerDegree);

    /// <summary>The cell of a point that lies in the grid; a point on its rim may be rounded out of it and is taken in.</summary>
    public int CellOf(double x, double y) => FirstCell
        + (Math.Clamp((int)((y - South) * PerDegree), 0, Rows - 1) * Columns)
        + Math.Clamp((int)((x - West) * PerDegree), 0, Columns - 1);

    /// <summary>Whether a point, in the plane, is in the grid.</summary>
    public bool Contains(double x, double y)
    {
        double column = (x - West) * PerDegree;
        double row = (y - South) * PerDegree;
        return column >= 0 && column < Columns && row >= 0 && row < Rows;
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
