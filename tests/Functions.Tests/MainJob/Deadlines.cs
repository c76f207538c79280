using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;
using GridSteward.SelfHost;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Working hours and holidays in the settings, severities, lists by timeliness, and the timer that tells the next level.</summary>
public abstract class Deadlines(Engine engine)
{
    [Fact]
    public async Task A_jurisdiction_counts_its_working_hours_over_the_holidays_of_its_calendar()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonObject settings = await WorkingAsync(town);
        JsonNode read = (await town.Nobody.GetAsync(town.At(""))).Is(200).Json;
        foreach (string field in new[] { "workingHours", "holidays", "escalation", "maxReopens" })
        {
            Assert.True(JsonNode.DeepEquals(settings[field], read[field]), $"{field}: {read[field]}");
        }

        Assert.Equal(("working", "normal", "emergency"), ((string?)read["categories"]![0]!["clock"], (string?)read["categories"]![0]!["severity"], (string?)read["categories"]![0]!["severities"]![0]!["severity"]));

        // Monday 4 May 2026 and Tuesday 5 May are holidays; Saturday 9 May is worked.
        Reply sent = await town.ReportInAsync("G01");
        Assert.Equal((At("2026-05-06T06:00Z"), At("2026-05-12T10:00Z")), (Time(sent, "acceptBy"), Time(sent, "resolveBy")));
        Assert.Equal("normal", sent["severity"]);
        JsonNode full = (await town.Administrator.GetAsync(TestTown.PathOf(sent))).Is(200).Json;
        Assert.Equal(("working", false), ((string?)full["timing"]!["clock"], (bool)full["timing"]!["holidaysUnknown"]!));
        Assert.Equal("P-C1-LEAD", (string?)full["responsibility"]!["lead"]![0]!["code"]);
        JsonNode titles = (await town.Nobody.GetAsync($"/api/tracking/{sent["trackingToken"]}")).Is(200).Json["responsibility"]!;
        Assert.Equal(("总网格长", "网格员一", null), ((string?)titles["lead"], (string?)titles["handle"], (string?)titles["oversee"]));
    }

    [Fact]
    public async Task Every_fault_of_clocks_is_named_at_once()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonObject settings = TownPlan.Settings(town.Code + "-c", "x");
        settings["workingHours"] = new JsonArray(
            new JsonObject { ["days"] = new JsonArray("monday"), ["from"] = "9:00", ["to"] = "12:00" }, new JsonObject { ["days"] = new JsonArray("sonntag"), ["from"] = "14:00", ["to"] = "13:00" });
        settings["holidays"] = "mars";
        settings["escalation"] = new JsonObject { ["stepHours"] = 0 };
        settings["maxReopens"] = 21;
        settings["categories"]![0]!["severities"] = new JsonArray(new JsonObject { ["severity"] = "normal", ["acceptHours"] = 2, ["resolveHours"] = 1 });
        (await town.Administrator.PostAsync("/api/jurisdictions", settings)).IsFault(
            400, "$.workingHours[0].from", "$.workingHours[1].days", "$.workingHours[1].to", "$.holidays", "$.escalation.stepHours", "$.maxReopens", "$.categories[0].severities[0].severity",
            "$.categories[0].severities[0].resolveHours");
    }

    [Fact]
    public async Task Reports_are_listed_by_whether_they_kept_their_deadlines_open_and_finished_ones_alike()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        Reply inTime = await town.ReportInAsync("G01"), tooLate = await town.ReportInAsync("G01"), open = await town.ReportInAsync("G05");
        await MoveAllAsync(who, inTime, "accept", "resolve");
        town.Clock.Advance(TimeSpan.FromHours(5)); // four are allowed to accept
        await MoveAllAsync(who, tooLate, "accept", "resolve");
        Reply fresh = await town.ReportInAsync("G05");
        Assert.Equal(Ids(fresh, inTime), await ListAsync("onTime"));
        Assert.Equal(Ids(open, tooLate), await ListAsync("late"));
        Assert.Empty(await ListAsync("lateThreeTimes"));

        town.Clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal(Ids(inTime), await ListAsync("onTime"));
        Assert.Equal(Ids(fresh, open, tooLate), await ListAsync("late"));
        Assert.Equal(Ids(open), await ListAsync("lateThreeTimes"));
        (await who.GetAsync(town.At("/reports?timeliness=punctual"))).IsFault(400, "query.timeliness");

        JsonNode shown = (await who.GetAsync(TestTown.PathOf(inTime))).Json["timing"]!;
        Assert.Null(shown["lateFrom"]);
        Assert.NotNull(shown["resolvedAt"]);
        Assert.Equal(tooLate["acceptBy"], (string?)(await who.GetAsync(TestTown.PathOf(tooLate))).Json["timing"]!["lateFrom"]);

        async Task<string[]> ListAsync(string timeliness) => [.. (await who.ListAsync(town.At($"/reports?timeliness={timeliness}"), 1)).Select(r => (string)r["id"]!).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_severity_is_changed_with_a_reason_and_the_deadlines_with_it()
    {
        await using TestTown town = await engine.OpenAsync();
        await WorkingAsync(town);
        Client steward = await town.SignInAsync("steward", town.Area("G01")), volunteer = await town.SignInAsync("volunteer", town.Area("G01"));
        Reply sent = await town.ReportInAsync("G01");
        string path = $"{TestTown.PathOf(sent)}/severity", key = Client.NewKey();
        (await steward.PostAsync(path, new { severity = "emergency", note = "明火" })).IsFault(428, "header.If-Match");
        (await steward.PostAsync(path, new { severity = "terrible" }, ("If-Match", sent.ETag!))).IsFault(400, "$.severity", "$.note");
        (await volunteer.PostAsync(path, new { severity = "emergency", note = "明火" }, ("If-Match", sent.ETag!))).IsFault(403);
        (await steward.PostAsync(path, new { severity = "normal", note = "x" }, ("If-Match", sent.ETag!))).IsFault(409);
        (await steward.PostAsync(path, new { severity = "emergency", note = "明火" }, ("If-Match", "\"old\""))).IsFault(412, "header.If-Match");

        town.Clock.Advance(TimeSpan.FromMinutes(10));
        Reply graded = (await steward.PostAsync(path, new { severity = "emergency", note = "明火" }, ("If-Match", sent.ETag!), ("Idempotency-Key", key))).Is(200);
        Assert.Equal(("emergency", At("2026-05-04T02:30Z"), At("2026-05-04T06:00Z")), (graded["severity"], Time(graded, "acceptBy"), Time(graded, "resolveBy")));
        Reply again = (await steward.PostAsync(path, new { severity = "emergency", note = "明火" }, ("If-Match", sent.ETag!), ("Idempotency-Key", key))).Is(200);
        Assert.Equal((graded.ETag, "true"), (again.ETag, again.Header("Idempotent-Replayed")));

        JsonNode happened = (await steward.GetAsync($"{TestTown.PathOf(sent)}/events")).Is(200).Items[^1]!;
        Assert.Equal(("graded", "emergency", "normal", "明火", "received"), ((string?)happened["kind"], (string?)happened["severity"], (string?)happened["severityBefore"], (string?)happened["note"], (string?)happened["state"]));

        Client manager = await town.SignInAsync("manager", town.Area("C1"));
        await MoveAllAsync(manager, sent, "accept", "resolve");
        string etag = (await manager.GetAsync(TestTown.PathOf(sent))).ETag!;
        (await manager.PostAsync(path, new { severity = "urgent", note = "x" }, ("If-Match", etag))).IsFault(409);
    }

    [Fact]
    public async Task The_timer_tells_the_next_level_of_what_is_overdue_and_ends_waits_that_are_over()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        Reply overdue = await town.ReportInAsync("G01"), waiting = await town.ReportInAsync("G05");
        await MoveAllAsync(who, waiting, "accept");
        string etag = (await who.GetAsync(TestTown.PathOf(waiting))).ETag!;
        (await who.PostAsync($"{TestTown.PathOf(waiting)}/moves", new { move = "wait", note = "等配件", until = town.Clock.GetUtcNow().AddHours(4) }, ("If-Match", etag))).Is(200);

        await RunAsync();
        Assert.Equal(1, await CountAsync(overdue));
        town.Clock.Advance(TimeSpan.FromHours(4) + TimeSpan.FromMinutes(1));
        await RunAsync();
        await RunAsync();
        JsonNode told = (await EventsAsync(overdue))[^1]!;
        Assert.Equal(2, await CountAsync(overdue));
        Assert.Equal(("escalated", "accept", "handle", $"post:{town.Id("P-G01")}"), ((string?)told["kind"], (string?)told["escalation"]!["deadline"], (string?)told["escalation"]!["level"], (string?)told["escalation"]!["to"]));
        Assert.Equal("accepted", (await who.GetAsync(TestTown.PathOf(waiting)))["state"]);

        town.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1));
        await RunAsync();
        told = (await EventsAsync(overdue))[^1]!;
        Assert.Equal(("lead", $"post:{town.Id("P-C1-LEAD")}", "followUp,oversee"), (
            (string?)told["escalation"]!["level"], (string?)told["escalation"]!["to"], string.Join(',', told["escalation"]!["skipped"]!.AsArray().Select(s => (string?)s))));
        JsonNode climbed = (await who.GetAsync(TestTown.PathOf(overdue))).Json["timing"]!["escalations"]![0]!;
        Assert.Equal(("accept", "lead"), ((string?)climbed["deadline"], (string?)climbed["level"]));

        Task RunAsync() => town.Host.Get<ISelfHostTimers>().RunAsync("EscalateReports", TestContext.Current.CancellationToken);

        async Task<JsonArray> EventsAsync(Reply report) => (await who.GetAsync($"{TestTown.PathOf(report)}/events")).Is(200).Json["items"]!.AsArray();

        async Task<int> CountAsync(Reply report) => (await EventsAsync(report)).Count;
    }

    /// <summary>Gives the town working hours: fire safety in four and in 48 of them, an emergency in half an hour and in four of any.</summary>
    private static async Task<JsonObject> WorkingAsync(TestTown town)
    {
        JsonObject settings = TownPlan.Settings(town.Code, "新家园");
        JsonArray days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
        settings["workingHours"] = new JsonArray(
            new JsonObject { ["days"] = days, ["from"] = "08:30", ["to"] = "12:00" }, new JsonObject { ["days"] = days.DeepClone(), ["from"] = "13:30", ["to"] = "18:00" });
        settings["holidays"] = "china";
        settings["escalation"] = new JsonObject { ["stepHours"] = 12.5, ["urgentStepHours"] = null, ["emergencyStepHours"] = 1 };
        settings["maxReopens"] = 3;
        settings["categories"]![0]!["clock"] = "working";
        settings["categories"]![0]!["severities"] = new JsonArray(new JsonObject { ["severity"] = "emergency", ["acceptHours"] = 0.5, ["resolveHours"] = 4, ["clock"] = "calendar" });
        (await town.Administrator.SendAsync("PUT", town.At(""), settings, ("If-Match", "*"))).Is(200);
        return settings;
    }

    private static async Task MoveAllAsync(Client who, Reply report, params string[] moves)
    {
        foreach (string move in moves)
        {
            (await TestTown.MoveAsync(who, TestTown.PathOf(report), move, (await who.GetAsync(TestTown.PathOf(report))).ETag!)).Is(200);
        }
    }

    private static string[] Ids(params Reply[] reports) => [.. reports.Select(r => r["id"]!).Order(StringComparer.Ordinal)];

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(Reply reply, string field) => At(reply[field]!);
}
