using System.Globalization;
using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Demo.Making;

/// <summary>
/// Where the town is lived before it is written anywhere: documents in memory, for one user. It answers what the operations used here ask:
/// point reads, batches, and lists filtered by what fields equal or hold.
/// </summary>
internal sealed class MemoryStore : IDocumentStore
{
    private readonly Dictionary<(string Container, string Partition, string Id), Kept> documents = [];
    private readonly Dictionary<(string Container, string Partition, string Kind), Dictionary<string, Kept>> byKind = [];
    private readonly string source = $"memory:{Guid.NewGuid():N}";
    private int version;

    public Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document
        => Task.FromResult(documents.TryGetValue((kind.Container.Name, partition, id), out Kept? kept) && kept.Kind == kind.Name ? Read(kind, kept) : null);

    public Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
        => Task.FromResult<IReadOnlyList<Stored<T>>>([.. Of(kind.In(partition)).Where(k => ids.Contains(k.Id)).Select(k => Read(kind, k))]);

    public Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        foreach (BatchOperation operation in batch.Operations)
        {
            Kept? there = documents.GetValueOrDefault(KeyOf(batch, operation));
            CommitStatus status = (operation.Verb, there) switch
            {
                (BatchVerb.Create, not null) => CommitStatus.Exists,
                (BatchVerb.Replace or BatchVerb.Delete, null) => CommitStatus.Missing,
                (BatchVerb.Replace or BatchVerb.Delete, { } kept) when kept.ETag != operation.ETag => CommitStatus.Changed,
                _ => CommitStatus.Committed,
            };
            if (status != CommitStatus.Committed)
            {
                return Task.FromResult(new CommitOutcome(status, [], operation.Id));
            }
        }

        return Task.FromResult(new CommitOutcome(CommitStatus.Committed, [.. batch.Operations.Select(o => Apply(batch, o))]));
    }

    public Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
        => query.Order is null && page.After is null
            ? Task.FromResult(new Page<T>([.. Of(query).OrderBy(k => k.Id, StringComparer.Ordinal).Select(k => Read(query.Kind, k))], null))
            : throw new NotSupportedException("The town in memory is listed whole and by id.");

    public Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document
        => Task.FromResult((long)Of(query).Count());

    public Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document
        => throw new NotSupportedException("Nothing is tallied while the town is made.");

    public Task<string> MarkAsync(Container container, string partition, CancellationToken cancellationToken) => Task.FromResult(new WriteMark(source, version).ToString());

    public Task ScrubAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>Every document of a kind in a partition, by id.</summary>
    public IEnumerable<T> All<T>(DocumentKind<T> kind, string partition)
        where T : Document
        => Of(kind.In(partition)).OrderBy(k => k.Id, StringComparer.Ordinal).Select(k => Read(kind, k).Value);

    private static (string Container, string Partition, string Id) KeyOf(Batch batch, BatchOperation operation) => (batch.Container.Name, batch.Partition, operation.Id);

    private static Stored<T> Read<T>(DocumentKind<T> kind, Kept kept)
        where T : Document
        => new(kind.Read(kept.Body.Span), kept.ETag);

    private string Apply(Batch batch, BatchOperation operation)
    {
        var kindKey = (batch.Container.Name, batch.Partition, operation.Kind.Name);
        if (!byKind.TryGetValue(kindKey, out var ofKind))
        {
            byKind[kindKey] = ofKind = new(StringComparer.Ordinal);
        }

        if (operation.Verb == BatchVerb.Delete)
        {
            documents.Remove(KeyOf(batch, operation));
            ofKind.Remove(operation.Id);
            return "";
        }

        Kept kept = new(operation.Id, operation.Kind.Name, operation.Body, ++version, FieldsOf(operation));
        documents[KeyOf(batch, operation)] = ofKind[operation.Id] = kept;
        return kept.ETag;
    }

    private IEnumerable<Kept> Of<T>(Query<T> query)
        where T : Document
        => byKind.GetValueOrDefault((query.Kind.Container.Name, query.Partition, query.Kind.Name))?.Values.Where(k => query.Filters.All(f => Fits(k, f))) ?? [];

    private bool Fits(Kept kept, Filter filter) => filter switch
    {
        Filter.Equal f => kept.Fields[f.Path].Contains(TextOf(f.Value)),
        Filter.NotTrue f => !kept.Fields[f.Path].Contains(TextOf(true)),
        Filter.OneOf f => kept.Fields[f.Path].Exists(f.Values.Contains),
        Filter.Since f => WriteMark.TryParse(f.Mark) is not { } mark || mark.Source != source || kept.Version > mark.Number,
        Filter.HasAny f => kept.Fields[f.Path].Exists(f.Values.Contains),
        _ => throw new NotSupportedException($"The town in memory is not asked by {filter.GetType().Name}."),
    };

    private static Dictionary<string, List<string>> FieldsOf(BatchOperation operation)
    {
        Dictionary<string, List<string>> fields = new(StringComparer.Ordinal);
        if (operation.Kind.Fields.Count > 0)
        {
            using JsonDocument json = JsonDocument.Parse(operation.Body);
            foreach (IndexedField field in operation.Kind.Fields)
            {
                fields[field.Path] = json.RootElement.TryGetProperty(field.Path, out JsonElement value) ? ValuesOf(value) : [];
            }
        }

        return fields;
    }

    private static List<string> ValuesOf(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(e => e.ToString())] : [value.ToString()];

    private static string TextOf(object value) => value is bool truth ? truth.ToString() : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private sealed record Kept(string Id, string Kind, ReadOnlyMemory<byte> Body, int Version, Dictionary<string, List<string>> Fields)
    {
        public string ETag => Version.ToString(CultureInfo.InvariantCulture);
    }
}
