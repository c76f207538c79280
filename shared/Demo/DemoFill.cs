using GridSteward.Domain;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Demo;

/// <summary>What became of a fill.</summary>
public enum DemoFilled
{
    /// <summary>The town is there now.</summary>
    Done,

    /// <summary>It was there, or another process finished it first.</summary>
    WasThere,
}

/// <summary>
/// Writes the demonstration town: everything under ids that are the same each time, the entry in the list of jurisdictions last, which makes it
/// visible. A fill that was killed leaves nothing to see, and is written over by the next.
/// </summary>
public sealed class DemoFill(IDocumentStore store, IBlobStore blobs, JurisdictionDirectory directory, TimeProvider clock)
{
    private const int BatchesAtOnce = 8;

    /// <summary>The audit entry that says when it was begun; while it is there, what lies in the partition is the demonstration.</summary>
    internal const string BeginningId = "audit.demonstration";

    /// <summary>Whether the town, or another jurisdiction under its code, is in the list.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, DemoTown.Code, cancellationToken) is not null;

    /// <summary>Whether a fill was begun and not finished.</summary>
    public async Task<bool> IsUnfinishedAsync(CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Audit(Container.Areas), DemoTown.Code, BeginningId, cancellationToken) is not null && !await IsThereAsync(cancellationToken);

    /// <summary>Whether no jurisdiction was ever in the list.</summary>
    public async Task<bool> IsListUntouchedAsync(CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.JurisdictionListVersion, JurisdictionEntry.ListKey, JurisdictionListVersion.OnlyId, cancellationToken) is null;

    /// <summary>Fills the town in, unless it is there.</summary>
    /// <exception cref="StoreUnavailableException">The engine did not answer; the next fill completes it.</exception>
    public async Task<DemoFilled> RunAsync(CancellationToken cancellationToken)
    {
        if (await IsThereAsync(cancellationToken))
        {
            return DemoFilled.WasThere;
        }

        DateTimeOffset now = clock.GetUtcNow();
        AuditEntry beginning = AuditEntry.Of(DemoTown.Code, Acting.Program.Fact(now, "fillDemonstration", "settings")) with { Id = BeginningId };
        await CommitAsync(new Batch(Container.Areas, DemoTown.Code).Upsert(Kinds.Audit(Container.Areas), beginning), cancellationToken);

        DemoTown town = await DemoTown.GenerateAsync(DemoTown.Seed, now);
        foreach (DemoBlob blob in town.Blobs)
        {
            await blobs.WriteAsync(blob.Container, blob.Name, blob.Content, blob.ContentType, cancellationToken);
        }

        foreach (DemoDocument[][] some in BatchesOf(town.Documents.SkipLast(1)).Chunk(BatchesAtOnce))
        {
            // Another process may have finished it, and people may be at work in it.
            if (await IsThereAsync(cancellationToken))
            {
                return DemoFilled.WasThere;
            }

            await Task.WhenAll(some.Select(documents => WriteAsync(documents, cancellationToken)));
        }

        await WriteAsync([town.Documents[^1]], cancellationToken);
        CommitOutcome last = await directory.SaveAsync(batch => batch.Create(Kinds.JurisdictionEntry, town.Entry), cancellationToken);
        return last.Committed ? DemoFilled.Done : DemoFilled.WasThere;
    }

    private static IEnumerable<DemoDocument[]> BatchesOf(IEnumerable<DemoDocument> documents)
        => documents.GroupBy(d => (d.Kind.Container, d.Partition)).SelectMany(g => g.Chunk(Batch.MaxOperations));

    private Task WriteAsync(DemoDocument[] documents, CancellationToken cancellationToken)
    {
        // A made town was always as it is: who looks at its past finds the same posts there.
        var batch = new Batch(documents[0].Kind.Container, documents[0].Partition) { KeepsPast = false };
        Array.ForEach(documents, d => d.WriteTo(batch));
        return CommitAsync(batch, cancellationToken);
    }

    private async Task CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        CommitOutcome outcome = await store.CommitAsync(batch, cancellationToken);
        if (!outcome.Committed)
        {
            throw new InvalidOperationException($"The demonstration town could not be written: {outcome.Status} at {outcome.FailedId}.");
        }
    }
}
