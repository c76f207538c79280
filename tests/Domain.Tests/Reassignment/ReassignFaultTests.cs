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

        // While the job waits for requests that may be late, it takes in what else comes.
        await town.MoveBorderAsync(0.5);
        IReadOnlyList<Job> ended = await town.SettleAsync();
        Job job = Assert.Single(ended);
        Assert.Equal(before + 1, (await town.JobsAsync()).Count);
        Assert.Equal(("editor", "trace", 1L), (job.Origin.Subject, job.Origin.TraceId, job.Progress.Counts["reports"]));
        Assert.Equal(5, (await World.Beside.Settled.ReadAsync("town", World.Ct))!.Value.Generation);
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
        Assert.Equal(afterwards ? 1 : 0, (await town.JobsAsync()).Count - jobs);
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
        Job waiting = Assert.Single(await town.JobsAsync(), j => !j.HasEnded);
        Assert.Equal(JobState.Waiting, waiting.State);
        go.SetResult();
        Report report = await late;
        Assert.Equal((1, "post:id-P-g1"), (report.Generation, report.Assignee));
        Assert.Equal(1, (await World.Beside.Settled.ReadAsync("town", World.Ct))!.Value.Generation);

        Job job = Assert.Single(await town.SettleAsync());
        Assert.Equal((waiting.Id, 1L), (job.Id, job.Progress.Counts["reports"]));
        Assert.Equal((2, "post:id-P-g2"), ((await town.AgainAsync(report)).Value.Generation, (await town.AgainAsync(report)).Value.Assignee));
        Assert.True(job.EndedAt - waiting.CreatedAt >= ReassignWork.Grace);
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
            here.World.KillAt(at, afterwards);
            bool died = await WorkUntilKilledAsync(here);
            here.World.KillAt(0, afterwards);
            IReadOnlyList<Job> ended = await here.SettleAsync();
            Job job = Assert.Single(ended);
            ReassignmentSummary summary = await here.SummaryAsync(job);
            Assert.Equal((2L, 2L, 2L, 2L), (summary.Households, summary.Reports, job.Progress.Counts["households"], job.Progress.Counts["reports"]));
            Assert.Equal(10, job.Progress.Counts["lookedAt"]);
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

        Assert.InRange(killed, 8, 80);
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
        Job job = Assert.Single(await town.SettleAsync());
        Assert.Equal((10L, 10L), (job.Progress.Counts["households"], job.Progress.Counts["reports"]));
        Assert.All(await World.AllAsync(Kinds.Report, "town"), r => Assert.Equal((2, "post:id-P-g2"), (r.Sequence, r.Assignee)));
        Assert.Equal(20, (await town.ChangesAsync(job)).Select(c => c.Id).Distinct().Count());
    }

    private static async Task<bool> WorkUntilKilledAsync(ReassignTown here)
    {
        try
        {
            return (await here.WorkAsync()).Broken.Any(b => b.Why is KilledException);
        }
        catch (KilledException)
        {
            return true;
        }
    }
}
