using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Health;

/// <summary>Null says that a part works, a text what is broken.</summary>
public sealed record HealthResponse(string Status, string? Documents, string? Blobs);

/// <summary>Whether the process runs, and whether it can do its work.</summary>
public sealed class HealthFunctions(Api api, Readiness readiness)
{
    [Function("HealthLive")]
    public Task<IResult> LiveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, _ => Task.FromResult(Answer.Json(new HealthResponse("live", null, null), ApiJson.Default.HealthResponse)));

    [Function("HealthReady")]
    public Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            ReadinessReport report = await readiness.ProbeAsync(call.CancellationToken);
            return Answer.Json(
                new HealthResponse(report.IsReady ? "ready" : "broken", report.Documents, report.Blobs), ApiJson.Default.HealthResponse,
                report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
}
