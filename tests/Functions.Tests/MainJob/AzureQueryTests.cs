using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Privacy;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>What the program asks of Cosmos DB while it serves.</summary>
public sealed class AzureQueryTests(AzureEngine engine)
{
    /// <summary>The recorder has the queries of the other towns of this run, too, as far as they have come.</summary>
    [Fact]
    public async Task No_request_and_no_night_asks_more_than_one_partition()
    {
        await using TestTown town = await engine.OpenAsync(plan => plan with { RunTimers = true });
        await town.ReportInAsync("G01");
        Assert.Single(await town.Administrator.ListAsync(town.At("/reports?area=G01"), 1));
        (await town.Nobody.GetAsync("/api/map/areas?measure=households,openReports,overdueReports")).Is(200);
        await town.Clock.StepAsync(TownClock.Start.AddMinutes(15));
        (await town.Administrator.GetAsync(town.At("/coverage-reports"))).Is(200);

        var queries = await engine.QueriesAsync();
        Assert.Contains(queries, q => q.PartitionKey?.Contains(town.Code, StringComparison.Ordinal) == true);
        Assert.DoesNotContain(queries, q => (q.PartitionKey is null or "[]") && q.Text != Traces.Everything);
    }
}
