using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>What came of bringing a book up to date.</summary>
/// <param name="Done">Whether it is; else the time was used up, and what was done is kept.</param>
/// <param name="Marks">What the book holds, where it is done.</param>
/// <param name="Read">Documents that were read.</param>
/// <param name="Units">Units in the book.</param>
/// <param name="Reports">Reports in the book.</param>
/// <param name="Rebuilt">Whether units or reports were copied from nothing.</param>
public sealed record BookRefresh(bool Done, IMarks? Marks, long Read, long Units, long Reports, bool Rebuilt);

/// <summary>
/// Compact copies of what coverage counts, one for each jurisdiction, brought up to date by reading only what was written since (docs/adr/0020). A copy is never the
/// truth: whatever of it is missing, damaged, of another version or of an unknown past is made again from the documents.
/// </summary>
public sealed class CoverageBooks(IDocumentStore store, IBlobStore blobs, TimeProvider clock)
{
    /// <summary>Blobs that no book names are left alone for so long: somebody may be about to name them.</summary>
    private static readonly TimeSpan Unnamed = TimeSpan.FromHours(1);

    /// <summary>The most marks of one blob.</summary>
    public int MostInShard { get; init; } = 8192;

    /// <summary>
    /// Brings the book of a jurisdiction up to date. It may be killed at any moment, and run twice at once. Everything that was written before the call is in it; what is written meanwhile may be.
    /// </summary>
    /// <param name="jurisdiction">The jurisdiction.</param>
    /// <param name="budget">How long it may take, more or less; null as long as it takes.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The marks as they were at that moment.</returns>
    public async Task<BookRefresh> RefreshAsync(string jurisdiction, TimeSpan? budget, CancellationToken ct)
    {
        (BookRun run, BookBlobs files) = await OpenAsync(jurisdiction, budget, ct);
        bool done = await RefreshAsync(BookKinds.Units, run, files, jurisdiction, ct) && await RefreshAsync(BookKinds.Reports, run, files, jurisdiction, ct);
        CoverageBook book = run.Book;
        if (done)
        {
            HashSet<string> named = [.. book.Blobs];
            await files.DeleteAsync((await files.NamesAsync(ct)).Where(name => !named.Contains(name) && files.IsOlderThan(Unnamed, name)), ct);
        }

        return new BookRefresh(done, done ? new BookMarks(book, this, store, files) : null, run.Read, book.Units?.Count ?? 0, book.Reports?.Count ?? 0, run.Rebuilt);
    }

    /// <summary>Throws the book away, so that the next refresh builds it anew. Whoever is refreshing it at the moment has what they wrote refused.</summary>
    public async Task ForgetAsync(string jurisdiction, CancellationToken ct)
    {
        (BookRun run, BookBlobs files) = await OpenAsync(jurisdiction, null, ct);
        List<string> names = await files.NamesAsync(ct);

        // An empty book rather than none: one who is building the first would not notice that there is still none.
        while (!await run.SaveAsync(run.Book with { Units = null, Reports = null, Forgotten = run.Book.Forgotten + 1 }, ct))
        {
            await run.LoadAsync(ct);
        }

        await files.DeleteAsync(names, ct);
    }

    /// <summary>
    /// What was erased or deleted before the call is in no blob when this has returned true: the shards that it was in are rewritten, and what killed runs left is deleted. A book
    /// that is not whole is thrown away instead.
    /// </summary>
    /// <param name="jurisdiction">The jurisdiction.</param>
    /// <param name="budget">How long it may take, more or less.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>False where the time was used up; it goes on when it is asked again.</returns>
    public async Task<bool> ForgetErasedAsync(string jurisdiction, TimeSpan budget, CancellationToken ct)
    {
        (BookRun run, BookBlobs files) = await OpenAsync(jurisdiction, budget, ct);
        List<string> names = await files.NamesAsync(ct);
        if (run.Book.Units?.Mark is null)
        {
            await ForgetAsync(jurisdiction, ct);
            return true;
        }

        // Nothing of a report's mark is personal.
        if (!await RefreshAsync(BookKinds.Units, run, files, jurisdiction, ct))
        {
            return false;
        }

        await files.DeleteAsync(names.Except(run.Book.Blobs), ct);
        return true;
    }

    private async Task<(BookRun Run, BookBlobs Files)> OpenAsync(string jurisdiction, TimeSpan? budget, CancellationToken cancellationToken)
    {
        var files = new BookBlobs(blobs, jurisdiction, clock);
        var run = new BookRun(store, files, jurisdiction, clock, budget is { } time ? clock.GetUtcNow() + time : null) { MostInShard = MostInShard };
        await run.LoadAsync(cancellationToken);
        return (run, files);
    }

    /// <summary>Passes until one that began in this run is through; false where the time is used up before.</summary>
    private async Task<bool> RefreshAsync<T, TMark>(BookKind<T, TMark> kind, BookRun run, BookBlobs files, string jurisdiction, CancellationToken cancellationToken)
        where T : Document
        where TMark : class
    {
        while (true)
        {
            switch (await new BookPass<T, TMark>(kind, run, files, store, jurisdiction).RunAsync(cancellationToken))
            {
                case PassEnd.Through when run.HasTaken(kind.Read(run.Book)!.Mark!):
                    return true;
                case PassEnd.Lost:
                    await run.LoadAsync(cancellationToken);
                    break;
                case var _ when run.IsOver:
                    return false;
                default:
                    break;
            }
        }
    }
}
