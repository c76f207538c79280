using System.Collections.Concurrent;
using System.Text.Json;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;

namespace GridSteward.Capacity;

/// <summary>The embedded engine with the prices of Cosmos DB: every call is done, and put on the bill by the sizes and indexed terms of the real documents.</summary>
internal sealed class PricedStore(IDocumentStore engine) : IDocumentStore
{
    private readonly ConcurrentDictionary<(string Container, string Partition, string Id), (long Bytes, string[] Terms)> stored = new();

    /// <summary>What the calls go on.</summary>
    public Bill Bill { get; set; } = new();

    /// <summary>Bytes stored, by container and partition.</summary>
    public IEnumerable<(string Container, string Partition, long Bytes)> Sizes
        => stored.GroupBy(s => (s.Key.Container, s.Key.Partition)).Select(g => (g.Key.Container, g.Key.Partition, g.Sum(s => s.Value.Bytes)));

    /// <inheritdoc/>
    public async Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document
    {
        Stored<T>? found = await engine.FindAsync(kind, partition, id, cancellationToken);
        Bill.Read(kind.Name, RequestUnits.Read(SizeOf(kind.Container, partition, id)));
        return found;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
    {
        IReadOnlyList<Stored<T>> found = await engine.FindManyAsync(kind, partition, ids, cancellationToken);
        if (ids.Count <= CosmosDocumentStore.MostPointReads)
        {
            // As the Azure engine does it: so few are read one by one.
            foreach (string id in ids)
            {
                Bill.Read(kind.Name, RequestUnits.Read(SizeOf(kind.Container, partition, id)));
            }
        }
        else
        {
            Bill.Query(kind.Name, found.Count, (RequestUnits.Query * ((ids.Count + CosmosDocumentStore.IdsAtOnce - 1) / CosmosDocumentStore.IdsAtOnce)) + Loaded(kind, partition, found));
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        CommitOutcome outcome = await engine.CommitAsync(batch, cancellationToken);
        if (!outcome.Committed)
        {
            Bill.Batch(KindsOf(batch), batch.Operations.Count, 0, 0);
            return outcome;
        }

        double units = 0;
        long growth = 0;
        foreach (BatchOperation operation in batch.Operations)
        {
            var key = (batch.Container.Name, batch.Partition, operation.Id);
            (long Bytes, string[] Terms) before = stored.GetValueOrDefault(key), after = operation.Verb == BatchVerb.Delete ? default : Measure(operation);
            units += (before.Bytes > 0 ? RequestUnits.Write(before.Bytes) : 0) + (after.Bytes > 0 ? RequestUnits.Write(after.Bytes) : 0)
                + (RequestUnits.Term * ((before.Terms ?? []).Except(after.Terms ?? []).Count() + (after.Terms ?? []).Except(before.Terms ?? []).Count()));
            growth += after.Bytes - before.Bytes;
            if (after.Bytes > 0)
            {
                stored[key] = after;
            }
            else
            {
                stored.TryRemove(key, out _);
            }
        }

        Bill.Batch(KindsOf(batch), units, batch.Operations.Count, growth);
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
    {
        Page<T> found = await engine.ListAsync(query, page, cancellationToken);
        Bill.Query(query.Kind.Name, found.Items.Count, RequestUnits.Query + Loaded(query.Kind, query.Partition, found.Items));
        return found;
    }

    /// <inheritdoc/>
    public Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document
    {
        Bill.Query($"{query.Kind.Name} counted", 0, RequestUnits.Query);
        return engine.CountAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>On the bill with every document that it counts, since each is looked into.</remarks>
    public async Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document
    {
        IReadOnlyDictionary<string, long> tally = await engine.TallyAsync(query, path, cancellationToken);
        Bill.Query($"{query.Kind.Name} by {path}", (int)tally.Values.Sum(), RequestUnits.Query + (tally.Values.Sum() * RequestUnits.Read(0)));
        return tally;
    }

    /// <inheritdoc/>
    public Task<string> MarkAsync(Container container, string partition, CancellationToken cancellationToken)
    {
        Bill.Query("mark", 0, RequestUnits.Query);
        return engine.MarkAsync(container, partition, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ScrubAsync(CancellationToken cancellationToken) => engine.ScrubAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => engine.ProbeAsync(cancellationToken);

    private static string KindsOf(Batch batch) => string.Join(", ", batch.Operations.Select(o => $"{o.Verb} {o.Kind.Name}"));

    private static (long Bytes, string[] Terms) Measure(BatchOperation operation)
    {
        using JsonDocument document = JsonDocument.Parse(operation.Body);
        List<string> terms = [operation.Kind.Name, "partition", .. operation.Kind.Orders.Select(o => $"{o.Path}+id={string.Join(',', Values(document.RootElement, o.Path))}")];
        IEnumerable<string> location = operation.Kind.Location is { } l ? new[] { l.West, l.South, l.East, l.North }.Distinct() : [];
        foreach (string path in operation.Kind.Fields.Select(f => f.Path).Concat(location).Distinct())
        {
            terms.AddRange(Values(document.RootElement, path).Select(v => $"{path}={v}"));
        }

        return (operation.Body.Length + RequestUnits.SystemBytes, [.. terms]);
    }

    private static IEnumerable<string> Values(JsonElement at, string path)
    {
        foreach (string name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return [];
            }
        }

        return at.ValueKind switch
        {
            JsonValueKind.Array => at.EnumerateArray().Select(e => e.ToString()),
            JsonValueKind.Object => [],
            _ => [at.ToString()],
        };
    }

    private double Loaded<T>(DocumentKind<T> kind, string partition, IReadOnlyList<Stored<T>> found)
        where T : Document
        => found.Sum(f => RequestUnits.Read(SizeOf(kind.Container, partition, f.Value.Id)));

    private long SizeOf(Container container, string partition, string id) => stored.GetValueOrDefault((container.Name, partition, id)).Bytes;
}
