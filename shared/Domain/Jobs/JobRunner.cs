using System.Diagnostics;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tracing;
using GridSteward.Domain.Uploads;

namespace GridSteward.Domain.Jobs;

/// <summary>What one round of work did.</summary>
/// <param name="Slices">How many slices were worked.</param>
/// <param name="Ended">The jobs that ended.</param>
/// <param name="Broken">The jobs whose slice broke, with why; they are tried again later, or have failed.</param>
/// <param name="Unanswered">What met an engine that did not answer, or a document of a newer version: a job's slice, which goes on later from its checkpoint, or what the agenda names (null). It counts as no attempt.</param>
public sealed record JobRound(
    int Slices, IReadOnlyList<Job> Ended, IReadOnlyList<(Job Job, Exception Why)> Broken, IReadOnlyList<(Job? Job, Exception Why)> Unanswered);

/// <summary>
/// Works on the jobs that are due, as many workers as like at the same time. A job is taken by writing a lease into its document at the version
/// that was read; it is worked in slices; when its worker dies, the lease runs out and the next worker goes on from the checkpoints.
/// </summary>
public sealed class JobRunner(IDocumentStore store, Agenda agenda, JobFiles files, KeepUploads uploads, WatchAreas areas, HandOver handOver, SweepPhotos photos, IEnumerable<IJobWork> works, JobPace pace, TimeProvider clock)
{
    /// <summary>After so many tries in a row that broke without getting further a job has failed.</summary>
    public const int MaxAttempts = 6;

    /// <summary>The longest slice.</summary>
    public static readonly TimeSpan LongestSlice = TimeSpan.FromMinutes(4);

    /// <summary>The slice of a job when others wait.</summary>
    public static readonly TimeSpan SharedSlice = TimeSpan.FromSeconds(20);

    /// <summary>How long a job rests whose slice met an engine that did not answer, or longer where that says so.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>How soon a job is looked for again that the agenda names and that is not there yet.</summary>
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(2);

    /// <summary>How long a slice may take to its next checkpoint when the host stops.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, IJobWork> works = works.SelectMany(w => w.JobKinds.Select(k => (k, w))).ToDictionary(x => x.k, x => x.w);

    /// <summary>Works on what is due until nothing is, or the time is up.</summary>
    /// <param name="budget">How long new slices begin and slices last.</param>
    /// <param name="cancellationToken">The host stops: running slices end at their next checkpoint and give their leases back.</param>
    public async Task<JobRound> RunDueAsync(TimeSpan budget, CancellationToken cancellationToken)
    {
        DateTimeOffset until = clock.GetUtcNow() + budget;
        string worker = Guid.NewGuid().ToString("N");
        List<Job> ended = [];
        var met = new Troubles();
        int slices = 0;
        try
        {
            for (int before = -1; before != slices && !cancellationToken.IsCancellationRequested && clock.GetUtcNow() < until;)
            {
                before = slices;
                var due = await agenda.DueAsync(cancellationToken);
                foreach (Stored<AgendaEntry> entry in due)
                {
                    DateTimeOffset now = clock.GetUtcNow();
                    if (now >= until || cancellationToken.IsCancellationRequested || met.Patience.IsOver)
                    {
                        break;
                    }

                    DateTimeOffset end = now + (due.Count(e => e.Value.Subject == AgendaSubject.Job) > 1 ? SharedSlice : LongestSlice);
                    if (await TryLookAsync(entry, worker, end < until ? end : until, met, cancellationToken) is { } worked)
                    {
                        slices++;
                        if (worked.HasEnded)
                        {
                            ended.Add(worked);
                        }
                    }
                }
            }
        }
        catch (StoreUnavailableException e)
        {
            met.Unanswered.Add((null, e)); // the agenda itself; the next run asks it again
        }

        return new JobRound(slices, ended, met.Broken, met.Unanswered);
    }

    /// <summary>Looks at an entry; where the engine does not answer it stays as it is, for the next run.</summary>
    private async Task<Job?> TryLookAsync(Stored<AgendaEntry> entry, string worker, DateTimeOffset until, Troubles met, CancellationToken cancellationToken)
    {
        int before = met.Unanswered.Count;
        try
        {
            Job? worked = await LookAsync(entry, worker, until, met, cancellationToken);
            if (met.Unanswered.Count == before)
            {
                met.Patience.Answered();
            }

            return worked;
        }
        catch (StoreUnavailableException e)
        {
            met.Leave(null, e);
            return null;
        }
        catch (NewerDocumentException e)
        {
            // Its turn comes again and again until a program is there that can read it; the others' meanwhile.
            met.Leave(null, e);
            await agenda.PostponeAsync(entry, clock.GetUtcNow() + NewerDocumentException.RetryAfter, CancellationToken.None);
            return null;
        }
    }

    /// <summary>Looks at an entry; the job, where a slice of it was worked.</summary>
    private async Task<Job?> LookAsync(Stored<AgendaEntry> entry, string worker, DateTimeOffset until, Troubles met, CancellationToken cancellationToken)
    {
        AgendaEntry about = entry.Value;
        if (about.Subject == AgendaSubject.Upload)
        {
            await uploads.ForgetAsync(about.SubjectId, cancellationToken);
            await agenda.DropAsync(entry, cancellationToken);
            return null;
        }

        if (about.Subject == AgendaSubject.Areas)
        {
            // A worker that does not know the work leaves it to one that does.
            await (works.ContainsKey(ReassignWork.Kind) ? areas.LookAsync(entry, cancellationToken) : Task.CompletedTask);
            return null;
        }

        if (about.Subject == AgendaSubject.HandOver)
        {
            await handOver.LookAsync(entry, cancellationToken);
            return null;
        }

        if (about.Subject == AgendaSubject.Photo)
        {
            await photos.LookAsync(entry, cancellationToken);
            return null;
        }

        DateTimeOffset now = clock.GetUtcNow();
        if (await store.FindAsync(Kinds.Job, about.Jurisdiction, about.SubjectId, cancellationToken) is not { } job)
        {
            TimeSpan age = now - about.CreatedAt;
            if (age > Agenda.Patience)
            {
                // The request that wrote the entry died before it wrote the job: what it had confided goes too.
                await files.DeleteAsync(about.Jurisdiction, about.SubjectId, cancellationToken);
                await agenda.DropAsync(entry, cancellationToken);
            }
            else
            {
                // Mostly the request is about to write the job: looked for again soon, and then ever more seldom.
                await agenda.PostponeAsync(entry, now + (age > SoonAgain ? age : SoonAgain), cancellationToken);
            }

            return null;
        }

        if (job.Value.HasEnded)
        {
            await LeaveAsync(entry, job, cancellationToken);
            return null;
        }

        if (job.Value.IsLeased(now) || job.Value.NotBefore > now)
        {
            return null;
        }

        bool cancelled = job.Value.State == JobState.Cancelling;
        Job taken = job.Value with { State = cancelled ? JobState.Cancelling : JobState.Running, Lease = new JobLease(worker, now + pace.Lease) };
        CommitOutcome outcome = await store.CommitAsync(new Batch(Container.Outcomes, taken.Jurisdiction).Replace(Kinds.Job, taken, job.ETag), cancellationToken);
        if (!outcome.Committed)
        {
            return null;
        }

        var run = new JobRun(new Stored<Job>(taken, outcome.ETags[0]), store, clock, pace, worker, until, cancellationToken);
        Job? worked = await WorkAsync(run, cancelled, met, cancellationToken);
        if (worked is { HasEnded: true })
        {
            await LeaveAsync(entry, run.Current, CancellationToken.None);
        }
        else if (worked?.NotBefore is { } later && later > now)
        {
            await agenda.PostponeAsync(entry, later, CancellationToken.None);
        }

        return worked;
    }

    /// <summary>Works one slice of a job whose lease is held; null where the lease was lost.</summary>
    private async Task<Job?> WorkAsync(JobRun run, bool cancelled, Troubles met, CancellationToken stopping)
    {
        // In the trace of the request that ordered it, however much later; linked to the run that works on it.
        ActivityContext[] turn = TraceText.Read(TraceText.Current) is var here && here != default ? [here] : [];
        using TraceSpan span = TraceSpan.Begin($"job {run.Job.Kind}", ActivityKind.Consumer, TraceText.Read(run.Job.Origin.Trace), turn);
        Func<Task> ending = cancelled ? () => EndAsync(run, JobState.Cancelled, job => job) : await SliceAsync(run, met, stopping);
        try
        {
            try
            {
                await ending();
            }
            catch (JobCancelledException)
            {
                await EndAsync(run, JobState.Cancelled, job => job);
            }

            return run.Job;
        }
        catch (Exception e) when (e is JobLostException or StoreUnavailableException)
        {
            // Another worker has it, or will have it when the lease has run out.
            return null;
        }
    }

    /// <summary>Works a slice; what is to be written of it then.</summary>
    private async Task<Func<Task>> SliceAsync(JobRun run, Troubles met, CancellationToken stopping)
    {
        using OperationCharges charges = OperationCharges.Begin($"job {run.Job.Kind}");
        using var hardStop = new CancellationTokenSource();
        await using CancellationTokenRegistration grace = stopping.Register(() => hardStop.CancelAfter(Grace));
        try
        {
            IJobWork work = works.GetValueOrDefault(run.Job.Kind) ?? throw new JobFailedException($"This version of the program does not know jobs of the kind '{run.Job.Kind}'.");
            JobSlice slice = await work.RunAsync(run, hardStop.Token);
            return slice.IsDone
                ? () => EndAsync(run, JobState.Done, job => job with { Progress = slice.Progress, Files = slice.Files })
                : () => run.SaveAsync(job => Waiting(job) with { Progress = slice.Progress, Attempts = 0, NotBefore = clock.GetUtcNow() + slice.Pause }, CancellationToken.None);
        }
        catch (JobCancelledException)
        {
            return () => EndAsync(run, JobState.Cancelled, job => job);
        }
        catch (JobFailedException e)
        {
            TraceSpan.FailCurrent(e);
            return () => EndAsync(run, JobState.Failed, job => job with { Problem = e.Message, Faults = e.Faults, Files = e.Files, Progress = e.Progress ?? job.Progress });
        }
        catch (Exception e) when (e is JobLostException || (e is OperationCanceledException && hardStop.IsCancellationRequested))
        {
            // Something changed meanwhile: where the lease is still this worker's, the next slice begins from what is now.
            return () => run.SaveAsync(Waiting, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            // Busy engines are no fault of the job, however long they are: it goes on from its checkpoint and has not been tried in vain.
            TraceSpan.FailCurrent(e);
            met.Leave(run.Job, e);
            DateTimeOffset later = clock.GetUtcNow() + (e.RetryAfter > Rest ? e.RetryAfter : Rest);
            return () => run.SaveAsync(job => Waiting(job) with { NotBefore = later }, CancellationToken.None);
        }
        catch (NewerDocumentException e)
        {
            // No fault of the job either: it goes on from its checkpoint under the program that can read the document.
            met.Leave(run.Job, e);
            DateTimeOffset later = clock.GetUtcNow() + NewerDocumentException.RetryAfter;
            return () => run.SaveAsync(job => Waiting(job) with { NotBefore = later }, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever broke: the job is tried again or fails, and the caller logs why.
        catch (Exception e)
#pragma warning restore CA1031
        {
            met.Broken.Add((run.Job, e));
            TraceSpan.FailCurrent(e);
            int attempts = run.Job.Attempts + 1;
            DateTimeOffset later = clock.GetUtcNow() + TimeSpan.FromSeconds(5 * Math.Pow(3, attempts - 1));
            return attempts < MaxAttempts
                ? () => run.SaveAsync(job => Waiting(job) with { Attempts = attempts, NotBefore = later }, CancellationToken.None)
                : () => EndAsync(run, JobState.Failed, job => job with { Attempts = attempts, Problem = "Something broke again and again; the program's log says what." });
        }
    }

    private static Job Waiting(Job job) => job with { State = JobState.Waiting, Lease = null, NotBefore = null };

    private async Task EndAsync(JobRun run, JobState state, Func<Job, Job> change)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Batch Ending(Job ended) => new Batch(Container.Outcomes, ended.Jurisdiction)
            .Replace(Kinds.Job, ended, run.Current.ETag)
            .Create(Kinds.Audit(Container.Outcomes), AuditEntry.Of(ended.Jurisdiction, ended.Origin.Fact(now, Wire.Name(state), $"job/{ended.Id}")));
        Job Ended() => change(run.Job) with { State = state, Lease = null, NotBefore = null, EndedAt = now };

        // Cancelled in the very moment it ended: what is done is done.
        Job ended = Ended();
        while (!await run.CommitAsync(Ending(ended), ended, CancellationToken.None))
        {
            ended = Ended();
        }
    }

    /// <summary>Tidies up after an ended job, and forgets it when its time has come.</summary>
    private async Task LeaveAsync(Stored<AgendaEntry> entry, Stored<Job> job, CancellationToken cancellationToken)
    {
        Job ended = job.Value;
        DateTimeOffset forgetAt = ended.EndedAt!.Value + Job.KeptFor;
        IJobWork? work = works.GetValueOrDefault(ended.Kind);
        if (clock.GetUtcNow() >= forgetAt)
        {
            // Once more: a worker that awoke when all was tidied up may have left something.
            await (work?.TidyUpAsync(ended, cancellationToken) ?? Task.CompletedTask);
            await files.DeleteAsync(ended.Jurisdiction, ended.Id, cancellationToken);
            await store.CommitAsync(new Batch(Container.Outcomes, ended.Jurisdiction).Delete(Kinds.Job, ended.Id, job.ETag), cancellationToken);
            await agenda.DropAsync(entry, cancellationToken);
            return;
        }

        if (!ended.TidiedUp)
        {
            await (work?.TidyUpAsync(ended, cancellationToken) ?? Task.CompletedTask);

            await files.ForgetConfidenceAsync(ended, cancellationToken);
            if (ended.Upload is { } upload)
            {
                await uploads.ForgetAsync(upload, cancellationToken);
            }

            await store.CommitAsync(new Batch(Container.Outcomes, ended.Jurisdiction).Replace(Kinds.Job, ended with { TidiedUp = true }, job.ETag), cancellationToken);
        }

        await agenda.PostponeAsync(entry, forgetAt, cancellationToken);
    }

    /// <summary>What a round has met so far.</summary>
    private sealed class Troubles
    {
        public List<(Job Job, Exception Why)> Broken { get; } = [];

        public List<(Job? Job, Exception Why)> Unanswered { get; } = [];

        public SweepPatience Patience { get; } = new();

        public void Leave(Job? job, Exception why)
        {
            Unanswered.Add((job, why));
            Patience.Failed(why);
        }
    }
}
