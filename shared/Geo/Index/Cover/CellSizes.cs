using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>How fine the grids are. This decides speed and memory, never an answer.</summary>
internal static class CellSizes
{
    private const int RootCellsPerEdge = 4;
    private const int MaxRootCells = 1 << 26;
    private const int EdgesOfALeaf = 8;
    private const int MostDivisions = 6;

    // Dividing a cell that long edges cross from side to side only repeats them: on average an edge may come to lie in so many parts.
    private const int MostPartsOfAnEdge = 4;

    // A tenth of a millimetre; the margins for rounding stay small beside it.
    private const double SmallestCellDegrees = 1e-9;

    /// <summary>The grid over a whole level: so many cells as edges make worth while, and a rim for what is rounded outward.</summary>
    public static CoverGrid Root(Envelope box, int edges)
    {
        double cells = Math.Clamp((double)RootCellsPerEdge * edges, 1, MaxRootCells);
        double size = Math.Max(Math.Sqrt(box.Width * box.Height / cells), Math.Max(box.Width, box.Height) / cells);
        size = Math.Max(size, SmallestCellDegrees);
        double rim = (size * 0.01) + 1e-11;
        return new CoverGrid(
            box.MinX - rim, box.MinY - rim, size, 1 / size, 1 + (int)((box.Width + (2 * rim)) / size), 1 + (int)((box.Height + (2 * rim)) / size), 0, 0);
    }

    /// <summary>The grid into which a cell is divided; null where it is better left whole.</summary>
    public static CoverGrid? Division(in CoverGrid grid, int row, int column, ReadOnlySpan<CoverEdge> edges)
    {
        int parts = (int)Math.Ceiling(Math.Sqrt(edges.Length));
        double size = grid.Size / parts;
        if (edges.Length <= EdgesOfALeaf || grid.Depth == MostDivisions || size < SmallestCellDegrees)
        {
            return null;
        }

        double met = 0;
        foreach (ref readonly CoverEdge edge in edges)
        {
            met += 1 + ((Math.Min(edge.X1 - edge.X0, grid.Size) + Math.Min(Math.Abs(edge.Y1 - edge.Y0), grid.Size)) / size);
        }

        return met > (double)MostPartsOfAnEdge * edges.Length
            ? null
            : new CoverGrid(grid.West + (column * grid.Size), grid.South + (row * grid.Size), size, 1 / size, parts, parts, 0, grid.Depth + 1);
    }
}
