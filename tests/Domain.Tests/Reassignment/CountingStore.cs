using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Reassignment;

/// <summary>The real store, and how many documents of each kind its lists have given.</summary>
internal sealed class CountingStore(IDocumentStore inner) : IDocumentStore
{
    private readonly Dictionary<DocumentKind, int> read = [];

    public int Read(DocumentKind kind) => read.GetValueOrDefault(kind);

    public Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document => inner.FindAsync(kind, partition, id, cancellationToken);

    public Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document => inner.FindManyAsync(kind, partition, ids, cancellationToken);

    public Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken) => inner.CommitAsync(batch, cancellationToken);

    public async Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
    {
        Page<T> found = await inner.ListAsync(query, page, cancellationToken);
        read[query.Kind] = Read(query.Kind) + found.Items.Count;
        return found;
    }

    public Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document => inner.CountAsync(query, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document => inner.TallyAsync(query, path, cancellationToken);

    public Task<string> MarkAsync(Container container, string partition, CancellationToken cancellationToken) => inner.MarkAsync(container, partition, cancellationToken);

    public Task ScrubAsync(CancellationToken cancellationToken) => inner.ScrubAsync(cancellationToken);

    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);
}
