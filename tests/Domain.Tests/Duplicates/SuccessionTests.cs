using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Duplicates;

/// <summary>What becomes of those who follow a report when that ends.</summary>
public sealed class SuccessionTests : IDisposable
{
    private readonly DuplicateTown town = new();

    public void Dispose() => town.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(Following.MaxFollowers)]
    public async Task When_its_reporter_withdraws_it_the_first_follower_leads_the_others_and_whoever_was_at_work_goes_on(int followers)
    {
        await town.OpenAsync();
        List<SubmittedReport> group = await town.GroupAsync(followers + 1);
        await town.World.WriteAsync(Kinds.Team, Town.Team("t", "g1"));
        Stored<Report> seen = await town.NowAsync(group[0]);
        Expect.Fresh(await town.World.Here.Move.RunAsync(
            new WantedMove("town", seen.Value.Id, Move.Dispatch, null, _ => true) { Assignee = "team:id-t" }, null, DuplicateTown.Manager, World.Ct));
        town.World.Store.Committed.Clear();
        Expect.Fresh(await town.WithdrawAsync(group[0]));
        Assert.InRange(Assert.Single(town.World.Store.Committed).Operations.Count, 1, Batch.MaxOperations);

        Report heir = (await town.NowAsync(group[1])).Value;
        Assert.Equal((ReportState.Received, "team:id-t", "t", true), (heir.State, heir.Assignee, heir.Handler!.Code, heir.Open));
        Assert.Contains("team:id-t", heir.Nodes);
        Assert.Equal(group.Skip(2).Select(r => r.Report.Value.Id), heir.Followers);
        Assert.Equal(ReportState.Withdrawn, (await town.NowAsync(group[0])).Value.State);
        Assert.Equal(
            ["reporter", "team:id-t"], (await town.World.AllAsync(Kinds.OutboxMessage, "town")).Where(m => m.Event == ReportEvent.IdOf(heir.Id, heir.Sequence)).Select(m => m.To).Order());
        Assert.Equal("system", (await town.World.AllAsync(Kinds.ReportEvent, "town")).Single(e => e.Id == ReportEvent.IdOf(heir.Id, heir.Sequence)).Actor);
        await town.HoldsTogetherAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_write_of_a_handing_over_nobody_is_forgotten(bool after)
    {
        await town.OpenAsync();
        for (int commit = 0, died = 1; died > 0; commit++)
        {
            List<SubmittedReport> group = await town.GroupAsync(3);
            int left = commit;
            died = 0;
            bool Now(Batch batch) => left-- == 0 && ++died > 0;
            (after ? (Action<Func<Batch, bool>>)town.World.Store.DieAfter : town.World.Store.DieBefore)(Now);
            if (await Record.ExceptionAsync(() => town.MoveAsync(group[0], Move.Transfer)) is { } e)
            {
                Assert.IsType<KilledException>(e);
            }

            town.World.Store.BeforeCommit = town.World.Store.AfterCommit = _ => Task.CompletedTask;
            await town.HoldsTogetherAsync();
            bool isGone = (await town.NowAsync(group[0])).Value.State == ReportState.Transferred;
            Report leads = (await town.NowAsync(isGone ? group[1] : group[0])).Value;
            Assert.Equal((true, isGone ? 1 : 2), (leads.Open, leads.Followers.Count));
        }
    }

    [Fact]
    public async Task A_withdrawal_while_a_follower_is_taken_out_is_decided_again()
    {
        await town.OpenAsync();
        List<SubmittedReport> group = await town.GroupAsync(3);
        town.World.Store.OnceBefore(_ => true, async () => Expect.Fresh(await town.UnmergeAsync(group[1], instance: town.World.Beside)));
        Expect.Fresh(await town.WithdrawAsync(group[0]));
        Assert.Equal((ReportState.Received, ReportState.Received), ((await town.NowAsync(group[1])).Value.State, (await town.NowAsync(group[2])).Value.State));
        await town.HoldsTogetherAsync();
    }

    [Fact]
    public async Task A_refusal_holds_for_all_who_follow_and_any_of_them_can_ask_for_it_to_be_begun_again()
    {
        await town.OpenAsync();
        List<SubmittedReport> group = await town.GroupAsync(2);
        Expect.Fresh(await town.MoveAsync(group[0], Move.Refuse, "不归社区管"));
        TrackedReport tracked = Expect.Done(await town.World.Here.Read.TrackAsync(group[1].Tracking.ToString(), World.Ct));
        Assert.Equal((ReportState.Duplicate, ReportState.Refused), (tracked.Report.State, tracked.Following!.Leader.State));
        Assert.Equal("不归社区管", tracked.Following.Events[^1].Note);
        Assert.Equal([Move.RequestReopen], ReadFollowing.MovesOf(tracked.Report, tracked.Following.Leader));

        Report spokenFor = await town.World.Here.Following.SpokenForAsync(tracked.Report, Move.RequestReopen, World.Ct);
        Expect.Fresh(await town.World.Here.Move.RunForReporterAsync(
            new WantedMove("town", spokenFor.Id, Move.RequestReopen, "MYWORDS", null), null, DuplicateTown.Reporter, World.Ct));
        tracked = Expect.Done(await town.World.Here.Read.TrackAsync(group[1].Tracking.ToString(), World.Ct));
        Assert.Equal(ReportState.ReopenRequested, tracked.Following!.Leader.State);

        // What a reporter writes is for the staff.
        Assert.DoesNotContain(tracked.Following.Events, e => e.Note == "MYWORDS");
        Expect.Fresh(await town.MoveAsync(group[0], Move.Reopen));
        await town.HoldsTogetherAsync();
    }

    [Fact]
    public async Task When_the_leader_closes_the_followers_stay_under_it_and_show_how_it_went_since_they_came()
    {
        await town.OpenAsync();
        SubmittedReport leader = await town.ReportAsync();
        Expect.Fresh(await town.MoveAsync(leader, Move.Accept, "BEFORE"));
        town.World.Clock.Now += TimeSpan.FromHours(1);
        SubmittedReport follower = await town.ReportAsync(sameAs: ReportReference.Of(leader.Report.Value));
        Assert.Equal(leader.Report.Value.Id, follower.Report.Value.DuplicateOf);
        Expect.Fresh(await town.MoveAsync(leader, Move.Resolve, "note"));
        Expect.Fresh(await town.MoveAsync(leader, Move.Close, null));
        TrackedReport tracked = Expect.Done(await town.World.Here.Read.TrackAsync(follower.Tracking.ToString(), World.Ct));
        Assert.Equal((ReportState.Duplicate, ReportState.Closed), (tracked.Report.State, tracked.Following!.Leader.State));
        Assert.Equal([Move.Resolve, Move.Close], tracked.Following.Events.Select(e => e.Event.Move!.Value));
        Assert.All(tracked.Following.Events, e => Assert.Null(e.Note));
        Assert.Null(Expect.Done(await town.World.Here.Read.TrackAsync(leader.Tracking.ToString(), World.Ct)).Following);
    }
}
