namespace GridSteward.Geo;

/// <summary>How fine the grids are. This decides speed and memory, never an answer.</summary>
internal static class CellSizes
{
    // As rings have them: about half as many when each is counted once for two neighbours.
    private const int RingEdgesPerTile = 2048;
    private const int CellsPerEdge = 8;
    private const int MostPartsOfATile = 512;
    private const int EdgesOfALeaf = 8;
    private const int MostDivisions = 6;

    // Dividing a cell that long edges cross from side to side only repeats them: on average an edge may come to lie in so many parts.
    private const int MostPartsOfAnEdge = 4;

    // A tenth of a millimetre; the margins for rounding stay small beside it.
    private const double SmallestCellDegrees = 1e-9;

    // So much of the level around all areas, so that a border may move outward a little without a new grid.
    private const double Rim = 0.01;

    /// <summary>The grid of the tiles of a level.</summary>
    /// <param name="box">The box of all areas.</param>
    /// <param name="edges">How many edges they have.</param>
    public static CoverGrid Tiles(in DegreeBox box, int edges)
    {
        double rim = (Math.Max(box.East - box.West, box.North - box.South) * Rim) + SmallestCellDegrees;
        double width = box.East - box.West + (2 * rim), height = box.North - box.South + (2 * rim);
        double tiles = Math.Max(1, (double)edges / RingEdgesPerTile);
        double size = Math.Max(Math.Max(Math.Sqrt(width * height / tiles), Math.Max(width, height) / tiles), SmallestCellDegrees * MostPartsOfATile);
        return new CoverGrid(box.West - rim, box.South - rim, size, 1 / size, (int)Math.Ceiling(width / size), (int)Math.Ceiling(height / size));
    }

    /// <summary>Into how many columns, and rows, a tile with edges is divided.</summary>
    public static int PartsOfTile(int edges) => Math.Clamp((int)Math.Ceiling(Math.Sqrt(CellsPerEdge * edges)), 1, MostPartsOfATile);

    /// <summary>Into how many columns, and rows, a cell of a tile is divided; 1 where it is better left whole.</summary>
    /// <param name="grid">The grid of the cell.</param>
    /// <param name="depth">How often the tile was divided to have it.</param>
    /// <param name="edges">The edges that cross the cell.</param>
    public static int PartsOfCell(in CoverGrid grid, int depth, ReadOnlySpan<CoverEdge> edges)
    {
        int parts = (int)Math.Ceiling(Math.Sqrt(edges.Length));
        double size = grid.Size / parts;
        if (edges.Length <= EdgesOfALeaf || depth > MostDivisions || size < SmallestCellDegrees)
        {
            return 1;
        }

        double met = 0;
        foreach (ref readonly CoverEdge edge in edges)
        {
            met += 1 + ((Math.Min(Math.Abs(edge.X1 - edge.X0), grid.Size) + Math.Min(Math.Abs(edge.Y1 - edge.Y0), grid.Size)) / size);
        }

        return met >= (double)MostPartsOfAnEdge * edges.Length ? 1 : parts;
    }
}
