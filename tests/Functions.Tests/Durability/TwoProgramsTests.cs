using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Durability;

/// <summary>Two programs serve one data folder, as two instances do on Azure: what was changed through one is true for the other at once.</summary>
public sealed class TwoProgramsTests
{
    private const int Edits = 40;

    [Fact]
    public async Task A_boundary_changed_through_one_program_decides_every_report_that_the_other_takes_afterwards()
    {
        TestTown town = await TownTemplate.OpenAsync();
        string folder = await town.Host.StopAndKeepAsync();
        try
        {
            string token = await RunningProgram.SignInAsync(folder);
            await using RunningProgram one = await RunningProgram.StartAsync(folder);
            await using RunningProgram other = await RunningProgram.StartAsync(folder);
            int acknowledged = 0;
            using CancellationTokenSource enough = new();
            Task<int>[] residents = [.. new[] { one, other }.Select(p => ReportAllTheTimeAsync(p, town, () => Volatile.Read(ref acknowledged), enough.Token))];
            for (int edit = 1; edit <= Edits; edit++)
            {
                var (writer, reader) = edit % 2 == 0 ? (one, other) : (other, one);
                bool swapped = edit % 2 == 1;
                Reply imported = (await writer.As(token).PostAsync(town.At("/area-imports"), Swapped(town.Map, swapped), ("Idempotency-Key", Client.NewKey()))).Is(201);
                Volatile.Write(ref acknowledged, (int)imported.Json["generation"]!);

                Reply report = await ReportAsync(reader, town);
                Assert.Equal((swapped ? "G02" : "G01", acknowledged), (LowestArea(report), Generation(report)));
                Reply located = (await reader.Nobody.PostAsync("/api/locate", new { points = new[] { town.Point("G01") } })).Is(200);
                Assert.Equal(swapped ? "G02" : "G01", (string?)located.Json["results"]![0]!["assignment"]!["chain"]!.AsArray()[^1]!["code"]);
                JsonNode drawn = (await reader.Nobody.GetAsync($"/api/map/areas?jurisdiction={town.Code}&level=grid")).Is(200).Json;
                Assert.Equal(acknowledged, drawn["features"]!.AsArray().Max(f => (int)f!["properties"]!["version"]!));
            }

            await enough.CancelAsync();
            Assert.All(await Task.WhenAll(residents), reports => Assert.True(reports > 0));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Reports from where the boundaries move; none may be decided on areas older than those that were acknowledged before it was sent.</summary>
    private static async Task<int> ReportAllTheTimeAsync(RunningProgram program, TestTown town, Func<int> acknowledged, CancellationToken enough)
    {
        int reports = 0;
        for (; !enough.IsCancellationRequested; reports++)
        {
            int before = acknowledged();
            Reply report = await ReportAsync(program, town);
            int generation = Generation(report);
            Assert.True(generation >= before, $"A report sent after generation {before} was acknowledged was decided on {generation}.");
        }

        return reports;
    }

    private static async Task<Reply> ReportAsync(RunningProgram program, TestTown town)
        => (await program.Nobody.PostAsync(
            "/api/reports", new JsonObject { ["category"] = "fire-safety", ["words"] = "灯坏了", ["point"] = town.Point("G01") }, ("Idempotency-Key", Client.NewKey()))).Is(201);

    private static string? LowestArea(Reply report) => (string?)report.Json["assignment"]!["chain"]!.AsArray()[^1]!["code"];

    private static int Generation(Reply report) => (int)report.Json["assignment"]!["generation"]!;

    /// <summary>The grids G01 and G02, each where it was or each in the other's place.</summary>
    private static JsonObject Swapped(TownMap map, bool swapped) => TownMap.Collection(
        TownMap.Feature("G01", "网格1", "grid", "C1", map.Square(0, swapped ? 1 : 0, 3, swapped ? 2 : 1)),
        TownMap.Feature("G02", "网格2", "grid", "C1", map.Square(0, swapped ? 0 : 1, 3, swapped ? 1 : 2)));
}
