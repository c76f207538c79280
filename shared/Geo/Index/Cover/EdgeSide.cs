namespace GridSteward.Geo;

/// <summary>Whose edge it is, in one number: the area's number doubled, plus 1 where its ring runs from the end of the edge to its beginning.</summary>
internal static class EdgeSide
{
    public const int Nobody = -1;

    public static int Of(int area, bool backwards) => (area << 1) | (backwards ? 1 : 0);

    /// <summary>The area; -1 for nobody.</summary>
    public static int Area(int side) => side >> 1;

    public static bool IsBackwards(int side) => (side & 1) != 0;

    /// <summary>The same direction, another number for the area.</summary>
    public static int Renumbered(int side, int area) => (area << 1) | (side & 1);
}
