using System.Runtime.CompilerServices;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>What became of a document: its mark as it is now, or null where it is there no longer.</summary>
internal readonly record struct BookChange<TMark>(string Id, TMark? Mark)
    where TMark : class;

/// <summary>All documents of a kind that were written or deleted since a mark, in the order of their ids, each once. It tells how many it read.</summary>
internal sealed class BookChanges<T, TMark>(BookKind<T, TMark> kind, IDocumentStore store, string jurisdiction, Action<int> read)
    where T : Document
    where TMark : class
{
    private const int PageSize = 1000;

    /// <summary>Reads them; all that there are where there is no mark.</summary>
    /// <param name="since">The mark.</param>
    /// <param name="after">The id after which they are wanted; null from the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<BookChange<TMark>> ReadAsync(string? since, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var written = WrittenAsync(since, after, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var deleted = DeletedAsync(since, after, cancellationToken).GetAsyncEnumerator(cancellationToken);
        bool isWritten = await written.MoveNextAsync(), isDeleted = await deleted.MoveNextAsync();
        while (isWritten || isDeleted)
        {
            int order = !isDeleted ? -1 : !isWritten ? 1 : IdOrder.Compare(written.Current.Id, deleted.Current.Id);
            yield return order < 0 ? written.Current : deleted.Current;
            isWritten = order <= 0 ? await written.MoveNextAsync() : isWritten;
            isDeleted = order >= 0 ? await deleted.MoveNextAsync() : isDeleted;
        }
    }

    private async IAsyncEnumerable<BookChange<TMark>> WrittenAsync(string? since, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Page<T> page in PagesAsync(kind.Documents, since, after, cancellationToken))
        {
            foreach (Stored<T> item in page.Items)
            {
                TMark mark = kind.MarkOf(item.Value);
                yield return new(kind.IdOf(mark), mark);
            }
        }
    }

    /// <summary>What a deletion says is looked at: a document of that id may be there again.</summary>
    private async IAsyncEnumerable<BookChange<TMark>> DeletedAsync(string? since, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (since is null)
        {
            yield break;
        }

        await foreach (Page<Deletion> page in PagesAsync(kind.Deletions, since, after is null ? null : Deletion.IdOf(after), cancellationToken))
        {
            string[] ids = [.. page.Items.Where(d => d.Value.Kind == kind.Documents.Name).Select(d => d.Value.DeletedId)];
            var there = (await store.FindManyAsync(kind.Documents, jurisdiction, ids, cancellationToken)).ToDictionary(s => s.Value.Id);
            read(there.Count);
            foreach (string id in ids)
            {
                yield return new(id, there.TryGetValue(id, out Stored<T>? document) ? kind.MarkOf(document.Value) : null);
            }
        }
    }

    private async IAsyncEnumerable<Page<TDocument>> PagesAsync<TDocument>(
        DocumentKind<TDocument> documents, string? since, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TDocument : Document
    {
        Query<TDocument> query = documents.In(jurisdiction).WhereIf(since is not null, () => new Filter.Since(since!));
        PageToken? next = after is null ? null : new PageToken(null, after);
        do
        {
            Page<TDocument> page = await store.ListAsync(query, new PageRequest(PageSize, next), cancellationToken);
            read(page.Items.Count);
            yield return page;
            next = page.Next;
        }
        while (next is not null);
    }
}
