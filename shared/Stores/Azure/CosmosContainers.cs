using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Azure;

/// <summary>A path of an indexing policy.</summary>
/// <param name="Path">As Cosmos DB writes it.</param>
public sealed record IndexedPath([property: JsonPropertyName("path")] string Path);

/// <summary>A path of a composite index.</summary>
/// <param name="Path">As Cosmos DB writes it.</param>
/// <param name="Order"><c>ascending</c> or <c>descending</c>.</param>
public sealed record CompositePath([property: JsonPropertyName("path")] string Path, [property: JsonPropertyName("order")] string Order);

/// <summary>An indexing policy as its JSON is written; infra/ is compared with it.</summary>
/// <param name="IndexingMode">Always <c>consistent</c>.</param>
/// <param name="IncludedPaths">What queries use.</param>
/// <param name="ExcludedPaths">Everything else.</param>
/// <param name="CompositeIndexes">The ordered lists.</param>
public sealed record CosmosIndexingPolicy(
    [property: JsonPropertyName("indexingMode")] string IndexingMode,
    [property: JsonPropertyName("includedPaths")] IReadOnlyList<IndexedPath> IncludedPaths,
    [property: JsonPropertyName("excludedPaths")] IReadOnlyList<IndexedPath> ExcludedPaths,
    [property: JsonPropertyName("compositeIndexes")] IReadOnlyList<IReadOnlyList<CompositePath>> CompositeIndexes);

/// <summary>A container as infra/cosmos-containers.json writes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PartitionKeyPath">Its partition key.</param>
/// <param name="DefaultTtl">-1 where documents may carry a time to live, else null.</param>
/// <param name="IndexingPolicy">What is indexed.</param>
public sealed record CosmosContainerDefinition(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("partitionKeyPath")] string PartitionKeyPath,
    [property: JsonPropertyName("defaultTtl")] int? DefaultTtl,
    [property: JsonPropertyName("indexingPolicy")] CosmosIndexingPolicy IndexingPolicy);

/// <summary>What a container of Cosmos DB must be like for the kinds it holds.</summary>
public static class CosmosContainers
{
    /// <summary>
    /// Excludes everything, then includes what queries use. <c>id</c> is always indexed by Cosmos DB. A composite index is read in both
    /// directions, so one for each ordered field serves its ascending and its descending list.
    /// </summary>
    /// <param name="container">The container.</param>
    /// <param name="kinds">Every kind; those of other containers are passed over.</param>
    public static CosmosIndexingPolicy PolicyOf(Container container, IReadOnlyList<DocumentKind> kinds)
    {
        List<DocumentKind> own = [.. kinds.Where(k => k.Container == container)];
        IEnumerable<string> fields = own
            .SelectMany(k => k.Fields.Select(f => f.Use == FieldUse.Elements ? $"{Slashed(f.Path)}/[]/?" : $"{Slashed(f.Path)}/?")
                .Concat(FieldPaths.LocationOf(k).Select(f => $"{Slashed(f)}/?")))
            .Distinct()
            .Order(StringComparer.Ordinal);
        return new CosmosIndexingPolicy(
            "consistent",
            [.. new[] { "/type/?", $"{container.PartitionKeyPath}/?" }.Concat(fields).Distinct().Select(p => new IndexedPath(p))],
            [new IndexedPath("/*")],
            [.. own.SelectMany(k => k.Orders).Select(o => Slashed(o.Path)).Distinct().Order(StringComparer.Ordinal)
                .Select(p => new[] { new CompositePath(p, "ascending"), new CompositePath("/id", "ascending") })]);
    }

    /// <summary>The containers as infra/cosmos-containers.json lists them.</summary>
    public static IReadOnlyList<CosmosContainerDefinition> DefinitionsOf(IReadOnlyList<Container> containers, IReadOnlyList<DocumentKind> kinds)
        => [.. containers.Select(c => new CosmosContainerDefinition(c.Name, c.PartitionKeyPath, TtlOf(c), PolicyOf(c, kinds)))];

    // nothing expires but what carries a ttl of its own
    internal static int? TtlOf(Container container) => container.Expires ? -1 : null;

    private static string Slashed(string path) => "/" + path.Replace('.', '/');
}
