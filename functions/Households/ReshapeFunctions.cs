using GridSteward.Domain;
using GridSteward.Domain.Households.Reshaping;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Households;

/// <summary>Units that move, split and merge.</summary>
public sealed class ReshapeFunctions(Api api, ReshapeUnits reshape)
{
    [Function("MoveHousehold")]
    public Task<IResult> MoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/households/{id}/moves")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.IfMatch() is { } seen
            ? ToAnswer(call, await reshape.MoveAsync(settings, id, call.ReadJson().ReadMove(), seen, call.Once(), call.Acting, call.CancellationToken))
            : call.PreconditionRequired());

    [Function("SplitHousehold")]
    public Task<IResult> SplitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/households/{id}/splits")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.IfMatch() is { } seen
            ? ToAnswer(call, await reshape.SplitAsync(settings, id, call.ReadJson().ReadSplit(), seen, call.Once(), call.Acting, call.CancellationToken))
            : call.PreconditionRequired());

    [Function("MergeHouseholds")]
    public Task<IResult> MergeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/households/{id}/mergers")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.IfMatch() is { } seen
            ? ToAnswer(call, await reshape.MergeAsync(settings, id, call.ReadJson().ReadMerger(), seen, call.Once(), call.Acting, call.CancellationToken))
            : call.PreconditionRequired());

    private static Answer ToAnswer(ApiCall call, Outcome<Reshaped> outcome)
        => call.Problems.Of(outcome, done => Answer.Json(ReshapedResponse.Of(done.Value, call.Caller), ApiJson.Default.ReshapedResponse)
            .WithETag(done.Value.Unit.ETag).With("Idempotent-Replayed", done.Replayed ? "true" : null));
}
