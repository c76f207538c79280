namespace GridSteward.Geo.Walking;

/// <summary>The order in which to walk to some places: short, not shortest.</summary>
/// <remarks>
/// <para>
/// Ways are straight lines; streets, fences and rivers are not known. The path does not come back to where it began. Places at one and the same point are one
/// stop and stay in the order in which they were given. The answer depends on nothing but the places and the start.
/// </para>
/// <para>
/// Up to <see cref="MostCompared"/> stops: the nearest neighbour from the start (without one: from the stop that is farthest from the middle), and the given
/// order too, each improved by turning parts around (2-opt) and by moving up to three stops elsewhere (or-opt) until neither helps, at most 50 times over; the
/// shorter is taken. Above: the stops along a closed space-filling curve of Moore, cut beside the start (without one: at its longest leg) and improved in the
/// same way within 40 stops of each, at most ten times over; time then grows with n log n.
/// </para>
/// <para>
/// Against every possible order of up to 8 random stops the path is at most 1.1 times the shortest, and on average 1.01 times. Of thousands of stops it is about
/// 0.8 √(n × area) long, where the shortest is about 0.7124 √(n × area) (Beardwood, Halton and Hammersley's constant, as estimated by Johnson and McGeoch,
/// "The traveling salesman problem: a case study in local optimization", 1997). It is measured in one plane around the middle of the stops: over 10 km from
/// there the scale is off by up to 0.3 % at latitude 60, so it is made for a day's walk and not for a country.
/// </para>
/// </remarks>
public static class WalkingOrder
{
    /// <summary>Up to so many stops each is compared with each.</summary>
    public const int MostCompared = 200;

    /// <summary>The indexes of the points in walking order, each once; never a longer path than the given order, but for the errors of the plane.</summary>
    /// <param name="points">The places (WGS-84 degrees).</param>
    /// <param name="start">Where the path begins; null where any of the places may be the first.</param>
    public static IReadOnlyList<int> Order(IReadOnlyList<Wgs84Point> points, Wgs84Point? start)
    {
        List<List<int>> stops = Stops(points);
        var plane = new WalkingPlane([.. stops.Select(s => points[s[0]])], start);
        int[] given = [.. Enumerable.Range(0, stops.Count)];
        int[] order = stops.Count <= MostCompared ? Compared(plane, given) : Along(plane, given);
        return [.. order.SelectMany(s => stops[s])];
    }

    private static int[] Compared(WalkingPlane plane, int[] given)
    {
        int[] near = new PathImprover(plane, NearestNeighbour.Path(plane), given.Length).Improve(50);
        int[] improved = new PathImprover(plane, given, given.Length).Improve(50);
        return plane.Metres(improved) < plane.Metres(near) ? improved : near;
    }

    private static int[] Along(WalkingPlane plane, int[] given)
    {
        int[] order = new PathImprover(plane, ClosedCurve.Path(plane), reach: 40).Improve(10);
        return plane.Metres(given) < plane.Metres(order) ? given : order;
    }

    private static List<List<int>> Stops(IReadOnlyList<Wgs84Point> points)
    {
        List<List<int>> stops = [];
        Dictionary<Wgs84Point, List<int>> at = [];
        for (int i = 0; i < points.Count; i++)
        {
            if (!at.TryGetValue(points[i], out List<int>? stop))
            {
                stops.Add(stop = at[points[i]] = []);
            }

            stop.Add(i);
        }

        return stops;
    }
}
