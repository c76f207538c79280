using GridSteward.Domain.Health;
using GridSteward.Domain.People;
using GridSteward.Functions.Http;
using GridSteward.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Health;

/// <summary>Null says that a part works, a text what is broken.</summary>
public sealed record HealthResponse(string Status, string? Documents, string? Blobs);

/// <summary>Whether the process runs, and whether it can do its work.</summary>
public sealed class HealthFunctions(Api api, Readiness readiness, HealthDesk desk)
{
    /// <summary>So many jurisdictions of one caller are shown.</summary>
    private const int MostJurisdictions = 16;

    [Function("Health")]
    public Task<IResult> ReportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            SeenParts program = await desk.ProgramAsync(call.CancellationToken);
            HealthStatus status = HealthPart.Sum(program.Parts.Select(p => p.Part));
            List<SeenPart> shown = [];
            if (call.Caller.Can(Capability.ReadAudit, new Target()))
            {
                shown.AddRange(program.Parts);
                if (status != HealthStatus.Broken)
                {
                    shown.AddRange((await desk.JurisdictionsAsync(call.CancellationToken)).Parts);
                }
            }
            else if (status != HealthStatus.Broken)
            {
                foreach (string code in LookedAfter(call.Caller))
                {
                    shown.AddRange((await desk.JurisdictionAsync(code, call.CancellationToken)).Parts);
                }
            }

            HealthStatus sum = HealthPart.Sum([.. program.Parts.Concat(shown).Select(p => p.Part)]);
            var report = new HealthReportResponse(sum, program.At, WordsOf(sum), [.. shown.Select(HealthPartResponse.Of)]);
            return Answer.Json(
                report, ApiJson.Default.HealthReportResponse, sum == HealthStatus.Broken ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        });

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

    /// <summary>The jurisdictions that the caller looks after as a whole.</summary>
    private static IEnumerable<string> LookedAfter(Caller caller)
        => caller.Grants.Where(g => g.Node.Kind == NodeKind.Jurisdiction).Select(g => g.Node.Jurisdiction).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(code => OperationDeclarations.OfOneJurisdiction.Any(needs => caller.Can(needs, new Target(code)))).Take(MostJurisdictions);

    private static string WordsOf(HealthStatus status) => status switch
    {
        HealthStatus.Ok => "All parts work.",
        HealthStatus.Degraded => "Reports are taken; something wants to be looked at.",
        _ => "Reports cannot be taken now.",
    };
}
