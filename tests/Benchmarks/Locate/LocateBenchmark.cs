using GridSteward.Oracle;

namespace GridSteward.Benchmarks.Locate;

/// <summary>The index of areas: lookups, building, memory.</summary>
internal static class LocateBenchmark
{
    /// <summary>Runs the parts whose names have a text in them.</summary>
    /// <param name="points">Random points of a round.</param>
    /// <param name="rounds">Rounds.</param>
    /// <param name="greatest">The most areas of growth.</param>
    /// <param name="data">The folder of real data.</param>
    /// <param name="only">The text.</param>
    /// <param name="peers">Whether GEOS and PostGIS are asked, too, where they are installed.</param>
    public static void Run(int points, int rounds, int greatest, string? data, string only, bool peers)
    {
        using PostgresCluster? cluster = peers ? PostgresCluster.Start() : null;
        foreach ((string name, Func<string, LocateSet> make) in LocateSet.All(points, RealData.Folder(data)).Where(set => set.Name.Contains(only, StringComparison.Ordinal)))
        {
            LocateSet set = make(name);
            LookupBenchmark.Run(set, rounds);
            if (peers)
            {
                ForeignBenchmark.Run(set, rounds, cluster);
            }
        }

        if ("written and changed".Contains(only, StringComparison.Ordinal))
        {
            KeptBenchmark.Run("Written and changed", LocateSet.Cells(400, 250), rounds);
        }

        if ("growth".Contains(only, StringComparison.Ordinal))
        {
            GrowthBenchmark.Run(points, greatest);
        }
    }
}
