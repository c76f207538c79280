using System.Diagnostics;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Benchmarks.Locate;

/// <summary>
/// To which area points belong, against the tree and the locators of NetTopologySuite, on one thread, in turns. Every answer of the peer is held against that
/// of the index, asked at once and one by one.
/// </summary>
internal static class LookupBenchmark
{
    // The peer is asked so many of the points, or its rounds would take minutes.
    private const int MostOfPeer = 200_000;

    // So long both are built before it counts: what the compiler does on the way, beside, is several times the work where the areas are few.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    public static void Run(LocateSet set, int rounds)
    {
        Table.Title($"{set.Name}: {set.Shapes.Length} areas, {set.Positions} positions, {set.Points.Length} points; least, median and greatest of {rounds} rounds");
        Build(set, rounds, out GridIndex index, out TreePeer peer);
        Coordinate[] few = [.. set.Points.Take(MostOfPeer).Select(point => point.ToCoordinate())];
        int[] owners = new int[set.Points.Length], expected = new int[few.Length];
        var single = new AreaShape?[set.Points.Length];
        int again = Math.Max(1, 2_000_000 / set.Points.Length);
        List<Costs> all = [], one = [], two = [], tree = [];
        for (int round = 0; round <= rounds; round++)
        {
            tree.Add(Costs.Of(() => Ask(peer, few, expected)));
            all.Add(Costs.Of(() => Repeat(again, () => index.Owners(set.Points, 1, owners))));
            one.Add(Costs.Of(() => Ask(index, set.Points, single)));
            two.Add(Costs.Of(() => Parallel.For(0, 2, _ => Repeat(again, () => index.Owners(set.Points, 1, new int[set.Points.Length])))));
            Compare(set, index, owners, single, expected);
        }

        Spread byPeer = PerSecond(tree, few.Length), byIndex = PerSecond(all, (double)again * set.Points.Length);
        Line("tree and locators, points per second of processor", byPeer, 1e6, "M/s");
        Line("index, all at once, points per second of processor", byIndex, 1e6, "M/s", byPeer);
        Line("index, one by one, points per second of processor", PerSecond(one, set.Points.Length), 1e6, "M/s", byPeer);
        Spread onOne = Spread.Of(all.Skip(1).Select(cost => cost.Wall)), onTwo = Spread.Of(two.Skip(1).Select(cost => cost.Wall / 2));
        Table.Line("index on two threads, points by the clock over one thread", onOne.Median / onTwo.Median, "x");
    }

    private static void Build(LocateSet set, int rounds, out GridIndex index, out TreePeer peer)
    {
        List<Costs> own = [], tree = [];
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_warmUp;)
        {
            GC.KeepAlive(GridIndex.Build(set.Shapes));
            GC.KeepAlive(new TreePeer(set.Shapes));
        }

        for (int round = 0; round <= rounds; round++)
        {
            GC.Collect();
            own.Add(Costs.Of(() => GridIndex.Build(set.Shapes)));
            GC.Collect();
            tree.Add(Costs.Of(() => GC.KeepAlive(new TreePeer(set.Shapes))));
        }

        (peer, long peerBytes) = Costs.Weighed(() => new TreePeer(set.Shapes));
        (index, long bytes) = Costs.Weighed(() => GridIndex.Build(set.Shapes));
        Spread byPeer = Spread.Of(tree.Skip(1).Select(cost => cost.Processor));
        Line("tree and locators, building, seconds of processor", byPeer, 1e-3, "ms");
        Line("index, building, seconds of processor", Spread.Of(own.Skip(1).Select(cost => cost.Processor)), 1e-3, "ms", byPeer);
        Table.Line("tree and locators, memory beside the geometries", (double)peerBytes / set.Positions, "B/pos");
        Table.Line("index, memory beside the geometries", (double)bytes / set.Positions, "B/pos", (double)bytes / peerBytes, "peer");
    }

    private static Spread PerSecond(List<Costs> costs, double points) => Spread.Of(costs.Skip(1).Select(cost => points / cost.Processor));

    private static void Line(string what, Spread spread, double per, string unit, Spread? peer = null) => Console.WriteLine(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"  {what,-58} {spread.Least / per,8:0.00} {spread.Median / per,8:0.00} {spread.Greatest / per,8:0.00} {unit,-6}{(peer is { } p ? $" {spread.Median / p.Median:0.00} x peer" : "")}"));

    private static void Repeat(int times, Action run)
    {
        for (int i = 0; i < times; i++)
        {
            run();
        }
    }

    private static void Ask(TreePeer peer, Coordinate[] points, int[] owners)
    {
        for (int i = 0; i < points.Length; i++)
        {
            owners[i] = peer.Owner(points[i]);
        }
    }

    private static void Ask(GridIndex index, Wgs84Point[] points, AreaShape?[] owners)
    {
        for (int i = 0; i < points.Length; i++)
        {
            owners[i] = index.Owner(points[i], 1);
        }
    }

    private static void Compare(LocateSet set, GridIndex index, int[] owners, AreaShape?[] single, int[] expected)
    {
        for (int i = 0; i < owners.Length; i++)
        {
            AreaShape? own = owners[i] < 0 ? null : index.AreaAt(1, owners[i]);
            AreaShape? other = i >= expected.Length ? own : expected[i] < 0 ? null : set.Shapes[expected[i]];
            if (own != other || own != single[i])
            {
                throw new InvalidOperationException($"{set.Name} at {set.Points[i]}: {own?.Code ?? "nobody"}, and {other?.Code ?? "nobody"} by the peer.");
            }
        }
    }
}
