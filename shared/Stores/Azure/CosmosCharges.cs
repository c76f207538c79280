using GridSteward.Domain.Storage;
using Microsoft.Azure.Cosmos;

namespace GridSteward.Stores.Azure;

/// <summary>Puts what Cosmos DB charges for each request on the account of the operation that sends it. Each client needs one of its own.</summary>
internal sealed class CosmosCharges : RequestHandler
{
    /// <inheritdoc/>
    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        ResponseMessage response = await base.SendAsync(request, cancellationToken);
        OperationCharges.Add(response.Headers.RequestCharge);
        return response;
    }
}
