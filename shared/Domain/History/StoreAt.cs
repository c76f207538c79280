using System.Text.Json;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.History;

/// <summary>
/// Remembered documents as they stood at a moment: those of now that are as they were, and past versions of the others. Those of now are read first: what
/// changes in between is then found among the past. What an import shows counts from the moment at which it showed.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="moment">The moment.</param>
/// <param name="firstCounts">Of which kinds the first record counts for all the time before it, too.</param>
internal sealed class StoreAt(IDocumentStore engine, DateTimeOffset moment, Func<DocumentKind, bool> firstCounts) : IDocumentStore
{
    /// <summary>After every id of a past version.</summary>
    private const string LastId = "~";

    public async Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document
        => (await FindManyAsync(kind, partition, [id], cancellationToken)) is [var found] ? found : null;

    public async Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
    {
        List<Stored<T>> found = [.. (await NowAsync(kind, partition, ids, cancellationToken)).Where(d => HeldThen(kind, d))];
        foreach (string id in ids.Except(found.Select(f => f.Value.Id)).Where(DocumentIds.IsValid).ToList())
        {
            Query<PastVersion> versions = Kinds.PastVersion.In(partition).Where(new Filter.Equal("of", PastVersion.Name(kind, id))).Where(EndedLater());
            await foreach (Stored<PastVersion> version in engine.AllAsync(versions, cancellationToken))
            {
                if (BegunThen(kind, version.Value))
                {
                    found.Add(Then(kind, version));
                    break;
                }
            }
        }

        return found;
    }

    public async Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
    {
        if (query.Order is not null)
        {
            throw new NotSupportedException("The past is listed by id.");
        }

        List<Stored<T>> found = [];
        string? after = page.After?.Id;
        bool more = true;
        while (more && found.Count <= page.Limit)
        {
            Page<T> now = await NowAsync(query, new PageRequest(page.Limit, after is null ? null : new PageToken(null, after)), cancellationToken);
            var (past, end) = await PastAsync(query, after, now.Next?.Id, page.Limit, cancellationToken);
            Dictionary<string, Stored<T>> stretch = now.Items.Where(i => HeldThen(query.Kind, i)).ToDictionary(i => i.Value.Id);
            foreach (Stored<T> item in past)
            {
                stretch[item.Value.Id] = item;
            }

            found.AddRange(stretch.Values.Where(i => end is null || QueryMeaning.Compare(i.Value.Id, end) <= 0).OrderBy(i => i.Value.Id, Comparer<string>.Create(QueryMeaning.Compare)));
            more = end is not null;
            after = end;
        }

        return found.Count > page.Limit ? new Page<T>([.. found.Take(page.Limit)], new PageToken(null, found[page.Limit - 1].Value.Id)) : new Page<T>(found, null);
    }

    public async Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document
        => await this.AllAsync(query, cancellationToken).LongCountAsync(cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document
        => QueryMeaning.TallyAsync(query.Kind, this.AllAsync(query, cancellationToken), path);

    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken) => throw new NotSupportedException("The past cannot be changed.");

    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<string> MarkAsync(Container container, string partition, CancellationToken cancellationToken) => throw new NotSupportedException("The past has no writes.");

    /// <exception cref="NotSupportedException">Always.</exception>
    public Task ScrubAsync(CancellationToken cancellationToken) => throw new NotSupportedException("The past cannot be changed.");

    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => engine.ProbeAsync(cancellationToken);

    /// <summary>The versions of then that are not those of now, from after an id to an end, and where they end: earlier where there are many.</summary>
    private async Task<(List<Stored<T>> Items, string? End)> PastAsync<T>(Query<T> query, string? after, string? end, int limit, CancellationToken cancellationToken)
        where T : Document
    {
        // 0 follows the slash, and ! precedes whatever an id can go on with.
        string prefix = PastVersion.Name(query.Kind, "");
        Query<PastVersion> versions = Kinds.PastVersion.In(query.Partition)
            .Where(new Filter.Range("of", prefix, end is null ? $"{query.Kind.Name}0" : $"{prefix}{end}!"))
            .Where(EndedLater())
            .OrderedBy(Kinds.ByWhoseVersion);
        List<Stored<T>> items = [];
        PageToken? next = after is null ? null : new PageToken(JsonSerializer.Serialize(prefix + after, DomainJson.Default.String), LastId);
        do
        {
            Page<PastVersion> page = await engine.ListAsync(versions, new PageRequest(limit, next), cancellationToken);
            items.AddRange(page.Items.Where(v => BegunThen(query.Kind, v.Value) && QueryMeaning.Matches(query, v.Value.Was)).Select(v => Then(query.Kind, v)));
            next = page.Next;
            if (items.Count > limit && next is not null)
            {
                // Of one document no more than one version held, so that none is left out by ending here.
                return (items, items[^1].Value.Id);
            }
        }
        while (next is not null);
        return (items, end);
    }

    private bool HeldThen<T>(DocumentKind<T> kind, Stored<T> document)
        where T : Document
        => document.Value is RememberedDocument remembered
            ? remembered.Since is not { } since || since <= moment || (remembered.IsFirst && firstCounts(kind))
            : throw new NotSupportedException($"Of a {document.Value.Type} no past is kept.");

    private bool BegunThen(DocumentKind kind, PastVersion version) => version.Since is not { } since || since <= moment || (version.IsFirst && firstCounts(kind));

    private Filter.Range EndedLater() => new Filter.Range("until", StoredTimeConverter.Text(moment.AddTicks(1)), null);

    private static Stored<T> Then<T>(DocumentKind<T> kind, Stored<PastVersion> version)
        where T : Document
        => new(kind.Read(version.Value.Was), version.ETag);

    private async Task<IReadOnlyList<Stored<T>>> NowAsync<T>(DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
    {
        var staged = await ShownAsync(kind, partition, cancellationToken) is { } shown ? await shown.OfAsync(kind, ids, cancellationToken) : [];
        var placed = await engine.FindManyAsync(kind, partition, [.. ids.Except(staged.Select(s => s.Id))], cancellationToken);
        return [.. staged.Select(s => s.Document).OfType<Stored<T>>(), .. placed];
    }

    private async Task<Page<T>> NowAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
        => await ShownAsync(query.Kind, query.Partition, cancellationToken) is { } shown
            ? await shown.ListAsync(query, page, cancellationToken)
            : await engine.ListAsync(query, page, cancellationToken);

    /// <summary>The import whose rows had been shown at the moment and are not all in their places; null for nearly always.</summary>
    private async Task<Overlay?> ShownAsync(DocumentKind kind, string partition, CancellationToken cancellationToken)
    {
        if (RememberedKinds.Of(kind) is null)
        {
            throw new NotSupportedException($"Of a {kind.Name} no past is kept.");
        }

        return Kinds.Published.Contains(kind)
            && await engine.FindAsync(Kinds.Publication(kind.Container), partition, Publication.OnlyId, cancellationToken) is { Value: { Active: true } shown } && shown.At <= moment
            ? new Overlay(engine, kind.Container, shown)
            : null;
    }
}
