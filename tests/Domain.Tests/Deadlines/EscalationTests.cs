using GridSteward.Domain.Audit;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Reassignment;

namespace GridSteward.Domain.Tests.Deadlines;

public sealed class EscalationTests : IDisposable
{
    private static readonly Jurisdiction Settings = Town.Settings() with { Escalation = new(4) };

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task An_overdue_report_climbs_one_level_at_a_time_to_the_duty_desk_and_each_level_is_told_once()
    {
        Report report = await ReportAsync(allLevels: true);
        Assert.Equal(0, (await RunAsync(report.AcceptBy)).Escalated);

        DateTimeOffset at = report.AcceptBy.AddMinutes(1);
        foreach (var (level, to) in new[]
        {
            (EscalationLevel.Handle, "post:id-handle"), (EscalationLevel.FollowUp, "post:id-follow"), (EscalationLevel.Oversee, "post:id-oversee"), (EscalationLevel.Lead, "post:id-lead"),
            (EscalationLevel.DutyDesk, "dutyDesk"),
        })
        {
            Assert.Equal(1, (await RunAsync(at)).Escalated);
            Assert.Equal(0, (await RunAsync(at.AddHours(4))).Escalated);
            ReportEvent happened = (await EventsAsync())[^1];
            Assert.Equal((ReportEventKind.Escalated, "system", ReportState.Received), (happened.Kind, happened.Actor, happened.State));
            Assert.Equal((DeadlineKind.Accept, report.AcceptBy, level, to), (happened.Escalation!.Deadline, happened.Escalation.Missed, happened.Escalation.Level, happened.Escalation.To));
            Assert.Empty(happened.Escalation.Skipped);
            Assert.Equal(to, (await world.AllAsync(Kinds.OutboxMessage, "town")).Single(m => m.Event == happened.Id).To);
            at = at.AddHours(4).AddMinutes(1);
        }

        // The deadline to resolve, 72 hours after receipt, is another; before it, nothing more.
        Assert.Equal(0, (await RunAsync(report.ResolveBy)).Escalated);
        Assert.Equal(1, (await RunAsync(report.ResolveBy.AddMinutes(1))).Escalated);
        Assert.Equal(DeadlineKind.Resolve, (await EventsAsync())[^1].Escalation!.Deadline);
        Assert.Equal(ReportState.Received, Lifecycle.Replay((await EventsAsync()).Select(e => e.Move).OfType<Move>()));
    }

    [Fact]
    public async Task Levels_without_a_post_are_skipped_and_that_is_recorded()
    {
        Report report = await ReportAsync(allLevels: false);
        await RunAsync(report.AcceptBy.AddMinutes(1));
        await RunAsync(report.AcceptBy.AddHours(5));
        EscalationFact told = (await EventsAsync())[^1].Escalation!;
        Assert.Equal((EscalationLevel.DutyDesk, "dutyDesk"), (told.Level, told.To));
        Assert.Equal([EscalationLevel.FollowUp, EscalationLevel.Oversee, EscalationLevel.Lead], told.Skipped);
        Assert.Equal(report.ResolveBy, (await CurrentAsync()).LookAt);
        Assert.Equal(0, (await RunAsync(report.ResolveBy)).Escalated);
    }

    [Fact]
    public async Task A_post_that_is_taken_after_the_report_came_is_told_and_one_that_is_left_is_not()
    {
        Report report = await ReportAsync(allLevels: false);
        await RunAsync(report.AcceptBy.AddMinutes(1));
        await world.AddPostAsync("lead", "c1", p => p with { Duty = Duty.Lead });
        await world.AddPostAsync("oversee", "c1", p => p with { Duty = Duty.Oversee, Steward = null });
        await RunAsync(report.AcceptBy.AddHours(5));
        Assert.Equal("post:id-lead", (await EventsAsync())[^1].Escalation!.To);
        Assert.Equal("id-lead", (await CurrentAsync()).Responsibility!.Lead.Single().Id);
    }

    [Fact]
    public async Task Once_it_is_accepted_nobody_more_is_told_of_that_deadline()
    {
        Report report = await ReportAsync(allLevels: true);
        await RunAsync(report.AcceptBy.AddMinutes(1));
        await MoveAsync(Move.Accept);
        Assert.Equal(0, (await RunAsync(report.ResolveBy)).Escalated);
        Assert.Equal(1, (await RunAsync(report.ResolveBy.AddMinutes(1))).Escalated);
        EscalationFact told = (await EventsAsync())[^1].Escalation!;
        Assert.Equal((DeadlineKind.Resolve, EscalationLevel.Handle), (told.Deadline, told.Level));
    }

    [Fact]
    public async Task A_report_that_nobody_has_and_one_that_lies_nowhere_climb_too()
    {
        await world.AddTownAsync(Settings, Town.Squares());
        Report alone = (await SubmitAsync(World.Hazard(0.5, 0.5))).Value;
        Report nowhere = (await SubmitAsync(new ReportSubmission("hazard", "x", new(null), ReportSource.Resident, null, null, null, null))).Value;
        Assert.Equal(Jurisdiction.Unassigned, nowhere.Jurisdiction);
        Assert.Equal(2, (await RunAsync(nowhere.AcceptBy.AddMinutes(1))).Escalated);
        foreach (string partition in new[] { alone.Jurisdiction, Jurisdiction.Unassigned })
        {
            EscalationFact told = (await world.AllAsync(Kinds.ReportEvent, partition))[^1].Escalation!;
            Assert.Equal("dutyDesk", told.To);
            Assert.Equal(EscalationLevel.Handle, told.Skipped[0]);
        }
    }

    [Fact]
    public async Task A_wait_that_is_over_is_ended_and_the_clock_goes_on()
    {
        Report report = await ReportAsync(allLevels: true);
        await MoveAsync(Move.Accept);
        DateTimeOffset stopped = world.Clock.Now += TimeSpan.FromHours(2);
        DateTimeOffset until = stopped.AddDays(30);
        await MoveAsync(Move.Wait, until);
        Assert.Equal((0, 0), Tally(await RunAsync(until)));
        Assert.Equal((0, 1), Tally(await RunAsync(until.AddMinutes(1))));
        Report resumed = await CurrentAsync();
        Assert.Equal((ReportState.Accepted, report.ResolveBy + (until.AddMinutes(1) - stopped)), (resumed.State, resumed.ResolveBy));
        Assert.Equal("system", (await EventsAsync())[^1].Actor);
        Assert.Equal(ReportState.Accepted, Lifecycle.Replay((await EventsAsync()).Select(e => e.Move).OfType<Move>()));
    }

    [Fact]
    public async Task It_reads_only_what_is_due()
    {
        await world.AddTownAsync(Settings, Town.Squares());
        for (int i = 0; i < 30; i++)
        {
            world.Clock.Now += TimeSpan.FromMinutes(10);
            await SubmitAsync(World.Hazard(0.5, 0.5));
        }

        List<Report> all = await world.ReportsAsync("town");
        world.Clock.Now = all.Select(r => r.AcceptBy).Order().ElementAt(3);
        var counting = new CountingStore(world.Engine);
        Assert.Equal(3, (await new Instance(counting, world.Blobs, world.Clock).Escalate.RunAsync(World.Ct)).Escalated);
        Assert.Equal(3, counting.Read(Kinds.Report));
        Assert.Equal(0, counting.Read(Kinds.ReportEvent));
    }

    [Fact]
    public async Task Killed_at_any_call_of_the_store_every_level_is_still_told_exactly_once()
    {
        for (int kill = 0; ; kill++)
        {
            using var here = new EscalationTests();
            Report report = await here.ReportAsync(allLevels: true);
            bool killed = false;
            int calls = 0;
            Func<Task> counted = () => calls++ == kill && (killed = true) ? throw new KilledException() : Task.CompletedTask;
            here.world.Store.BeforeRead = _ => counted();
            here.world.Store.BeforeCommit = _ => counted();
            here.world.Store.AfterCommit = _ => counted();
            DateTimeOffset at = report.AcceptBy.AddMinutes(1);
            for (int run = 0; run < 8; run++)
            {
                here.world.Clock.Now = at + (run * TimeSpan.FromHours(4.1));
                await TryAsync(() => here.world.Here.Escalate.RunAsync(World.Ct));
                await TryAsync(() => here.world.Restarted().Escalate.RunAsync(World.Ct));
            }

            EscalationFact[] told = [.. (await here.EventsAsync()).Select(e => e.Escalation).OfType<EscalationFact>()];
            Assert.Equal(Enum.GetValues<EscalationLevel>(), told.Where(t => t.Deadline == DeadlineKind.Accept).Select(t => t.Level));
            Assert.Equal(told.Length + 1, (await here.world.AllAsync(Kinds.OutboxMessage, "town")).Count);
            if (!killed)
            {
                Assert.True(kill > 20, $"Killed {kill} times only.");
                return;
            }
        }
    }

    [Fact]
    public async Task Two_programs_at_once_tell_a_level_once()
    {
        Report[] reports = await ManyAsync(20);
        for (int round = 0; round < 3; round++)
        {
            world.Clock.Now = reports[^1].AcceptBy.AddMinutes(1) + (round * TimeSpan.FromHours(4.1));
            EscalationOutcome[] outcomes = await Task.WhenAll(
                Task.Run(() => world.Here.Escalate.RunAsync(World.Ct)), Task.Run(() => world.Beside.Escalate.RunAsync(World.Ct)), Task.Run(() => world.Restarted().Escalate.RunAsync(World.Ct)));
            Assert.All(outcomes, o => Assert.Empty(o.Failed));
            Assert.Equal(20 * (round + 1), (await EventsAsync()).Count(e => e.Escalation is not null));
        }

        Assert.All(
            (await EventsAsync()).Where(e => e.Escalation is not null).GroupBy(e => (e.Report, e.Escalation!.Level)), g => Assert.Single(g));
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_skips_no_level_and_one_that_jumps_back_tells_nobody_twice()
    {
        Report report = await ReportAsync(allLevels: true);
        Assert.Equal(1, (await RunAsync(report.AcceptBy.AddHours(40))).Escalated);
        Assert.Equal(0, (await RunAsync(report.AcceptBy.AddHours(40))).Escalated);
        Assert.Equal(0, (await RunAsync(report.AcceptBy.AddHours(1))).Escalated);
        Assert.Equal(0, (await RunAsync(report.ReceivedAt)).Escalated);
        Assert.Equal(1, (await RunAsync(report.AcceptBy.AddHours(45))).Escalated);
        Assert.Equal([EscalationLevel.Handle, EscalationLevel.FollowUp], (await EventsAsync()).Select(e => e.Escalation).OfType<EscalationFact>().Select(f => f.Level));
    }

    [Fact]
    public async Task One_bad_jurisdiction_does_not_stop_the_others()
    {
        await world.AddTownAsync(Settings with { Jurisdiction = "bad" });
        Report report = await ReportAsync(allLevels: true);
        world.Clock.Now = report.AcceptBy.AddMinutes(1);
        Report bad = report with { Id = Guid.NewGuid().ToString(), Jurisdiction = "bad" };
        await world.WriteAsync(Kinds.Report, bad);
        world.Store.BeforeCommit = batch => batch.Partition == "bad" ? throw new StoreUnavailableException("busy", TimeSpan.FromSeconds(1)) : Task.CompletedTask;
        EscalationOutcome outcome = await world.Here.Escalate.RunAsync(World.Ct);
        Assert.Equal((1, $"bad/{bad.Id}"), (outcome.Escalated, Assert.Single(outcome.Failed).Key));
        world.Store.BeforeCommit = _ => Task.CompletedTask;
        Assert.Equal(1, (await world.Here.Escalate.RunAsync(World.Ct)).Escalated);
    }

    [Fact]
    public async Task A_jurisdiction_whose_partition_is_throttled_is_left_at_that_report_and_the_next_run_tells_the_rest_once()
    {
        Report[] reports = await ManyAsync(10);
        world.Clock.Now = reports[^1].AcceptBy.AddMinutes(1);
        int commits = 0;
        world.Store.BeforeCommit = _ => ++commits > 4 ? throw new StoreUnavailableException("429", TimeSpan.FromSeconds(1)) : Task.CompletedTask;
        EscalationOutcome first = await world.Here.Escalate.RunAsync(World.Ct);
        Assert.True(first is { Escalated: 4, HasMore: true, Failed.Count: 1 }, first.ToString());
        Assert.Equal(5, commits);
        world.Store.BeforeCommit = _ => Task.CompletedTask;
        EscalationOutcome second = await world.Here.Escalate.RunAsync(World.Ct);
        Assert.True(second is { Escalated: 6, HasMore: false, Failed.Count: 0 }, second.ToString());
        Assert.Equal(10, (await EventsAsync()).Count(e => e.Escalation is not null));
    }

    [Fact]
    public async Task Where_the_engine_is_away_the_sweep_stops_in_order_after_three_jurisdictions()
    {
        Report report = await ReportAsync(allLevels: true);
        foreach (string code in new[] { "a", "b", "c", "d", "e" })
        {
            await world.AddTownAsync(Settings with { Jurisdiction = code });
            await world.WriteAsync(Kinds.Report, report with { Jurisdiction = code });
        }

        world.Clock.Now = report.AcceptBy.AddMinutes(1);
        world.Store.BeforeCommit = _ => throw new StoreUnavailableException("away", TimeSpan.FromSeconds(1));
        EscalationOutcome first = await world.Here.Escalate.RunAsync(World.Ct);
        Assert.True(first is { Escalated: 0, HasMore: true }, first.ToString());
        Assert.Equal(SweepPatience.Most, first.Failed.Count);
        world.Store.BeforeCommit = _ => Task.CompletedTask;
        Assert.Equal(6, (await world.Here.Escalate.RunAsync(World.Ct)).Escalated);
        Assert.Equal(0, (await world.Here.Escalate.RunAsync(World.Ct)).Escalated);
    }

    [Fact]
    public async Task When_its_time_is_over_the_next_run_takes_it_up()
    {
        Report[] reports = await ManyAsync(250);
        world.Clock.Now = reports[^1].AcceptBy.AddMinutes(1);
        int commits = 0;
        world.Store.AfterCommit = _ =>
        {
            world.Clock.Now += ++commits == 50 ? EscalateReports.Budget : TimeSpan.Zero;
            return Task.CompletedTask;
        };
        EscalationOutcome first = await world.Here.Escalate.RunAsync(World.Ct);
        Assert.True(first is { HasMore: true, Escalated: 100 }, first.ToString());
        EscalationOutcome second = await world.Here.Escalate.RunAsync(World.Ct);
        Assert.True(second is { HasMore: false, Escalated: 150 }, second.ToString());
    }

    [Fact]
    public async Task Once_a_day_it_says_whose_holidays_are_not_known()
    {
        await world.AddTownAsync(Settings with { WorkingHours = Calendars.Office, Holidays = "china" });
        await world.AddTownAsync(Town.Settings("other"));
        world.Clock.Now = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.Empty((await world.Here.Escalate.RunAsync(World.Ct)).HolidaysUnknown);
        world.Clock.Now = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal(["town"], (await world.Here.Escalate.RunAsync(World.Ct)).HolidaysUnknown);
        Assert.Empty((await world.Here.Escalate.RunAsync(World.Ct)).HolidaysUnknown);
    }

    private static (int, int) Tally(EscalationOutcome outcome) => (outcome.Escalated, outcome.Resumed);

    private static async Task TryAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (KilledException)
        {
            // The next run goes on.
        }
    }

    private async Task<EscalationOutcome> RunAsync(DateTimeOffset at)
    {
        world.Clock.Now = at;
        EscalationOutcome outcome = await world.Here.Escalate.RunAsync(World.Ct);
        Assert.Empty(outcome.Failed);
        return outcome;
    }

    private async Task<Report> ReportAsync(bool allLevels)
    {
        await world.AddTownAsync(Settings, Town.Squares());
        await world.AddPostAsync("handle", "g1");
        if (allLevels)
        {
            await world.AddPostAsync("follow", "g1", p => p with { Duty = Duty.FollowUp });
            await world.AddPostAsync("oversee", "c1", p => p with { Duty = Duty.Oversee });
            await world.AddPostAsync("lead", "c1", p => p with { Duty = Duty.Lead });
        }

        return (await SubmitAsync(World.Hazard(0.5, 0.5))).Value;
    }

    private async Task<Report[]> ManyAsync(int count)
    {
        Report one = await ReportAsync(allLevels: true);
        Report[] more = [.. Enumerable.Range(1, count - 1).Select(i => one with { Id = $"0196e0c0-0000-7000-8000-{i:D12}" })];
        await world.WriteAsync(Kinds.Report, more);
        return [one, .. more];
    }

    private async Task<Stored<Report>> SubmitAsync(ReportSubmission submission)
        => Expect.Done(await world.Beside.Submit.RunAsync(submission, null, Acting.Program, World.Ct)).Report;

    private async Task<List<ReportEvent>> EventsAsync() => await world.AllAsync(Kinds.ReportEvent, "town");

    private async Task<Report> CurrentAsync() => Assert.Single(await world.ReportsAsync("town"));

    private async Task MoveAsync(Move move, DateTimeOffset? until = null)
        => Expect.Done(await world.Beside.Move.RunAsync(
            new WantedMove("town", (await CurrentAsync()).Id, move, "why", null) { Until = until }, null, Acting.Program, World.Ct));
}
