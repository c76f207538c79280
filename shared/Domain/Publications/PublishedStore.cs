using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Publications;

/// <summary>
/// The store as the program sees it: where an import has been published and not all of its rows are in their places, they are seen as if they were.
/// Nearly always there is nothing to overlay; then a question costs one point read more (two for what is not a single document, which are asked again if an
/// import was published while they were answered).
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="publishing">Puts rows into their places, for whoever wants to write there.</param>
/// <param name="published">The kinds that imports may write all at once; others pass straight through.</param>
public sealed class PublishedStore(IDocumentStore engine, Publishing publishing, IReadOnlyList<DocumentKind> published) : IDocumentStore
{
    private readonly HashSet<DocumentKind> published = [.. published];

    /// <inheritdoc/>
    public async Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document
    {
        if (published.Contains(kind) && await ShownAsync(kind.Container, partition, cancellationToken) is { Active: true } shown
            && (await new Overlay(engine, kind.Container, shown).OfAsync(kind, [id], cancellationToken)) is [var staged])
        {
            return staged.Document;
        }

        return await engine.FindAsync(kind, partition, id, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
        => AskAsync<IReadOnlyList<Stored<T>>>(kind, partition, () => engine.FindManyAsync(kind, partition, ids, cancellationToken), async overlay =>
        {
            var staged = (await overlay.OfAsync(kind, ids, cancellationToken)).ToDictionary(s => s.Id);
            var placed = await engine.FindManyAsync(kind, partition, [.. ids.Where(id => !staged.ContainsKey(id))], cancellationToken);
            return [.. placed, .. staged.Values.Select(s => s.Document).OfType<Stored<T>>()];
        }, cancellationToken);

    /// <summary>
    /// Writes as the engine does. Documents that are staged are put into their places first, so that the batch meets the versions that readers see;
    /// an ETag that was read while the document was staged is then no longer current.
    /// </summary>
    public async Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        string[] targets = [.. batch.Operations.Where(o => published.Contains(o.Kind)).Select(o => StagedRow.Target(o.Kind.Name, o.Id))];
        if (targets.Length > 0 && await ShownAsync(batch.Container, batch.Partition, cancellationToken) is { Active: true } shown)
        {
            foreach (Stored<StagedRow> row in await new Overlay(engine, batch.Container, shown).RowsAsync("targets", targets, cancellationToken))
            {
                await publishing.FoldOneAsync(batch.Container, row, shown.At, cancellationToken);
            }
        }

        return await engine.CommitAsync(batch, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
        => AskAsync(query.Kind, query.Partition, () => engine.ListAsync(query, page, cancellationToken), overlay => overlay.ListAsync(query, page, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document
        => AskAsync(query.Kind, query.Partition, () => engine.CountAsync(query, cancellationToken), overlay => overlay.CountAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document
        => AskAsync(
            query.Kind, query.Partition, () => engine.TallyAsync(query, path, cancellationToken), overlay => overlay.TallyAsync(query, path, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<string> MarkAsync(Container container, string partition, CancellationToken cancellationToken) => engine.MarkAsync(container, partition, cancellationToken);

    /// <inheritdoc/>
    public Task ScrubAsync(CancellationToken cancellationToken) => engine.ScrubAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => engine.ProbeAsync(cancellationToken);

    /// <summary>
    /// Answers by the engine alone where nothing is being shown, else with what is shown laid over it; once more where an import was published meanwhile,
    /// since the answer might be half of one state and half of the other.
    /// </summary>
    private async Task<TAnswer> AskAsync<TAnswer>(DocumentKind kind, string partition, Func<Task<TAnswer>> plain, Func<Overlay, Task<TAnswer>> overlaid, CancellationToken cancellationToken)
    {
        if (!published.Contains(kind))
        {
            return await plain();
        }

        while (true)
        {
            Publication? before = await ShownAsync(kind.Container, partition, cancellationToken);
            TAnswer answer = before is { Active: true } ? await overlaid(new Overlay(engine, kind.Container, before)) : await plain();
            Publication? after = await ShownAsync(kind.Container, partition, cancellationToken);
            if (before?.Sequence == after?.Sequence)
            {
                return answer;
            }
        }
    }

    private async Task<Publication?> ShownAsync(Container container, string partition, CancellationToken cancellationToken)
        => (await publishing.ReadAsync(container, partition, cancellationToken))?.Value;
}
