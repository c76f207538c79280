namespace GridSteward.Geo.Walking;

/// <summary>
/// Stops along Moore's closed variant of Hilbert's curve (E. H. Moore, "On certain crinkly curves", Transactions of the American Mathematical Society 1, 1900):
/// four of Hilbert's curves, the left two going up and the right two going down, on 2^16 cells a side. Being closed, it may be cut anywhere.
/// </summary>
internal static class ClosedCurve
{
    private const int Half = 1 << 15;

    public static int[] Path(WalkingPlane plane)
    {
        uint[] keys = new uint[plane.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            var (x, y) = plane.InSquare(i);
            keys[i] = Key(Cell(x), Cell(y));
        }

        int[] ring = [.. Enumerable.Range(0, plane.Count)];
        Array.Sort(keys, ring);
        int cut = plane.HasStart
            ? Enumerable.Range(0, ring.Length).MinBy(i => plane.MetresFromStart(ring[i]))
            : Enumerable.Range(0, ring.Length).MaxBy(i => plane.Metres(ring[(i + ring.Length - 1) % ring.Length], ring[i]));
        return [.. ring[cut..], .. ring[..cut]];
    }

    private static int Cell(double share) => Math.Clamp((int)(share * 2 * Half), 0, (2 * Half) - 1);

    /// <summary>The place of a cell along the curve.</summary>
    internal static uint Key(int x, int y)
    {
        bool right = x >= Half, upper = y >= Half;
        int u = x % Half, v = y % Half;
        uint quarter = (right, upper) switch { (false, false) => 0u, (false, true) => 1u, (true, true) => 2u, _ => 3u };
        return (quarter << 30) | (right ? Hilbert(Half - 1 - v, u) : Hilbert(v, Half - 1 - u));
    }

    /// <summary>The place of a cell along Hilbert's curve, which begins at 0, 0 and ends at the far end of the x axis.</summary>
    private static uint Hilbert(int x, int y)
    {
        uint key = 0;
        for (int side = Half / 2; side > 0; side /= 2)
        {
            bool right = (x & side) != 0, upper = (y & side) != 0;
            key = (key << 2) | ((right, upper) switch { (false, false) => 0u, (false, true) => 1u, (true, true) => 2u, _ => 3u });
            if (!upper)
            {
                (x, y) = right ? (Half - 1 - y, Half - 1 - x) : (y, x);
            }
        }

        return key;
    }
}
