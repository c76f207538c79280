using GridSteward.Domain.Audit;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Duplicates;

public sealed class MergeTests : IDisposable
{
    private readonly DuplicateTown town = new();

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task Both_reports_change_in_one_batch_and_back_again()
    {
        await town.OpenAsync();
        await town.World.AddPostAsync("p", "g1");
        SubmittedReport a = await town.ReportAsync(), b = await town.ReportAsync();
        town.World.Store.Committed.Clear();
        Report merged = Expect.Fresh(await town.MergeAsync(b, a)).Value;
        Batch batch = Assert.Single(town.World.Store.Committed);
        Assert.Equal(
            ["audit", "audit", "outboxMessage", "report", "report", "reportEvent", "reportEvent", "reportPersonalPart"], batch.Operations.Select(o => o.Kind.Name).Order());
        Assert.Equal((ReportState.Duplicate, a.Report.Value.Id, false), (merged.State, merged.DuplicateOf, merged.Open));
        Assert.Equal([merged.Id], (await town.NowAsync(a)).Value.Followers);
        Assert.Equal((ReportEventKind.Followed, merged.Id), (await town.World.AllAsync(Kinds.ReportEvent, "town")).Where(e => e.Report == a.Report.Value.Id).Select(e => (e.Kind, e.Other)).Last());

        town.World.Clock.Now += TimeSpan.FromHours(5);
        Assert.Equal(["$.note"], Expect.Faults(await town.UnmergeAsync(b, " ")));
        Report apart = Expect.Fresh(await town.UnmergeAsync(b)).Value;
        Assert.Equal((ReportState.Received, null, true, "post:id-p"), (apart.State, apart.DuplicateOf, apart.Open, apart.Assignee));
        Assert.NotNull(apart.DueAt);
        Assert.Empty((await town.NowAsync(a)).Value.Followers);
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.UnmergeAsync(b));
        await town.HoldsTogetherAsync();
    }

    [Fact]
    public async Task The_time_that_it_followed_does_not_count_against_its_deadlines()
    {
        await town.OpenAsync();
        SubmittedReport a = await town.ReportAsync(), b = await town.ReportAsync();
        town.World.Clock.Now += TimeSpan.FromHours(2);
        Assert.Null(Expect.Fresh(await town.MergeAsync(b, a)).Value.DueAt);
        town.World.Clock.Now += TimeSpan.FromDays(3);
        Report apart = Expect.Fresh(await town.UnmergeAsync(b)).Value;
        Assert.Equal(town.World.Clock.Now.AddHours(24), apart.AcceptBy);
        Assert.Equal(b.Report.Value.ResolveBy.AddDays(3), apart.ResolveBy);
    }

    [Fact]
    public async Task Only_another_open_report_of_the_jurisdiction_that_follows_none_can_be_followed()
    {
        await town.OpenAsync();
        SubmittedReport a = await town.ReportAsync(), b = await town.ReportAsync(), c = await town.ReportAsync();
        Assert.Equal(["$.into"], Expect.Faults(await town.MergeAsync(a, a)));
        Expect.Fresh(await town.MergeAsync(b, a));
        Assert.Contains(ReportReference.Of(a.Report.Value), Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.MergeAsync(c, b)).Why, StringComparison.Ordinal);
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.MergeAsync(b, c));
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.MergeAsync(a, b));
        Expect.Fresh(await town.MoveAsync(a, Move.Refuse));
        Assert.Contains("refused", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.MergeAsync(c, a)).Why, StringComparison.Ordinal);
        await town.HoldsTogetherAsync();
    }

    [Fact]
    public async Task It_takes_the_right_to_handle_both()
    {
        await town.OpenAsync();
        SubmittedReport here = await town.ReportAsync(0.5, 0.5), there = await town.ReportAsync(1.5, 0.5);
        Assert.Equal(["$.into"], Expect.Faults(await MergeAsync(here, there, new Grant(Node.OfArea("town", "g1"), Preset.Steward))));
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await MergeAsync(
            here, there, new Grant(Node.OfArea("town", "g1"), Preset.Steward), new Grant(Node.OfArea("town", "g2"), Preset.Auditor)));
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await MergeAsync(here, there, new Grant(Node.OfJurisdiction("town"), Preset.Auditor)));
        Assert.IsType<Outcome<Stored<Report>>.NotFound>(await MergeAsync(here, there, new Grant(Node.OfArea("town", "g2"), Preset.Steward)));
        Expect.Fresh(await MergeAsync(here, there, new Grant(Node.OfArea("town", "c1"), Preset.Steward)));

        Task<Outcome<Stored<Report>>> MergeAsync(SubmittedReport report, SubmittedReport into, params Grant[] grants) => town.World.Here.Merge.MergeAsync(
            new WantedMerge("town", report.Report.Value.Id, ReportReference.Of(into.Report.Value), null, _ => true), null, new Acting(new Caller("s", null, grants), null), World.Ct);
    }

    [Fact]
    public async Task A_leader_takes_all_its_followers_along_in_one_batch_and_there_are_never_more_than_the_limit()
    {
        await town.OpenAsync();
        List<SubmittedReport> group = await town.GroupAsync(Following.MaxFollowers);
        SubmittedReport leader = await town.ReportAsync();
        town.World.Store.Committed.Clear();
        Expect.Fresh(await town.MergeAsync(group[0], leader));
        Assert.InRange(Assert.Single(town.World.Store.Committed).Operations.Count, 1, Batch.MaxOperations);
        Assert.Equal(group.Select(r => r.Report.Value.Id), (await town.NowAsync(leader)).Value.Followers);
        await town.HoldsTogetherAsync();

        SubmittedReport late = await town.ReportAsync(sameAs: ReportReference.Of(leader.Report.Value));
        Assert.Equal((JoinRefusal.Full, ReportState.Received), (late.Joining!.Refusal, late.Report.Value.State));
        Assert.Contains("At most 25", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.MergeAsync(late, leader)).Why, StringComparison.Ordinal);
        Assert.DoesNotContain((await town.ReportAsync()).Similar, s => s.Report.Id == leader.Report.Value.Id);
    }

    [Fact]
    public async Task Of_many_merges_of_one_report_at_once_exactly_one_wins_and_two_that_want_each_other_make_no_ring()
    {
        await town.OpenAsync();
        SubmittedReport report = await town.ReportAsync();
        List<SubmittedReport> leaders = [await town.ReportAsync(), await town.ReportAsync(), await town.ReportAsync(), await town.ReportAsync()];
        Stored<Report> seen = await town.NowAsync(report);
        var all = await Task.WhenAll(leaders.Concat(leaders).Select(l => Task.Run(() => town.MergeAsync(report, l, instance: town.World.Beside, seen: seen))));
        Assert.Single(all, o => o is Outcome<Stored<Report>>.Done);
        Assert.All(all, o => Assert.True(o is Outcome<Stored<Report>>.Done or Outcome<Stored<Report>>.Stale, o.ToString()));

        SubmittedReport one = await town.ReportAsync(), other = await town.ReportAsync();
        Stored<Report> seenOne = await town.NowAsync(one), seenOther = await town.NowAsync(other);
        var both = await Task.WhenAll(
            Task.Run(() => town.MergeAsync(one, other, instance: town.World.Beside, seen: seenOne)), Task.Run(() => town.MergeAsync(other, one, instance: town.World.Beside, seen: seenOther)));
        Assert.Single(both, o => o is Outcome<Stored<Report>>.Done);
        await town.HoldsTogetherAsync();
    }

    [Fact]
    public async Task When_the_other_report_changes_meanwhile_it_is_decided_again_and_the_version_seen_still_holds()
    {
        await town.OpenAsync();
        SubmittedReport a = await town.ReportAsync(), b = await town.ReportAsync();
        town.World.Store.OnceBefore(_ => true, async () => Expect.Fresh(await town.MoveAsync(a, Move.Accept, null, town.World.Beside)));
        Expect.Fresh(await town.MergeAsync(b, a));
        Assert.Equal((ReportState.Accepted, 3), ((await town.NowAsync(a)).Value.State, (await town.NowAsync(a)).Value.Sequence));

        SubmittedReport c = await town.ReportAsync();
        town.World.Store.OnceBefore(_ => true, async () => Expect.Fresh(await town.MoveAsync(a, Move.Resolve, null, town.World.Beside)));
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.MergeAsync(c, a));
        await town.HoldsTogetherAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_before_or_after_its_write_and_sent_again_it_has_happened_once(bool after)
    {
        await town.OpenAsync();
        SubmittedReport a = await town.ReportAsync(), b = await town.ReportAsync();
        Stored<Report> seen = await town.NowAsync(b);
        (after ? (Action<Func<Batch, bool>>)town.World.Store.KillAfter : town.World.Store.KillBefore)(_ => true);
        await Assert.ThrowsAsync<KilledException>(() => town.MergeAsync(b, a, World.Key("m"), seen: seen));
        await town.HoldsTogetherAsync();
        Expect.Done(await town.MergeAsync(b, a, World.Key("m"), seen: seen));
        Expect.Replayed(await town.MergeAsync(b, a, World.Key("m"), seen: seen));
        Assert.Equal((2, 2), ((await town.NowAsync(a)).Value.Sequence, (await town.NowAsync(b)).Value.Sequence));
        await town.HoldsTogetherAsync();
    }
}
