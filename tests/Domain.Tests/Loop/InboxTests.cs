using GridSteward.Domain.Assists;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Inboxes;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Loop;

public sealed class InboxTests
{
    [Fact]
    public async Task Everyone_finds_what_waits_for_them_and_nothing_else()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Stored<Report> first = await town.AcceptedAsync();
        town.World.Clock.Now += TimeSpan.FromMinutes(1);
        Stored<Report> second = await town.ReportAsync(1.5);
        town.World.Clock.Now += TimeSpan.FromMinutes(1);
        Stored<Report> nobodys = await town.ReportAsync(0.5);
        nobodys = await town.MoveAsync(nobodys, Move.Return, LoopTown.Steward);
        first = await town.AskAsync(await town.AskAsync(first, "partner:id-pa"), "post:id-q", required: false);

        Assert.Equal([$"{first.Value.Id} handle"], await InboxAsync(town, LoopTown.Steward));
        Assert.Equal([$"{first.Value.Id} assist", $"{second.Value.Id} handle"], await InboxAsync(town, LoopTown.Neighbour));
        Assert.Equal([$"{first.Value.Id} assist"], await InboxAsync(town, LoopTown.Partner));
        Assert.Equal([], await InboxAsync(town, LoopTown.Team));
        Assert.Equal([$"{nobodys.Value.Id} dispatch"], await InboxAsync(town, LoopTown.Manager));
        Assert.Equal([$"{nobodys.Value.Id} dispatch"], await InboxAsync(town, LoopTown.As("desk", Preset.DutyDesk, Node.OfArea("town", "c1"))));
        Assert.Equal([], await InboxAsync(town, LoopTown.As("desk", Preset.DutyDesk, Node.OfArea("town", "g2"))));
        Assert.Equal([], await InboxAsync(town, LoopTown.As("v", Preset.Volunteer, Node.OfJurisdiction("town"))));
        Assert.Equal([$"{first.Value.Id} assist"], await InboxAsync(town, LoopTown.Neighbour, InboxKind.Assist));

        // Who holds a post, but has no grant that reaches what it got, is shown nothing.
        Assert.Equal([], await InboxAsync(town, LoopTown.As("anna", Preset.Steward, Node.OfArea("town", "g4"))));
    }

    [Fact]
    public async Task What_is_done_leaves_the_inbox_and_what_follows_lies_in_the_next_ones()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Stored<Report> report = await town.AskAsync(await town.AcceptedAsync(), "partner:id-pa");
        report = await town.AssistAsync(report, AssistMove.Accept, LoopTown.Partner);
        Assert.Single(await InboxAsync(town, LoopTown.Partner));
        report = await town.AssistAsync(report, AssistMove.Answer, LoopTown.Partner);
        Assert.Empty(await InboxAsync(town, LoopTown.Partner));
        report = await town.MoveAsync(report, Move.Resolve, LoopTown.Steward);
        Assert.Empty(await InboxAsync(town, LoopTown.Steward));
        Assert.Equal([$"{report.Value.Id} verify"], await InboxAsync(town, LoopTown.Manager));
        report = Expect.Fresh(await town.SayAsync(report, satisfied: false));
        Assert.Equal([$"{report.Value.Id} reopen"], await InboxAsync(town, LoopTown.Manager));
        report = await town.MoveAsync(report, Move.DeclineReopen, LoopTown.Manager);
        Assert.Empty(await InboxAsync(town, LoopTown.Manager));
        Assert.Empty(report.Value.WaitsFor);
    }

    [Fact]
    public async Task An_overdue_report_lies_with_each_level_that_was_told_until_it_is_taken()
    {
        using LoopTown town = await LoopTown.OpenAsync(s => s with { Categories = [s.Categories[0] with { ResolveHours = 8000 }] });
        await town.World.WriteAsync(Kinds.Steward, Town.Steward("s3") with { Subject = "carl" });
        await town.World.AddPostAsync("over", "c1", p => p with { Steward = "s3", Duty = Staff.Duty.Oversee });
        Acting carl = LoopTown.As("carl", Preset.Steward, Node.OfArea("town", "c1"));
        Stored<Report> report = await town.ReportAsync();
        Assert.Empty(await InboxAsync(town, carl));
        for (int days = 0; days < 30 && (await town.NowAsync(report)).Value.Escalation?.Accept?.Level != EscalationLevel.DutyDesk; days++)
        {
            town.World.Clock.Now += TimeSpan.FromDays(1);
            await town.World.Here.Escalate.RunAsync(World.Ct);
            Stored<Report> now = await town.NowAsync(report);
            Assert.Equal(now.Value.Escalation?.Accept?.Level >= EscalationLevel.Oversee ? [$"{report.Value.Id} escalated"] : [], await InboxAsync(town, carl));
            Assert.Equal(now.Value.Escalation?.Accept?.Level == EscalationLevel.DutyDesk ? [$"{report.Value.Id} escalated"] : [], await InboxAsync(town, LoopTown.Manager));
        }

        Assert.Equal([$"{report.Value.Id} handle"], await InboxAsync(town, LoopTown.Steward));
        Assert.Single(await InboxAsync(town, LoopTown.Manager));
        await town.MoveAsync(await town.NowAsync(report), Move.Accept, LoopTown.Steward);
        Assert.Empty(await InboxAsync(town, LoopTown.Manager));
        Assert.Empty(await InboxAsync(town, carl));
    }

    [Fact]
    public async Task It_comes_in_pages_oldest_first()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        List<string> sent = [];
        for (int i = 0; i < 7; i++)
        {
            town.World.Clock.Now += TimeSpan.FromMinutes(1);
            sent.Add((await town.ReportAsync()).Value.Id);
        }

        foreach (int limit in new[] { 1, 3, 100 })
        {
            Assert.Equal(sent.Select(id => $"{id} handle"), await InboxAsync(town, LoopTown.Steward, limit: limit));
        }
    }

    [Fact]
    public async Task Who_answers_for_more_than_a_question_takes_is_asked_to_name_one_kind()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Acting many = LoopTown.As("m", Preset.Manager, [.. Enumerable.Range(0, 60).Select(i => Node.OfArea("town", $"x{i}"))]);
        Assert.Equal(["$.kind"], Expect.Faults(await town.World.Here.Inbox.ListAsync("town", null, new PageRequest(10), many.Caller, World.Ct)));
        Assert.Empty(Expect.Done(await town.World.Here.Inbox.ListAsync("town", InboxKind.Reopen, new PageRequest(10), many.Caller, World.Ct)).Items);
    }

    private static async Task<List<string>> InboxAsync(LoopTown town, Acting who, InboxKind? kind = null, int limit = 100)
    {
        List<string> all = [];
        PageToken? next = null;
        do
        {
            InboxPage page = Expect.Done(await town.World.Here.Inbox.ListAsync("town", kind, new PageRequest(limit, next), who.Caller, World.Ct));
            all.AddRange(page.Items.Select(i => $"{i.Report.Value.Id} {string.Join(' ', i.Waits.Select(w => Wire.Name(w.Kind)).Distinct())}"));
            next = page.Next;
        }
        while (next is not null);
        return all;
    }
}
