using GridSteward.Domain.Areas;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Imports;
using GridSteward.Domain.Tests.Worlds;

namespace GridSteward.Domain.Tests.Reassignment;

/// <summary>Re-assignment while processes die, edits cross and writes are late.</summary>
public sealed class ReassignFaultTests : IDisposable
{
    private readonly ReassignTown town = new();

    private World World => town.World;

    public void Dispose() => town.Dispose();

    private static bool IsReport(Batch batch) => batch.Operations.Any(o => o.Kind == Kinds.Report);

    [Fact]
    public async Task Edits_in_a_row_are_one_job_that_names_the_editor()
    {
        await town.OpenAsync();
        await town.ReportAsync(0.75, 0.5);
        int before = (await town.JobsAsync()).Count;
        await town.MoveBorderAsync(0.9);
        await town.MoveBorderAsync(0.8);
        await town.MoveBorderAsync(0.7);
        await town.FirstRoundAsync();

        // It has ended with its files; the late look is to come.
        Job job = (await town.JobsAsync())[^1];
        Assert.Equal((before + 1, "editor", "trace"), ((await town.JobsAsync()).Count, job.Origin.Subject, job.Origin.TraceId));
        Assert.Equal(1, (await town.SummaryAsync(job)).Reports);
        Assert.Equal((1, 4), await SettledAsync());

        // An edit meanwhile is a job at once, and has its own late look, which is the only one.
        await town.MoveBorderAsync(0.5);
        await town.FirstRoundAsync();
        Assert.Equal((before + 2, JobState.Done), ((await town.JobsAsync()).Count, (await town.JobsAsync())[^1].State));
        Assert.Equal((1, 5), await SettledAsync());
        Assert.Equal("editor", Assert.Single(await town.SettleAsync()).Origin.Subject);
        Assert.Equal((5, 5), await SettledAsync());
        Assert.Empty(await town.SettleAsync());
        Assert.DoesNotContain(await World.AllAsync(Kinds.AgendaEntry, AgendaEntry.OnlyKey), e => e.Subject == AgendaSubject.Areas);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_publication_whose_process_dies_is_looked_at_however_it_ended(bool afterwards)
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync(0.75, 0.5);
        bool IsPublication(Batch b) => b.Operations.Any(o => o.Kind == Kinds.Generation);
        if (afterwards)
        {
            World.Store.DieAfter(IsPublication);
        }
        else
        {
            World.Store.DieBefore(IsPublication);
        }

        Square[] squares = [new("g1", "grid", "c1", 0, 0, 0.5), new("g2", "grid", "c1", 0.5, 0, 1.5)];
        await Assert.ThrowsAsync<KilledException>(() => World.ImportAsync(World.Here, town.Settings, squares));
        World.Store.BeforeCommit = _ => Task.CompletedTask;
        World.Store.AfterCommit = _ => Task.CompletedTask;
        int jobs = (await town.JobsAsync()).Count;
        await town.SettleAsync();
        Assert.Equal(afterwards ? "post:id-P-g2" : "post:id-P-g1", (await town.AgainAsync(report)).Value.Assignee);
        Assert.Equal(afterwards ? 2 : 0, (await town.JobsAsync()).Count - jobs);
    }

    [Fact]
    public async Task A_publication_that_shows_while_the_timer_looks_is_not_lost()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync(0.75, 0.5);

        // It has announced itself, and writes only when the timer has looked for some minutes and found nothing.
        World.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Generation), async () =>
        {
            for (int i = 0; i < 8; i++)
            {
                World.Clock.Now += TimeSpan.FromMinutes(1);
                await town.WorkAsync(World.Beside);
            }
        });
        Expect.Done(await World.ImportAsync(World.Here, town.Settings, [new("g1", "grid", "c1", 0, 0, 0.5), new("g2", "grid", "c1", 0.5, 0, 1.5)]));
        await town.SettleAsync();
        Assert.Equal("post:id-P-g2", (await town.AgainAsync(report)).Value.Assignee);
    }

    [Fact]
    public async Task A_report_that_is_written_after_the_job_has_passed_is_found_when_no_request_can_be_at_work_any_more()
    {
        await town.OpenAsync();
        TaskCompletionSource reached = new(), go = new();
        World.Store.OnceBefore(IsReport, async () =>
        {
            reached.SetResult();
            await go.Task;
        });
        Task<Report> late = town.ReportAsync(0.75, 0.5);
        await reached.Task;
        await town.MoveBorderAsync();
        await town.FirstRoundAsync();
        Job first = (await town.JobsAsync())[^1];
        Assert.Equal(0, (await town.SummaryAsync(first)).Reports);
        go.SetResult();
        Report report = await late;
        Assert.Equal((1, "post:id-P-g1"), (report.Generation, report.Assignee));
        Assert.Equal((1, 2), await SettledAsync());

        Job job = Assert.Single(await town.SettleAsync());
        Assert.Equal(1, (await town.SummaryAsync(job)).Reports);
        Assert.Equal((2, "post:id-P-g2"), ((await town.AgainAsync(report)).Value.Generation, (await town.AgainAsync(report)).Value.Assignee));
        Assert.True(job.CreatedAt - first.CreatedAt >= WatchAreas.Grace);
    }

    [Fact]
    public async Task A_household_that_is_written_late_is_found_too()
    {
        await town.OpenAsync();
        World.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Household), async () =>
        {
            await town.MoveBorderAsync();
            World.Clock.Now += WatchAreas.Delay;
            await town.WorkAsync(World.Beside);
            await town.WorkAsync(World.Beside);
        });
        Household household = await town.HouseholdAsync(0.75, 0.5);
        Assert.Equal((1, "c1\u001fg1"), (household.Generation, household.AreaPath));
        await town.SettleAsync();
        Assert.Equal("c1\u001fg2", (await town.AgainAsync(household)).Value.AreaPath);
    }

    [Fact]
    public async Task A_cancelled_job_is_not_ordered_again_by_itself_and_the_next_edit_takes_in_what_it_left()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync(0.75, 0.5), other = await town.ReportAsync(0.5, 1.75);
        await town.MoveBorderAsync();
        World.Clock.Now += WatchAreas.Delay;
        await town.WorkAsync();
        Job job = Assert.Single(await town.JobsAsync(), j => !j.HasEnded);
        Expect.Done(await World.Here.Jobs.CancelAsync("town", job.Id, ReassignTown.Editor, World.Ct));
        int jobs = (await town.JobsAsync()).Count;
        for (int i = 0; i < 20; i++)
        {
            await town.WorkAsync();
            World.Clock.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal(jobs, (await town.JobsAsync()).Count);
        Assert.Equal("post:id-P-g1", (await town.AgainAsync(report)).Value.Assignee);
        await town.ImportAsync(new("g3", "grid", "c1", 0, 1, 1, 0.5), new("g4", "grid", "c1", 1, 1, 1, 0.9), new("g5", "grid", "c1", 0, 1.5, 1, 0.5));
        await town.SettleAsync();
        Assert.Equal("post:id-P-g2", (await town.AgainAsync(report)).Value.Assignee);
        Assert.Equal(("c1\u001fg5", null), ((await town.AgainAsync(other)).Value.AreaPath, (await town.AgainAsync(other)).Value.Assignee));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_somebody_orders_after_a_cancelled_one_is_looked_after_too(bool full)
    {
        await town.OpenAsync();
        TaskCompletionSource reached = new(), go = new();
        World.Store.OnceBefore(IsReport, async () =>
        {
            reached.SetResult();
            await go.Task;
        });
        Task<Report> late = town.ReportAsync(0.75, 0.5);
        await reached.Task;
        await town.MoveBorderAsync();
        World.Clock.Now += WatchAreas.Delay;
        await town.WorkAsync();
        Expect.Done(await World.Here.Jobs.CancelAsync("town", (await town.JobsAsync())[^1].Id, ReassignTown.Editor, World.Ct));
        World.Clock.Now += TimeSpan.FromMinutes(2);
        await town.WorkAsync();
        Job ordered = Expect.Done(await World.Here.Reassignments.OrderAsync("town", new(false, full), null, ReassignTown.Editor, World.Ct)).Value;
        await town.WorkAsync(World.Beside);
        Assert.Equal(0, (await town.SummaryAsync(Assert.Single(await town.JobsAsync(), j => j.Id == ordered.Id))).Reports);
        go.SetResult();
        Report report = await late;
        Assert.Equal("post:id-P-g1", report.Assignee);
        await town.SettleAsync();
        Assert.Equal("post:id-P-g2", (await town.AgainAsync(report)).Value.Assignee);
    }

    [Fact]
    public async Task After_an_outage_longer_than_any_request_one_look_is_enough()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync(0.75, 0.5);
        int before = (await town.JobsAsync()).Count;
        await town.MoveBorderAsync();
        World.Clock.Now += WatchAreas.Grace * 2;
        await town.FirstRoundAsync();
        Assert.Equal((2, 2), await SettledAsync());
        await town.SettleAsync();
        Assert.Equal((before + 1, "post:id-P-g2"), ((await town.JobsAsync()).Count, (await town.AgainAsync(report)).Value.Assignee));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_call_it_is_done_by_the_next_and_counts_each_once(bool afterwards)
    {
        int killed = 0;
        for (int at = 1; ; at++)
        {
            using ReassignTown here = await new ReassignTown().OpenAsync();
            List<Report> reports = [await here.ReportAsync(0.75, 0.5), await here.ReportAsync(0.6, 0.5), await here.ReportAsync(0.2, 0.5)];
            List<Household> households = [await here.HouseholdAsync(0.75, 0.5), await here.HouseholdAsync(0.8, 0.5)];
            await here.MoveBorderAsync();
            here.World.Clock.Now += WatchAreas.Delay;
            await here.WorkAsync(here.World.Beside);
            int before = (await here.JobsAsync()).Count;
            here.World.KillAt(at, afterwards);
            bool died = await WorkUntilKilledAsync(here);
            here.World.KillAt(0, afterwards);
            Job job = await here.SettledByAsync();
            Assert.Equal(before + 1, (await here.JobsAsync()).Count);
            ReassignmentSummary summary = await here.SummaryAsync(job);
            Assert.Equal((2L, 2L, 2L, 2L), (summary.Households, summary.Reports, job.Progress.Counts["households"], job.Progress.Counts["reports"]));
            Assert.Equal(5, job.Progress.Counts["lookedAt"]);
            Assert.Equal(4, (await here.ChangesAsync(job)).Select(c => c.Id).Distinct().Count());
            Assert.Equal([2, 2, 1], (await Task.WhenAll(reports.Select(here.AgainAsync))).Select(r => r.Value.Sequence));
            Assert.All(await Task.WhenAll(households.Select(here.AgainAsync)), h => Assert.Equal("c1\u001fg2", h.Value.AreaPath));
            Assert.Empty(await here.World.AllAsync(Kinds.JobCheckpoint(Container.Reports), "town"));
            if (!died)
            {
                break;
            }

            killed++;
        }

        Assert.InRange(killed, 16, 160);
    }

    [Fact]
    public async Task Two_workers_at_once_do_it_once()
    {
        await town.OpenAsync();
        for (int i = 0; i < 10; i++)
        {
            await town.ReportAsync(0.55 + (i * 0.04), 0.5);
            await town.HouseholdAsync(0.55 + (i * 0.04), 0.5);
        }

        await town.MoveBorderAsync();
        World.Clock.Now += WatchAreas.Delay;
        await town.WorkAsync();
        bool slept = false;
        World.Store.BeforeCommit = async batch =>
        {
            // The first worker sleeps past its lease with a report in hand; another does all.
            if (!slept && IsReport(batch))
            {
                slept = true;
                World.Clock.Now += JobRun.LeaseTime * 2;
                await town.WorkAsync(World.Beside);
            }
        };
        await town.WorkAsync();
        Job job = await town.SettledByAsync();
        Assert.Equal((10L, 10L), (job.Progress.Counts["households"], job.Progress.Counts["reports"]));
        Assert.All(await World.AllAsync(Kinds.Report, "town"), r => Assert.Equal((2, "post:id-P-g2"), (r.Sequence, r.Assignee)));
        Assert.Equal(20, (await town.ChangesAsync(job)).Select(c => c.Id).Distinct().Count());
    }

    /// <summary>What is settled, and what has been seen.</summary>
    private async Task<(int Generation, int JobFor)> SettledAsync()
    {
        SettledAreas settled = (await World.Beside.Settled.ReadAsync("town", World.Ct))!.Value;
        return (settled.Generation, settled.JobFor);
    }

    /// <summary>Works until the late look is over, or the process has died.</summary>
    private static async Task<bool> WorkUntilKilledAsync(ReassignTown here)
    {
        try
        {
            bool died = false;
            for (int i = 0; i < 3 && !died; i++)
            {
                died = (await here.WorkAsync()).Broken.Any(b => b.Why is KilledException);
                here.World.Clock.Now += died || i > 0 ? TimeSpan.Zero : WatchAreas.Grace;
            }

            return died;
        }
        catch (KilledException)
        {
            return true;
        }
    }
}
