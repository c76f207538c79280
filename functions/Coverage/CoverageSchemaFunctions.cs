using GridSteward.Functions.Http;
using GridSteward.Functions.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Coverage;

/// <summary>The schema of coverage reports.</summary>
public sealed class CoverageSchemaFunctions(Api api, PublicAddress address)
{
    [Function("GetCoverageSchema")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/schemas/coverage-report.json")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, call =>
        {
            byte[] body = CoverageSchema.Write(address.Link(call.Request, CoverageSchema.Path));
            return Task.FromResult(Answer.Bytes(body, "application/schema+json; charset=utf-8").WithETag(ETags.OfContent(body), shared: true));
        });
}
