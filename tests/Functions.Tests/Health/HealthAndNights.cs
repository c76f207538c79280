using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Operations;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Operations;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Health;

/// <summary>Health part by part, and what the program did in a night, to whom.</summary>
public abstract class HealthAndNights(Engine engine)
{
    private static readonly string[] OfProgram = ["areas", "blobs", "calendars", "clock", "documents", "jobs", "signIn"];

    private static readonly string[] OfJurisdictions = ["coverage", "holidays", "notices", "unassigned"];

    [Fact]
    public async Task Everybody_hears_the_sum_operators_see_every_part_and_managers_their_own()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply nobody = (await town.Nobody.GetAsync("/health")).Is(200);
        Assert.Equal(("ok", 0), (nobody["status"], nobody.Json["parts"]!.AsArray().Count));
        Reply operators = (await town.Administrator.GetAsync("/health")).Is(200);
        string[] timers = [.. TimerPlans.Names.Select(t => $"timer:{t}")];
        Assert.Equal(OfProgram.Concat(OfJurisdictions).Concat(timers).Order(StringComparer.Ordinal), Names(operators).Except(["disk"]).Order(StringComparer.Ordinal));

        // the night of today was due hours ago, and no timer runs here
        JsonNode coverage = Part(operators, "coverage");
        Assert.Equal(("degraded", "degraded"), (operators["status"], (string)coverage["status"]!));
        Assert.Equal([town.Code, town.Neighbour], coverage["affected"]!.AsArray().Select(a => (string)a!));
        Assert.All(timers, t => Assert.Contains("GridSteward:RunTimers", (string)Part(operators, t)["output"]!, StringComparison.Ordinal));

        Client manager = await town.SignInAsync("manager", $"jurisdiction:{town.Code}");
        Reply own = (await manager.GetAsync("/health")).Is(200);
        Assert.Equal(OfJurisdictions.Append("jobs").Order(StringComparer.Ordinal), Names(own).Order(StringComparer.Ordinal));
        Assert.All(own.Json["parts"]!.AsArray(), p => Assert.Equal(town.Code, (string)p!["jurisdiction"]!));
        Assert.DoesNotContain(town.Neighbour, own.Text, StringComparison.Ordinal);
        foreach (string node in new[] { town.Area("G01"), $"jurisdiction:{town.Code}" })
        {
            Client steward = await town.SignInAsync("steward", node);
            Assert.Empty((await steward.GetAsync("/health")).Is(200).Json["parts"]!.AsArray());
        }
    }

    [Fact]
    public async Task However_many_ask_the_stores_are_asked_once_in_ten_seconds()
    {
        var counted = new CountedCommits();
        await using TestTown town = await engine.OpenAsync(CrashingStore.In(store => store.IsBusyFor = counted.Count));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await town.Nobody.GetAsync("/health")).Is(200)));
        Assert.Equal(1, counted.Probes);
        town.Clock.Advance(TimeSpan.FromSeconds(11));
        (await town.Nobody.GetAsync("/health")).Is(200);
        Assert.Equal(2, counted.Probes);
    }

    [Fact]
    public async Task What_a_night_did_is_told_with_counts_to_operators_and_by_jurisdiction_to_managers()
    {
        await using TestTown town = await engine.OpenAsync(plan => plan with { RunTimers = true });
        await town.ReportInAsync("G01");
        await town.Clock.StepAsync(TownClock.Start.AddMinutes(15));
        await town.Clock.StepAsync(TownClock.Start.AddMinutes(21));
        Reply night = (await town.Administrator.GetAsync("/api/operations/nights/latest")).Is(200);
        Assert.Equal(("2026-05-04", "Asia/Shanghai"), (night["date"], night["timeZone"]));
        JsonNode coverage = Timer(night, "NightlyCoverage");
        Assert.Equal((1, 0, 2), ((int)coverage["runs"]!, (int)coverage["failed"]!, (int)coverage["hours"]![0]!["counts"]!["reportsMade"]!));
        Assert.True((int)Timer(night, "NightlyRetention")["hours"]![0]!["counts"]!["jobsOrdered"]! >= 2);
        Assert.True(Timer(night, "RunJobs")["hours"]!.AsArray().Sum(h => (int?)h!["counts"]!["retention.done"] ?? 0) >= 2);
        Assert.True((int)Timer(night, "DeliverMessages")["runs"]! >= 1);
        Assert.Equal(TimerPlans.Names, night.Json["timers"]!.AsArray().Select(t => (string)t!["timer"]!));

        Client manager = await town.SignInAsync("manager", $"jurisdiction:{town.Code}");
        (await manager.GetAsync("/api/operations/nights/latest")).IsFault(403);
        Reply own = (await manager.GetAsync(town.At("/nights/2026-05-04"))).Is(200);
        Assert.NotNull(own["coverage.generatedAt"]);
        Assert.Contains(own.Json["jobs"]!.AsArray(), j => (string)j!["kind"]! == "retention" && (string)j["state"]! == "done");
        Assert.Equal(1, (int)Timer(own, "NightlyCoverage")["runs"]!);
        Assert.Empty(Timer(own, "NightlyCoverage")["hours"]![0]!["counts"]!.AsObject());
        (await manager.GetAsync($"/api/jurisdictions/{town.Neighbour}/nights/latest")).IsFault(403);
        (await manager.GetAsync(town.At("/nights/yesterday"))).IsFault(400, "path.date");
        Assert.Null((await manager.GetAsync(town.At("/nights/2026-05-03"))).Is(200)["coverage.generatedAt"]);

        // quiet runs are few writes, and health knows that all ran
        Reply health = (await town.Administrator.GetAsync("/health")).Is(200);
        Assert.All(TimerPlans.Names, t => Assert.Equal("ok", (string)Part(health, $"timer:{t}")["status"]!));
        Assert.Equal("ok", (string)Part(health, "coverage")["status"]!);
    }

    [Fact]
    public async Task What_failed_is_named_by_its_event_and_its_jurisdiction_and_others_do_not_see_it()
    {
        CrashingStore? broken = null;
        await using TestTown town = await engine.OpenAsync(plan => CrashingStore.In(store => broken = store)(plan with { RunTimers = true }));
        broken!.IsBusyFor = batch => batch.Partition == town.Code && batch.Container == Container.Outcomes;
        await town.Clock.StepAsync(TownClock.Start.AddMinutes(15));
        Reply night = (await town.Administrator.GetAsync("/api/operations/nights/latest")).Is(200);
        JsonNode failure = Assert.Single(Timer(night, "NightlyCoverage")["failures"]!.AsArray(), f => (string)f!["event"]! == "CoverageFailed")!;
        Assert.Equal((town.Code, "StoreUnavailableException", 32), ((string)failure["jurisdiction"]!, (string)failure["error"]!, ((string)failure["traceId"]!).Length));
        Assert.Contains(Timer(night, "NightlyCoverage")["failures"]!.AsArray(), f => (string)f!["event"]! == "CoverageMissing");

        Client manager = await town.SignInAsync("manager", $"jurisdiction:{town.Code}");
        Client neighbour = await town.SignInAsync("manager", $"jurisdiction:{town.Neighbour}");
        Assert.Equal(2, Timer((await manager.GetAsync(town.At("/nights/latest"))).Is(200), "NightlyCoverage")["failures"]!.AsArray().Count);
        Reply theirs = (await neighbour.GetAsync($"/api/jurisdictions/{town.Neighbour}/nights/latest")).Is(200);
        Assert.DoesNotContain(town.Code, theirs.Text.Replace(town.Neighbour, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("degraded", (string)Part((await manager.GetAsync("/health")).Is(200), "coverage")["status"]!);
        Assert.Equal("ok", (string)Part((await neighbour.GetAsync("/health")).Is(200), "coverage")["status"]!);

        await using var output = new StringWriter();
        int code = await NightCommand.RunAsync(town.Host.Get<IServiceProvider>(), ["--night"], output, TestContext.Current.CancellationToken);
        Assert.Equal(1, code);
        Assert.Contains($"FAILED: CoverageFailed of {town.Code}: StoreUnavailableException", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("reportsMade 1", output.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(Reply health) => health.Json["parts"]!.AsArray().Select(p => (string)p!["name"]!);

    private static JsonNode Part(Reply health, string name) => health.Json["parts"]!.AsArray().Single(p => (string)p!["name"]! == name)!;

    private static JsonNode Timer(Reply night, string name) => night.Json["timers"]!.AsArray().Single(t => (string)t!["timer"]! == name)!;

    private sealed class CountedCommits
    {
        private int probes;

        public int Probes => probes;

        public bool Count(Batch batch)
        {
            if (batch.Operations.Any(o => o.Kind == Kinds.HealthProbe))
            {
                Interlocked.Increment(ref probes);
            }

            return false;
        }
    }
}

public sealed class HealthAndNightsOnEmbedded(EmbeddedEngine engine) : HealthAndNights(engine);

public sealed class HealthAndNightsOnAzure(AzureEngine engine) : HealthAndNights(engine);
