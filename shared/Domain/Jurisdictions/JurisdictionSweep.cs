using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jurisdictions;

/// <summary>
/// Deletes everything that is stored of a jurisdiction which nobody can reach (any more, or yet): documents, blobs, what its cards are found by. Its
/// entry in the list is the caller's. It may be killed and repeated.
/// </summary>
public sealed class JurisdictionSweep(IDocumentStore store, IBlobStore blobs)
{
    /// <summary>Deletes it.</summary>
    /// <param name="code">The jurisdiction's code.</param>
    /// <param name="butId">The id of documents that stay; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many documents went.</returns>
    public async Task<int> RunAsync(string code, string? butId, CancellationToken cancellationToken)
    {
        int removed = await RemoveCardEntriesAsync(code, cancellationToken);
        foreach (DocumentKind kind in Kinds.All.Where(k => k.Container != Container.Directory))
        {
            removed += await kind.Accept(new OfKind(store, code, butId, cancellationToken));
        }

        foreach (BlobContainer container in Enum.GetValues<BlobContainer>())
        {
            await blobs.DeleteAllAsync(container, code + "/", cancellationToken);
        }

        return removed;
    }

    /// <summary>What finds the cards goes before the cards, which say what that is.</summary>
    private async Task<int> RemoveCardEntriesAsync(string code, CancellationToken cancellationToken)
    {
        int removed = 0;
        await foreach (Stored<ContactCard> card in store.AllAsync(Kinds.ContactCard.In(code), cancellationToken))
        {
            string key = ContactCardEntry.KeyOf(card.Value.Code);
            if (await store.FindAsync(Kinds.ContactCardEntry, key, ContactCardEntry.OnlyId, cancellationToken) is { } entry
                && entry.Value.Jurisdiction == code && entry.Value.CardId == card.Value.Id)
            {
                await store.CommitAsync(new Batch(Container.Directory, key).Delete(Kinds.ContactCardEntry, entry.Value.Id, entry.ETag), cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    /// <summary>Deletes every document of a kind, page by page, until there is none.</summary>
    private sealed class OfKind(IDocumentStore store, string code, string? butId, CancellationToken cancellationToken) : IDocumentKindVisitor<Task<int>>
    {
        public async Task<int> Visit<T>(DocumentKind<T> kind)
            where T : Document
        {
            for (int removed = 0; ;)
            {
                Page<T> page = await store.ListAsync(kind.In(code), new PageRequest(Batch.MaxOperations), cancellationToken);
                List<Stored<T>> items = [.. page.Items.Where(i => i.Value.Id != butId)];
                if (items.Count == 0)
                {
                    return removed;
                }

                // Whatever became of the batch, the next look shows what is left.
                var batch = items.Aggregate(new Batch(kind.Container, code) { KeepsPast = false }, (b, i) => b.Delete(kind, i.Value.Id, i.ETag));
                removed += (await store.CommitAsync(batch, cancellationToken)).Committed ? items.Count : 0;
            }
        }
    }
}
