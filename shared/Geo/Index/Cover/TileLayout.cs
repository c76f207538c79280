namespace GridSteward.Geo;

/// <summary>
/// How a tile lies in memory: words of 32 bits that refer to each other by their places in the tile, then positions. So a tile can be moved and kept as it is.
/// </summary>
/// <remarks>
/// <code>
/// tile       where positions begin, where areas begin, how many areas, columns; its cells, row by row; records; areas; positions
/// grid       ~columns; its cells
/// leaf       how many runs; how many areas (7 bits), whether it has more (1), how many rails (24)
///            areas: each doubled, plus 1 where it is inside without counting runs and rails, by code, at most 63
///            runs: first position; first side (8 bits), second side (8), how many edges (16)
///            rails: position; first side (8), second side (8)
///            where it has more: list of other areas or 0; how many of the areas come before the first of that list; next leaf or 0
/// list       how many areas; these, by code
/// positions  longitude and latitude, doubles
/// </code>
/// The areas of a tile are those that cover a part of it. A side is as in <see cref="EdgeSide"/>, but with the place of the area in its leaf, and
/// <see cref="NoSide"/> where there is none. The edges of a run follow each other and have the same sides. A cell with more areas than a leaf takes has several
/// leaves, which have the areas in their order, each with all runs and rails that concern its own.
/// </remarks>
internal static class TileLayout
{
    public const int PositionsWord = 0;
    public const int AreasWord = 1;
    public const int AreaCountWord = 2;
    public const int ColumnsWord = 3;
    public const int Cells = 4;

    public const int GridCells = 1;

    public const int LeafAreas = 2;
    public const int MostAreas = 63;
    public const int RunWords = 2;
    public const int RailWords = 2;
    public const int MostEdges = ushort.MaxValue;
    public const int NoSide = byte.MaxValue;

    /// <summary>The second word of a leaf.</summary>
    public static int Counts(int areas, bool hasMore, int rails) => areas | (hasMore ? 1 << 7 : 0) | checked(rails << 8);

    public static int Areas(int counts) => counts & 127;

    public static bool HasMore(int counts) => (counts & (1 << 7)) != 0;

    public static int Rails(int counts) => counts >>> 8;

    /// <summary>The second word of a run or rail.</summary>
    public static int Sides(int first, int second, int edges) => first | (second << 8) | (edges << 16);

    public static int FirstSide(int sides) => sides & NoSide;

    public static int SecondSide(int sides) => (sides >> 8) & NoSide;

    public static int Edges(int sides) => sides >>> 16;
}
