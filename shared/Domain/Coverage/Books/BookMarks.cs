using System.Runtime.CompilerServices;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>
/// The marks of a book, shard by shard. Where a shard is not there any longer, because somebody has refreshed the book meanwhile or because it is damaged, its ids are read from the
/// documents; a book that still names it is thrown away.
/// </summary>
internal sealed class BookMarks(CoverageBook book, CoverageBooks books, IDocumentStore store, BookBlobs blobs) : IMarks
{
    private const int PageSize = 1000;

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<UnitMark>> UnitsAsync(CancellationToken cancellationToken) => ReadAsync(BookKinds.Units, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<ReportMark>> ReportsAsync(CancellationToken cancellationToken) => ReadAsync(BookKinds.Reports, cancellationToken);

    private async IAsyncEnumerable<IReadOnlyList<TMark>> ReadAsync<T, TMark>(BookKind<T, TMark> kind, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Document
        where TMark : class
    {
        IReadOnlyList<BookShard> shards = kind.Read(book)!.Shards;
        for (int i = 0; i < shards.Count; i++)
        {
            if (await blobs.ReadAsync(kind, shards[i], cancellationToken) is { } marks)
            {
                yield return marks;
                continue;
            }

            await ForgetIfNamedAsync(shards[i].Blob, cancellationToken);
            await foreach (IReadOnlyList<TMark> page in DocumentsAsync(kind, i == 0 ? null : shards[i].First, i + 1 < shards.Count ? shards[i + 1].First : null, cancellationToken))
            {
                yield return page;
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<TMark>> DocumentsAsync<T, TMark>(
        BookKind<T, TMark> kind, string? from, string? before, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Document
        where TMark : class
    {
        if (from is not null && await store.FindAsync(kind.Documents, book.Jurisdiction, from, cancellationToken) is { } first)
        {
            yield return [kind.MarkOf(first.Value)];
        }

        PageToken? next = from is null ? null : new PageToken(null, from);
        do
        {
            Page<T> page = await store.ListAsync(kind.Documents.In(book.Jurisdiction), new PageRequest(PageSize, next), cancellationToken);
            TMark[] marks = [.. page.Items.Select(i => kind.MarkOf(i.Value)).TakeWhile(m => before is null || IdOrder.Compare(kind.IdOf(m), before) < 0)];
            yield return marks;
            next = marks.Length == page.Items.Count ? page.Next : null;
        }
        while (next is not null);
    }

    private async Task ForgetIfNamedAsync(string blob, CancellationToken cancellationToken)
    {
        if ((await store.FindAsync(Kinds.CoverageBook, book.Jurisdiction, CoverageBook.OnlyId, cancellationToken))?.Value.Blobs.Contains(blob) == true)
        {
            await books.ForgetAsync(book.Jurisdiction, cancellationToken);
        }
    }
}
