using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

public sealed class SmokeTests
{
    [Fact]
    public async Task A_town()
    {
        var w = System.Diagnostics.Stopwatch.StartNew();
        await using TestTown town = await TownTemplate.OpenAsync();
        Console.WriteLine($"{w.Elapsed}");
        w.Restart();
        await using TestTown town2 = await TownTemplate.OpenAsync();
        Console.WriteLine($"{w.Elapsed}");
        Console.WriteLine((await town2.ReportInAsync("G01")).Text);
        Console.WriteLine($"{w.Elapsed}");
        Console.WriteLine((await town2.Nobody.GetAsync("/api/map/areas?measure=households,openReports")).Text);
    }
}
