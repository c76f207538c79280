namespace GridSteward.Domain.Jobs;

/// <summary>
/// What the slice read is no longer so: another worker has gone on with the job, or someone changed a document meanwhile. Nothing is broken;
/// whoever works next reads anew.
/// </summary>
public sealed class JobLostException(string message) : Exception(message);

/// <summary>The job was asked to stop.</summary>
public sealed class JobCancelledException() : Exception("The job was cancelled.");

/// <summary>The job cannot be done, however often it is tried.</summary>
/// <param name="problem">Why, without words of anyone's data.</param>
/// <param name="faults">What was wrong with what was sent.</param>
public sealed class JobFailedException(string problem, IReadOnlyList<Fault>? faults = null) : Exception(problem)
{
    /// <summary>What was wrong with what was sent.</summary>
    public IReadOnlyList<Fault> Faults { get; } = faults ?? [];

    /// <summary>What it made all the same, such as the list of what was wrong.</summary>
    public IReadOnlyList<JobFile> Files { get; init; } = [];

    /// <summary>How far it had come; null where that is as it was.</summary>
    public JobProgress? Progress { get; init; }
}
