using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Files that become households.</summary>
public abstract class Imports(Engine engine)
{
    [Fact]
    public async Task A_register_is_imported_twice_changed_and_its_bad_rows_are_named()
    {
        await using TestTown town = await engine.OpenAsync();
        string file = File(town, 70, residents: 3) + "I00,,,,,\nI99,,200,34.8,,many\n";
        Reply first = await ImportAsync(town, town.Administrator, "households", file);
        Assert.Equal(("done", 70, 0, 0, 2), Counts(first));
        JsonNode[] rejected = await RejectedAsync(town, first);
        Assert.Equal(["72 code", "73 longitude", "73 residents"], rejected.SelectMany(r => r["faults"]!.AsArray()).Select(f => $"{f!["line"]} {f["field"]}"));
        Assert.Equal("I99", (string?)rejected[1]["row"]!["户号"]);

        JsonNode home = (await town.Administrator.ListAsync(town.At("/households?area=G01"), 1000)).Single(h => (string)h["code"]! == "I00");
        Assert.Equal("G01", (string?)home["chain"]!.AsArray()[^1]!["code"]);
        Assert.Equal(("done", 0, 0, 70, 2), Counts(await ImportAsync(town, town.Administrator, "households", file)));
        Assert.Equal(("done", 0, 70, 0, 0), Counts(await ImportAsync(town, town.Administrator, "households", File(town, 70, residents: 4))));
    }

    [Fact]
    public async Task An_upload_is_imported_all_or_nothing()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        string bad = File(town, 40, residents: 3) + "I99,,,,,many\n";
        Assert.Equal(("failed", 40, 0, 0, 1), Counts(await OrderAsync(town, who, bad, new { what = "households", atomic = true })));
        Assert.DoesNotContain(await who.ListAsync(town.At("/households"), 1000), h => ((string)h["code"]!).StartsWith('I'));
        Assert.Equal(("done", 40, 0, 0, 0), Counts(await OrderAsync(town, who, File(town, 40, residents: 3), new { what = "households", atomic = true })));
        Assert.Equal(40, (await who.ListAsync(town.At("/households"), 1000)).Count(h => ((string)h["code"]!).StartsWith('I')));
    }

    private static string File(TestTown town, int households, int residents)
    {
        StringBuilder csv = new("户号,户主,经度,纬度,房号,人数\n");
        for (int i = 0; i < households; i++)
        {
            JsonObject point = town.Point(TownMap.Grids[i % 9]);
            csv.Append(CultureInfo.InvariantCulture, $"I{i:D2},户主{i},{point["longitude"]},{point["latitude"]},1-{i},{residents}\n");
        }

        return csv.ToString();
    }

    internal static (string? State, int Added, int Changed, int Unchanged, int Rejected) Counts(Reply job)
        => (job["state"], Count(job, "added"), Count(job, "changed"), Count(job, "unchanged"), Count(job, "rejected"));

    private static int Count(Reply job, string name) => (int?)job.Json["counts"]?[name] ?? 0;

    /// <summary>Sends a file with its order, and works until it is imported.</summary>
    internal static async Task<Reply> ImportAsync(TestTown town, Client who, string what, string file, string type = "text/csv", string query = "")
    {
        Reply ordered = (await who.SendAsync("POST", town.At($"/imports/{what}{query}"), file, ("Content-Type", type))).Is(202);
        await BulkWork.RunJobsAsync(town);
        return (await who.GetAsync(ordered.Header("Location")!)).Is(200);
    }

    internal static async Task<JsonNode[]> RejectedAsync(TestTown town, Reply job)
    {
        string url = (string)job.Json["files"]!.AsArray().Single(f => (string)f!["name"]! == "rejected.ndjson")!["url"]!;
        return [.. (await town.Administrator.GetAsync(url)).Is(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }

    private static async Task<Reply> OrderAsync(TestTown town, Client who, string file, object order)
    {
        JsonObject body = System.Text.Json.JsonSerializer.SerializeToNode(order)!.AsObject();
        body["upload"] = await Transfers.UploadAsync(who, Encoding.UTF8.GetBytes(file));
        Reply ordered = (await who.PostAsync(town.At("/imports"), body)).Is(202);
        await BulkWork.RunJobsAsync(town);
        return (await who.GetAsync(ordered.Header("Location")!)).Is(200);
    }
}
