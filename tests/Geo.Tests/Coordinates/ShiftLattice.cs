namespace GridSteward.Geo.Tests;

/// <summary>Places all over the box of GCJ-02, and how far apart two positions are.</summary>
internal static class ShiftLattice
{
    /// <summary>100,000 places, 400 by 250, the borders among them.</summary>
    public static IEnumerable<(double X, double Y)> Places =>
        from i in Enumerable.Range(0, 400)
        from j in Enumerable.Range(0, 250)
        select (Between(Gcj02.West, Gcj02.East, i / 399.0), Between(Gcj02.South, Gcj02.North, j / 249.0));

    /// <summary>Places on the four borders, and as many one unit in the last place inside.</summary>
    public static IEnumerable<(double X, double Y)> Borders =>
        from k in Enumerable.Range(0, 2001)
        let x = Between(Gcj02.West, Gcj02.East, k / 2000.0)
        let y = Between(Gcj02.South, Gcj02.North, k / 2000.0)
        from place in new[]
        {
            (x, Gcj02.South), (x, Math.BitIncrement(Gcj02.South)), (x, Gcj02.North), (x, Math.BitDecrement(Gcj02.North)),
            (Gcj02.West, y), (Math.BitIncrement(Gcj02.West), y), (Gcj02.East, y), (Math.BitDecrement(Gcj02.East), y),
        }
        select place;

    /// <summary>Places where the formula's square root is steepest.</summary>
    public static IEnumerable<(double X, double Y)> Meridian105 =>
        from power in Enumerable.Range(-15, 16)
        from side in new[] { -1, 1 }
        from y in new[] { 18.3, 34.999, 35, 42.7 }
        select (105 + (side * Math.Pow(10, power)), y);

    /// <summary>Millimetres between two positions close to each other, taken as degrees on WGS-84.</summary>
    public static double Millimetres((double X, double Y) a, (double X, double Y) b)
    {
        (double east, double north) = Wgs84Ellipsoid.MetresPerDegree(a.Y);
        return 1000 * Math.Sqrt(Math.Pow((a.X - b.X) * east, 2) + Math.Pow((a.Y - b.Y) * north, 2));
    }

    // The ends exactly, whatever rounding does between them.
    private static double Between(double least, double most, double part) => part == 1 ? most : least + (part * (most - least));
}
