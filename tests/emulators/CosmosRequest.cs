using System.Text.RegularExpressions;

namespace GridSteward.Tests.Emulators;

/// <summary>What a request of the Cosmos DB SDK asks for, by its path and headers.</summary>
internal static partial class CosmosRequest
{
    public const string PartitionKey = "x-ms-documentdb-partitionkey", IsUpsert = "x-ms-documentdb-is-upsert", CrossPartition = "x-ms-documentdb-query-enablecrosspartition";

    public static string Path(HttpRequestMessage request) => Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).TrimEnd('/');

    public static bool IsDocument(HttpRequestMessage request) => Document().IsMatch(Path(request));

    public static bool IsDocuments(HttpRequestMessage request) => Documents().IsMatch(Path(request));

    public static bool IsPlan(HttpRequestMessage request) => IsDocuments(request) && Header(request, "x-ms-cosmos-is-query-plan-request") is not null;

    public static bool IsBatch(HttpRequestMessage request) => IsDocuments(request) && IsTrue(Header(request, "x-ms-cosmos-is-batch-request"));

    public static bool IsQuery(HttpRequestMessage request) => IsDocuments(request) && request.Method == HttpMethod.Post
        && (request.Content?.Headers.ContentType?.MediaType == "application/query+json" || IsTrue(Header(request, "x-ms-documentdb-isquery")));

    public static string? Header(HttpRequestMessage request, string name)
        => request.Headers.TryGetValues(name, out IEnumerable<string>? values) || request.Content?.Headers.TryGetValues(name, out values) == true ? values.First() : null;

    private static bool IsTrue(string? value) => "true".Equals(value, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^/dbs/[^/]+/colls/[^/]+/docs/[^/]+$")]
    private static partial Regex Document();

    [GeneratedRegex("^/dbs/[^/]+/colls/[^/]+/docs$")]
    private static partial Regex Documents();
}
