using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>A steward's day: whom to visit, what came of it, sent at once or when the phone is back, and what follows from it.</summary>
public abstract class Visiting(Engine engine)
{
    [Fact]
    public async Task A_day_s_list_is_walked_offline_and_sent_as_a_batch_and_what_was_met_is_due_no_more()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = await town.SignInAsync("steward", town.Area("G01"));
        string request = (await who.PostAsync(town.At($"/households/{town.Id("G01-H5")}/visit-requests"), new { source = "call", reason = "care", wantedBy = "2026-05-06", note = "看看燃气灶" })).Is(201)["id"]!;

        // S2 has posts in G01 and G02; the caller's grant ends at G01.
        Assert.Equal(9, (await town.Administrator.ListAsync(town.At($"/due-units?steward={town.Id("S2")}"), 4)).Count);
        JsonObject start = town.Map.Point(0, 0);
        Reply day = (await who.GetAsync(town.At($"/day-list?steward={town.Id("S2")}&count=4&start={start["longitude"]},{start["latitude"]}"))).Is(200);
        JsonArray stops = day.Json["stops"]!.AsArray();
        Assert.Equal(("2026-05-04", 4), (day["day"], stops.Count));
        JsonNode asked = Assert.Single(stops, s => (string?)s!["why"] == "requested")!;
        Assert.Equal((town.Id("G01-H5"), "看看燃气灶", "Householder G01 5"), ((string?)asked["due"]!["unit"]!["id"], (string?)asked["request"]!["note"], (string?)asked["due"]!["unit"]!["name"]));
        Assert.All(stops, s => Assert.Equal("G01", (string?)s!["due"]!["unit"]!["chain"]![1]!["code"]));

        JsonArray items =
        [
            .. stops.Select((s, i) => (JsonNode)Item((string)s!["due"]!["unit"]!["id"]!, new JsonObject
            {
                ["at"] = i == 3 ? "2027-05-04T10:00:00+08:00" : $"2026-05-04T09:{i:D2}:00+08:00", ["outcome"] = "done", ["by"] = town.Id("S2"),
                ["request"] = (string?)s["request"]?["id"], ["checkIn"] = i == 0 ? town.Point("G07", 5) : town.Point("G01", 5),
            })),
            Item("none", new JsonObject { ["at"] = "2026-05-04T09:00:00+08:00", ["outcome"] = "done" }),
            Item(town.Id("G01-H1"), new JsonObject { ["outcome"] = "gone", ["by"] = 7 }),
            Item(town.Id("G01-H1"), new JsonObject { ["outcome"] = "done" }),
            new JsonObject { ["key"] = "short" },
        ];
        Reply sent = (await who.PostAsync(town.At("/visit-batches"), new JsonObject { ["items"] = items.DeepClone() })).Is(200);
        Assert.Equal([201, 201, 201, 201, 404, 400, 400, 400], Statuses(sent));
        Assert.Equal(["$.by", "$.outcome"], Faults(sent, 5));
        Assert.Equal(["$.at"], Faults(sent, 6));
        Reply again = (await who.PostAsync(town.At("/visit-batches"), new JsonObject { ["items"] = items.DeepClone() })).Is(200);
        Assert.Equal([200, 200, 200, 200, 404, 400, 400, 400], Statuses(again));
        JsonNode ahead = sent.Items[3]!["visit"]!;
        Assert.Equal(("clockAhead", "2027-05-04T02:00:00+00:00", (string?)ahead["receivedAt"]), ((string?)ahead["capturedFlags"]![0], (string?)ahead["capturedAt"], (string?)ahead["at"]));

        Assert.Equal([(string)sent.Items[0]!["visit"]!["id"]!], (await who.ListAsync(town.At("/visits?far=true"), 10)).Select(v => (string?)v["id"]));
        Assert.Equal("done", (await who.GetAsync(town.At($"/visit-requests/{request}"))).Is(200)["state"]);
        Assert.Equal(2, (await who.ListAsync(town.At("/due-units?area=G01"), 1)).Count);
        JsonNode counts = Assert.Single((await who.GetAsync(town.At("/visit-counts?from=2026-05-01T00:00:00Z"))).Is(200).Items)!;
        Assert.Equal((town.Id("S2"), 4, 4, 1), ((string?)counts["of"], (int)counts["total"]!, (int)counts["done"]!, (int)counts["far"]!));
        (await who.GetAsync(town.At("/day-list?start=x&count=101&day=tomorrow"))).IsFault(400, "query.steward", "query.start", "query.count", "query.day");
        (await who.GetAsync(town.At($"/due-units?steward={town.Id("S2")}&post={town.Id("P-G01")}&care=much"))).IsFault(400, "query.post", "query.care");
    }

    [Fact]
    public async Task Somebody_whom_the_household_knows_is_asked_along_answers_and_is_named_by_the_visit()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = await town.SignInAsync("steward", town.Area("G01")), knows = await town.SignInAsync("steward", town.Area("G05"));
        (await town.Administrator.SendAsync("PUT", town.At($"/stewards/{town.Id("S3")}"), new { name = "Steward 3", subject = (await knows.GetAsync("/api/me"))["subject"] }, ("If-Match", "*"))).Is(200);
        string household = town.Id("G01-H2");
        JsonNode companion = Assert.Single((await who.GetAsync(town.At($"/households/{household}/companions"))).Is(200).Items)!;
        Assert.Equal((town.Id("S3"), "P-G01-V", "originVillage"), ((string?)companion["steward"], (string?)companion["posts"]![0]!["code"], (string?)companion["bases"]![0]));
        Assert.Empty((await who.GetAsync(town.At($"/households/{town.Id("G01-H3")}/companions"))).Is(200).Items); // of the same village, and has not asked

        string path = town.At($"/households/{household}/visit-requests"), key = Client.NewKey();
        JsonObject body = new() { ["reason"] = "registration", ["steward"] = town.Id("S2"), ["companion"] = town.Id("S3") };
        Reply request = (await who.PostAsync(path, body, ("Idempotency-Key", key))).Is(201);
        Assert.Equal((request.Text, true), ((await who.PostAsync(path, body, ("Idempotency-Key", key))).Is(201) is var again ? (again.Text, again.IsReplayed) : default));
        string at = request.Header("Location")!;
        JsonNode mine = Assert.Single((await knows.GetAsync(town.At("/companion-requests"))).Is(200).Items)!;
        Assert.Equal((request["id"], "asked", null), ((string?)mine["id"], (string?)mine["companion"]!["state"], mine["note"]));
        (await knows.GetAsync(at)).IsFault(404);
        (await knows.PostAsync($"{at}/companion-answer", new { accepts = true })).IsFault(428, "header.If-Match");
        Reply accepted = (await knows.PostAsync($"{at}/companion-answer", new { accepts = true }, ("If-Match", (string)mine["etag"]!))).Is(200);
        Assert.Equal("accepted", accepted["companion.state"]);
        (await who.PostAsync($"{at}/companion-answer", new { accepts = false }, ("If-Match", "*"))).IsFault(403);
        (await who.SendAsync("PUT", $"{at}/companion", new { steward = town.Id("S4") }, ("If-Match", "*"))).IsFault(400, "$.steward");

        Reply visit = (await who.PostAsync(town.At($"/households/{household}/visits"), new { outcome = "done", by = town.Id("S2"), companion = town.Id("S3"), request = request["id"] })).Is(201);
        Assert.Equal((town.Id("S3"), request["id"], "unknown"), (visit["companion"], visit["request"], visit["atUnit"]));
        Assert.Empty((await knows.GetAsync(town.At("/companion-requests"))).Is(200).Items);
        (await who.PostAsync($"{at}/cancellation", new { note = "x" }, ("If-Match", "*"))).IsFault(409);
        Assert.Equal([request["id"]], (await who.ListAsync(town.At("/visit-requests?open=false"), 1)).Select(r => (string?)r["id"]));
        Assert.Empty((await knows.GetAsync(town.At("/visit-requests"))).Is(200).Items);
    }

    [Fact]
    public async Task A_unit_found_moved_is_listed_until_the_register_confirms_or_denies_it()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = await town.SignInAsync("steward", town.Area("G01"));
        string household = town.At($"/households/{town.Id("G01-H1")}");
        string before = (await who.GetAsync(household)).Is(200).ETag!;
        (await who.PostAsync($"{household}/visits", new { outcome = "moved" })).Is(201);
        JsonNode mark = Assert.Single((await who.GetAsync(town.At("/move-marks"))).Is(200).Items)!;
        Assert.Equal((town.Id("G01-H1"), null, "2026-05-04"), ((string?)mark["unit"]!["id"], mark["unit"]!["movedOn"], (string?)mark["visits"]!["movedSeenOn"]));
        Assert.DoesNotContain(town.Id("G01-H1"), (await who.ListAsync(town.At("/due-units?resting=true"), 9)).Select(u => (string?)u["unit"]!["id"]));
        (await who.SendAsync("DELETE", $"{household}/move-mark", null, ("If-Match", before))).IsFault(412, "header.If-Match");
        (await who.SendAsync("DELETE", $"{household}/move-mark", null, ("If-Match", (await who.GetAsync(household)).ETag!))).Is(204);
        Assert.Empty((await who.GetAsync(town.At("/move-marks"))).Is(200).Items);
        (await who.SendAsync("DELETE", $"{household}/move-mark", null, ("If-Match", "*"))).IsFault(409);
    }

    [Fact]
    public async Task Coverage_is_among_the_settings_and_decides_who_is_due_and_what_is_far()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply before = (await town.Nobody.GetAsync(town.At(""))).Is(200);
        Assert.Equal((90, 7, 25.0, 0.9), ((int)before.Json["coverage"]!["intervals"]!["ordinary"]!, (int)before.Json["coverage"]!["intervals"]!["key"]!, (double)before.Json["coverage"]!["checkInMetres"]!, (double)before.Json["coverage"]!["target"]!));
        JsonNode settings = before.Json;
        settings["coverage"] = new JsonObject
        {
            ["intervals"] = new JsonObject { ["ordinary"] = 0, ["key"] = 2000, ["low"] = 1 }, ["bands"] = new JsonObject { ["full"] = 0.5, ["partial"] = 0.6 },
            ["target"] = 2, ["loopDays"] = 0, ["confirmedDays"] = 1.5, ["checkInMetres"] = -1, ["colour"] = "red",
        };
        (await town.Administrator.SendAsync("PUT", town.At(""), settings, ("If-Match", "*"))).IsFault(
            400, "$.coverage.intervals.ordinary", "$.coverage.intervals.key", "$.coverage.intervals.low", "$.coverage.bands.partial", "$.coverage.target", "$.coverage.loopDays",
            "$.coverage.confirmedDays", "$.coverage.checkInMetres", "$.coverage.colour");

        string visits = town.At($"/households/{town.Id("G01-H1")}/visits");
        JsonObject visit = new() { ["outcome"] = "done", ["at"] = "2026-05-01T10:00:00+08:00", ["checkIn"] = town.Point("G02", 5) };
        Assert.Equal("far", (await town.Administrator.PostAsync(visits, visit)).Is(201)["atUnit"]);
        Assert.Equal(5, (await town.Administrator.ListAsync(town.At("/due-units?area=G01"), 9)).Count);
        settings["coverage"] = new JsonObject { ["intervals"] = new JsonObject { ["ordinary"] = 3 }, ["checkInMetres"] = 5000 };
        (await town.Administrator.SendAsync("PUT", town.At(""), settings, ("If-Match", "*"))).Is(200);
        Reply after = (await town.Nobody.GetAsync(town.At(""))).Is(200);
        Assert.Equal((3, 30, 5000.0), ((int)after.Json["coverage"]!["intervals"]!["ordinary"]!, (int)after.Json["coverage"]!["intervals"]!["attention"]!, (double)after.Json["coverage"]!["checkInMetres"]!));
        Assert.Equal("near", (await town.Administrator.PostAsync(visits, visit)).Is(201)["atUnit"]);
        Assert.Equal(6, (await town.Administrator.ListAsync(town.At("/due-units?area=G01"), 9)).Count);
    }

    private static JsonObject Item(string household, JsonObject visit) => new() { ["key"] = Client.NewKey(), ["household"] = household, ["visit"] = visit };

    private static int[] Statuses(Reply reply) => [.. reply.Items.Select(i => (int)i!["status"]!)];

    private static IEnumerable<string> Faults(Reply reply, int item)
        => reply.Items[item]!["problem"]!["errors"]!.AsArray().Select(e => (string)e!["path"]!).Order(StringComparer.Ordinal);
}
