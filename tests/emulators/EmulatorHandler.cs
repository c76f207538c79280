using System.Net;
using System.Text;

namespace GridSteward.Tests.Emulators;

/// <summary>
/// Lets the .NET SDK talk to the npm package @vercel/cosmosdb-server: answers what the emulator does not know (query plans, batches,
/// missing documents) as Cosmos DB does. Tests only; what it cannot mend is in <c>EmulatorGaps</c>.
/// </summary>
internal sealed class EmulatorHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly EmulatorQueries queries = new();
    private readonly SemaphoreSlim turn = new(1);

    public static HttpResponseMessage Json(HttpRequestMessage request, HttpStatusCode status, string json)
    {
        HttpResponseMessage response = new(status) { RequestMessage = request, Content = new StringContent(json, Encoding.UTF8, "application/json") };
        response.Headers.TryAddWithoutValidation("x-ms-request-charge", "1");
        response.Headers.TryAddWithoutValidation("x-ms-activity-id", Guid.NewGuid().ToString());
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (CosmosRequest.IsPlan(request))
        {
            return Json(request, HttpStatusCode.OK, EmulatorQueries.Plan(await request.Content!.ReadAsStringAsync(cancellationToken)));
        }

        if (CosmosRequest.IsBatch(request))
        {
            return await BatchAsync(request, cancellationToken);
        }

        if (CosmosRequest.IsQuery(request))
        {
            await queries.RewriteAsync(request, r => base.SendAsync(r, cancellationToken), cancellationToken);
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        bool missing = request.Method == HttpMethod.Get && CosmosRequest.IsDocument(request) && response.StatusCode == HttpStatusCode.InternalServerError
            && (await response.Content.ReadAsStringAsync(cancellationToken)).Contains("Cannot read properties of undefined", StringComparison.Ordinal);
        return missing ? Json(request, HttpStatusCode.NotFound, """{"code":"NotFound","message":"Entity with the specified id does not exist in the system."}""") : response;
    }

    // one at a time, so that batches are isolated from each other, if not from readers
    private async Task<HttpResponseMessage> BatchAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await EmulatorBatch.RunAsync(request, r => SendAsync(r, cancellationToken), cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }
}
