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

    /// <summary>The job that was last ordered by itself; null where none was.</summary>
    public string? Job { get; init; }

    /// <summary>The generation for which it was ordered.</summary>
    public int JobFor { get; init; }
}

/// <summary>Reads and raises <see cref="SettledAreas"/>.</summary>
public sealed class KeepSettled(IDocumentStore store)
{
    /// <summary>What is settled; null where nothing ever was.</summary>
    public Task<Stored<SettledAreas>?> ReadAsync(string jurisdiction, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.SettledAreas, jurisdiction, SettledAreas.OnlyId, cancellationToken);

    /// <summary>Says that everything up to a generation has been looked at; nothing happens where that was said before.</summary>
    public async Task RaiseAsync(string jurisdiction, int generation, CancellationToken cancellationToken)
    {
        while (await ReadAsync(jurisdiction, cancellationToken) is var found && generation > (found?.Value.Generation ?? 0))
        {
            SettledAreas next = (found?.Value ?? New(jurisdiction)) with { Generation = generation };
            if (await WriteAsync(found, next, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Names the job that is ordered next; false where another process was quicker.</summary>
    public Task<bool> ClaimAsync(string jurisdiction, Stored<SettledAreas>? found, string job, int generation, CancellationToken cancellationToken)
        => WriteAsync(found, (found?.Value ?? New(jurisdiction)) with { Job = job, JobFor = generation }, cancellationToken);

    private static SettledAreas New(string jurisdiction) => new() { Id = SettledAreas.OnlyId, Jurisdiction = jurisdiction, Generation = 0 };

    private async Task<bool> WriteAsync(Stored<SettledAreas>? found, SettledAreas next, CancellationToken cancellationToken)
    {
        var batch = new Batch(Container.Areas, next.Jurisdiction);
        _ = found is null ? batch.Create(Kinds.SettledAreas, next) : batch.Replace(Kinds.SettledAreas, next, found.ETag);
        return (await store.CommitAsync(batch, cancellationToken)).Committed;
    }
}
