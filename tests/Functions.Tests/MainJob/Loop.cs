using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Called, answered, handled together, and what the reporter says of it.</summary>
public abstract class Loop(Engine engine)
{
    [Fact]
    public async Task A_partner_signs_in_sees_what_was_asked_answers_and_the_steward_can_resolve()
    {
        await using TestTown town = await engine.OpenAsync();
        Client steward = await town.SignInAsync("steward", town.Area("G05"));
        Client partner = await town.SignInAsync("partner", $"partner:{town.Code}/{town.Id("PA-C1")}");
        Reply sent = (await town.Nobody.PostAsync("/api/reports", new JsonObject
        {
            ["category"] = "fire-safety", ["words"] = "灯坏了", ["point"] = town.Point("G05"), ["contact"] = new JsonObject { ["name"] = "钱多多", ["phone"] = "13700001111" },
        })).Is(201);
        string path = TestTown.PathOf(sent), inbox = town.At("/inbox");
        Assert.Empty((await partner.GetAsync(inbox)).Is(200).Items);
        (await partner.GetAsync(path)).IsFault(404);

        string etag = (await TestTown.MoveAsync(steward, path, "accept", sent.ETag!, "马上去")).Is(200).ETag!;
        var ask = new { assignee = $"partner:{town.Id("PA-C1")}", required = true, note = "请带梯子来" };
        (await steward.PostAsync($"{path}/assists", ask)).IsFault(428, "header.If-Match");
        (await steward.PostAsync($"{path}/assists", new { assignee = "partner:x", required = "yes" }, ("If-Match", etag))).IsFault(400, "$.required");
        (await steward.PostAsync($"{path}/assists", new { assignee = "partner:x", required = true }, ("If-Match", etag))).IsFault(400, "$.assignee");
        string key = Client.NewKey();
        Reply asked = (await steward.PostAsync($"{path}/assists", ask, ("If-Match", etag), ("Idempotency-Key", key))).Is(200);
        Assert.True((await steward.PostAsync($"{path}/assists", ask, ("If-Match", etag), ("Idempotency-Key", key))).Is(200).IsReplayed);
        (await TestTown.MoveAsync(steward, path, "resolve", etag)).IsFault(412, "header.If-Match");
        Assert.Contains("(asked)", (await TestTown.MoveAsync(steward, path, "resolve", asked.ETag!)).IsFault(409)["detail"], StringComparison.Ordinal);

        JsonNode item = Assert.Single((await partner.GetAsync(inbox)).Is(200).Items)!;
        Assert.Equal(("assist", sent["id"]), ((string?)item["waits"]![0]!["kind"], (string?)item["report"]!["id"]));
        Reply seen = (await partner.GetAsync(path)).Is(200);
        Assert.Equal(("灯坏了", null), (seen["words"], seen["contact"]));
        Assert.Equal([null, null, "请带梯子来"], (await partner.GetAsync($"{path}/events")).Is(200).Items.Select(e => (string?)e!["note"]));
        (await TestTown.MoveAsync(partner, path, "resolve", seen.ETag!)).IsFault(403);

        string moves = $"{path}/assists/{item["assists"]![0]!["id"]}/moves";
        (await partner.PostAsync(moves, new { move = "answer", note = "换好了" }, ("If-Match", seen.ETag!))).IsFault(409);
        (await partner.PostAsync(moves, new { move = "decline" }, ("If-Match", seen.ETag!))).IsFault(400, "$.note");
        (await steward.PostAsync(moves, new { move = "accept" }, ("If-Match", seen.ETag!))).IsFault(403);
        Reply accepted = (await partner.PostAsync(moves, new { move = "accept", note = "下午到" }, ("If-Match", seen.ETag!))).Is(200);
        Reply[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => partner.PostAsync(
            moves, new { move = i % 2 == 0 ? "answer" : "decline", note = $"第 {i} 个" }, ("If-Match", accepted.ETag!))));
        Reply won = Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a != won), a => Assert.True(a.Status is 412 or 409, $"{a.Status}"));

        if ((string?)won.Json["assists"]![0]!["state"] == "declined")
        {
            (await steward.PostAsync($"{path}/assists", new { ask.assignee, ask.required, insteadOf = (string?)won.Json["assists"]![0]!["id"] }, ("If-Match", won.ETag!))).Is(200);
            string again = $"{path}/assists/{(await steward.GetAsync(path)).Json["assists"]![1]!["id"]}/moves";
            string current = (await steward.GetAsync(path)).ETag!;
            current = (await partner.PostAsync(again, new { move = "accept" }, ("If-Match", current))).Is(200).ETag!;
            won = (await partner.PostAsync(again, new { move = "answer", note = "换好了" }, ("If-Match", current))).Is(200);
        }

        Assert.Empty((await partner.GetAsync(inbox)).Is(200).Items);
        Assert.Equal("resolved", (await TestTown.MoveAsync(steward, path, "resolve", won.ETag!)).Is(200)["state"]);
        Client manager = await town.SignInAsync("manager", town.Area("C2"));
        Assert.Equal(["verify"], (await manager.GetAsync($"{inbox}?kind=verify")).Is(200).Items.SelectMany(i => i!["waits"]!.AsArray()).Select(w => (string?)w!["kind"]));
        (await TestTown.MoveAsync(manager, path, "close", (await manager.GetAsync(path)).ETag!)).Is(200);
        (await partner.GetAsync(path)).IsFault(404);
    }

    [Fact]
    public async Task The_holder_of_a_post_finds_what_it_got_and_a_duty_desk_what_nobody_has()
    {
        await using TestTown town = await engine.OpenAsync();
        Client steward = await town.SignInAsync("steward", town.Area("G05"));
        JsonNode holder = (await town.Administrator.GetAsync(town.At($"/stewards/{town.Id("S4")}"))).Is(200).Json;
        (await town.Administrator.SendAsync(
            "PUT", town.At($"/stewards/{town.Id("S4")}"), new { name = (string?)holder["name"], subject = (await steward.GetAsync("/api/me"))["subject"] }, ("If-Match", "*"))).Is(200);
        List<string?> handled = [], free = [];
        foreach (string grid in new[] { "G05", "G09", "G05", "G09", "G05" })
        {
            (grid == "G05" ? handled : free).Add((await town.ReportInAsync(grid))["id"]);
            town.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Client desk = await town.SignInAsync("dutyDesk", $"jurisdiction:{town.Code}");
        foreach (int limit in new[] { 1, 2, 1000 })
        {
            Assert.Equal(handled, (await steward.ListAsync(town.At("/inbox"), limit)).Select(i => (string?)i["report"]!["id"]));
            Assert.Equal(free, (await desk.ListAsync(town.At("/inbox?kind=dispatch"), limit)).Select(i => (string?)i["report"]!["id"]));
        }

        Assert.Equal($"post:{town.Id("P-G05")}", (string?)(await steward.GetAsync(town.At("/inbox"))).Items[0]!["waits"]![0]!["as"]);
    }

    [Fact]
    public async Task A_reporter_who_is_not_satisfied_asks_again_with_the_same_word_and_it_is_counted()
    {
        await using TestTown town = await engine.OpenAsync();
        Client manager = await town.SignInAsync("manager", town.Area("C2"));
        Reply sent = await town.ReportInAsync("G05"), other = await town.ReportInAsync("G05"), late = await town.ReportInAsync("G05");
        foreach (Reply report in new[] { sent, other, late })
        {
            string etag = (await TestTown.MoveAsync(manager, TestTown.PathOf(report), "accept", report.ETag!)).Is(200).ETag!;
            (await town.Nobody.PostAsync($"/api/tracking/{report["trackingToken"]}/feedback", new { satisfied = true })).IsFault(409);
            (await TestTown.MoveAsync(manager, TestTown.PathOf(report), "resolve", etag)).Is(200);
        }

        string link = $"/api/tracking/{sent["trackingToken"]}";
        Assert.Equal("2026-05-18T02:00:00+00:00", (await town.Nobody.GetAsync(link)).Is(200)["feedbackUntil"]);
        (await town.Nobody.PostAsync($"{link}/feedback", new { words = "x" })).IsFault(400, "$.satisfied");
        (await town.Nobody.PostAsync($"{link}/feedback", new { satisfied = false, rating = 6 })).IsFault(400, "$.rating");
        (await town.Nobody.PostAsync($"{link}/feedback", new { satisfied = false })).IsFault(400, "$.words");
        (await town.Nobody.PostAsync($"{link}x/feedback", new { satisfied = true })).IsFault(404);
        var said = new { satisfied = false, words = "又坏了", rating = 2 };
        Reply[] all = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => town.Nobody.PostAsync($"{link}/feedback", i < 20 ? said : new { satisfied = false, words = $"第 {i} 个", rating = 1 })));
        Assert.All(all, r => Assert.True(r.Status is 200 or 409, $"{r.Status}"));
        Assert.Single(all, r => r.Status == 200 && !r.IsReplayed);
        Reply tracked = (await town.Nobody.GetAsync(link)).Is(200);
        Assert.Equal(("reopenRequested", null, "false"), (tracked["state"], tracked["feedbackUntil"], tracked["feedback.satisfied"]));
        Assert.Equal([sent["id"]], (await manager.ListAsync(town.At("/inbox?kind=reopen"), 5)).Select(i => (string?)i["report"]!["id"]));
        (await town.Nobody.PostAsync($"/api/tracking/{other["trackingToken"]}/feedback", new { satisfied = true, rating = 5 })).Is(200);

        town.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromSeconds(1));
        Assert.Contains("2026-05-18", (await town.Nobody.PostAsync($"/api/tracking/{late["trackingToken"]}/feedback", new { satisfied = true })).IsFault(409)["detail"], StringComparison.Ordinal);
        foreach (string by in new[] { "assignee", "steward", "area&level=grid", "category", "month" })
        {
            Reply counted = (await manager.GetAsync(town.At($"/satisfaction?by={by}&from=2026-05-01T00:00:00Z&to=2026-06-01T00:00:00Z"))).Is(200);
            JsonNode row = Assert.Single(counted.Json["rows"]!.AsArray())!;
            foreach (JsonNode counts in new[] { row, counted.Json["total"]! })
            {
                Assert.Equal((3, 2, 1, 0.5), ((int)counts["asked"]!, (int)counts["answered"]!, (int)counts["satisfied"]!, (double)counts["share"]!));
            }

            Assert.Equal(by switch { "assignee" => $"post:{town.Id("P-G05")}", "steward" => town.Id("S4"), "category" => "fire-safety", "month" => "2026-05", _ => "G05" }, (string?)row["key"]);
        }

        (await manager.GetAsync(town.At("/satisfaction"))).IsFault(400, "query.by");
        (await manager.GetAsync(town.At("/satisfaction?by=month&level=grid&from=2020-01-01T00:00:00Z"))).IsFault(400, "query.from", "query.level");
        Client elsewhere = await town.SignInAsync("manager", town.Area("C1"));
        Assert.Null((await elsewhere.GetAsync(town.At("/satisfaction?by=month&from=2026-05-01T00:00:00Z"))).Is(200)["total.share"]);
    }

    [Fact]
    public async Task Where_the_category_says_so_somebody_other_than_who_resolved_it_closes_it()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonNode settings = (await town.Nobody.GetAsync(town.At(""))).Is(200).Json;
        settings["categories"]![0]!["verifyByAnother"] = true;
        (await town.Administrator.SendAsync("PUT", town.At(""), settings, ("If-Match", "*"))).Is(200);
        Client manager = await town.SignInAsync("manager", town.Area("C2")), other = await town.SignInAsync("manager", town.Area("C2"));
        Reply sent = await town.ReportInAsync("G05");
        string path = TestTown.PathOf(sent);
        string etag = (await TestTown.MoveAsync(manager, path, "accept", sent.ETag!)).Is(200).ETag!;
        etag = (await TestTown.MoveAsync(manager, path, "resolve", etag)).Is(200).ETag!;
        Assert.Contains("other than who resolved it", (await TestTown.MoveAsync(manager, path, "close", etag)).IsFault(409)["detail"], StringComparison.Ordinal);
        Assert.Equal("closed", (await TestTown.MoveAsync(other, path, "close", etag)).Is(200)["state"]);
    }

    [Fact]
    public async Task A_request_for_help_an_answer_a_resolve_and_what_the_reporter_says_that_are_sent_again_after_a_crash_have_happened_once()
    {
        CrashingStore? crashing = null;
        await using TestTown town = await engine.OpenAsync(CrashingStore.In(made => crashing = made));
        int crashes = 0;
        foreach (bool after in new[] { false, true })
        {
            Reply sent = await town.ReportInAsync("G05");
            string path = TestTown.PathOf(sent);
            Reply last = (await TestTown.MoveAsync(town.Administrator, path, "accept", sent.ETag!)).Is(200);
            last = await CrashedAsync(town.Administrator, $"{path}/assists", new { assignee = $"team:{town.Id("T-C2")}", required = true }, last.ETag, after);
            string moves = $"{path}/assists/{last.Json["assists"]![0]!["id"]}/moves";
            last = await CrashedAsync(town.Administrator, moves, new { move = "accept" }, last.ETag, after);
            last = await CrashedAsync(town.Administrator, moves, new { move = "answer", note = "好了" }, last.ETag, after);
            last = await CrashedAsync(town.Administrator, $"{path}/moves", new { move = "resolve" }, last.ETag, after);
            Reply told = await CrashedAsync(town.Nobody, $"/api/tracking/{sent["trackingToken"]}/feedback", new { satisfied = false, words = "又坏了" }, null, after);
            Assert.Equal("reopenRequested", told["state"]);
            Assert.Equal(
                ["received", "moved", "assistAsked", "assistMoved", "assistMoved", "moved", "feedback"],
                (await town.Administrator.GetAsync($"{path}/events")).Items.Select(e => (string?)e!["kind"]));
        }

        Assert.Equal(10, crashes);

        async Task<Reply> CrashedAsync(Client who, string path, object body, string? etag, bool after)
        {
            (string, string)[] headers = [("Idempotency-Key", Client.NewKey()), .. etag is null ? Array.Empty<(string, string)>() : [("If-Match", etag)]];
            crashing!.CrashAt(0, after);
            (await who.PostAsync(path, body, headers)).Is(500);
            crashes += crashing.HasCrashed ? 1 : 0;
            crashing.Restart();
            return (await who.PostAsync(path, body, headers)).Is(200);
        }
    }
}
