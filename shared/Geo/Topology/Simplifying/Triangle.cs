namespace GridSteward.Geo;

/// <summary>Whether a triangle covers a position, exactly.</summary>
internal static class Triangle
{
    /// <summary>Whether the position lies in the triangle or on its border; a flat triangle is the stretch that it covers.</summary>
    public static bool Covers(double ax, double ay, double bx, double by, double cx, double cy, double x, double y)
    {
        if (x < Math.Min(ax, Math.Min(bx, cx)) || x > Math.Max(ax, Math.Max(bx, cx)) || y < Math.Min(ay, Math.Min(by, cy)) || y > Math.Max(ay, Math.Max(by, cy)))
        {
            return false;
        }

        int first = Turn.Of(ax, ay, bx, by, x, y);
        int second = Turn.Of(bx, by, cx, cy, x, y);
        if (first * second < 0)
        {
            return false;
        }

        int third = Turn.Of(cx, cy, ax, ay, x, y);
        return first * third >= 0 && second * third >= 0;
    }
}
