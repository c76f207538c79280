using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jobs;

/// <summary>How workers go about jobs.</summary>
/// <param name="Lease">How long nobody else takes a job whose worker has not been heard of.</param>
public sealed record JobPace(TimeSpan Lease)
{
    /// <summary>How often a worker shows its progress and renews its lease.</summary>
    public TimeSpan KeepEvery => Lease / 60;
}

/// <summary>One slice of a job in one worker: how long it may go on, and the lease that it keeps.</summary>
public sealed class JobRun
{
    /// <summary>How long nobody else takes a job whose worker has not been heard of, unless settings say another time.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private readonly IDocumentStore store;
    private readonly TimeProvider clock;
    private readonly JobPace pace;
    private readonly string worker;
    private readonly DateTimeOffset until;
    private readonly CancellationToken stopping;
    private DateTimeOffset kept;

    internal JobRun(Stored<Job> job, IDocumentStore store, TimeProvider clock, JobPace pace, string worker, DateTimeOffset until, CancellationToken stopping)
    {
        Current = job;
        this.store = store;
        this.clock = clock;
        this.pace = pace;
        this.worker = worker;
        this.until = until;
        this.stopping = stopping;
        kept = clock.GetUtcNow();
    }

    /// <summary>The job.</summary>
    public Job Job => Current.Value;

    /// <summary>Whether the slice should end at the next checkpoint: its time is up, or the host stops.</summary>
    public bool IsOver => stopping.IsCancellationRequested || clock.GetUtcNow() >= until;

    internal Stored<Job> Current { get; private set; }

    /// <summary>Shows the progress and keeps the lease; called at every checkpoint, it writes only every few seconds.</summary>
    /// <exception cref="JobCancelledException">Someone cancelled the job.</exception>
    /// <exception cref="JobLostException">The lease is another's.</exception>
    public async Task KeepAsync(JobProgress progress, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (now - kept < pace.KeepEvery)
        {
            return;
        }

        int attempts = progress.Done > Job.Progress.Done ? 0 : Job.Attempts;
        await SaveAsync(job => job with { Progress = progress, Attempts = attempts, Lease = new JobLease(worker, now + pace.Lease) }, cancellationToken);
        kept = now;
    }

    /// <summary>Writes the job while it is this worker's.</summary>
    internal async Task SaveAsync(Func<Job, Job> change, CancellationToken cancellationToken)
    {
        Job next = change(Job);
        if (!await CommitAsync(new Batch(Container.Outcomes, next.Jurisdiction).Replace(Kinds.Job, next, Current.ETag), next, cancellationToken))
        {
            throw new JobCancelledException();
        }
    }

    /// <summary>Commits a batch whose first operation replaces the job; false where the job was cancelled meanwhile and is still this worker's to end.</summary>
    internal async Task<bool> CommitAsync(Batch batch, Job next, CancellationToken cancellationToken)
    {
        CommitOutcome outcome = await store.CommitAsync(batch, cancellationToken);
        if (outcome.Committed)
        {
            Current = new Stored<Job>(next, outcome.ETags[0]);
            return true;
        }

        // The one change that others make to a job that is leased is to cancel it.
        if (await store.FindAsync(Kinds.Job, next.Jurisdiction, next.Id, cancellationToken) is { Value: { State: JobState.Cancelling } found } stored && found.Lease?.Worker == worker)
        {
            Current = stored;
            return false;
        }

        throw new JobLostException("Another worker has the job.");
    }
}
