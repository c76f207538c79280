using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;
using GridSteward.SelfHost;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>A whole jurisdiction from one deployment to another over HTTP, on the same engine and from each to the other.</summary>
public sealed class Transfers(EmbeddedEngine embedded, AzureEngine azure)
{
    [Fact]
    public async Task Exported_imported_elsewhere_and_exported_again_the_file_is_the_same()
    {
        await using TestTown town = await LivedInAsync(embedded);
        byte[] file = await ExportAsync(town.Host, town.Administrator, town.Code);
        await using TownHost there = await TownHost.StartAsync(new HostPlan(TempFolder.Create()));
        Client administrator = await there.SignInAdministratorAsync();
        await ImportAsync(there, administrator, file);
        Assert.Equal(file, await ExportAsync(there, administrator, town.Code));
        Assert.Equal(35, (await administrator.ListAsync(town.At("/households"), 100)).Count);
    }

    [Fact]
    public async Task From_one_engine_to_the_other_and_back_the_file_is_the_same()
    {
        await using TestTown there = await LivedInAsync(azure);
        await using TestTown here = await LivedInAsync(embedded);
        await AssertSameAsync(here, there);
        await AssertSameAsync(there, here);
    }

    [Fact]
    public async Task An_order_is_answered_at_once_and_what_cannot_be_is_refused_at_once()
    {
        await using TestTown town = await embedded.OpenAsync();
        Client who = town.Administrator;
        string key = Client.NewKey();
        Reply ordered = (await who.PostAsync(town.At("/transfer-exports"), null, ("Idempotency-Key", key))).Is(202);
        Reply again = (await who.PostAsync(town.At("/transfer-exports"), null, ("Idempotency-Key", key))).Is(202);
        Assert.Equal((ordered.Header("Location"), true), (again.Header("Location"), again.IsReplayed));
        (await who.PostAsync("/api/jurisdictions/nowhere/transfer-exports", null)).Is(404);
        (await who.PostAsync("/api/jurisdictions/unassigned/transfer-exports", null)).Is(404);

        byte[] file = await DownloadAsync(town.Host, who, ordered.Header("Location")!);
        (await who.PostAsync("/api/transfer-imports", new { upload = await UploadAsync(who, file) })).Is(409);
        (await who.PostAsync("/api/transfer-imports", new { upload = await UploadAsync(who, "no such file"u8.ToArray()) })).IsFault(400, "$.upload");
        (await who.PostAsync("/api/transfer-imports", new { acceptChanged = "yes", into = "x" })).IsFault(400, "$.upload", "$.acceptChanged", "$.into");
        Assert.Equal(404, (await town.Nobody.GetAsync("/api/jurisdictions/elsewhere")).Status);
    }

    [Fact]
    public async Task A_file_that_is_refused_names_its_lines_in_the_job()
    {
        await using TestTown town = await embedded.OpenAsync();
        byte[] file = await ExportAsync(town.Host, town.Administrator, town.Code);
        await using TownHost there = await TownHost.StartAsync(new HostPlan(TempFolder.Create()));
        Client administrator = await there.SignInAdministratorAsync();
        string upload = await UploadAsync(administrator, file[..(file.Length / 2)]);
        string job = (await administrator.PostAsync("/api/transfer-imports", new { upload })).Is(202).Header("Location")!;
        Assert.StartsWith("/api/jurisdictions/unassigned/jobs/", job, StringComparison.Ordinal);
        await RunJobsAsync(there);
        JsonNode failed = (await administrator.GetAsync(job)).Is(200).Json;
        Assert.Equal("failed", (string?)failed["state"]);
        Assert.All(failed["faults"]!.AsArray(), f => Assert.StartsWith("line ", (string?)f!["path"], StringComparison.Ordinal));
        Assert.Empty(await administrator.ListAsync("/api/jurisdictions", 10));
        await ImportAsync(there, administrator, file);
        Assert.Equal(town.Code, (string?)Assert.Single(await administrator.ListAsync("/api/jurisdictions", 10))["code"]);
    }

    /// <summary>Out of one town and into the other's deployment, where it is exported again.</summary>
    private static async Task AssertSameAsync(TestTown from, TestTown to)
    {
        byte[] file = await ExportAsync(from.Host, from.Administrator, from.Code);
        await ImportAsync(to.Host, to.Administrator, file);
        Assert.Equal(file, await ExportAsync(to.Host, to.Administrator, from.Code));
    }

    /// <summary>A town in which something has happened, with what is easily lost on the way.</summary>
    private static async Task<TestTown> LivedInAsync(Engine engine)
    {
        TestTown town = await engine.OpenAsync(plan =>
        {
            plan.Clock.Advance(TimeSpan.FromTicks(1234567));
            return plan;
        });
        var household = new JsonObject
        {
            ["code"] = "rare", ["name"] = "𠮷田𫖯\u2028\"<&", ["residents"] = 2, ["point"] = new JsonObject { ["longitude"] = 113.50000000000003, ["latitude"] = 34.800500000000007 },
        };
        (await town.Administrator.PostAsync(town.At("/households"), household)).Is(201);
        Reply report = await town.ReportAsync(new JsonObject { ["card"] = town.Record.Cards["household"] }, words: "𠮷田𫖯");
        string etag = report.ETag!;
        foreach (string move in new[] { "accept", "resolve" })
        {
            etag = (await TestTown.MoveAsync(town.Administrator, TestTown.PathOf(report), move, etag, "已清理")).Is(200).ETag!;
        }

        await town.ReportInAsync("G05");
        (await town.Administrator.PostAsync(town.At("/coverage-reports"), null)).Is(201);
        return town;
    }

    private static async Task<byte[]> ExportAsync(TownHost host, Client who, string code)
        => await DownloadAsync(host, who, (await who.PostAsync($"/api/jurisdictions/{code}/transfer-exports", null)).Is(202).Header("Location")!);

    private static async Task<byte[]> DownloadAsync(TownHost host, Client who, string job)
    {
        await RunJobsAsync(host);
        JsonNode done = (await who.GetAsync(job)).Is(200).Json;
        Assert.True((string?)done["state"] == "done", done.ToJsonString());
        Assert.Equal(0, (int)done["counts"]!["changedMeanwhile"]!);
        return (await who.GetAsync((string)done["files"]![0]!["url"]!)).Is(200).Bytes;
    }

    private static async Task ImportAsync(TownHost host, Client who, byte[] file)
    {
        string job = (await who.PostAsync("/api/transfer-imports", new { upload = await UploadAsync(who, file) })).Is(202).Header("Location")!;
        await RunJobsAsync(host);
        JsonNode done = (await who.GetAsync(job)).Is(200).Json;
        Assert.True((string?)done["state"] == "done", done.ToJsonString());
    }

    /// <summary>Sends a file in blocks and seals it; the upload's id.</summary>
    public static async Task<string> UploadAsync(Client who, byte[] file)
    {
        string path = (await who.PostAsync("/api/uploads", null)).Is(201).Header("Location")!;
        byte[][] blocks = [.. file.Chunk(64 * 1024)];
        for (int i = 0; i < blocks.Length; i++)
        {
            (await who.SendAsync("PUT", $"{path}/blocks/{i}", blocks[i], ("Content-Type", "application/octet-stream"))).Is(204);
        }

        (await who.PostAsync($"{path}/seal", new { blocks = blocks.Length })).Is(200);
        return path.Split('/')[^1];
    }

    private static Task RunJobsAsync(TownHost host) => host.Get<ISelfHostTimers>().RunAsync("RunJobs", TestContext.Current.CancellationToken);
}
