using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Several reports of one thing: offered, joined, merged, taken apart.</summary>
public abstract class Duplicating(Engine engine)
{
    [Fact]
    public async Task What_is_there_already_is_offered_and_whoever_joins_it_sees_how_it_goes_on()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply leader = await town.ReportInAsync("G05", words: "三号楼楼道的灯不亮了，我姓王");
        await town.ReportInAsync("G05", "noise", "太吵");
        await town.ReportInAsync("G01");
        Reply offered = (await town.Nobody.PostAsync("/api/similar-reports", new { category = "fire-safety", words = "楼道灯不亮", point = town.Point("G05", 20) })).Is(200);
        JsonNode one = Assert.Single(offered.Items)!;
        Assert.Equal((Reference(leader), "received", 0, true), ((string?)one["report"], (string?)one["state"], (int)one["followers"]!, (bool)one["likely"]!));
        Assert.Equal(0, (double)one["distanceMetres"]! % 10);
        Assert.DoesNotContain("王", offered.Text, StringComparison.Ordinal);

        Reply similar = await town.ReportInAsync("G05");
        Assert.Equal(Reference(leader), (string?)Assert.Single(similar.Json["similar"]!.AsArray())!["report"]);
        Reply joined = (await town.Nobody.PostAsync($"/api/tracking/{similar["trackingToken"]}/same-as", new { report = Reference(leader) })).Is(200);
        Assert.Equal((true, Reference(leader)), ((bool)joined.Json["joined"]!, joined["report"]));
        Reply mine = (await town.Nobody.PostAsync("/api/reports", new { category = "fire-safety", words = "灯", point = town.Point("G05"), sameAs = Reference(leader) })).Is(201);
        Assert.Equal(("duplicate", true), (mine["state"], (bool)mine.Json["sameAs"]!["joined"]!));

        Reply full = (await town.Administrator.GetAsync(TestTown.PathOf(leader))).Is(200);
        Assert.Equal([Reference(similar), Reference(mine)], full.Json["followers"]!.AsArray().Select(f => (string?)f));
        foreach (var (move, note) in new[] { ("accept", null), ("wait", "等电工"), ("resolve", "换了灯") })
        {
            full = await TestTown.MoveAsync(town.Administrator, TestTown.PathOf(leader), move, full.ETag!, note);
            full.Is(200);
        }

        Assert.Equal(2, (int)full.Json["followerCount"]!);
        Reply tracked = (await town.Nobody.GetAsync($"/api/tracking/{mine["trackingToken"]}")).Is(200);
        Assert.Equal(("duplicate", "resolved"), (tracked["state"], tracked["following.state"]));
        Assert.Equal(["accept ", "wait 等电工", "resolve "], tracked.Json["following"]!["events"]!.AsArray().Select(e => $"{e!["move"]} {e["reason"]}"));
        Assert.Equal(["requestReopen"], tracked.Json["allowedMoves"]!.AsArray().Select(m => (string?)m));
        Assert.DoesNotContain("王", tracked.Text, StringComparison.Ordinal);
        (await town.Nobody.PostAsync($"/api/tracking/{mine["trackingToken"]}/moves", new { move = "requestReopen", note = "还是不亮" })).Is(200);
        Assert.Equal("reopenRequested", (await town.Administrator.GetAsync(TestTown.PathOf(leader)))["state"]);

        var listed = (await town.Administrator.ListAsync(town.At($"/reports?duplicateOf={Reference(leader)}"), 1)).Select(r => (string?)r["id"]);
        Assert.Equal(new[] { mine["id"], similar["id"] }.Order(), listed.Order());
        (await town.Administrator.GetAsync(town.At("/reports?duplicateOf=elsewhere"))).IsFault(400, "query.duplicateOf");
    }

    [Fact]
    public async Task Staff_merge_and_take_apart_by_version_and_are_told_why_where_that_cannot_be()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply a = await town.ReportInAsync("G05"), b = await town.ReportInAsync("G05"), c = await town.ReportInAsync("G05");
        Client who = town.Administrator;
        (await who.PostAsync($"{TestTown.PathOf(b)}/merge", new { into = Reference(a) })).IsFault(428, "header.If-Match");
        (await who.PostAsync($"{TestTown.PathOf(b)}/merge", new { into = "elsewhere" }, ("If-Match", b.ETag!))).IsFault(400, "$.into");
        (await who.PostAsync($"{TestTown.PathOf(b)}/merge", new { }, ("If-Match", b.ETag!))).IsFault(400, "$.into");
        Reply merged = (await who.PostAsync($"{TestTown.PathOf(b)}/merge", new { into = Reference(a), note = "同一盏灯" }, ("If-Match", b.ETag!))).Is(200);
        Assert.Equal(("duplicate", Reference(a)), (merged["state"], merged["duplicateOf"]));
        (await who.PostAsync($"{TestTown.PathOf(b)}/merge", new { into = Reference(c) }, ("If-Match", b.ETag!))).IsFault(412, "header.If-Match");
        Assert.Contains(Reference(a), (await who.PostAsync($"{TestTown.PathOf(c)}/merge", new { into = Reference(b) }, ("If-Match", c.ETag!))).IsFault(409)["detail"], StringComparison.Ordinal);
        (await who.PostAsync($"{TestTown.PathOf(b)}/unmerge", new { }, ("If-Match", merged.ETag!))).IsFault(400, "$.note");
        Reply apart = (await who.PostAsync($"{TestTown.PathOf(b)}/unmerge", new { note = "是另一盏" }, ("If-Match", merged.ETag!))).Is(200);
        Assert.Equal(("received", null), (apart["state"], apart["duplicateOf"]));
        Assert.Empty((await who.GetAsync(TestTown.PathOf(a))).Json["followers"]!.AsArray());

        Reply[] moves = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => who.PostAsync(
            $"{TestTown.PathOf(b)}/merge", new { into = Reference(i % 2 == 0 ? a : c) }, ("If-Match", apart.ETag!))));
        Assert.Equal([200, 412, 412, 412, 412, 412, 412, 412], moves.Select(m => m.Status).Order());
        await HoldsTogetherAsync(town);
    }

    [Fact]
    public async Task A_joining_submission_a_merge_and_a_withdrawal_that_are_sent_again_after_a_crash_anywhere_have_happened_once()
    {
        CrashingStore? crashing = null;
        await using TestTown town = await engine.OpenAsync(CrashingStore.In(made => crashing = made));
        foreach (bool after in new[] { false, true })
        {
            for (int commit = 0; commit < 3; commit++)
            {
                Reply leader = await town.ReportInAsync("G05"), other = await town.ReportInAsync("G05");
                object body = new { category = "fire-safety", words = "灯", point = town.Point("G05"), sameAs = Reference(leader) };
                Reply mine = await AgainAsync(town.Nobody, "/api/reports", body, null, commit, after);
                Assert.Equal(("duplicate", true), (mine.Is(201)["state"], (bool)mine.Json["sameAs"]!["joined"]!));
                Assert.Equal(Reference(leader), (await AgainAsync(town.Administrator, $"{TestTown.PathOf(other)}/merge", new { into = Reference(leader) }, other.ETag, 0, after)).Is(200)["duplicateOf"]);
                await HoldsTogetherAsync(town);
                (await AgainAsync(town.Nobody, $"/api/tracking/{leader["trackingToken"]}/moves", new { move = "withdraw" }, null, 0, after)).Is(200);
                await HoldsTogetherAsync(town);
                Assert.Equal("received", (await town.Nobody.GetAsync($"/api/tracking/{mine["trackingToken"]}"))["state"]);
            }
        }

        async Task<Reply> AgainAsync(Client who, string path, object body, string? etag, int commit, bool after)
        {
            string key = Client.NewKey();
            (string, string)[] headers = etag is null ? [("Idempotency-Key", key)] : [("Idempotency-Key", key), ("If-Match", etag)];
            crashing!.CrashAt(commit, after);
            (await who.PostAsync(path, body, headers)).Is(500);
            crashing.Restart();
            return await who.PostAsync(path, body, headers);
        }
    }

    /// <summary>Both sides name each other.</summary>
    private static async Task HoldsTogetherAsync(TestTown town)
    {
        Dictionary<string, Report> all = await town.Host.Documents.AllAsync(Kinds.Report.In(town.Code), TestContext.Current.CancellationToken)
            .Select(r => r.Value).ToDictionaryAsync(r => r.Id, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(all.Values.SelectMany(l => l.Followers.Select(f => (l.Id, all[f].DuplicateOf))), p => Assert.Equal(p.Id, p.DuplicateOf));
        Assert.All(all.Values.Where(r => r.DuplicateOf is not null), r => Assert.Contains(r.Id, all[r.DuplicateOf!].Followers));
        Assert.All(all.Values, r => Assert.Equal(r.State == ReportState.Duplicate, r.DuplicateOf is not null));
    }

    private static string Reference(Reply report) => $"{report["jurisdiction"]}/{report["id"]}";
}
