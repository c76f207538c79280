using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>One who refreshes a book: what the book says as far as they know, what they wrote for it, and until when they should go on.</summary>
internal sealed class BookRun(IDocumentStore store, BookBlobs blobs, string jurisdiction, TimeProvider clock, DateTimeOffset? until)
{
    private readonly List<string> written = [];
    private readonly HashSet<string> marks = [];
    private Stored<CoverageBook>? stored;

    /// <summary>The book as it was read or replaced last.</summary>
    public CoverageBook Book => stored?.Value ?? new CoverageBook { Id = CoverageBook.OnlyId, Jurisdiction = jurisdiction };

    /// <summary>Whether the time is used up.</summary>
    public bool IsOver => until is { } end && clock.GetUtcNow() >= end;

    /// <summary>The most marks of a shard.</summary>
    public required int MostInShard { get; init; }

    /// <summary>How many documents were read.</summary>
    public long Read { get; set; }

    /// <summary>Whether anything was built from nothing.</summary>
    public bool Rebuilt { get; set; }

    /// <summary>Reads the book anew.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) => stored = await FindAsync(cancellationToken);

    /// <summary>Whether nobody has replaced the book meanwhile.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken) => (await FindAsync(cancellationToken))?.ETag == stored?.ETag;

    /// <summary>A mark of now.</summary>
    public async Task<string> MarkAsync(Container container, CancellationToken cancellationToken)
    {
        string mark = await store.MarkAsync(container, jurisdiction, cancellationToken);
        marks.Add(mark);
        return mark;
    }

    /// <summary>Whether the mark was taken in this run.</summary>
    public bool HasTaken(string mark) => marks.Contains(mark);

    /// <summary>Writes a shard, which is thrown away again unless the book comes to name it.</summary>
    public async Task<BookShard> WriteAsync<T, TMark>(BookKind<T, TMark> kind, IReadOnlyList<TMark> some, CancellationToken cancellationToken)
        where T : Document
        where TMark : class
    {
        BookShard shard = await blobs.WriteAsync(kind, some, cancellationToken);
        written.Add(shard.Blob);
        return shard;
    }

    /// <summary>Replaces the book, and deletes what it no longer names; where somebody else did meanwhile, what was written for it.</summary>
    /// <returns>False where somebody else did.</returns>
    public async Task<bool> SaveAsync(CoverageBook next, CancellationToken cancellationToken)
    {
        var batch = new Batch(Kinds.CoverageBook.Container, jurisdiction);
        batch = stored is null ? batch.Create(Kinds.CoverageBook, next) : batch.Replace(Kinds.CoverageBook, next, stored.ETag);
        CommitOutcome outcome = await store.CommitAsync(batch, cancellationToken);
        string[] unnamed = outcome.Committed ? [.. Book.Blobs.Concat(written).Except(next.Blobs)] : [.. written];
        stored = outcome.Committed ? new Stored<CoverageBook>(next, outcome.ETags[0]) : stored;
        written.Clear();
        await blobs.DeleteAsync(unnamed, cancellationToken);
        return outcome.Committed;
    }

    private Task<Stored<CoverageBook>?> FindAsync(CancellationToken cancellationToken)
        => store.FindAsync(Kinds.CoverageBook, jurisdiction, CoverageBook.OnlyId, cancellationToken);
}
