using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Loop;

public sealed class FeedbackTests
{
    [Fact]
    public async Task Who_is_satisfied_says_so_once_and_the_state_stays()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Stored<Report> resolved = await town.ResolvedAsync();
        Assert.Equal((1, "anna", town.World.Clock.Now.AddDays(14)), (resolved.Value.Resolutions, resolved.Value.ResolvedBy, resolved.Value.FeedbackUntil));
        Assert.Contains("reporter", await town.ToldAsync(resolved));
        Stored<Report> said = Expect.Fresh(await town.SayAsync(resolved, true, "SAIDSECRET", 5));
        Assert.Equal(ReportState.Resolved, said.Value.State);
        Assert.Equal(new Feedback(town.World.Clock.Now, true, 5, 1, said.Value.Sequence), said.Value.Feedback);
        Assert.Equal(["post:id-p"], await town.ToldAsync(said));
        Assert.Null(GiveFeedback.OpenUntil(said.Value));
        Resolution resolution = Assert.Single(await town.World.AllAsync(Kinds.Resolution, "town"));
        Assert.Equal((true, true, 5, "post:id-p", "s1", "2026-03"), (resolution.Answered, resolution.Satisfied, resolution.Rating, resolution.Assignee, resolution.Steward, resolution.Month));

        // The same again is the same; anything else is refused, whatever it says.
        Assert.Equal(said.ETag, Expect.Replayed(await town.SayAsync(resolved, true, "SAIDSECRET", 5)).ETag);
        foreach (var (satisfied, words, rating) in new[] { (true, "SAIDSECRET", 4), (true, "other", 5), (false, "SAIDSECRET", 5) })
        {
            Assert.Contains("2026-03-01", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.SayAsync(resolved, satisfied, words, rating)).Why, StringComparison.Ordinal);
        }

        Assert.Equal([true], (await town.World.AllAsync(Kinds.ReportPersonalPart, "town")).Where(p => p.Words == "SAIDSECRET").Select(p => p.Id.Contains(".event.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_is_not_satisfied_says_why_and_asks_with_it_that_it_be_begun_again_also_after_it_was_closed()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        foreach (bool closes in new[] { false, true })
        {
            Stored<Report> report = await town.ResolvedAsync();
            report = closes ? await town.MoveAsync(report, Move.Close, LoopTown.Manager) : report;
            Assert.Equal(["$.words"], Expect.Faults(await town.SayAsync(report, false, " ")));
            town.World.Store.Committed.Clear();
            Stored<Report> said = Expect.Fresh(await town.SayAsync(report, false, "还没修好", instance: town.World.Here));
            Assert.Equal((ReportState.ReopenRequested, null), (said.Value.State, said.Value.ClosedAt));
            Assert.Equal(["dutyDesk", "post:id-p"], await town.ToldAsync(said));
            Batch batch = Assert.Single(town.World.Store.Committed);
            Assert.Equal(
                ["audit", "outboxMessage", "outboxMessage", "report", "reportEvent", "reportPersonalPart", "resolution"], batch.Operations.Select(o => o.Kind.Name).Order(StringComparer.Ordinal));
            ReportEvent[] events = await town.EventsAsync(report);
            Assert.Equal((ReportEventKind.Feedback, Move.RequestReopen, false), (events[^1].Kind, events[^1].Move, events[^1].Satisfied));
            Assert.Equal(said.Value.State, Lifecycle.Replay(events.Select(e => e.Move).OfType<Move>()));
        }
    }

    [Fact]
    public async Task It_can_be_said_until_the_day_that_was_promised_and_of_each_resolution_anew()
    {
        using LoopTown town = await LoopTown.OpenAsync(s => s with { FeedbackDays = 3 });
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.SayAsync(await town.AcceptedAsync(), true));
        Stored<Report> report = await town.ResolvedAsync();
        town.World.Clock.Now += TimeSpan.FromDays(3);
        Stored<Report> said = Expect.Fresh(await town.SayAsync(report, false));
        report = await town.MoveAsync(said, Move.Reopen, LoopTown.Manager);
        Assert.Null(report.Value.FeedbackUntil);
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.SayAsync(report, true));
        report = await town.MoveAsync(await town.MoveAsync(report, Move.Accept, LoopTown.Steward), Move.Resolve, LoopTown.Steward);
        DateTimeOffset until = report.Value.FeedbackUntil!.Value;
        Assert.Equal(until, GiveFeedback.OpenUntil(report.Value));
        town.World.Clock.Now = until.AddTicks(1);
        Assert.Contains(StoredTimeConverter.Text(until), Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.SayAsync(report, true)).Why, StringComparison.Ordinal);
        town.World.Clock.Now = until;
        Assert.Equal(2, Expect.Fresh(await town.SayAsync(report, true)).Value.Feedback!.Resolution);
        Assert.Equal([(1, true, false), (2, true, true)], (await town.World.AllAsync(Kinds.Resolution, "town")).OrderBy(r => r.Number).Select(r => (r.Number, r.Answered, r.Satisfied)));
    }

    [Fact]
    public async Task Wherever_the_program_dies_what_is_said_again_was_said_once()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        int places = await town.KillEverywhereAsync(() => town.ResolvedAsync(), (report, on, key) => town.SayAsync(report, false, once: key, instance: on));
        int withoutKey = await town.KillEverywhereAsync(() => town.ResolvedAsync(), (report, on, _) => town.SayAsync(report, true, instance: on));
        int resolving = await town.KillEverywhereAsync(
            () => town.AcceptedAsync(), (report, on, key) => on.Move.RunAsync(new WantedMove("town", report.Value.Id, Move.Resolve, null, e => e == report.ETag), key, LoopTown.Steward, World.Ct));
        Assert.True(places >= 5 && withoutKey >= 4 && resolving >= 5, $"{places}, {withoutKey}, {resolving}");
    }

    [Fact]
    public async Task Of_many_who_answer_at_once_one_is_heard()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Stored<Report> report = await town.ResolvedAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => town.SayAsync(report, i % 2 == 0, $"words {i}"))));
        Assert.Single(all, o => o is Outcome<Stored<Report>>.Done);
        Assert.Equal(23, all.Count(o => o is Outcome<Stored<Report>>.Conflict));
        Assert.Equal(report.Value.Sequence + 1, (await town.NowAsync(report)).Value.Sequence);
    }
}
