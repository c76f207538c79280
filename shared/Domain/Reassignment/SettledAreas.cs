using GridSteward.Domain.Areas;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reassignment;

/// <summary>
/// Up to which generation of its areas a jurisdiction's households and open reports have been looked at: what comes next is the difference from
/// there to the current one, however many edits lie between.
/// </summary>
public sealed record SettledAreas : JurisdictionDocument
{
    /// <summary>The id of the one document of a jurisdiction.</summary>
    public const string OnlyId = "areas.settled";

    /// <inheritdoc/>
    public override string Type => "settledAreas";

    /// <summary>The generation; 0 where none is settled.</summary>
    public required int Generation { get; init; }

    /// <summary>The job that looks or has looked at the newest generation that was seen; null where none was.</summary>
    public string? Job { get; init; }

    /// <summary>That generation.</summary>
    public int JobFor { get; init; }

    /// <summary>When that generation was seen first; null where that was not written down.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>A jurisdiction of which nothing is settled.</summary>
    public static SettledAreas NoneOf(string jurisdiction) => new() { Id = OnlyId, Jurisdiction = jurisdiction, Generation = 0 };

    /// <summary>
    /// When no request can be at work any more that read an older generation than the current one: some time after that was seen, or twice that after it
    /// was made, since making it is a request itself.
    /// </summary>
    public DateTimeOffset LateFrom(Generation current)
    {
        DateTimeOffset atLatest = current.Since + WatchAreas.Grace + WatchAreas.Grace;
        return JobFor == current.Number && SeenAt + WatchAreas.Grace is { } late && late < atLatest ? late : atLatest;
    }
}

/// <summary>Reads and raises <see cref="SettledAreas"/>.</summary>
public sealed class KeepSettled(IDocumentStore store)
{
    /// <summary>What is settled; null where nothing ever was.</summary>
    public Task<Stored<SettledAreas>?> ReadAsync(string jurisdiction, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.SettledAreas, jurisdiction, SettledAreas.OnlyId, cancellationToken);

    /// <summary>Says that everything up to a generation has been looked at; nothing happens where that was said before.</summary>
    public Task RaiseAsync(string jurisdiction, int generation, CancellationToken cancellationToken)
        => UpdateAsync(jurisdiction, settled => settled.Generation >= generation ? null : settled with { Generation = generation }, cancellationToken);

    /// <summary>Names the job that has looked at a generation while requests may have been at work under an older one; nothing happens where a newer one has been seen.</summary>
    public Task LookedAsync(string jurisdiction, string job, int generation, DateTimeOffset seenAt, CancellationToken cancellationToken)
        => UpdateAsync(jurisdiction, settled => settled.JobFor > generation ? null : Seen(settled, job, generation, seenAt), cancellationToken);

    /// <summary>Names the job that is ordered next; false where another process was quicker.</summary>
    public Task<bool> ClaimAsync(string jurisdiction, Stored<SettledAreas>? found, string job, int generation, DateTimeOffset now, CancellationToken cancellationToken)
        => WriteAsync(found, Seen(found?.Value ?? SettledAreas.NoneOf(jurisdiction), job, generation, now), cancellationToken);

    private static SettledAreas Seen(SettledAreas settled, string job, int generation, DateTimeOffset at)
        => settled with { Job = job, JobFor = generation, SeenAt = settled.JobFor == generation ? settled.SeenAt : at };

    private async Task UpdateAsync(string jurisdiction, Func<SettledAreas, SettledAreas?> change, CancellationToken cancellationToken)
    {
        Stored<SettledAreas>? found;
        SettledAreas? next;
        do
        {
            found = await ReadAsync(jurisdiction, cancellationToken);
            next = change(found?.Value ?? SettledAreas.NoneOf(jurisdiction));
        }
        while (next is not null && !await WriteAsync(found, next, cancellationToken));
    }

    private async Task<bool> WriteAsync(Stored<SettledAreas>? found, SettledAreas next, CancellationToken cancellationToken)
    {
        var batch = new Batch(Container.Areas, next.Jurisdiction);
        _ = found is null ? batch.Create(Kinds.SettledAreas, next) : batch.Replace(Kinds.SettledAreas, next, found.ETag);
        return (await store.CommitAsync(batch, cancellationToken)).Committed;
    }
}
