using GridSteward.Domain;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Demo;

/// <summary>
/// Takes the demonstration town away: its entry in the list first, so that nobody sees half of it, then everything in its partitions, whatever
/// people have added to it meanwhile, and its blobs. Killed at any moment, it goes on where it is run again.
/// </summary>
public sealed class DemoRemoval(IDocumentStore store, IBlobStore blobs, JurisdictionDirectory directory)
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

        int removed = await RemoveCardEntriesAsync(cancellationToken);
        foreach (DocumentKind kind in Kinds.All.Where(k => k.Container != Container.Directory))
        {
            removed += await kind.Accept(new Sweep(store, cancellationToken));
        }

        foreach (BlobContainer container in Enum.GetValues<BlobContainer>())
        {
            await foreach (string name in blobs.ListAsync(container, DemoTown.Code + "/", cancellationToken))
            {
                await blobs.DeleteAsync(container, name, cancellationToken);
            }
        }

        var last = new Batch(Container.Areas, DemoTown.Code).Delete<AuditEntry>(Kinds.Audit(Container.Areas), DemoFill.BeginningId, beginning.ETag);
        return removed + ((await store.CommitAsync(last, cancellationToken)).Committed ? 1 : 0);
    }

    /// <summary>What finds the cards goes before the cards, which say what that is.</summary>
    private async Task<int> RemoveCardEntriesAsync(CancellationToken cancellationToken)
    {
        int removed = 0;
        await foreach (var card in store.AllAsync(Kinds.ContactCard.In(DemoTown.Code), cancellationToken))
        {
            string key = ContactCardEntry.KeyOf(card.Value.Code);
            if (await store.FindAsync(Kinds.ContactCardEntry, key, ContactCardEntry.OnlyId, cancellationToken) is { } entry)
            {
                await store.CommitAsync(new Batch(Container.Directory, key).Delete<ContactCardEntry>(Kinds.ContactCardEntry, entry.Value.Id, entry.ETag), cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    /// <summary>Deletes every document of a kind in the town's partition, page by page, until there is none.</summary>
    private sealed class Sweep(IDocumentStore store, CancellationToken cancellationToken) : IDocumentKindVisitor<Task<int>>
    {
        public async Task<int> Visit<T>(DocumentKind<T> kind)
            where T : Document
        {
            for (int removed = 0; ;)
            {
                Page<T> page = await store.ListAsync(kind.In(DemoTown.Code), new PageRequest(Batch.MaxOperations), cancellationToken);
                List<Stored<T>> items = [.. page.Items.Where(i => i.Value.Id != DemoFill.BeginningId)];
                if (items.Count == 0)
                {
                    return removed;
                }

                var batch = items.Aggregate(new Batch(kind.Container, DemoTown.Code), (b, item) => b.Delete<T>(kind, item.Value.Id, item.ETag));
                removed += (await store.CommitAsync(batch, cancellationToken)).Committed ? items.Count : 0;
            }
        }
    }
}
