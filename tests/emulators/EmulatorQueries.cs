using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GridSteward.Tests.Emulators;

/// <summary>
/// Queries for the emulator: it makes no plans, and it ignores the partition key header. It has one physical partition, so a plan that
/// passes the query through is right; the partition key goes into the text.
/// </summary>
internal sealed partial class EmulatorQueries
{
    private readonly ConcurrentDictionary<string, string> partitionKeyPaths = new();

    public static string Plan(string body)
    {
        string text = (string)JsonNode.Parse(body)!["query"]!;
        JsonObject query = new()
        {
            ["distinctType"] = "None",
            ["top"] = null,
            ["offset"] = null,
            ["limit"] = null,
            ["orderBy"] = new JsonArray(),
            ["orderByExpressions"] = new JsonArray(),
            ["groupByExpressions"] = new JsonArray(),
            ["groupByAliases"] = new JsonArray(),
            ["aggregates"] = new JsonArray(),
            ["groupByAliasToAggregateType"] = new JsonObject(),
            ["rewrittenQuery"] = string.Empty,
            ["hasSelectValue"] = text.StartsWith("SELECT VALUE", StringComparison.Ordinal),
            ["hasNonStreamingOrderBy"] = false,
        };
        JsonObject range = new() { ["min"] = string.Empty, ["max"] = "FF", ["isMinInclusive"] = true, ["isMaxInclusive"] = false };
        return new JsonObject { ["partitionedQueryExecutionInfoVersion"] = 2, ["queryInfo"] = query, ["queryRanges"] = new JsonArray(range) }.ToJsonString();
    }

    public async Task RewriteAsync(HttpRequestMessage request, Func<HttpRequestMessage, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        JsonObject body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsObject();
        if (CosmosRequest.Header(request, CosmosRequest.PartitionKey) is { } key && JsonNode.Parse(key) is JsonArray { Count: 1 } values)
        {
            string path = await PartitionKeyPathAsync(request, send, cancellationToken);
            JsonArray parameters = body["parameters"] as JsonArray ?? [];
            parameters.Add(new JsonObject { ["name"] = "@emulatorPartition", ["value"] = values[0]!.DeepClone() });
            body["query"] = Where().Replace((string)body["query"]!, $"WHERE c[\"{path}\"] = @emulatorPartition AND ", 1);
        }

        MediaTypeHeaderValue? type = request.Content.Headers.ContentType;
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8);
        request.Content.Headers.ContentType = type;
        request.Headers.Remove(CosmosRequest.CrossPartition);
        request.Headers.TryAddWithoutValidation(CosmosRequest.CrossPartition, "True");
    }

    private async Task<string> PartitionKeyPathAsync(HttpRequestMessage request, Func<HttpRequestMessage, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        string container = CosmosRequest.Path(request)[..^"/docs".Length];
        if (!partitionKeyPaths.TryGetValue(container, out string? path))
        {
            using HttpRequestMessage read = new(HttpMethod.Get, new Uri(request.RequestUri!, container));
            using HttpResponseMessage response = await send(read);
            path = ((string)JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!["partitionKey"]!["paths"]![0]!).Trim('/');
            partitionKeyPaths[container] = path;
        }

        return path;
    }

    [GeneratedRegex(@"\bWHERE\s")]
    private static partial Regex Where();
}
