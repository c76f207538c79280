using System.Text.Json;
using GridSteward.Domain.Storage;
using Microsoft.Azure.Cosmos;
using CosmosContainer = Microsoft.Azure.Cosmos.Container;

namespace GridSteward.Stores.Azure;

/// <summary>Point reads and queries of one partition, as JSON. The partition key is always set, so no query ever crosses partitions.</summary>
internal static class CosmosReader
{
    /// <summary>The document as stored; null when it is not there.</summary>
    public static async Task<JsonDocument?> FindAsync(CosmosContainer container, string partition, string id, CancellationToken cancellationToken)
    {
        try
        {
            using ResponseMessage response = await container.ReadItemStreamAsync(id, new PartitionKey(partition), cancellationToken: cancellationToken);
            return CosmosErrors.IsFound(response) ? await JsonDocument.ParseAsync(response.Content, cancellationToken: cancellationToken) : null;
        }
        catch (Exception e) when (CosmosErrors.IsUncertain(e, cancellationToken))
        {
            throw CosmosErrors.Unavailable(e);
        }
    }

    /// <summary>Hands each result to the visitor until it says false.</summary>
    public static async Task QueryAsync(
        CosmosContainer container, string partition, CosmosQuery query, int pageSize, Func<JsonElement, bool> visit, CancellationToken cancellationToken)
    {
        QueryDefinition definition = query.Parameters.Aggregate(new QueryDefinition(query.Text), (d, p) => d.WithParameter(p.Key, p.Value));
        QueryRequestOptions options = new() { PartitionKey = new PartitionKey(partition), MaxItemCount = pageSize };
        try
        {
            using FeedIterator results = container.GetItemQueryStreamIterator(definition, requestOptions: options);
            while (results.HasMoreResults)
            {
                using ResponseMessage response = await results.ReadNextAsync(cancellationToken);
                if (!CosmosErrors.IsFound(response))
                {
                    response.EnsureSuccessStatusCode(); // a query finds nothing with 200; 404 means that the container is missing
                }

                using JsonDocument page = await JsonDocument.ParseAsync(response.Content, cancellationToken: cancellationToken);
                foreach (JsonElement element in page.RootElement.GetProperty("Documents").EnumerateArray())
                {
                    if (!visit(element))
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception e) when (CosmosErrors.IsUncertain(e, cancellationToken))
        {
            throw CosmosErrors.Unavailable(e);
        }
    }
}
