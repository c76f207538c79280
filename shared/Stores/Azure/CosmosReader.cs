using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using CosmosContainer = Microsoft.Azure.Cosmos.Container;

namespace GridSteward.Stores.Azure;

/// <summary>
/// Point reads and queries of one partition, as JSON. The partition key is always set, so no query ever crosses partitions. Reads are asked again by themselves; point
/// reads are asked once, and whoever asks has the patience.
/// </summary>
internal static class CosmosReader
{
    // no document has it
    private const string NoETag = "\"none\"";

    /// <summary>The document as stored; null when the replica that answers has none. Asked once.</summary>
    public static async Task<JsonDocument?> FindAsync(CosmosContainer container, string partition, string id, CancellationToken cancellationToken)
    {
        using ResponseMessage response = await container.ReadItemStreamAsync(id, new PartitionKey(partition), cancellationToken: cancellationToken);
        return CosmosErrors.IsFound(response) ? await JsonDocument.ParseAsync(response.Content, cancellationToken: cancellationToken) : null;
    }

    /// <summary>
    /// Whether the document is there, as the replica that takes the writes says it: a replacement of a version that no document has is refused by it, with 412 where the
    /// document is and with 404 where not. The refusal brings its place in the order of writes, behind which the SDK's session lets no later read fall.
    /// </summary>
    public static async Task<bool> IsThereAsync(CosmosContainer container, string partitionMember, string partition, string id, CancellationToken cancellationToken)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["id"] = id, [partitionMember] = partition }, StringsJson.Default.DictionaryStringString);
        using MemoryStream content = new(body, writable: false);
        using ResponseMessage response = await container.ReplaceItemStreamAsync(
            content, id, new PartitionKey(partition), new ItemRequestOptions { IfMatchEtag = NoETag, EnableContentResponseOnWrite = false }, cancellationToken);
        return response.StatusCode == HttpStatusCode.PreconditionFailed || CosmosErrors.IsFound(response);
    }

    /// <summary>Hands each result to the visitor until it says false. A page that does not come is asked for again, after those that have been visited.</summary>
    public static async Task QueryAsync(
        CosmosContainer container, string partition, CosmosQuery query, int pageSize, Func<JsonElement, bool> visit, CosmosPatience patience, CancellationToken cancellationToken)
    {
        QueryDefinition definition = query.Parameters.Aggregate(new QueryDefinition(query.Text), (d, p) => d.WithParameter(p.Key, p.Value));
        QueryRequestOptions options = new() { PartitionKey = new PartitionKey(partition), MaxItemCount = pageSize };
        using CosmosPages pages = new(container, definition, options);
        while (pages.HasMore)
        {
            using JsonDocument page = await patience.RunAsync(pages.NextAsync, cancellationToken);
            foreach (JsonElement element in page.RootElement.GetProperty("Documents").EnumerateArray())
            {
                if (!visit(element))
                {
                    return;
                }
            }
        }
    }
}
