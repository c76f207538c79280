using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;

namespace GridSteward.Domain.Tests.Jobs;

public sealed class JobRunnerTests : IDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(5);

    private readonly World world = new();

    private static CancellationToken Ct => World.Ct;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_job_is_done_once_piece_by_piece_and_tidied_up_after()
    {
        Job job = await OrderAsync(25);
        CountingWork work = new(world.Here.Checkpoints);
        JobRound round = await Runner(world.Here, work).RunDueAsync(Budget, Ct);

        Job done = await ReadAsync(job);
        Assert.Equal((JobState.Done, 25, 25, true), (done.State, done.Progress.Done, done.Progress.Counts["counted"], done.TidiedUp));
        Assert.Equal(job.Id, Assert.Single(round.Ended).Id);
        Assert.Equal([job.Id], work.TidiedUp);
        await AssertCountedAsync(job, 25);
        Assert.Equal(["create", "done"], (await AuditAsync(job)).Select(f => f.Action).Order());
        Assert.Equal(0, (await Runner(world.Here, work).RunDueAsync(Budget, Ct)).Slices);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worker_killed_in_mid_slice_is_followed_by_the_next_when_its_lease_has_run_out(bool afterTheCommit)
    {
        Job job = await OrderAsync(25);
        CountingWork work = new(world.Here.Checkpoints);
        bool Tenth(Batch b) => b.Operations.Any(o => o.Id.EndsWith(".0010", StringComparison.Ordinal));
        if (afterTheCommit)
        {
            world.Store.DieAfter(Tenth);
        }
        else
        {
            world.Store.DieBefore(Tenth);
        }

        await Assert.ThrowsAsync<KilledException>(() => Runner(world.Here, work).RunDueAsync(Budget, Ct));
        Assert.Equal(JobState.Running, (await ReadAsync(job)).State);

        CountingWork next = new(world.Beside.Checkpoints);
        Assert.Equal(0, (await Runner(world.Beside, next).RunDueAsync(Budget, Ct)).Slices);
        world.Clock.Now += JobRun.LeaseTime + TimeSpan.FromSeconds(1);
        Assert.Equal(JobState.Done, Assert.Single((await Runner(world.Beside, next).RunDueAsync(Budget, Ct)).Ended).State);
        await AssertCountedAsync(job, 25);
    }

    /// <summary>The first worker is stopped for so long that its lease runs out; it awakes while the second is at work.</summary>
    [Fact]
    public async Task Of_two_workers_that_both_believe_the_job_is_theirs_each_piece_is_done_by_one()
    {
        Job job = await OrderAsync(40);
        CountingWork second = new(world.Beside.Checkpoints);
        CountingWork first = new(world.Here.Checkpoints)
        {
            Before = async (_, number) =>
            {
                if (number == 10)
                {
                    world.Clock.Now += JobRun.LeaseTime + TimeSpan.FromSeconds(1);
                    await Runner(world.Beside, second).RunDueAsync(Budget, Ct);
                }
            },
        };
        JobRound round = await Runner(world.Here, first).RunDueAsync(Budget, Ct);

        Assert.Empty(round.Ended);
        Assert.Empty(round.Broken);
        Assert.Equal(JobState.Done, (await ReadAsync(job)).State);
        await AssertCountedAsync(job, 40);
        Assert.Single(await AuditAsync(job), f => f.Action == "done");
    }

    [Fact]
    public async Task Many_workers_at_once_do_many_jobs_once_each()
    {
        List<Job> jobs = [];
        for (int i = 0; i < 8; i++)
        {
            jobs.Add(await OrderAsync(20));
        }

        JobRound[] rounds = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            Instance instance = world.Restarted();
            return await Runner(instance, new CountingWork(instance.Checkpoints)).RunDueAsync(Budget, Ct);
        })));
        await Runner(world.Here, new CountingWork(world.Here.Checkpoints)).RunDueAsync(Budget, Ct);

        Assert.Empty(rounds.SelectMany(r => r.Broken));
        foreach (Job job in jobs)
        {
            Assert.Equal(JobState.Done, (await ReadAsync(job)).State);
            await AssertCountedAsync(job, 20);
            Assert.Single(await AuditAsync(job), f => f.Action == "done");
        }
    }

    [Fact]
    public async Task A_long_job_is_worked_in_slices_and_the_clock_running_forward_harms_nothing()
    {
        Job job = await OrderAsync(30);
        CountingWork work = new(world.Here.Checkpoints)
        {
            Before = (_, _) =>
            {
                world.Clock.Now += TimeSpan.FromMinutes(1);
                return Task.CompletedTask;
            },
        };
        int slices = 0;
        for (int round = 0; round < 20 && !(await ReadAsync(job)).HasEnded; round++)
        {
            slices += (await Runner(world.Here, work).RunDueAsync(Budget, Ct)).Slices;
            world.Clock.Now += TimeSpan.FromHours(3);
        }

        Assert.Equal(JobState.Done, (await ReadAsync(job)).State);
        Assert.InRange(slices, 6, 12);
        await AssertCountedAsync(job, 30);
    }

    [Fact]
    public async Task A_job_whose_engine_does_not_answer_waits_however_often_and_goes_on_from_its_checkpoint()
    {
        Job job = await OrderAsync(25);
        CountingWork work = new(world.Here.Checkpoints);
        int busy = 0;
        world.Store.BeforeCommit = batch => batch.Operations.Any(o => o.Id.EndsWith(".0010", StringComparison.Ordinal)) && busy++ < 2 * JobRunner.MaxAttempts
            ? throw new StoreUnavailableException("Busy.", TimeSpan.FromSeconds(1)) : Task.CompletedTask;
        for (int run = 0; run < 2 * JobRunner.MaxAttempts; run++)
        {
            JobRound round = await Runner(world.Here, work).RunDueAsync(Budget, Ct);
            Assert.Equal(job.Id, Assert.Single(round.Unanswered).Job?.Id);
            Assert.Empty(round.Broken);
            Job waits = await ReadAsync(job);
            Assert.Equal((JobState.Waiting, 0, null), (waits.State, waits.Attempts, waits.Lease));
            world.Clock.Now += TimeSpan.FromSeconds(31);
        }

        Assert.Equal(JobState.Done, Assert.Single((await Runner(world.Here, work).RunDueAsync(Budget, Ct)).Ended).State);
        await AssertCountedAsync(job, 25);
    }

    [Fact]
    public async Task A_worker_that_meets_an_engine_that_is_away_stops_in_order_and_the_next_round_does_everything()
    {
        List<Job> jobs = [];
        for (int i = 0; i < 8; i++)
        {
            jobs.Add(await OrderAsync(3));
        }

        CountingWork work = new(world.Here.Checkpoints);
        world.Store.BeforeCommit = _ => throw new StoreUnavailableException("Away.", TimeSpan.FromSeconds(1));
        Assert.Equal(SweepPatience.Most, (await Runner(world.Here, work).RunDueAsync(Budget, Ct)).Unanswered.Count);
        world.Store.BeforeRead = _ => throw new StoreUnavailableException("Away.", TimeSpan.FromSeconds(1));
        Assert.Null(Assert.Single((await Runner(world.Here, work).RunDueAsync(Budget, Ct)).Unanswered).Job);

        world.Store.BeforeCommit = _ => Task.CompletedTask;
        world.Store.BeforeRead = _ => Task.CompletedTask;
        Assert.Equal(8, (await Runner(world.Here, work).RunDueAsync(Budget, Ct)).Ended.Count);
        foreach (Job job in jobs)
        {
            await AssertCountedAsync(job, 3);
        }
    }

    [Fact]
    public async Task A_cancelled_job_stops_at_its_next_checkpoint_and_keeps_what_it_had_done()
    {
        Job job = await OrderAsync(30);
        CountingWork work = new(world.Here.Checkpoints)
        {
            Before = async (_, number) =>
            {
                world.Clock.Now += TimeSpan.FromSeconds(1);
                if (number == 10)
                {
                    Expect.Done(await world.Beside.Jobs.CancelAsync("town", job.Id, Acting.Program, Ct));
                }
            },
        };
        await Runner(world.Here, work).RunDueAsync(Budget, Ct);

        Job cancelled = await ReadAsync(job);
        Assert.Equal(JobState.Cancelled, cancelled.State);
        long counted = (await CodesAsync(job)).Count;
        Assert.InRange(counted, 10, 13);
        Assert.Equal([job.Id], work.TidiedUp);
        Assert.IsType<Outcome<Stored<Job>>.Conflict>(await world.Here.Jobs.CancelAsync("town", job.Id, Acting.Program, Ct));
    }

    [Fact]
    public async Task A_job_cancelled_before_it_began_does_nothing()
    {
        Job job = await OrderAsync(5);
        Expect.Done(await world.Here.Jobs.CancelAsync("town", job.Id, Acting.Program, Ct));
        await Runner(world.Here, new CountingWork(world.Here.Checkpoints)).RunDueAsync(Budget, Ct);
        Assert.Equal(JobState.Cancelled, (await ReadAsync(job)).State);
        Assert.Empty(await CodesAsync(job));
    }

    [Fact]
    public async Task A_slice_that_breaks_is_tried_again_later_and_fails_after_six_times_without_getting_further()
    {
        Job job = await OrderAsync(10);
        CountingWork work = new(world.Here.Checkpoints) { Before = (_, number) => number == 5 ? throw new InvalidOperationException("Broken.") : Task.CompletedTask };
        Assert.Single((await Runner(world.Here, work).RunDueAsync(Budget, Ct)).Broken);
        Assert.Equal(0, (await Runner(world.Here, work).RunDueAsync(Budget, Ct)).Slices);

        int tries = 1;
        while (!(await ReadAsync(job)).HasEnded)
        {
            world.Clock.Now += TimeSpan.FromHours(1);
            tries += (await Runner(world.Here, work).RunDueAsync(Budget, Ct)).Broken.Count;
        }

        Job failed = await ReadAsync(job);
        Assert.Equal((JobState.Failed, JobRunner.MaxAttempts), (failed.State, tries));
        Assert.DoesNotContain("Broken.", failed.Problem!, StringComparison.Ordinal);
        await AssertCountedAsync(job, 4);
    }

    [Fact]
    public async Task A_job_that_cannot_be_done_fails_at_once_and_says_why()
    {
        Job job = await OrderAsync(10);
        CountingWork work = new(world.Here.Checkpoints) { Before = (_, _) => throw new JobFailedException("It is not a file.", [new Fault("line 1", "No header.")]) };
        await Runner(world.Here, work).RunDueAsync(Budget, Ct);
        Job failed = await ReadAsync(job);
        Assert.Equal((JobState.Failed, "It is not a file.", "line 1"), (failed.State, failed.Problem, Assert.Single(failed.Faults).Path));
        Job unknown = Expect.Done(await world.Here.Jobs.CreateAsync("town", new JobOrder("dance", JsonSerializer.SerializeToElement(1), Capability.ManageAreas), null, Acting.Program, Ct)).Value;
        await Runner(world.Here, work).RunDueAsync(Budget, Ct);
        Assert.Contains("dance", (await ReadAsync(unknown)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopping_host_ends_the_slice_at_a_checkpoint_and_another_goes_on_at_once()
    {
        Job job = await OrderAsync(20);
        using var stopping = new CancellationTokenSource();
        CountingWork work = new(world.Here.Checkpoints)
        {
            Before = async (_, number) => await (number == 8 ? stopping.CancelAsync() : Task.CompletedTask),
        };
        await Runner(world.Here, work).RunDueAsync(Budget, stopping.Token);
        Job waiting = await ReadAsync(job);
        Assert.Equal((JobState.Waiting, 8, null), (waiting.State, waiting.Progress.Done, waiting.Lease));
        Assert.Single((await Runner(world.Beside, new CountingWork(world.Beside.Checkpoints)).RunDueAsync(Budget, Ct)).Ended);
        await AssertCountedAsync(job, 20);
    }

    [Fact]
    public async Task An_ended_job_is_forgotten_with_its_files_after_a_week()
    {
        Job job = await OrderAsync(3);
        CountingWork work = new(world.Here.Checkpoints);
        await Runner(world.Here, work).RunDueAsync(Budget, Ct);
        await world.Here.JobFiles.AppendAsync(job, new JobFile("rows", "text/csv", []), new byte[] { 1 }, Ct);
        world.Clock.Now += Job.KeptFor + TimeSpan.FromMinutes(1);
        await Runner(world.Here, work).RunDueAsync(Budget, Ct);

        Assert.Null(await world.Here.Store.FindAsync(Kinds.Job, "town", job.Id, Ct));
        Assert.Empty(await world.Here.Blobs.ListAsync(BlobContainer.Jobs, "", Ct).ToListAsync(Ct));
        Assert.Empty(await world.AllAsync(Kinds.AgendaEntry, AgendaEntry.OnlyKey));
    }

    [Fact]
    public async Task An_entry_of_the_agenda_that_leads_nowhere_is_dropped()
    {
        await world.Here.Agenda.AddAsync(AgendaSubject.Job, "town", "nothing", world.Clock.Now, Ct);
        await Runner(world.Here).RunDueAsync(Budget, Ct);
        Assert.Single(await world.AllAsync(Kinds.AgendaEntry, AgendaEntry.OnlyKey));
        world.Clock.Now += Agenda.Patience * 2;
        await Runner(world.Here).RunDueAsync(Budget, Ct);
        Assert.Empty(await world.AllAsync(Kinds.AgendaEntry, AgendaEntry.OnlyKey));
    }

    /// <summary>A worker looks at the agenda in the moment between the entry and the job, which is long where the machine or the cloud is busy.</summary>
    [Fact]
    public async Task A_job_whose_entry_was_looked_at_before_it_was_there_is_worked_soon()
    {
        Job job = Expect.Done(await world.Here.Jobs.CreateAsync("town", Order(3), World.Key("job"), Acting.Program, Ct)).Value with { Id = Guid.CreateVersion7(world.Clock.Now).ToString() };
        await Runner(world.Here, new CountingWork(world.Here.Checkpoints)).RunDueAsync(Budget, Ct);
        await world.Here.Agenda.ExpectAsync(AgendaSubject.Job, "town", job.Id, world.Clock.Now, Ct);
        await Runner(world.Beside).RunDueAsync(Budget, Ct);
        await world.Here.Store.CommitAsync(new Batch(Container.Outcomes, "town").Create(Kinds.Job, job), Ct);

        world.Clock.Now += TimeSpan.FromSeconds(3);
        JobRound round = await Runner(world.Beside, new CountingWork(world.Beside.Checkpoints)).RunDueAsync(Budget, Ct);
        Assert.Equal(job.Id, Assert.Single(round.Ended).Id);
    }

    [Fact]
    public async Task A_job_that_is_ordered_again_after_a_kill_does_not_wait_for_what_was_put_off_meanwhile()
    {
        OnceKey key = World.Key("job");
        JobOrder order = Order(3);
        world.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.Job));
        await Assert.ThrowsAsync<KilledException>(() => world.Here.Jobs.CreateAsync("town", order, key, Acting.Program, Ct));
        world.Clock.Now += TimeSpan.FromMinutes(20);
        await Runner(world.Beside).RunDueAsync(Budget, Ct);

        Job job = Expect.Done(await world.Beside.Jobs.CreateAsync("town", order, key, Acting.Program, Ct)).Value;
        Assert.Equal(job.Id, Assert.Single((await Runner(world.Beside, new CountingWork(world.Beside.Checkpoints)).RunDueAsync(Budget, Ct)).Ended).Id);
    }

    [Fact]
    public async Task The_same_key_orders_one_job_and_a_kill_before_the_job_is_written_loses_nothing()
    {
        OnceKey key = World.Key("job");
        JobOrder order = Order(3);
        world.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.Job));
        await Assert.ThrowsAsync<KilledException>(() => world.Here.Jobs.CreateAsync("town", order, key, Acting.Program, Ct));
        Job job = Expect.Done(await world.Beside.Jobs.CreateAsync("town", order, key, Acting.Program, Ct)).Value;
        Assert.Equal(job.Id, Expect.Done(await world.Beside.Jobs.CreateAsync("town", order, key, Acting.Program, Ct)).Value.Id);
        Assert.Equal(job.Id, Assert.Single(await world.AllAsync(Kinds.AgendaEntry, AgendaEntry.OnlyKey)).SubjectId);
    }

    private static JobOrder Order(int count) => new("count", JsonSerializer.SerializeToElement(count), Capability.ManageAreas);

    private async Task<Job> OrderAsync(int count)
        => Expect.Done(await world.Beside.Jobs.CreateAsync("town", Order(count), null, Acting.Program, Ct)).Value;

    private JobRunner Runner(Instance instance, params IJobWork[] works) => instance.Runner(world.Clock, works);

    private async Task<Job> ReadAsync(Job job) => (await world.Beside.Store.FindAsync(Kinds.Job, job.Jurisdiction, job.Id, Ct))!.Value;

    private async Task<List<string>> CodesAsync(Job job)
        => [.. (await world.AllAsync(Kinds.UniqueCode(Container.Households), "town")).Where(c => c.OwnerId == job.Id).Select(c => c.Code)];

    private async Task AssertCountedAsync(Job job, int count)
    {
        Assert.Equal(Enumerable.Range(1, count).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)), await CodesAsync(job));
        if ((await ReadAsync(job)).State == JobState.Done)
        {
            Assert.Equal(count, (await ReadAsync(job)).Progress.Counts["counted"]);
        }
    }

    private async Task<List<AuditFact>> AuditAsync(Job job)
        => [.. (await world.AllAsync(Kinds.Audit(Container.Outcomes), "town")).Where(a => a.Fact.Subject == $"job/{job.Id}").Select(a => a.Fact)];
}
