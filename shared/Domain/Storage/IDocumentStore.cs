namespace GridSteward.Domain.Storage;

/// <summary>What became of a batch.</summary>
public enum CommitStatus
{
    /// <summary>All of it is durable.</summary>
    Committed,

    /// <summary>None of it happened: a document to create is there already.</summary>
    Exists,

    /// <summary>None of it happened: a document is no longer the version that was asked for.</summary>
    Changed,

    /// <summary>None of it happened: a document to replace or delete is not there.</summary>
    Missing,
}

/// <summary>The outcome of a batch.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="ETags">When committed: each operation's new ETag, empty for a deletion.</param>
/// <param name="FailedId">When not: the id of the first operation that could not be done.</param>
public sealed record CommitOutcome(CommitStatus Status, IReadOnlyList<string> ETags, string? FailedId = null)
{
    /// <summary>Whether all of it is durable.</summary>
    public bool Committed => Status == CommitStatus.Committed;
}

/// <summary>
/// The seam between the domain and the two engines (Cosmos DB; SQLite). One contract test suite runs against both.
/// Documents of older schema versions are read in the shape of now; a call that would read one of a newer version is <see cref="NewerDocumentException"/>.
/// Every call asks one partition of one container. A call that returns has happened durably; one that throws
/// <see cref="StoreUnavailableException"/> may or may not have, and can be repeated with the same ids.
/// </summary>
public interface IDocumentStore
{
    /// <summary>Point read. Null when it is not there (or has expired).</summary>
    Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document;

    /// <summary>Several point reads of one partition (at most 1000); those that are not there are left out. In no order.</summary>
    Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document;

    /// <summary>Writes all of the batch or none of it.</summary>
    Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken);

    /// <summary>One page of a list.</summary>
    Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document;

    /// <summary>How many documents the query matches.</summary>
    Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document;

    /// <summary>
    /// How many of the matching documents have each value of the field (for an array field: each element, once per document). Documents
    /// without the field are not counted.
    /// </summary>
    /// <exception cref="ArgumentException">The kind does not declare the field.</exception>
    Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document;

    /// <summary>
    /// A mark (<see cref="WriteMark"/>) in the order of writes: every write that was committed before the call lies before it, every one that is committed
    /// after the call lies after it or counts as if it did. <see cref="Filter.Since"/> asks for what was written since.
    /// </summary>
    Task<string> MarkAsync(Container container, string partition, CancellationToken cancellationToken);

    /// <summary>
    /// What was deleted or overwritten before the call is gone from the engine's own files when this returns: no free page, no log, no index holds
    /// a byte of it. It can take as long as writing all documents anew, and writes wait meanwhile; so it is for jobs that erase, once at their end.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Somebody kept reading what is to go; it can be asked again.</exception>
    Task ScrubAsync(CancellationToken cancellationToken);

    /// <summary>Null when the engine answers, else what is broken, in words for an operator (no secrets).</summary>
    Task<string?> ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>The engine did not answer within its bounds (throttled, unreachable, busy). Answered as 503 with Retry-After.</summary>
public sealed class StoreUnavailableException(string message, TimeSpan retryAfter, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>When a client may try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>Reading lists whole.</summary>
public static class DocumentStoreExtensions
{
    /// <summary>All documents of a query, page after page.</summary>
    public static async IAsyncEnumerable<Stored<T>> AllAsync<T>(
        this IDocumentStore store, Query<T> query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Document
    {
        PageToken? after = null;
        do
        {
            Page<T> page = await store.ListAsync(query, new PageRequest(1000, after), cancellationToken);
            foreach (Stored<T> item in page.Items)
            {
                yield return item;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
