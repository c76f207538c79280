using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Reports;

/// <summary>What the moves change besides the state, what they demand, and whom they tell.</summary>
public sealed class MovesOfTheLoopTests : IDisposable
{
    private static readonly Acting Manager = As(Node.OfJurisdiction("town"), Preset.Manager);
    private static readonly Acting Steward = As(Node.OfArea("town", "g1"), Preset.Steward);
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task What_is_returned_has_nobody_until_it_is_dispatched_and_everyone_concerned_is_told()
    {
        Stored<Report> report = await ReportAsync();
        Assert.Equal("post:id-p", report.Value.Assignee);
        Stored<Report> returned = Expect.Fresh(await MoveAsync(report, Move.Return, "不在本网格", Steward));
        Assert.Equal((ReportState.Received, null, null), (returned.Value.State, returned.Value.Assignee, returned.Value.Handler));
        Assert.Equal(["dutyDesk", "reporter"], await ToldAsync(returned));
        await world.WriteAsync(Kinds.Team, Town.Team("t", "g1"));
        Stored<Report> dispatched = Expect.Fresh(await MoveAsync(returned, Move.Dispatch, null, Manager, w => w with { Assignee = "team:id-t" }));
        Assert.Equal(("team:id-t", AssigneeKind.Team, "t"), (dispatched.Value.Assignee, dispatched.Value.Handler!.Kind, dispatched.Value.Handler.Code));
        Assert.Equal(["area:c1", "area:g1", $"case:{report.Value.Id}", "team:id-t"], dispatched.Value.Nodes);
        Assert.Equal(["reporter", "team:id-t"], await ToldAsync(dispatched));

        // The automatic choice stays as it was made, so that it can be replayed.
        Assert.Equal("post:id-p", dispatched.Value.Assignment.Assignee!.Key);
        Assert.Equal(["$.note"], Expect.Faults(await MoveAsync(dispatched, Move.Dispatch, " ", Manager, w => w with { Assignee = "post:id-p" })));
        Stored<Report> again = Expect.Fresh(await MoveAsync(dispatched, Move.Dispatch, "换人", Manager, w => w with { Assignee = "post:id-p" }));
        Assert.Equal(["post:id-p", "reporter", "team:id-t"], await ToldAsync(again));
        Assert.Equal(["$.assignee"], Expect.Faults(await MoveAsync(again, Move.Dispatch, "x", Manager, w => w with { Assignee = "post:nobody" })));
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await MoveAsync(again, Move.Dispatch, "x", Steward, w => w with { Assignee = "team:id-t" }));
    }

    [Fact]
    public async Task Reasons_are_demanded_and_what_goes_with_another_move_is_named()
    {
        Stored<Report> report = await ReportAsync();
        foreach (Move move in Enum.GetValues<Move>().Where(m => Lifecycle.RowsOf(m).All(r => r.WantsReason)))
        {
            Assert.Contains("$.note", Expect.Faults(await MoveAsync(report, move, " ", Manager)));
        }

        Assert.Equal(["$.assignee", "$.until", "$.to", "$.category"], Expect.Faults(await MoveAsync(
            report, Move.Accept, null, Manager, w => w with { Assignee = "a", Until = world.Clock.Now, To = "b", Category = "c" })));
        Assert.Equal(["$.assignee"], Expect.Faults(await MoveAsync(report, Move.Dispatch, "x", Manager)));
        Assert.Equal(["$.to"], Expect.Faults(await MoveAsync(report, Move.Transfer, "x", Manager)));
        Assert.Equal(["$.to"], Expect.Faults(await MoveAsync(report, Move.Transfer, "x", Manager, w => w with { To = "town" })));
        Assert.Equal(["$.to"], Expect.Faults(await MoveAsync(report, Move.Transfer, "x", Manager, w => w with { To = "nowhere" })));
        Assert.Single(await world.AllAsync(Kinds.ReportEvent, "town"));
    }

    [Fact]
    public async Task The_reporter_reads_who_refused_and_why_but_no_other_words()
    {
        var submitted = Expect.Fresh(await SubmitAsync());
        Stored<Report> accepted = Expect.Fresh(await MoveAsync(submitted.Report, Move.Accept, "PRIVATE", Steward));
        Expect.Fresh(await MoveAsync(accepted, Move.Refuse, "属于物业", Manager));
        TrackedReport tracked = Expect.Done(await world.Here.Read.TrackAsync(submitted.Tracking.ToString(), World.Ct));
        Assert.Equal([(null, null), (Preset.Steward, null), (Preset.Manager, "属于物业")], tracked.Events.Select(e => (e.Event.ActorAs, e.Note)));
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_resumed_and_until_lies_ahead()
    {
        Stored<Report> report = Expect.Fresh(await MoveAsync(await ReportAsync(), Move.Accept, null, Steward));
        Assert.Equal(["$.until"], Expect.Faults(await MoveAsync(report, Move.Wait, "等配件", Steward, w => w with { Until = world.Clock.Now })));
        Stored<Report> waiting = Expect.Fresh(await MoveAsync(report, Move.Wait, "等配件", Steward, w => w with { Until = world.Clock.Now.AddDays(3) }));
        Assert.Equal((ReportState.Waiting, true, world.Clock.Now.AddDays(3)), (waiting.Value.State, waiting.Value.Open, waiting.Value.WaitUntil));
        Stored<Report> resumed = Expect.Fresh(await MoveAsync(waiting, Move.Resume, null, Steward));
        Assert.Equal((ReportState.Accepted, null), (resumed.Value.State, resumed.Value.WaitUntil));
    }

    [Fact]
    public async Task A_resolved_report_is_begun_again_twice_by_those_who_handle_it_and_then_by_a_manager()
    {
        Stored<Report> report = await ReportAsync();
        for (int i = 1; i <= 2; i++)
        {
            report = Expect.Fresh(await MoveAsync(await ResolveAsync(report), Move.Reopen, "还没好", Steward));
            Assert.Equal((ReportState.Received, i, true), (report.Value.State, report.Value.Reopens, report.Value.Open));
        }

        report = await ResolveAsync(report);
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await MoveAsync(report, Move.Reopen, "还没好", Steward));
        Assert.Equal(2 + 1, Expect.Fresh(await MoveAsync(report, Move.Reopen, "还没好", Manager)).Value.Reopens);
    }

    [Fact]
    public async Task The_reporter_asks_and_a_manager_declines_or_begins_again()
    {
        Stored<Report> resolved = await ResolveAsync(await ReportAsync());
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await MoveAsync(resolved, Move.RequestReopen, "x", Manager));
        Stored<Report> asked = Expect.Fresh(await ReporterAsync(resolved, Move.RequestReopen, "没有解决"));
        Assert.Equal(["dutyDesk"], await ToldAsync(asked));
        Stored<Report> declined = Expect.Fresh(await MoveAsync(asked, Move.DeclineReopen, "已复核", Manager));
        Assert.Equal((ReportState.Closed, world.Clock.Now), (declined.Value.State, declined.Value.ClosedAt));
        asked = Expect.Fresh(await ReporterAsync(declined, Move.RequestReopen, "还是没有"));
        Assert.Equal((ReportState.ReopenRequested, null), (asked.Value.State, asked.Value.ClosedAt));
        Assert.Equal(ReportState.Received, Expect.Fresh(await MoveAsync(asked, Move.Reopen, "再派", Manager)).Value.State);
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await ReporterAsync(asked, Move.Close, null));
    }

    [Fact]
    public void Whatever_staff_and_reporters_do_the_state_is_the_replay_of_the_events() => Check.ForSeeds(12, random => WalkAsync(random).GetAwaiter().GetResult());

    private async Task WalkAsync(Random random)
    {
        if (await world.Engine.FindAsync(Kinds.Jurisdiction, "town", "settings", World.Ct) is null)
        {
            await OpenAsync();
        }

        Stored<Report> report = Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(random.NextDouble(), 0.5), null, Acting.Program, World.Ct)).Report;
        for (int i = 0; i < 25; i++)
        {
            world.Clock.Now += TimeSpan.FromMinutes(random.Next(600));
            Move move = random.Pick([.. Lifecycle.Moves.Where(m => m.From == report.Value.State && m.Move is not (Move.Merge or Move.Unmerge)).Select(m => m.Move), random.Pick(Enum.GetValues<Move>())]);
            var wanted = new WantedMove("town", report.Value.Id, move, random.Next(5) == 0 ? null : "words", random.Next(8) == 0 ? _ => false : _ => true)
            {
                Assignee = move == Move.Dispatch ? "post:id-p" : null,
                To = move == Move.Transfer ? "unassigned" : null,
            };
            Acting acting = random.Pick(Manager, Steward, As(Node.OfArea("town", "g2"), Preset.Steward), As(Node.OfJurisdiction("town"), Preset.Volunteer));
            _ = random.Next(3) == 0 ? await world.Here.Move.RunForReporterAsync(wanted, null, new Acting(Caller.Nobody, null), World.Ct) : await world.Here.Move.RunAsync(wanted, null, acting, World.Ct);
            report = (await world.Store.FindAsync(Kinds.Report, "town", report.Value.Id, World.Ct))!;
            ReportEvent[] events = [.. (await world.AllAsync(Kinds.ReportEvent, "town")).Where(e => e.Report == report.Value.Id).OrderBy(e => e.Sequence)];
            Assert.Equal(report.Value.State, Lifecycle.Replay(events.Select(e => e.Move).OfType<Move>()));
            Assert.Equal(Enumerable.Range(1, report.Value.Sequence), events.Select(e => e.Sequence));
            Assert.Equal((Lifecycle.IsOpen(report.Value.State), Lifecycle.IsOver(report.Value.State)), (report.Value.Open, report.Value.ClosedAt is not null));
            Assert.Equal(report.Value.Assignee, events[^1].Assignee);
        }
    }

    private static Acting As(Node node, Preset preset) => new(new Caller($"{preset} of {node}", null, [new Grant(node, preset)]), null);

    private async Task OpenAsync()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("p", "g1");
    }

    private async Task<Outcome<SubmittedReport>> SubmitAsync()
    {
        await OpenAsync();
        return await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct);
    }

    private async Task<Stored<Report>> ReportAsync() => Expect.Fresh(await SubmitAsync()).Report;

    private async Task<Stored<Report>> ResolveAsync(Stored<Report> report)
        => Expect.Fresh(await MoveAsync(Expect.Fresh(await MoveAsync(report, Move.Accept, null, Steward)), Move.Resolve, null, Steward));

    private async Task<string[]> ToldAsync(Stored<Report> report)
    {
        string happened = ReportEvent.IdOf(report.Value.Id, report.Value.Sequence);
        return [.. (await world.AllAsync(Kinds.OutboxMessage, "town")).Where(m => m.Event == happened).Select(m => m.To).Order(StringComparer.Ordinal)];
    }

    private Task<Outcome<Stored<Report>>> MoveAsync(Stored<Report> seen, Move move, string? note, Acting acting, Func<WantedMove, WantedMove>? more = null)
        => world.Here.Move.RunAsync((more ?? (w => w))(new WantedMove("town", seen.Value.Id, move, note, etag => etag == seen.ETag)), null, acting, World.Ct);

    private Task<Outcome<Stored<Report>>> ReporterAsync(Stored<Report> seen, Move move, string? note)
        => world.Here.Move.RunForReporterAsync(new WantedMove("town", seen.Value.Id, move, note, null), null, new Acting(Caller.Nobody, null), World.Ct);
}
