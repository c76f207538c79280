using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jobs;

/// <summary>
/// How far a job has come in one container. It is written in the same batch as what the job writes there, bound to the version it was read
/// at: so each piece of work happens exactly once, whoever is killed and however many workers believe that the job is theirs.
/// </summary>
public sealed record JobCheckpoint : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "jobCheckpoint";

    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>Which part of the job is at work; kinds of work name their own.</summary>
    public string? Phase { get; init; }

    /// <summary>Rows or documents taken so far in this phase.</summary>
    public long Taken { get; init; }

    /// <summary>Where to go on, in the form that the kind of work reads.</summary>
    public string? Cursor { get; init; }

    /// <summary>Counts by name.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>Files whose parts are written so far.</summary>
    public IReadOnlyList<JobFile> Files { get; init; } = [];

    /// <summary>The end of the file of rejected rows that is not a part yet, as its text.</summary>
    public string Tail { get; init; } = "";

    /// <summary>The id of a job's checkpoint.</summary>
    public static string IdOf(string job) => job + ".checkpoint";

    /// <summary>The count with this name.</summary>
    public long Count(string name) => Counts.GetValueOrDefault(name);

    /// <summary>With some counts raised.</summary>
    public JobCheckpoint Plus(params IEnumerable<(string Name, long More)> counts)
    {
        Dictionary<string, long> sums = new(Counts);
        foreach (var (name, more) in counts)
        {
            sums[name] = sums.GetValueOrDefault(name) + more;
        }

        return this with { Counts = sums };
    }

    /// <summary>With a file in place of the one of the same name, or added.</summary>
    public JobCheckpoint With(JobFile file) => this with { Files = [.. Files.Where(f => f.Name != file.Name), file] };
}

/// <summary>Reads and writes checkpoints.</summary>
public sealed class JobCheckpoints(IDocumentStore store)
{
    /// <summary>The job's checkpoint in a container, or a new one that is not stored yet (its ETag empty).</summary>
    public async Task<Stored<JobCheckpoint>> ReadAsync(Container container, Job job, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.JobCheckpoint(container), job.Jurisdiction, JobCheckpoint.IdOf(job.Id), cancellationToken)
            ?? new Stored<JobCheckpoint>(new JobCheckpoint { Id = JobCheckpoint.IdOf(job.Id), Jurisdiction = job.Jurisdiction, Job = job.Id }, "");

    /// <summary>Adds the next checkpoint to a batch that someone else commits.</summary>
    public static Batch Add(Batch batch, Stored<JobCheckpoint> from, JobCheckpoint next)
    {
        var kind = Kinds.JobCheckpoint(batch.Container);
        return from.ETag.Length == 0 ? batch.Create(kind, next) : batch.Replace(kind, next, from.ETag);
    }

    /// <summary>Commits a batch together with the next checkpoint.</summary>
    /// <exception cref="JobLostException">Another worker has come further, or something the batch wants is no longer as it was read.</exception>
    public async Task<Stored<JobCheckpoint>> CommitAsync(Batch batch, Stored<JobCheckpoint> from, JobCheckpoint next, CancellationToken cancellationToken)
    {
        CommitOutcome outcome = await store.CommitOrLoseAsync(Add(batch, from, next), cancellationToken);
        return new Stored<JobCheckpoint>(next, outcome.ETags[^1]);
    }

    /// <summary>Forgets a job's checkpoint.</summary>
    public async Task DropAsync(Container container, Job job, CancellationToken cancellationToken)
    {
        if (await ReadAsync(container, job, cancellationToken) is { ETag.Length: > 0 } stored)
        {
            await store.CommitAsync(
                new Batch(container, job.Jurisdiction).Delete(Kinds.JobCheckpoint(container), stored.Value.Id, stored.ETag), cancellationToken);
        }
    }
}
