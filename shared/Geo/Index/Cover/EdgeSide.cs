namespace GridSteward.Geo;

/// <summary>
/// Whose edge it is and in which direction the ring takes it, in one number: the area (in a leaf: its place among the leaf's areas) doubled, plus 1 where
/// the ring runs from the greater end to the lesser one.
/// </summary>
internal static class EdgeSide
{
    public const int Nobody = -1;

    public static int Of(int area, bool backwards) => (area << 1) | (backwards ? 1 : 0);

    public static int Area(int side) => side >> 1;

    public static bool IsBackwards(int side) => (side & 1) != 0;

    /// <summary>The same direction, another number for the area.</summary>
    public static int Renumbered(int side, int area) => (area << 1) | (side & 1);
}
