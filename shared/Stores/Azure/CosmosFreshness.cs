using System.Text.Json;
using GridSteward.Domain.Storage;
using Microsoft.Azure.Cosmos;
using CosmosContainer = Microsoft.Azure.Cosmos.Container;

namespace GridSteward.Stores.Azure;

/// <summary>
/// Point reads that find what another instance has just written, whatever consistency the account has. Under Strong and Bounded Staleness the service sees to it. Under
/// Session it does so only for what this instance has written or seen itself, so what is not found is looked for once more where writes go
/// (docs/adr/0021-cloud-faults-and-consistency.md).
/// </summary>
internal sealed class CosmosFreshness(CosmosClient client)
{
    private bool? lags;

    /// <summary>The document as stored; null when it is not there. Asked once: what passes is thrown.</summary>
    /// <exception cref="CosmosAnswerException">It can be asked again; so where the replica that answered is behind.</exception>
    public async Task<JsonDocument?> FindAsync(CosmosContainer container, DocumentKind kind, string partition, string id, CancellationToken cancellationToken)
    {
        JsonDocument? found = await CosmosReader.FindAsync(container, partition, id, cancellationToken);
        return found is null && await LagsAsync(cancellationToken) && await CosmosReader.IsThereAsync(container, kind.Container.PartitionKeyPath.TrimStart('/'), partition, id, cancellationToken)
            ? throw new CosmosAnswerException(System.Net.HttpStatusCode.NotFound, null)
            : found;
    }

    private async Task<bool> LagsAsync(CancellationToken cancellationToken)
    {
        if (lags is { } known)
        {
            return known;
        }

        AccountProperties? account = await client.ReadAccountAsync().WaitAsync(cancellationToken);
        return (lags = account is not null && account.Consistency.DefaultConsistencyLevel is not (ConsistencyLevel.Strong or ConsistencyLevel.BoundedStaleness)).Value;
    }
}
