using System.Text.Json;
using GridSteward.Domain.Storage;
using Microsoft.Azure.Cosmos;
using CosmosContainer = Microsoft.Azure.Cosmos.Container;

namespace GridSteward.Stores.Azure;

/// <summary>
/// The Azure engine: Cosmos DB through its stream calls, so that documents are read and written by System.Text.Json alone. Every call
/// names one partition. Kinds must let unknown members pass when they are read (the default): Cosmos DB adds its own.
/// </summary>
public sealed class CosmosDocumentStore : IDocumentStore
{
    /// <summary>So many ids are read one by one; more by queries.</summary>
    public const int MostPointReads = 2;

    /// <summary>So many ids are asked for by one query.</summary>
    public const int IdsAtOnce = 100;

    private const int QueriesAtOnce = 4;

    private readonly Database database;
    private readonly HashSet<DocumentKind> kinds;
    private readonly CosmosPatience patience;
    private readonly CosmosFreshness freshness;

    /// <summary>Uses a database that infra/ (or <see cref="CosmosProvisioning"/>) has made.</summary>
    /// <param name="client">The one client of the process.</param>
    /// <param name="databaseName">The database.</param>
    /// <param name="kinds">Every kind that will be stored.</param>
    public CosmosDocumentStore(CosmosClient client, string databaseName, IReadOnlyList<DocumentKind> kinds)
        : this(client, databaseName, kinds, CosmosPatience.Default)
    {
    }

    internal CosmosDocumentStore(CosmosClient client, string databaseName, IReadOnlyList<DocumentKind> kinds, CosmosPatience patience)
    {
        FieldPaths.Check(kinds);
        database = client.GetDatabase(databaseName);
        this.kinds = [.. kinds];
        this.patience = patience;
        freshness = new CosmosFreshness(client);
    }

    /// <inheritdoc/>
    public async Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document
    {
        CosmosContainer container = ContainerOf(kind);
        if (!DocumentIds.IsValid(id))
        {
            return null;
        }

        using JsonDocument? document = await patience.RunAsync(token => freshness.FindAsync(container, kind, partition, id, token), cancellationToken);
        return Read(kind, document);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// One or two by point reads, which cost 1 RU each and less than any query; more by single-partition queries of 100 ids each, a few at once. The SDK's ReadMany sends
    /// the same queries by partition key range rather than by partition key.
    /// </remarks>
    public async Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(
        DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, Paging.MaxLimit, nameof(ids));
        CosmosContainer container = ContainerOf(kind);
        string[] wanted = [.. ids.Where(DocumentIds.IsValid).Distinct(StringComparer.Ordinal)];
        List<Stored<T>> found = [];
        await Parallel.ForEachAsync(
            wanted.Chunk(wanted.Length <= MostPointReads ? 1 : IdsAtOnce),
            new ParallelOptions { MaxDegreeOfParallelism = QueriesAtOnce, CancellationToken = cancellationToken },
            async (some, token) =>
            {
                List<Stored<T>> read = [];
                if (some is [var one])
                {
                    using JsonDocument? document = await patience.RunAsync(t => CosmosReader.FindAsync(container, partition, one, t), token);
                    read.AddRange(Read(kind, document) is { } there ? [there] : []);
                }
                else
                {
                    await CosmosReader.QueryAsync(container, partition, CosmosSql.Find(kind, some), IdsAtOnce, d => Add(read, CosmosBodies.Read(kind, d)), patience, token);
                }

                lock (found)
                {
                    found.AddRange(read);
                }
            });
        return found;
    }

    /// <inheritdoc/>
    public Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.Operations.Count == 0)
        {
            return Task.FromResult(new CommitOutcome(CommitStatus.Committed, []));
        }

        CosmosContainer container = batch.Operations.Select(o => ContainerOf(o.Kind)).Last();
        return new CosmosCommit(container, batch, patience).RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
    {
        Paging.Check(query, page);
        List<Stored<T>> found = [];
        List<object?> order = [];
        await CosmosReader.QueryAsync(
            ContainerOf(query.Kind),
            query.Partition,
            CosmosSql.List(Known(query), page),
            page.Limit + 1,
            document =>
            {
                order.Add(query.Order is null ? null : CosmosBodies.Scalar(document, query.Order.Path));
                return Add(found, CosmosBodies.Read(query.Kind, document)) && found.Count <= page.Limit;
            },
            patience,
            cancellationToken);
        return Paging.Of(found, page.Limit, i => order[i]);
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document
    {
        long count = 0;
        await CosmosReader.QueryAsync(
            ContainerOf(query.Kind), query.Partition, CosmosSql.Count(Known(query)), -1, part => (count += part.GetInt64()) >= 0, patience, cancellationToken);
        return count;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document
    {
        CosmosTally tally = new();
        await CosmosReader.QueryAsync(
            ContainerOf(query.Kind), query.Partition, CosmosSql.Tally(Known(query), path), -1, tally.Add, patience, cancellationToken);
        return tally.Counts;
    }

    /// <inheritdoc/>
    public async Task<string> MarkAsync(Domain.Storage.Container container, string partition, CancellationToken cancellationToken)
    {
        string? mark = null;
        CosmosMarks marks = MarksOf(container);
        await CosmosReader.QueryAsync(database.GetContainer(container.Name), partition, CosmosSql.Newest(), 1, d => (mark = marks.After(d)) is null, patience, cancellationToken);
        return mark ?? marks.After(null);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Nothing is to do: the account's files are the platform's. Its backups keep what was deleted until their own time is over
    /// (docs/operations.md).
    /// </remarks>
    public Task ScrubAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        DocumentKind kind = kinds.First();
        try
        {
            // a point read of nothing: one request unit, and it needs the same permission as all others
            using JsonDocument? nothing = await CosmosPatience.OfProbes.RunAsync(token => CosmosReader.FindAsync(ContainerOf(kind), "probe", "probe", token), cancellationToken);
            return null;
        }
        catch (StoreUnavailableException e)
        {
            return e.Message;
        }
        catch (CosmosException e)
        {
            return $"Cosmos DB answered {(int)e.StatusCode}/{e.SubStatusCode} for the container {kind.Container.Name}: check GridSteward:Cosmos, GridSteward:Stores:Database and the identity's role.";
        }
    }

    private static Stored<T>? Read<T>(DocumentKind<T> kind, JsonDocument? document)
        where T : Document
        => document is not null && CosmosBodies.Text(document.RootElement, "type") == kind.Name ? CosmosBodies.Read(kind, document.RootElement) : null;

    private static bool Add<T>(List<T> list, T item)
    {
        list.Add(item);
        return true;
    }

    private CosmosMarks MarksOf(Domain.Storage.Container container) => CosmosMarks.Of(database.Client?.Endpoint, database.Id, container);

    private Query<T> Known<T>(Query<T> query)
        where T : Document
        => query.Filters.Any(f => f is Filter.Since) ? query.Rewritten(MarksOf(query.Kind.Container).Known) : query;

    private CosmosContainer ContainerOf(DocumentKind kind) => kinds.Contains(kind)
        ? database.GetContainer(kind.Container.Name)
        : throw new ArgumentException($"The kind '{kind.Name}' was not among those the store was opened with.", nameof(kind));
}
