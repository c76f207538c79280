using GridSteward.Domain;
using GridSteward.Domain.Assists;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Assists;

/// <summary>Requests for help within a report.</summary>
public sealed class AssistFunctions(Api api, KeepAssists assists)
{
    [Function("AskAssist")]
    public Task<IResult> AskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/assists")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } seen
            ? ToAnswer(call, null, await assists.AskAsync(call.ReadJson().ReadAssist(jurisdiction, id, seen), call.Once(), call.Acting, call.CancellationToken))
            : call.PreconditionRequired());

    [Function("MoveAssist")]
    public Task<IResult> MoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/assists/{assist}/moves")] HttpRequest request,
        string jurisdiction, string id, string assist, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } seen
            ? ToAnswer(call, assist, await assists.MoveAsync(call.ReadJson().ReadAssistMove(jurisdiction, id, assist, seen), call.Once(), call.Acting, call.CancellationToken))
            : call.PreconditionRequired());

    private static Answer ToAnswer(ApiCall call, string? spokenFor, Outcome<Stored<Report>> outcome)
        => call.Problems.Of(outcome, done => Answer.Json(AssistsResponse.Of(done.Value.Value, call.Caller, spokenFor), ApiJson.Default.AssistsResponse)
            .WithETag(done.Value.ETag).With("Idempotent-Replayed", done.Replayed ? "true" : null));
}
