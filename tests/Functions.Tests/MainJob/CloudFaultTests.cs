using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;
using GridSteward.Tests.Emulators;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>The main job while Cosmos DB and Blob Storage misbehave beneath their SDKs (tests/emulators/FaultHandler.cs).</summary>
public sealed class CloudFaultTests(AzureEngine engine)
{
    private static readonly string[] Moves = ["accept", "resolve", "close"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_report_to_closing_with_an_import_and_a_coverage_report_nothing_is_lost_and_nothing_happens_twice()
    {
        FaultScript script = FaultScript.Seeded(5, 9, [.. FaultScript.Passing, CloudFault.StaleETag]);
        await using TestTown town = await engine.OpenAsync(script);
        int before = (await town.Administrator.ListAsync(town.At("/households"), 1000)).Count;
        script.IsOn = true;
        List<string> reports = [];
        foreach (string grid in new[] { "G01", "G02", "G05", "G06", "G05", "G01" })
        {
            var draft = new { category = "fire-safety", words = "灯坏了", point = town.Point(grid) };
            string key = Client.NewKey();
            Reply sent = (await UntilAnsweredAsync(() => town.Nobody.PostAsync("/api/reports", draft, ("Idempotency-Key", key)))).Is(201);
            reports.Add(sent["id"]!);
            await CloseAsync(town.Administrator, TestTown.PathOf(sent));
        }

        string order = Client.NewKey();
        Reply ordered = (await UntilAnsweredAsync(
            () => town.Administrator.SendAsync("POST", town.At("/imports/households"), Households(town, 60), ("Content-Type", "text/csv"), ("Idempotency-Key", order)))).Is(202);
        Reply job = await UntilDoneAsync(town, ordered.Header("Location")!);
        Reply coverage = (await UntilAnsweredAsync(() => town.Administrator.PostAsync(town.At("/coverage-reports"), null))).Is(201);

        script.IsOn = false;
        Assert.Equal(("done", 60, 0, 0, 0), Imports.Counts(job));
        Assert.Equal(before + 60, (await town.Administrator.ListAsync(town.At("/households"), 1000)).Count);
        Assert.Equal(60, await town.Host.Documents.AllAsync(Kinds.Household.In(town.Code), Ct).CountAsync(h => h.Value.Code.StartsWith('I'), Ct));
        Assert.Equal((before + 60, 0), ((int)coverage.Json["total"]!["units"]!["registered"]!, (int)coverage.Json["total"]!["loop"]!["open"]!));
        Assert.Equal(reports.Order(), (await town.Administrator.ListAsync(town.At("/reports"), 1000)).Select(r => (string)r["id"]!).Order());
        List<ReportEvent> events = await town.Host.Documents.AllAsync(Kinds.ReportEvent.In(town.Code), Ct).Select(e => e.Value).ToListAsync(Ct);
        Assert.Equal(reports.Count * 4, events.Count);
        Assert.All(events.GroupBy(e => e.Report), g => Assert.Equal([null, .. Moves], g.OrderBy(e => e.Sequence).Select(e => e.Move is { } move ? Wire.Name(move) : null)));
        Assert.Equal(events.Select(e => e.Id).Order(), (await town.Host.Documents.AllAsync(Kinds.OutboxMessage.In(town.Code), Ct).Select(m => m.Value.Event).ToListAsync(Ct)).Order());
        Assert.True(script.Met.Count >= 8 && script.Met.Values.Sum() > 30, string.Join(", ", script.Met));
    }

    [Theory]
    [InlineData(CloudFault.Throttled)]
    [InlineData(CloudFault.Reset)]
    public async Task At_the_end_of_all_patience_the_answer_says_when_to_come_back_and_the_same_request_is_completed_then(CloudFault fault)
    {
        FaultScript script = FaultScript.By((_, request) => request.Kind == FaultedKind.Batch ? fault : CloudFault.None);
        await using TestTown town = await engine.OpenAsync(script);
        var draft = new { category = "fire-safety", words = "灯坏了", point = town.Point("G01") };
        string key = Client.NewKey();
        script.IsOn = true;
        long began = Stopwatch.GetTimestamp();
        Reply busy = (await town.Nobody.PostAsync("/api/reports", draft, ("Idempotency-Key", key))).IsFault(503);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(25));
        Assert.True(int.Parse(busy.Header("Retry-After")!, CultureInfo.InvariantCulture) >= 1);
        Assert.Equal("Busy", busy["title"]);
        Assert.InRange(script.Met[fault], 2, 6);

        script.IsOn = false;
        Reply sent = (await town.Nobody.PostAsync("/api/reports", draft, ("Idempotency-Key", key))).Is(201);
        Assert.Equal(sent["id"], (string?)Assert.Single(await town.Administrator.ListAsync(town.At("/reports"), 10))["id"]);
        Assert.True((await town.Nobody.PostAsync("/api/reports", draft, ("Idempotency-Key", key))).Is(201).IsReplayed);
    }

    [Fact]
    public async Task While_the_store_is_away_health_says_so_jobs_wait_and_afterwards_they_go_on()
    {
        FaultScript script = FaultScript.Always(CloudFault.Unavailable);
        await using TestTown town = await engine.OpenAsync(script);
        Reply ordered = (await town.Administrator.SendAsync("POST", town.At("/imports/households"), Households(town, 10), ("Content-Type", "text/csv"))).Is(202);
        script.IsOn = true;
        Reply health = (await town.Nobody.GetAsync("/health/ready")).Is(503);
        Assert.Contains("503", health["documents"], StringComparison.Ordinal);
        Assert.NotNull(health["blobs"]);
        await BulkWork.RunJobsAsync(town);
        script.IsOn = false;
        (await town.Nobody.GetAsync("/health/ready")).Is(200);
        await BulkWork.RunJobsAsync(town);
        Assert.Equal(("done", 10, 0, 0, 0), Imports.Counts((await town.Administrator.GetAsync(ordered.Header("Location")!)).Is(200)));
    }

    /// <summary>As a phone does: comes back with the same request while the answer is 503, which always says when.</summary>
    private static async Task<Reply> UntilAnsweredAsync(Func<Task<Reply>> ask)
    {
        for (int i = 0; ; i++)
        {
            Reply reply = await ask();
            if (reply.Status != 503)
            {
                return reply;
            }

            Assert.True(i < 8 && reply.Header("Retry-After") is not null, reply.Text);
        }
    }

    /// <summary>Makes the moves, each under a key of its own; what has changed meanwhile, or is said to have, is read again.</summary>
    private static async Task CloseAsync(Client who, string path)
    {
        foreach (string move in Moves)
        {
            string key = Client.NewKey();
            for (int i = 0; ; i++)
            {
                string etag = (await UntilAnsweredAsync(() => who.GetAsync(path))).Is(200).ETag!;
                Reply moved = await UntilAnsweredAsync(() => TestTown.MoveAsync(who, path, move, etag, key: key));
                if (moved.Status == 200)
                {
                    break;
                }

                Assert.True(i < 8 && moved.Status == 412, moved.Text);
            }
        }
    }

    private static async Task<Reply> UntilDoneAsync(TestTown town, string path)
    {
        for (int i = 0; ; i++)
        {
            await BulkWork.RunJobsAsync(town);
            Reply job = (await UntilAnsweredAsync(() => town.Administrator.GetAsync(path))).Is(200);
            if (job["state"] is "done" or "failed")
            {
                return job;
            }

            Assert.True(i < 20, job.Text);
            town.Clock.Advance(TimeSpan.FromMinutes(3)); // a lease that could not be given back runs out
        }
    }

    private static string Households(TestTown town, int count)
    {
        StringBuilder csv = new("户号,户主,经度,纬度,房号,人数\n");
        for (int i = 0; i < count; i++)
        {
            JsonObject point = town.Point(TownMap.Grids[i % 9]);
            csv.Append(CultureInfo.InvariantCulture, $"I{i:D2},户主{i},{point["longitude"]},{point["latitude"]},1-{i},3\n");
        }

        return csv.ToString();
    }
}
