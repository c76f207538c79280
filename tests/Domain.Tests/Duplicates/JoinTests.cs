using GridSteward.Domain.Audit;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Duplicates;

/// <summary>"This is it, add me."</summary>
public sealed class JoinTests : IDisposable
{
    private readonly DuplicateTown town = new();

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task It_is_kept_with_its_own_words_and_link_and_follows_the_other_at_once()
    {
        await town.OpenAsync();
        SubmittedReport leader = await town.ReportAsync();
        SubmittedReport mine = await town.ReportAsync(words: "MINE", sameAs: ReportReference.Of(leader.Report.Value), once: World.Key("k"));
        Assert.Equal((null, leader.Report.Value.Id), (mine.Joining!.Refusal, mine.Joining.Leader!.Id));
        Assert.Equal((ReportState.Duplicate, 2), (mine.Report.Value.State, mine.Report.Value.Sequence));
        Assert.Contains(await town.World.AllAsync(Kinds.ReportPersonalPart, "town"), p => p.Words == "MINE");
        Assert.Empty(mine.Similar);

        SubmittedReport again = await town.ReportAsync(words: "MINE", sameAs: ReportReference.Of(leader.Report.Value), once: World.Key("k"));
        Assert.Equal((mine.Tracking.ToString(), ReportState.Duplicate, null), (again.Tracking.ToString(), again.Report.Value.State, again.Joining!.Refusal));
        Assert.Equal(2, (await town.World.ReportsAsync("town")).Count);
        await town.HoldsTogetherAsync();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public async Task Killed_at_any_write_and_sent_again_it_follows_once(int commit, bool after)
    {
        await town.OpenAsync();
        SubmittedReport leader = await town.ReportAsync();
        bool Now(Batch batch) => commit-- == 0;
        (after ? (Action<Func<Batch, bool>>)town.World.Store.DieAfter : town.World.Store.DieBefore)(Now);
        await Assert.ThrowsAsync<KilledException>(SendAsync);
        town.World.Store.BeforeCommit = town.World.Store.AfterCommit = _ => Task.CompletedTask;
        await town.HoldsTogetherAsync();
        Assert.Equal((ReportState.Duplicate, 2), ((await SendAsync()).Report.Value.State, (await town.NowAsync(leader)).Value.Sequence));
        Assert.Equal(2, (await town.World.ReportsAsync("town")).Count);
        await town.HoldsTogetherAsync();

        Task<SubmittedReport> SendAsync() => town.ReportAsync(sameAs: ReportReference.Of(leader.Report.Value), once: World.Key("k"));
    }

    [Fact]
    public async Task Where_it_cannot_follow_it_is_kept_by_itself_and_the_answer_says_why()
    {
        await town.OpenAsync();
        SubmittedReport closed = await town.ReportAsync(), far = await town.ReportAsync(0.5, 1.7), other = await town.ReportAsync(category: "trees");
        Expect.Fresh(await town.MoveAsync(closed, Move.Refuse));
        foreach (var (named, why) in new[]
        {
            (ReportReference.Of(closed.Report.Value), JoinRefusal.NotOpen), (ReportReference.Of(far.Report.Value), JoinRefusal.NotSimilar),
            (ReportReference.Of(other.Report.Value), JoinRefusal.NotSimilar), ("town/none", JoinRefusal.NotThere), ("other/none", JoinRefusal.NotThere), ("nonsense", JoinRefusal.NotThere),
        })
        {
            SubmittedReport mine = await town.ReportAsync(sameAs: named);
            Assert.Equal((why, null, ReportState.Received), (mine.Joining!.Refusal!.Value, mine.Joining.Leader, mine.Report.Value.State));
            Assert.NotEmpty(mine.Report.Value.TrackingHash);
        }

        await town.HoldsTogetherAsync();
    }

    [Fact]
    public async Task Later_by_the_link_it_goes_to_whom_the_named_one_follows_and_saying_it_again_changes_nothing()
    {
        await town.OpenAsync();
        List<SubmittedReport> group = await town.GroupAsync(2);
        SubmittedReport mine = await town.ReportAsync();
        for (int i = 0; i < 2; i++)
        {
            JoinedReport joined = await town.World.Here.Join.RunAsync(await town.NowAsync(mine), ReportReference.Of(group[1].Report.Value), DuplicateTown.Reporter, World.Ct);
            Assert.Equal((group[0].Report.Value.Id, null), (joined.Joining.Leader!.Id, joined.Joining.Refusal));
        }

        Assert.Equal(2, (await town.NowAsync(mine)).Value.Sequence);
        JoinedReport own = await town.World.Here.Join.RunAsync(await town.NowAsync(group[0]), ReportReference.Of(group[0].Report.Value), DuplicateTown.Reporter, World.Ct);
        Assert.Equal(JoinRefusal.NotThere, own.Joining.Refusal);
        JoinedReport ring = await town.World.Here.Join.RunAsync(await town.NowAsync(group[0]), ReportReference.Of(group[1].Report.Value), DuplicateTown.Reporter, World.Ct);
        Assert.Equal(JoinRefusal.TooFarOn, ring.Joining.Refusal);
        await town.HoldsTogetherAsync();
    }

    [Fact]
    public async Task What_the_staff_took_out_is_not_brought_back_by_a_repeated_request()
    {
        await town.OpenAsync();
        SubmittedReport leader = await town.ReportAsync();
        SubmittedReport mine = await town.ReportAsync(sameAs: ReportReference.Of(leader.Report.Value), once: World.Key("k"));
        Expect.Fresh(await town.UnmergeAsync(mine));
        SubmittedReport again = await town.ReportAsync(sameAs: ReportReference.Of(leader.Report.Value), once: World.Key("k"));
        Assert.Equal((ReportState.Received, null), (again.Report.Value.State, again.Joining));
    }

    [Fact]
    public async Task Many_who_join_at_once_all_follow()
    {
        await town.OpenAsync();
        SubmittedReport leader = await town.ReportAsync();
        SubmittedReport[] all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => town.ReportAsync(sameAs: ReportReference.Of(leader.Report.Value), instance: town.World.Beside))));
        Assert.All(all, r => Assert.Null(r.Joining!.Refusal));
        Assert.Equal(8, (await town.NowAsync(leader)).Value.Followers.Count);
        await town.HoldsTogetherAsync();
    }
}
