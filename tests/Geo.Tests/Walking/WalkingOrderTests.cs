using GridSteward.Geo.Walking;
using Xunit;

namespace GridSteward.Geo.Tests.Walking;

public class WalkingOrderTests
{
    private static readonly Wgs84Point Middle = new(113.5, 34.8);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(37, true)]
    [InlineData(200, false)]
    [InlineData(201, true)]
    [InlineData(5000, false)]
    [InlineData(5000, true)]
    public void Each_place_is_walked_to_once_and_never_by_a_longer_way_than_the_given_one(int count, bool hasStart)
    {
        var random = new Random(count);
        for (int round = 0; round < (count > 200 ? 2 : 20); round++)
        {
            Wgs84Point[] points = Scattered(random, count, metres: 2000);
            Wgs84Point? start = hasStart ? Scattered(random, 1, 3000)[0] : null;
            IReadOnlyList<int> order = WalkingOrder.Order(points, start);
            Assert.Equal(Enumerable.Range(0, count), order.Order());
            Assert.True(Metres(points, order, start) <= Metres(points, [.. Enumerable.Range(0, count)], start) * (1 + 1e-6));
            Assert.Equal(order, WalkingOrder.Order(points, start));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_path_that_is_short_already_is_not_made_longer(bool hasStart)
    {
        foreach (int count in (int[])[10, 150, 500])
        {
            Wgs84Point[] street = [.. Enumerable.Range(0, count).Select(i => At(i * 20, 0))];
            Wgs84Point? start = hasStart ? At(-15, 0) : null;
            double given = Metres(street, [.. Enumerable.Range(0, count)], start);
            Assert.InRange(Metres(street, WalkingOrder.Order(street, start), start), given * (1 - 1e-6), given * (1 + 1e-6));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Against_every_order_of_eight_places_it_keeps_to_the_documented_factor(bool hasStart)
    {
        var random = new Random(8);
        List<double> factors = [];
        for (int round = 0; round < 300; round++)
        {
            Wgs84Point[] points = Scattered(random, 3 + (round % 6), 1000);
            Wgs84Point? start = hasStart ? Scattered(random, 1, 1000)[0] : null;
            factors.Add(Metres(points, WalkingOrder.Order(points, start), start) / Shortest(points, start));
        }

        Assert.InRange(factors.Min(), 1 - 1e-6, 1 + 1e-6);
        Assert.InRange(factors.Max(), 1, 1.1);
        Assert.InRange(factors.Average(), 1, 1.01);
        TestContext.Current.SendDiagnosticMessage($"worst {factors.Max():F3}, mean {factors.Average():F4}");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(5000)]
    public void Many_places_take_about_as_long_a_way_as_documented(int count)
    {
        Wgs84Point[] points = Scattered(new Random(count), count, metres: 2000);
        double share = Metres(points, WalkingOrder.Order(points, null), null) / (Math.Sqrt(count) * 4000);
        TestContext.Current.SendDiagnosticMessage($"{count}: {share:F3}");
        Assert.InRange(share, 0.6, 0.87);
    }

    [Fact]
    public void Places_at_one_point_are_walked_to_one_after_the_other_in_the_given_order()
    {
        var random = new Random(4);
        foreach (int count in (int[])[30, 400])
        {
            Wgs84Point[] doors = Scattered(random, count, 800);
            Wgs84Point[] points = [.. Enumerable.Range(0, count * 3).Select(i => doors[i % count])];
            IReadOnlyList<int> order = WalkingOrder.Order(points, null);
            for (int i = 0; i < order.Count; i += 3)
            {
                Assert.Equal([order[i], order[i] + count, order[i] + (2 * count)], order.Skip(i).Take(3));
            }
        }
    }

    [Fact]
    public void The_first_place_is_beside_the_start()
    {
        Wgs84Point[] street = [.. Enumerable.Range(0, 20).Select(i => At(i * 30, 0))];
        Assert.Equal(Enumerable.Range(0, 20).Reverse(), WalkingOrder.Order(street, At(700, 5)));
    }

    [Fact]
    public void The_antimeridian_is_no_detour()
    {
        Wgs84Point[] points = [new(179.999, -17), new(-179.998, -17), new(179.998, -17), new(-179.999, -17)];
        int[] order = [.. WalkingOrder.Order(points, null)];
        Assert.Contains(string.Join(",", order), (string[])["2,0,3,1", "1,3,0,2"]);
    }

    [Fact]
    public void The_closed_curve_goes_from_cell_to_cell_and_back_to_its_beginning()
    {
        // The curve in cells of 2^10: those in which it is, one after the other, touch by a side.
        var cells = from x in Enumerable.Range(0, 64) from y in Enumerable.Range(0, 64) select (X: x, Y: y, Key: ClosedCurve.Key(x << 10, y << 10) >> 20);
        var along = cells.OrderBy(c => c.Key).ToList();
        Assert.Equal(Enumerable.Range(0, 4096), along.Select(c => (int)c.Key));
        Assert.All(along.Zip([.. along.Skip(1), along[0]]), p => Assert.Equal(1, Math.Abs(p.First.X - p.Second.X) + Math.Abs(p.First.Y - p.Second.Y)));
    }

    private static Wgs84Point At(double eastMetres, double northMetres)
    {
        var (east, north) = Wgs84Ellipsoid.MetresPerDegree(Middle.Latitude);
        return new(Middle.Longitude + (eastMetres / east), Middle.Latitude + (northMetres / north));
    }

    private static Wgs84Point[] Scattered(Random random, int count, double metres)
        => [.. Enumerable.Range(0, count).Select(_ => At(((random.NextDouble() * 2) - 1) * metres, ((random.NextDouble() * 2) - 1) * metres))];

    private static double Metres(Wgs84Point[] points, IReadOnlyList<int> order, Wgs84Point? start)
        => (start is { } from && order.Count > 0 ? LocalMetres.DistanceMetres(from, points[order[0]]) : 0)
            + order.Zip(order.Skip(1)).Sum(p => LocalMetres.DistanceMetres(points[p.First], points[p.Second]));

    private static double Shortest(Wgs84Point[] points, Wgs84Point? start) => Orders(points.Length).Min(o => Metres(points, o, start));

    private static IEnumerable<int[]> Orders(int count)
        => count == 0 ? [[]] : from shorter in Orders(count - 1) from at in Enumerable.Range(0, count) select (int[])[.. shorter[..at], count - 1, .. shorter[at..]];
}
