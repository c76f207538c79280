using System.Text.Json;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.History;

/// <summary>
/// An engine that forgets nothing that decides who is responsible: a batch that replaces or deletes a document of <see cref="RememberedKinds"/> also
/// writes what it was, and what it writes says since when it is so. No writer can leave it out, and what loses by its ETag leaves no past. Nor can one delete
/// a document of a kind that tracks its writes and leave no <see cref="Deletion"/>.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="clock">The moments of changes.</param>
public sealed class RememberingStore(IDocumentStore engine, TimeProvider clock) : IDocumentStore
{
    /// <inheritdoc/>
    public Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document
        => engine.FindAsync(kind, partition, id, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
        => engine.FindManyAsync(kind, partition, ids, cancellationToken);

    /// <inheritdoc/>
    public Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
        => engine.ListAsync(query, page, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document
        => engine.CountAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document
        => engine.TallyAsync(query, path, cancellationToken);

    /// <inheritdoc/>
    public Task<string> MarkAsync(Container container, string partition, CancellationToken cancellationToken) => engine.MarkAsync(container, partition, cancellationToken);

    /// <inheritdoc/>
    public Task ScrubAsync(CancellationToken cancellationToken) => engine.ScrubAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => engine.ProbeAsync(cancellationToken);

    /// <summary>Writes as the engine does, with the past of what is changed; the outcome names the batch's own operations.</summary>
    /// <exception cref="BatchTooLargeException">The batch has no room for the past of what it changes.</exception>
    public async Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.KeepsPast && batch.Operations.FirstOrDefault(o => o.Verb == BatchVerb.Delete && o.Kind.TracksWrites && !batch.Operations.Any(d => d.Id == Deletion.IdOf(o.Id))) is { } bare)
        {
            throw new ArgumentException($"{bare.Kind.Name} {bare.Id} is deleted without a deletion, by which those learn of it who read what was written since a mark.", nameof(batch));
        }

        if (!batch.KeepsPast || !batch.Operations.Any(o => RememberedKinds.Of(o.Kind) is not null))
        {
            return await engine.CommitAsync(batch, cancellationToken);
        }

        Dictionary<string, VersionBefore> before = await ReadAsync(batch, cancellationToken);

        // Not left to the engine: it might still meet the version that was not read here, take the change, and its past would be lost.
        if (batch.Operations.FirstOrDefault(o => IsChange(o) && before.GetValueOrDefault(o.Id)?.ETag != o.ETag) is { } overtaken)
        {
            return new CommitOutcome(before.ContainsKey(overtaken.Id) ? CommitStatus.Changed : CommitStatus.Missing, [], overtaken.Id);
        }

        CommitOutcome outcome = await engine.CommitAsync(Remembering(batch, before), cancellationToken);
        return outcome.Committed ? outcome with { ETags = [.. outcome.ETags.Take(batch.Operations.Count)] } : outcome;
    }

    private static bool IsChange(BatchOperation operation) => RememberedKinds.LeavesPast(operation.Kind, operation.Verb);

    private async Task<Dictionary<string, VersionBefore>> ReadAsync(Batch batch, CancellationToken cancellationToken)
    {
        Dictionary<string, VersionBefore> before = [];
        foreach (var changes in batch.Operations.Where(IsChange).GroupBy(o => o.Kind))
        {
            foreach (var (id, version) in await RememberedKinds.Of(changes.Key)!.ReadAsync(engine, batch.Partition, [.. changes.Select(o => o.Id)], cancellationToken))
            {
                before[id] = version;
            }
        }

        return before;
    }

    private Batch Remembering(Batch batch, Dictionary<string, VersionBefore> before)
    {
        DateTimeOffset at = batch.At ?? clock.GetUtcNow();
        var all = new Batch(batch.Container, batch.Partition);
        List<PastVersion> past = [];
        foreach (BatchOperation operation in batch.Operations)
        {
            if (RememberedKinds.Of(operation.Kind) is not { } kind)
            {
                all.Add(operation);
                continue;
            }

            if (operation.Verb == BatchVerb.Upsert)
            {
                throw new ArgumentException($"{operation.Kind.Name} keeps its past, and is written over a version.", nameof(batch));
            }

            // Clocks of instances differ: a version begins no earlier than the one before it.
            VersionBefore? was = before.GetValueOrDefault(operation.Id);
            DateTimeOffset? since = was?.Since > at ? was.Since : at;
            bool isFirst = was is null;
            if (was is not null && operation.Verb == BatchVerb.Replace && JsonElement.DeepEquals(was.Kept, kind.KeptOf(operation.Body)))
            {
                (since, isFirst) = (was.Since, was.IsFirst);
            }
            else if (was is not null)
            {
                past.Add(new PastVersion
                {
                    Id = $"past.{Guid.CreateVersion7(since.Value)}",
                    Jurisdiction = batch.Partition,
                    Of = PastVersion.Name(operation.Kind, operation.Id),
                    Since = was.Since,
                    IsFirst = was.IsFirst,
                    Until = since.Value,
                    Was = was.Kept,
                });
            }

            all.Add(operation.Verb == BatchVerb.Delete ? operation : operation with { Body = kind.Dated(operation.Body, since, isFirst) });
        }

        return past.Aggregate(all, (b, version) => b.Create(Kinds.PastVersion, version));
    }
}
