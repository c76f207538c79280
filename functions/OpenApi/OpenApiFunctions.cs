using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.OpenApi;

/// <summary>The API described for machines, made once when it is first asked for.</summary>
public sealed class OpenApiFunctions(Api api)
{
    private static readonly Lazy<(byte[] Body, string Hash)> Document = new(() =>
    {
        byte[] body = ApiDocument.Write();
        return (body, ETags.OfContent(body));
    });

    [Function("OpenApi")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, _ => Task.FromResult(
            Answer.Bytes(Document.Value.Body, "application/json; charset=utf-8").WithETag(Document.Value.Hash, shared: true)));
}
