using System.CommandLine;

namespace GridSteward.Oracle;

/// <summary>The options, and the run over all sets.</summary>
internal static class CommandLine
{
    private static readonly Option<long> Checks = new("--checks") { Description = "How many checks, shared out over the sets.", DefaultValueFactory = _ => 1_000_000 };
    private static readonly Option<int> Cells = new("--cells") { Description = "Cells of the largest generated tessellation.", DefaultValueFactory = _ => 100_000 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of all random numbers.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the real data. Default: GRIDSTEWARD_TEST_DATA, else ../shared/data beside the checkout." };

    public static RootCommand Make()
    {
        var root = new RootCommand("Holds the area index against NetTopologySuite's covers: a check is a point on one level, all owners in their order. Exit code 1 where one differs.");
        root.Options.Add(Checks);
        root.Options.Add(Cells);
        root.Options.Add(Seed);
        root.Options.Add(Data);
        root.SetAction(Run);
        return root;
    }

    private static int Run(ParseResult given)
    {
        int seed = given.GetValue(Seed);
        IReadOnlyList<AreaSet> sets = AreaSets.All(seed, given.GetValue(Cells), RealData.Folder(given.GetValue(Data)));
        double share = given.GetValue(Checks) / sets.Sum(set => set.Weight);
        var total = new Tally();
        foreach (AreaSet set in sets)
        {
            Tally tally = new SetCheck(set, seed).Run(Math.Max(1, (long)(share * set.Weight)));
            Console.WriteLine($"{set.Name}: {tally}");
            total = total.Plus(tally);
        }

        Console.WriteLine($"All: {total}");
        Console.WriteLine($"{total.Checks} checks, {total.Differences} differences");
        return total.Differences > 0 ? 1 : 0;
    }
}
