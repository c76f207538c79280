using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Areas change, and what lies in them follows.</summary>
public abstract class Reassigning(Engine engine)
{
    [Fact]
    public async Task When_a_grid_gives_ground_its_reports_and_households_follow_and_a_dry_run_said_so_before()
    {
        await using TestTown town = await engine.OpenAsync();
        await SettleAsync(town);
        Client who = town.Administrator;
        Reply inside = await town.ReportAsync(new JsonObject { ["point"] = town.Map.Point(0.5, 0.75) });
        Reply stays = await town.ReportAsync(new JsonObject { ["point"] = town.Map.Point(0.5, 0.25) });
        Assert.Equal("G01", AreaOf(inside));
        Reply household = (await who.PostAsync(town.At("/households"), new JsonObject { ["code"] = "moves", ["point"] = town.Map.Point(0.6, 0.75) })).Is(201);
        (await who.PostAsync(town.At("/area-imports"), TownMap.Collection(
            TownMap.Feature("G01", "网格1", "grid", "C1", town.Map.Square(0, 0, 3, 0.5)),
            TownMap.Feature("G10", "网格10", "grid", "C1", town.Map.Square(0, 0.5, 3, 1))))).Is(201);

        string dry = (await who.PostAsync(town.At("/reassignments"), new { dryRun = true })).Is(202).Header("Location")!;
        await BulkWork.RunJobsAsync(town);
        JsonNode wouldMove = (await who.GetAsync($"{dry}/files/summary.json")).Is(200).Json;
        Assert.Equal("G01", AreaOf(await AgainAsync(who, inside)));

        await SettleAsync(town);
        Reply moved = await AgainAsync(who, inside);
        Assert.Equal(("G10", "received"), (AreaOf(moved), moved["state"]));
        Assert.Equal("G01", AreaOf(await AgainAsync(who, stays)));
        Assert.Equal(stays.ETag, (await AgainAsync(who, stays)).ETag);
        Assert.Contains("G10", (await who.GetAsync(town.At($"/households/{household["id"]}"))).Is(200).Text, StringComparison.Ordinal);
        JsonNode last = (await who.GetAsync($"{TestTown.PathOf(inside)}/events")).Is(200).Items[^1]!;
        Assert.Equal(("reassigned", $"post:{town.Id("P-G01")}", 2), ((string?)last["kind"], (string?)last["assigneeBefore"], (int)last["generation"]!));
        (await town.Nobody.GetAsync($"/api/tracking/{inside["trackingToken"]}")).Is(200);

        JsonNode job = (await who.ListAsync(town.At("/jobs"), 100)).First(j => (string?)j["kind"] == "reassign" && (long?)j["counts"]!["reports"] > 0);
        Assert.Equal("done", (string?)job["state"]);
        Assert.True(JsonNode.DeepEquals(wouldMove, (await who.GetAsync($"{town.At("/jobs/")}{job["id"]}/files/summary.json")).Is(200).Json));
        Assert.Contains($"\"{inside["id"]}\"", (await who.GetAsync($"{town.At("/jobs/")}{job["id"]}/files/changes.ndjson")).Is(200).Text, StringComparison.Ordinal);
    }

    private static string? AreaOf(Reply report) => (string?)report.Json["assignment"]!["chain"]!.AsArray()[^1]!["code"];

    private static async Task<Reply> AgainAsync(Client who, Reply report) => (await who.GetAsync(TestTown.PathOf(report))).Is(200);

    private static async Task SettleAsync(TestTown town)
    {
        for (int i = 0; i < 15; i++)
        {
            town.Clock.Advance(TimeSpan.FromMinutes(1));
            await BulkWork.RunJobsAsync(town);
        }
    }
}
