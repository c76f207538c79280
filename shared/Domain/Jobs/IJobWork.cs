namespace GridSteward.Domain.Jobs;

/// <summary>What became of a slice.</summary>
/// <param name="IsDone">Whether the job is done; else it wants another slice.</param>
/// <param name="Progress">How far it has come.</param>
/// <param name="Files">What it made; told when it is done.</param>
public sealed record JobSlice(bool IsDone, JobProgress Progress, IReadOnlyList<JobFile> Files)
{
    /// <summary>The job wants another slice.</summary>
    public static JobSlice More(JobProgress progress) => new(false, progress, []);

    /// <summary>How long to wait before the next slice; null for as soon as may be.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>The job is done.</summary>
    public static JobSlice Done(JobProgress progress, params IReadOnlyList<JobFile> files) => new(true, progress, files);
}

/// <summary>A kind of work that jobs do.</summary>
public interface IJobWork
{
    /// <summary>The kinds of jobs it does.</summary>
    IReadOnlyList<string> JobKinds { get; }

    /// <summary>
    /// Goes on with the job from its checkpoints until it is done or <see cref="JobRun.IsOver"/>. It may be killed anywhere, and another worker
    /// may be at the same job: whatever it writes goes with a checkpoint (<see cref="JobCheckpoints.CommitAsync"/>), or may be written twice.
    /// </summary>
    /// <exception cref="JobFailedException">It cannot be done.</exception>
    Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken);

    /// <summary>Removes what the job needed only while it ran, when it has ended in whatever way. May be repeated.</summary>
    Task TidyUpAsync(Job job, CancellationToken cancellationToken);
}
