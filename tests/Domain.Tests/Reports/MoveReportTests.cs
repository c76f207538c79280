using System.Text;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Reports;

public sealed class MoveReportTests : IDisposable
{
    private static readonly Acting Manager = new(new Caller("manager", null, [new Grant(Node.OfJurisdiction("town"), Preset.Manager)]), "trace-2");
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_move_is_one_batch_of_the_report_its_event_its_message_its_audit_entry_and_its_note()
    {
        Stored<Report> report = await ReportAsync();
        world.Store.Committed.Clear();
        world.Clock.Now += TimeSpan.FromHours(1);
        Stored<Report> moved = Expect.Fresh(await MoveAsync(report, Move.Accept, "NOTESECRET", World.Key("m")));

        Batch batch = Assert.Single(world.Store.Committed);
        Assert.Equal(
            ["audit", "outboxMessage", "report", "reportEvent", "reportPersonalPart"], batch.Operations.Select(o => o.Kind.Name).Order());
        Assert.All(batch.Operations, o => Assert.Equal(o.Kind == Kinds.ReportPersonalPart, Encoding.UTF8.GetString(o.Body.Span).Contains("NOTESECRET", StringComparison.Ordinal)));
        Report before = report.Value;
        Report expected = before with
        {
            State = ReportState.Accepted, Sequence = 2, AcceptedAt = world.Clock.Now, DueAt = before.ResolveBy, LateFrom = before.ResolveBy, LookAt = before.ResolveBy,
            LateThreeTimesFrom = before.Clock!.ResolveThreeTimesBy,
        };
        Expect.SameJson(expected, moved.Value, Kinds.Report.Json);
        Stored<Report> stored = (await world.Store.FindAsync(Kinds.Report, "town", report.Value.Id, World.Ct))!;
        Assert.Equal(moved.ETag, stored.ETag);
        Expect.SameJson(moved.Value, stored.Value, Kinds.Report.Json);

        ReportEvent happened = (await world.AllAsync(Kinds.ReportEvent, "town"))[^1];
        Assert.Equal(
            (report.Value.Id, 2, ReportEventKind.Moved, Move.Accept, ReportState.Accepted, "manager", true, world.Clock.Now),
            (happened.Report, happened.Sequence, happened.Kind, happened.Move, happened.State, happened.Actor, happened.HasNote, happened.At));
        Assert.DoesNotContain("m...", happened.Once, StringComparison.Ordinal);
        OutboxMessage message = (await world.AllAsync(Kinds.OutboxMessage, "town"))[^1];
        Assert.Equal((happened.Id, "reporter"), (message.Event, message.To));
        AuditFact fact = Assert.Single(await world.AllAsync(Kinds.Audit(Container.Reports), "town"), a => a.Fact.Actor == "manager").Fact;
        Assert.Equal(new AuditFact(world.Clock.Now, "manager", "moveReport.accept", $"report/{report.Value.Id}", "trace-2"), fact);
        IReadOnlyList<EventInFull> events = Expect.Done(await world.Here.Read.EventsAsync("town", report.Value.Id, Manager, World.Ct)).Events;
        Assert.Equal([null, "NOTESECRET"], events.Select(e => e.Note));
    }

    [Fact]
    public async Task A_report_that_is_moved_to_its_end_is_no_longer_open_nor_due_and_its_events_replay_to_its_state()
    {
        Stored<Report> report = await ReportAsync();
        foreach (Move move in new[] { Move.Accept, Move.Resolve, Move.Close })
        {
            report = Expect.Fresh(await MoveAsync(report, move, null, null));
            IEnumerable<Move> moves = (await world.AllAsync(Kinds.ReportEvent, "town")).Select(e => e.Move).OfType<Move>();
            Assert.Equal(report.Value.State, Lifecycle.Replay(moves));
            Assert.Equal(Lifecycle.IsOpen(report.Value.State), report.Value.Open);
            Assert.Equal(report.Value.Open ? report.Value.ResolveBy : null, report.Value.DueAt);
        }

        Assert.Equal((ReportState.Closed, 4), (report.Value.State, report.Value.Sequence));
        Assert.Empty(await world.AllAsync(Kinds.ReportPersonalPart, "elsewhere"));
    }

    [Fact]
    public async Task A_move_out_of_turn_is_refused_in_words_and_changes_nothing()
    {
        Stored<Report> report = await ReportAsync();
        var refused = Assert.IsType<Outcome<Stored<Report>>.Conflict>(await MoveAsync(report, Move.Close, null, null));
        Assert.Equal("A report that is received cannot close; it can accept, return, dispatch, refuse, merge, transfer, withdraw.", refused.Why);
        Assert.Single(await world.AllAsync(Kinds.ReportEvent, "town"));
        report = Expect.Fresh(await MoveAsync(report, Move.Transfer, "theirs", null, more: w => w with { To = "unassigned" }));
        Assert.EndsWith("it is final.", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await MoveAsync(report, Move.Accept, null, null)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_see_a_report_does_not_learn_of_it_and_who_may_not_move_it_is_told()
    {
        Stored<Report> report = await ReportAsync();
        var none = new Outcome<Stored<Report>>.NotFound("There is no such report.");
        Assert.Equal(none, await MoveAsync(report, Move.Accept, null, null, As(Node.OfArea("town", "g2"), Preset.Steward)));
        Assert.Equal(none, await MoveAsync(report, Move.Accept, null, null, As(Node.OfJurisdiction("other"), Preset.Administrator)));
        Assert.Equal(none, await world.Here.Move.RunAsync(new WantedMove("town", "none", Move.Accept, null, _ => true), null, Manager, World.Ct));
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await MoveAsync(report, Move.Accept, null, null, As(Node.OfArea("town", "g1"), Preset.Volunteer)));
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await MoveAsync(report, Move.Close, null, null, As(Node.OfArea("town", "g1"), Preset.Steward)));
        Expect.Fresh(await MoveAsync(report, Move.Accept, null, null, As(Node.OfArea("town", "g1"), Preset.Steward)));
    }

    [Fact]
    public async Task Of_two_moves_that_saw_the_same_version_one_wins_and_the_other_is_stale()
    {
        Stored<Report> report = await ReportAsync();
        world.Store.OnceBefore(_ => true, async () => Expect.Fresh(await MoveAsync(report, Move.Accept, "first", null, instance: world.Beside)));
        var stale = Assert.IsType<Outcome<Stored<Report>>.Stale>(await MoveAsync(report, Move.Accept, "second", null));
        Assert.Equal((await world.Store.FindAsync(Kinds.Report, "town", report.Value.Id, World.Ct))!.ETag, stale.CurrentETag);
        Assert.NotEqual(report.ETag, stale.CurrentETag);
        Assert.Equal(["A lamp is broken", "first"], (await world.AllAsync(Kinds.ReportPersonalPart, "town")).Select(p => p.Words).Order());
        Assert.IsType<Outcome<Stored<Report>>.Stale>(await MoveAsync(report, Move.Resolve, null, null));
    }

    [Fact]
    public async Task Of_many_moves_at_once_exactly_one_wins()
    {
        Stored<Report> report = await ReportAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => MoveAsync(report, Move.Accept, $"note {i}", World.Key($"m{i}"), instance: world.Beside))));
        Assert.Single(all, o => o is Outcome<Stored<Report>>.Done);
        Assert.Equal(15, all.Count(o => o is Outcome<Stored<Report>>.Stale));
        Assert.Equal([1, 2], (await world.AllAsync(Kinds.ReportEvent, "town")).Select(e => e.Sequence));
        Assert.Equal(2, (await world.AllAsync(Kinds.OutboxMessage, "town")).Count);
    }

    [Fact]
    public async Task A_repeated_move_with_its_key_is_done_once()
    {
        Stored<Report> report = await ReportAsync();
        world.Store.KillAfter(b => b.Container == Container.Reports);
        await Assert.ThrowsAsync<KilledException>(() => MoveAsync(report, Move.Accept, null, World.Key("m")));
        Stored<Report> replayed = Expect.Replayed(await MoveAsync(report, Move.Accept, null, World.Key("m")));
        Assert.Equal((ReportState.Accepted, 2), (replayed.Value.State, replayed.Value.Sequence));

        // Also when the report has moved on since.
        Expect.Fresh(await MoveAsync(replayed, Move.Resolve, null, World.Key("n")));
        Assert.Equal(ReportState.Resolved, Expect.Replayed(await MoveAsync(report, Move.Accept, null, World.Key("m"))).Value.State);
        Assert.IsType<Outcome<Stored<Report>>.KeyReused>(await MoveAsync(report, Move.Accept, null, World.Key("m", "other")));
        Assert.Equal(3, (await world.AllAsync(Kinds.ReportEvent, "town")).Count);
    }

    [Fact]
    public async Task One_move_sent_twice_at_the_same_time_is_a_replay_and_no_stale_version()
    {
        Stored<Report> report = await ReportAsync();
        world.Store.OnceBefore(_ => true, async () => Expect.Fresh(await MoveAsync(report, Move.Accept, null, World.Key("m"), instance: world.Beside)));
        Assert.Equal(ReportState.Accepted, Expect.Replayed(await MoveAsync(report, Move.Accept, null, World.Key("m"))).Value.State);
        Assert.Equal(2, (await world.AllAsync(Kinds.ReportEvent, "town")).Count);
    }

    private static Acting As(Node node, Preset preset) => new(new Caller("someone", null, [new Grant(node, preset)]), null);

    private async Task<Stored<Report>> ReportAsync()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        return Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct)).Report;
    }

    private Task<Outcome<Stored<Report>>> MoveAsync(
        Stored<Report> seen, Move move, string? note, OnceKey? once, Acting? acting = null, Instance? instance = null, Func<WantedMove, WantedMove>? more = null)
        => (instance ?? world.Here).Move.RunAsync(
            (more ?? (w => w))(new WantedMove("town", seen.Value.Id, move, note, etag => etag == seen.ETag)), once, acting ?? Manager, World.Ct);
}
