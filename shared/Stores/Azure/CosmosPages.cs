using System.Text.Json;
using Microsoft.Azure.Cosmos;
using CosmosContainer = Microsoft.Azure.Cosmos.Container;

namespace GridSteward.Stores.Azure;

/// <summary>The pages of a query, each of which can be asked for again: what broke off is not gone on with, but begun anew after the last page that came.</summary>
internal sealed class CosmosPages(CosmosContainer container, QueryDefinition definition, QueryRequestOptions options) : IDisposable
{
    private FeedIterator? results;
    private string? after;
    private bool begun;

    public bool HasMore => results?.HasMoreResults ?? true;

    /// <summary>The next page.</summary>
    /// <exception cref="CosmosAnswerException">It can be asked for again.</exception>
    public async Task<JsonDocument> NextAsync(CancellationToken cancellationToken)
    {
        if (results is null && begun && after is null)
        {
            throw new InvalidOperationException("The last page said that there are more, and not where they begin.");
        }

        results ??= container.GetItemQueryStreamIterator(definition, after, options);
        try
        {
            using ResponseMessage response = await results.ReadNextAsync(cancellationToken);
            if (!CosmosErrors.IsFound(response))
            {
                response.EnsureSuccessStatusCode(); // a query finds nothing with 200; 404 means that the container is missing
            }

            JsonDocument page = await JsonDocument.ParseAsync(response.Content, cancellationToken: cancellationToken);
            (after, begun) = (response.ContinuationToken, true);
            return page;
        }
        catch
        {
            results.Dispose();
            results = null;
            throw;
        }
    }

    public void Dispose() => results?.Dispose();
}
