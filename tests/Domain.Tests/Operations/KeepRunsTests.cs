using GridSteward.Domain.Operations;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Operations;

/// <summary>What timers did is kept, cheaply, by any number of instances, and whatever the store does.</summary>
public sealed class KeepRunsTests : IDisposable
{
    private const string Timer = "EscalateReports";

    private readonly World world = new();
    private readonly KeepRuns runs;

    public KeepRunsTests() => runs = new KeepRuns(world.Here.Store, world.Clock);

    private ReadNights Nights => new(world.Here.Store, world.Here.CoverageReports, world.Here.Directory, world.Clock);

    private int Writes => world.Store.Committed.Count(b => b.Operations.Any(o => o.Kind == Kinds.TimerDay));

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Quiet_runs_are_gathered_and_written_every_ten_minutes()
    {
        await RunAsync(60, TimeSpan.FromMinutes(1));
        Assert.InRange(Writes, 10, 14);
        TimerRuns kept = await ReadAsync();
        Assert.InRange(kept.Runs, 50, 60);
        TimerStretch line = Assert.Single(kept.Stretches);
        Assert.Equal((RunOutcome.Quiet, 8, 0), (line.Outcome, line.Hour, line.Counts.Count));
        await RunAsync(1, TimeSpan.Zero);
        Assert.Equal(61, (await ReadAsync()).Runs);
    }

    [Fact]
    public async Task What_was_gathered_is_written_when_the_program_stops_in_order()
    {
        await RunAsync(9, TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await ReadAsync()).Runs);
        await runs.FlushAsync();
        await runs.FlushAsync();
        Assert.Equal((9, 3), ((await ReadAsync()).Runs, Writes));
    }

    [Fact]
    public async Task Runs_that_did_something_are_written_at_once_and_added_up_by_the_hour()
    {
        await RunAsync(2, TimeSpan.FromMinutes(30), t => t.Count("levelsTold", 3).Count("overtaken", 0));
        await RunAsync(1, TimeSpan.Zero, t => t.Count("levelsTold", 1));
        TimerRuns kept = await ReadAsync();
        Assert.Equal([(8, 2, 6L), (9, 1, 1L)], kept.Stretches.Select(s => (s.Hour, s.Runs, s.Counts["levelsTold"])));
        Assert.DoesNotContain("overtaken", kept.Stretches[0].Counts.Keys);
        Assert.Equal(31 * 86_400, (await DaysAsync()).Single().Ttl);
    }

    [Fact]
    public async Task Two_instances_side_by_side_lose_nothing_of_each_other()
    {
        KeepRuns beside = new(world.Beside.Store, world.Clock);
        await Task.WhenAll(new[] { runs, beside }.SelectMany(r => Enumerable.Range(0, 20).Select(i => Task.Run(() => r.RunAsync(Timer, tally =>
        {
            tally.Count("done", 1);
            tally.Fail("EscalationFailed", $"town/{i % 2}", "late");
            return Task.CompletedTask;
        }, World.Ct)))));
        TimerRuns kept = await ReadAsync();
        Assert.Equal((40, 40L), (kept.Runs, kept.Stretches.Sum(s => s.Counts["done"])));
        Assert.Equal([("0", 20), ("1", 20)], kept.Failures.OrderBy(f => f.Subject).Select(f => (f.Subject!, f.Times)));
        Assert.Empty(kept.UnderWay);
    }

    [Fact]
    public async Task A_run_whose_process_dies_is_seen_as_under_way_and_then_as_crashed()
    {
        world.Store.DieBefore(b => b.Operations.Any(o => o.Kind == Kinds.TimerDay) && Writes == 1);
        await RunAsync(1, TimeSpan.FromMinutes(14), t => t.Count("x", 1));
        TimerRuns going = await ReadAsync();
        Assert.Equal((1, 0, 0), (going.UnderWay.Count, going.Crashed.Count, going.Runs));
        world.Clock.Now += TimeSpan.FromMinutes(2);
        TimerRuns after = await ReadAsync();
        Assert.Equal([new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero)], after.Crashed);
        Assert.Empty(after.UnderWay);
    }

    [Fact]
    public async Task A_run_that_takes_longer_says_that_it_has_begun()
    {
        await RunAsync(1, TimeSpan.FromMinutes(1));
        await runs.RunAsync(Timer, async _ =>
        {
            for (int i = 0; (await ReadAsync()).UnderWay.Count == 0; i++)
            {
                Assert.True(i < 200);
                await Task.Delay(50, World.Ct);
            }
        }, World.Ct);
        TimerRuns kept = await ReadAsync();
        Assert.Equal((2, 0), (kept.Runs, kept.UnderWay.Count));
        Assert.True(kept.Stretches.Max(s => s.LongestMilliseconds) >= 1900);
    }

    [Fact]
    public async Task A_store_that_is_away_keeps_no_timer_from_its_work_and_hears_of_it_once_when_it_is_back()
    {
        int worked = 0;
        world.Store.BeforeCommit = _ => throw new StoreUnavailableException("away", TimeSpan.FromSeconds(1));
        await RunAsync(3, TimeSpan.FromMinutes(1), t => t.Count("worked", ++worked > 0 ? 1 : 0));

        // and then an answer is lost of what was written
        world.Store.BeforeCommit = _ => Task.CompletedTask;
        int lost = 0;
        world.Store.AfterCommit = _ => lost++ < 2 ? throw new StoreUnavailableException("lost", TimeSpan.FromSeconds(1)) : Task.CompletedTask;
        await RunAsync(3, TimeSpan.FromMinutes(1), t => t.Count("worked", ++worked > 0 ? 1 : 0));
        Assert.Equal(6, worked);
        TimerRuns kept = await ReadAsync();
        Assert.Equal((6, 6L), (kept.Runs, kept.Stretches.Sum(s => s.Counts["worked"])));
        Assert.Empty(kept.UnderWay);
    }

    [Fact]
    public async Task What_a_run_throws_is_the_callers_and_is_kept_with_where_it_failed()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => runs.RunAsync(Timer, _ => throw new InvalidOperationException("a word about somebody"), World.Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => runs.RunAsync(Timer, tally =>
        {
            tally.Fail("CoverageFailed", "town", new StoreUnavailableException("429", TimeSpan.Zero));
            throw new InvalidOperationException("nothing went");
        }, World.Ct));
        TimerRuns kept = await ReadAsync();
        Assert.Equal((2, 2), (kept.Runs, kept.Failed));
        Assert.Equal([("CoverageFailed", "town", "StoreUnavailableException"), ("RunFailed", null, "InvalidOperationException")], kept.Failures.OrderBy(f => f.Event).Select(f => (f.Event, f.Jurisdiction, f.Error)));
        Assert.Empty(kept.In("village").Failures);
        Assert.Equal("town", Assert.Single(kept.In("town").Failures).Jurisdiction);
    }

    [Fact]
    public async Task However_much_fails_a_day_stays_small_and_says_how_much_is_left_out()
    {
        await RunAsync(2, TimeSpan.FromMinutes(1), t => Enumerable.Range(0, 150).ToList().ForEach(i => t.Fail("EscalationFailed", $"town/{i}", "late")));
        TimerRuns kept = await ReadAsync();
        Assert.Equal((TimerDay.MostFailures, 100), (kept.Failures.Count, kept.FailuresLeftOut));
        Assert.All(kept.Failures, f => Assert.Equal(2, f.Times));
    }

    [Fact]
    public async Task A_run_over_midnight_is_of_the_day_on_which_it_began()
    {
        world.Clock.Now = new DateTimeOffset(2026, 3, 1, 23, 59, 0, TimeSpan.Zero);
        await runs.RunAsync(Timer, t =>
        {
            world.Clock.Now += TimeSpan.FromMinutes(3);
            t.Count("x", 1);
            return Task.CompletedTask;
        }, World.Ct);
        TimerDay day = Assert.Single(await DaysAsync());
        Assert.Equal("2026-03-01", day.Day);
        Assert.Empty(day.Begun);
        Assert.Equal(1, (await ReadAsync()).Runs);
    }

    private async Task RunAsync(int times, TimeSpan every, Action<RunTally>? did = null)
    {
        for (int i = 0; i < times; i++)
        {
            await runs.RunAsync(Timer, tally =>
            {
                did?.Invoke(tally);
                return Task.CompletedTask;
            }, World.Ct);
            world.Clock.Now += every;
        }
    }

    private Task<List<TimerDay>> DaysAsync() => world.AllAsync(Kinds.TimerDay, TimerDay.OnlyKey);

    private async Task<TimerRuns> ReadAsync()
        => Assert.Single(await Nights.TimersAsync([Timer], world.Clock.Now.AddDays(-1), world.Clock.Now.AddMinutes(1), World.Ct));
}
