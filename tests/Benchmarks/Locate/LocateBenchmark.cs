using GridSteward.Oracle;

namespace GridSteward.Benchmarks.Locate;

/// <summary>The index of areas: lookups, building, memory.</summary>
internal static class LocateBenchmark
{
    public static void Run(int points, int rounds, string? data, string only)
    {
        foreach ((string name, Func<string, LocateSet> make) in LocateSet.All(points, RealData.Folder(data)))
        {
            if (name.Contains(only, StringComparison.Ordinal))
            {
                LookupBenchmark.Run(make(name), rounds);
            }
        }
    }
}
