using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Lists of reports, and their moves to the end.</summary>
public abstract class Handling(Engine engine)
{
    [Fact]
    public async Task Reports_are_listed_newest_first_by_area_state_and_assignee_in_pages()
    {
        await using TestTown town = await engine.OpenAsync();
        List<Reply> sent = [];
        foreach (string grid in new[] { "G01", "G02", "G05", "G01", "G05", "G06", "G01" })
        {
            sent.Add(await town.ReportInAsync(grid));
            town.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Client who = town.Administrator;
        foreach (int limit in new[] { 1, 3, 1000 })
        {
            Assert.Equal(sent.Select(Id).Reverse(), Ids(await who.ListAsync(town.At("/reports"), limit)));
        }

        Assert.Equal([Id(sent[6]), Id(sent[3]), Id(sent[1]), Id(sent[0])], Ids(await who.ListAsync(town.At("/reports?area=C1"), 2)));
        Assert.Equal([Id(sent[6]), Id(sent[3]), Id(sent[0])], Ids(await who.ListAsync(town.At("/reports?area=G01"), 1)));
        Assert.Equal([Id(sent[4]), Id(sent[2])], Ids(await who.ListAsync(town.At($"/reports?assignee=post:{town.Id("P-G05")}"), 1)));
        (await TestTown.MoveAsync(who, TestTown.PathOf(sent[2]), "accept", sent[2].ETag!)).Is(200);
        Assert.Equal([Id(sent[2])], Ids(await who.ListAsync(town.At("/reports?state=accepted"), 1)));
        Assert.Equal([Id(sent[4])], Ids(await who.ListAsync(town.At("/reports?state=received&area=G05"), 1)));
    }

    [Fact]
    public async Task A_report_is_accepted_resolved_and_closed_and_each_move_leaves_its_event_and_its_message()
    {
        await using TestTown town = await engine.OpenAsync();
        Client steward = await town.SignInAsync("steward", town.Area("G05"));
        Client manager = await town.SignInAsync("manager", town.Area("C2"));
        Reply sent = await town.ReportInAsync("G05");
        string path = TestTown.PathOf(sent);
        string etag = sent.ETag!;
        foreach (var (who, move, state, note) in new[] { (steward, "accept", "accepted", "马上去"), (steward, "resolve", "resolved", null), (manager, "close", "closed", "已回访") })
        {
            town.Clock.Advance(TimeSpan.FromMinutes(30));
            Reply moved = (await TestTown.MoveAsync(who, path, move, etag, note)).Is(200);
            Assert.Equal(state, moved["state"]);
            Assert.NotEqual(etag, moved.ETag);
            etag = moved.ETag!;
        }

        Reply full = (await steward.GetAsync(path)).Is(200);
        Assert.Equal(etag, full.ETag);
        Assert.Equal(("closed", null), (full["state"], full["dueAt"]));
        Assert.Empty(full.Json["allowedMoves"]!.AsArray());
        Assert.Equal(["reopen"], (await manager.GetAsync(path)).Json["allowedMoves"]!.AsArray().Select(m => (string?)m));

        var events = (await steward.GetAsync($"{path}/events")).Is(200).Items;
        Assert.Equal(["1 received", "2 accepted 马上去", "3 resolved", "4 closed 已回访"], events.Select(e => $"{e!["sequence"]} {e["state"]} {e["note"]}".Trim()));
        Assert.Equal("reporter", (string?)events[0]!["actor"]);
        Assert.Equal((await steward.GetAsync("/api/me"))["subject"], (string?)events[1]!["actor"]);
        for (int i = 1; i <= 4; i++)
        {
            var message = await town.Host.Documents.FindAsync(Kinds.OutboxMessage, town.Code, OutboxMessage.IdOf(Id(sent), i), TestContext.Current.CancellationToken);
            Assert.Equal(i == 1 ? $"post:{town.Id("P-G05")}" : "reporter", message!.Value.To);
            Assert.Equal(ReportEvent.IdOf(Id(sent), i), message.Value.Event);
            Assert.Equal(TownClock.Start.AddMinutes(30 * (i - 1)), message.Value.CreatedAt);
        }

        Assert.Null(await town.Host.Documents.FindAsync(Kinds.OutboxMessage, town.Code, OutboxMessage.IdOf(Id(sent), 5), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_move_in_the_wrong_state_of_a_stale_version_or_without_a_version_does_nothing()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        Reply sent = await town.ReportInAsync("G05");
        string path = TestTown.PathOf(sent);
        (await who.PostAsync($"{path}/moves", new { move = "accept" })).IsFault(428, "header.If-Match");
        foreach (string wrong in new[] { "resolve", "close" })
        {
            Assert.Contains("received", (await TestTown.MoveAsync(who, path, wrong, sent.ETag!)).IsFault(409)["detail"], StringComparison.Ordinal);
        }

        Reply accepted = (await TestTown.MoveAsync(who, path, "accept", sent.ETag!)).Is(200);
        Reply stale = await TestTown.MoveAsync(who, path, "resolve", sent.ETag!);
        Assert.Equal(accepted.ETag, stale.IsFault(412, "header.If-Match").ETag);
        (await TestTown.MoveAsync(who, path, "resolve", "garbage")).IsFault(412, "header.If-Match");
        (await TestTown.MoveAsync(who, path, "accept", accepted.ETag!)).IsFault(409);
        Assert.Equal("accepted", (await who.GetAsync(path))["state"]);
        Assert.Equal(2, (await who.GetAsync($"{path}/events")).Items.Count);
    }

    [Fact]
    public async Task A_move_sent_again_with_its_key_is_made_once()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply sent = await town.ReportInAsync("G05");
        string path = TestTown.PathOf(sent);
        string key = Client.NewKey();
        Reply moved = (await TestTown.MoveAsync(town.Administrator, path, "accept", sent.ETag!, "好", key)).Is(200);
        Reply again = (await TestTown.MoveAsync(town.Administrator, path, "accept", sent.ETag!, "好", key)).Is(200);
        Assert.Equal((false, true, moved.ETag), (moved.IsReplayed, again.IsReplayed, again.ETag));
        (await TestTown.MoveAsync(town.Administrator, path, "resolve", moved.ETag!, null, key)).IsFault(422, "header.Idempotency-Key");
        Assert.Equal(2, (await town.Administrator.GetAsync($"{path}/events")).Items.Count);
    }

    [Fact]
    public async Task Of_two_who_move_the_same_version_at_once_one_is_told_that_it_changed()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply sent = await town.ReportInAsync("G05");
        Reply[] moves = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TestTown.MoveAsync(town.Administrator, TestTown.PathOf(sent), "accept", sent.ETag!)));
        Assert.Equal([200, 412, 412, 412, 412, 412], moves.Select(m => m.Status).Order());
        Assert.Equal(2, (await town.Administrator.GetAsync($"{TestTown.PathOf(sent)}/events")).Items.Count);
    }

    [Fact]
    public async Task Of_two_hundred_moves_at_once_exactly_one_wins_and_the_rest_are_told_what_is_there()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply sent = await town.ReportInAsync("G05");
        string path = TestTown.PathOf(sent);
        string[] wanted = ["accept", "return", "refuse"];
        Reply[] moves = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => TestTown.MoveAsync(town.Administrator, path, wanted[i % 3], sent.ETag!, $"第 {i} 个")));
        Reply won = Assert.Single(moves, m => m.Status == 200);
        string current = (await town.Administrator.GetAsync(path)).ETag!;
        Assert.Equal(won.ETag, current);
        Assert.All(moves.Where(m => m != won), m => Assert.True(
            (m.Status == 412 && m.ETag == current) || (m.Status == 409 && m["detail"]!.Contains(won["state"]!, StringComparison.Ordinal)), $"{m.Status} {m.ETag} {m["detail"]}"));
        Assert.Equal(2, (await town.Administrator.GetAsync($"{path}/events")).Items.Count);
    }

    [Fact]
    public async Task A_refusal_is_read_by_the_reporter_who_asks_again_and_it_goes_another_round_to_the_end()
    {
        await using TestTown town = await engine.OpenAsync();
        Client manager = await town.SignInAsync("manager", town.Area("C2"));
        Client reporter = town.Nobody;
        Reply sent = await town.ReportInAsync("G05");
        string path = TestTown.PathOf(sent), link = $"/api/tracking/{sent["trackingToken"]}";
        (await TestTown.MoveAsync(manager, path, "refuse", sent.ETag!)).IsFault(400, "$.note");
        Reply moved = (await TestTown.MoveAsync(manager, path, "refuse", sent.ETag!, "属于物业，已转告")).Is(200);
        JsonNode refusal = (await reporter.GetAsync(link)).Is(200).Json["events"]!.AsArray()[^1]!;
        Assert.Equal(("refuse", "属于物业，已转告", "社区管理者"), ((string?)refusal["move"], (string?)refusal["reason"], (string?)refusal["by"]!["zh"]));

        (await reporter.PostAsync($"{link}/moves", new { move = "withdraw" })).IsFault(409);
        (await reporter.PostAsync($"{link}/moves", new { move = "requestReopen" })).IsFault(400, "$.note");
        Assert.Equal("reopenRequested", (await reporter.PostAsync($"{link}/moves", new { move = "requestReopen", note = "物业说不归他们" })).Is(200)["state"]);
        string etag = (await manager.GetAsync(path)).ETag!;
        etag = (await TestTown.MoveAsync(manager, path, "reopen", etag, "再派一次")).Is(200).ETag!;
        etag = (await manager.PostAsync($"{path}/moves", new { move = "dispatch", assignee = $"post:{town.Id("P-G01")}", note = "由一网格代办" }, ("If-Match", etag))).Is(200).ETag!;
        Assert.Equal(town.Id("P-G01"), (string?)(await manager.GetAsync(path)).Json["assignee"]!["id"]);
        etag = (await TestTown.MoveAsync(manager, path, "accept", etag)).Is(200).ETag!;
        etag = (await manager.PostAsync($"{path}/moves", new { move = "wait", note = "等燃气公司", until = town.Clock.GetUtcNow().AddDays(2) }, ("If-Match", etag))).Is(200).ETag!;
        etag = (await TestTown.MoveAsync(manager, path, "resolve", etag)).Is(200).ETag!;
        moved = (await TestTown.MoveAsync(manager, path, "close", etag)).Is(200);
        Assert.Equal("closed", moved["state"]);
        Assert.Equal(["requestReopen"], (await reporter.GetAsync(link)).Json["allowedMoves"]!.AsArray().Select(m => (string?)m));
        Assert.Equal(9, (await manager.GetAsync($"{path}/events")).Items.Count);
    }

    [Fact]
    public async Task A_report_that_nobody_has_is_handed_to_a_jurisdiction_and_its_link_follows()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply sent = (await town.Nobody.PostAsync("/api/reports", new { category = "fire-safety", words = "在路边" })).Is(201);
        Assert.Equal("unassigned", sent["jurisdiction"]);
        string path = TestTown.PathOf(sent);
        (await town.Administrator.PostAsync($"{path}/moves", new { move = "transfer", to = "nowhere", note = "x" }, ("If-Match", sent.ETag!))).IsFault(400, "$.to");
        Reply moved = (await town.Administrator.PostAsync($"{path}/moves", new { move = "transfer", to = town.Code, note = "像是新家园的" }, ("If-Match", sent.ETag!))).Is(200);
        Assert.Equal("transferred", moved["state"]);
        Reply tracked = (await town.Nobody.GetAsync($"/api/tracking/{sent["trackingToken"]}")).Is(200);
        Assert.Equal((town.Code, "received", sent["number"]), (tracked["jurisdiction"], tracked["state"], (string?)tracked.Json["formerNumbers"]![0]));
        string there = (await town.Administrator.GetAsync(path))["transferredTo"]!;
        Assert.Equal("在路边", (await town.Administrator.GetAsync($"/api/reports/{there}")).Is(200)["words"]);
    }

    private static string Id(Reply report) => report["id"]!;

    private static IEnumerable<string?> Ids(IEnumerable<JsonNode> items) => items.Select(i => (string?)i["id"]);
}
