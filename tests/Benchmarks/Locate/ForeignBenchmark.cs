using GridSteward.Geo;

namespace GridSteward.Benchmarks.Locate;

/// <summary>The index against peers that are other programs, in turns with it; every answer is compared.</summary>
internal static class ForeignBenchmark
{
    // Each peer is asked so many points, or a round takes minutes.
    private const int MostOfGeos = 200_000;
    private const int MostOfPostgis = 20_000;

    public static void Run(LocateSet set, int rounds, PostgresCluster? cluster)
    {
        Wgs84Point[] many = [.. set.Points.Take(MostOfGeos)], few = [.. set.Points.Take(MostOfPostgis)];
        using GeosPeer? geos = GeosPeer.Start(set.Shapes, many);
        List<(IForeignPeer Peer, Wgs84Point[] Points, List<double> PerSecond)> peers = [];
        if (geos is not null)
        {
            peers.Add((geos, many, []));
        }

        peers.AddRange(PostgisPeer.Start(cluster, set.Shapes, few).Select(peer => ((IForeignPeer)peer, few, new List<double>())));
        if (peers.Count == 0)
        {
            return;
        }

        Table.Title($"{set.Name}, against other programs: points per second of processor, median of {rounds} rounds");
        GridIndex index = GridIndex.Build(set.Shapes);
        int[] owners = new int[set.Points.Length];
        int again = Math.Max(1, 2_000_000 / set.Points.Length);
        List<double> own = [];
        for (int round = 0; round <= rounds; round++)
        {
            own.Add(again * (double)set.Points.Length / Costs.Of(() =>
            {
                for (int i = 0; i < again; i++)
                {
                    index.Owners(set.Points, 1, owners);
                }
            }).Processor);
            foreach (var (peer, points, perSecond) in peers)
            {
                (double seconds, int[] expected) = peer.Ask();
                perSecond.Add(points.Length / seconds);
                for (int i = 0; i < points.Length; i++)
                {
                    if ((owners[i] < 0 ? null : index.AreaAt(1, owners[i])) != (expected[i] < 0 ? null : set.Shapes[expected[i]]))
                    {
                        throw new InvalidOperationException($"{set.Name} at {points[i]}: {peer.Name} says otherwise.");
                    }
                }
            }
        }

        double median = Table.Median(own.Skip(1));
        Table.Line("index, all at once", median / 1e6, "M/s");
        foreach (var (peer, _, perSecond) in peers)
        {
            Table.Line($"index over {peer.Name}", median / Table.Median(perSecond.Skip(1)), "x");
        }
    }
}
