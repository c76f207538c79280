using GridSteward.Domain;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Demo;

/// <summary>
/// Takes the demonstration town away: its entry in the list first, so that nobody sees half of it, then everything in its partitions, whatever
/// people have added to it meanwhile, and its blobs. Killed at any moment, it goes on where it is run again.
/// </summary>
public sealed class DemoRemoval(IDocumentStore store, JurisdictionSweep sweep, JurisdictionDirectory directory)
{
    /// <summary>Removes what is there of it. A jurisdiction of that code which somebody set up themselves is left alone.</summary>
    /// <returns>How many documents went.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Audit(Container.Areas), DemoTown.Code, DemoFill.BeginningId, cancellationToken) is not { } beginning)
        {
            return 0;
        }

        if (await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, DemoTown.Code, cancellationToken) is { } entry)
        {
            await directory.SaveAsync(batch => batch.Delete<JurisdictionEntry>(Kinds.JurisdictionEntry, entry.Value.Id, entry.ETag), cancellationToken);
        }

        int removed = await sweep.RunAsync(DemoTown.Code, DemoFill.BeginningId, cancellationToken);
        var last = new Batch(Container.Areas, DemoTown.Code).Delete<AuditEntry>(Kinds.Audit(Container.Areas), DemoFill.BeginningId, beginning.ETag);
        return removed + ((await store.CommitAsync(last, cancellationToken)).Committed ? 1 : 0);
    }
}
