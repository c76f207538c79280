using GridSteward.Domain;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Areas.Editing;

/// <summary>Edits of the borders of several areas at once.</summary>
public sealed class AreaBorderFunctions(Api api, EditBorders edit)
{
    [Function("SplitArea")]
    public Task<IResult> SplitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/areas/{code}/split")] HttpRequest request,
        string jurisdiction, string code, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            bool dryRun = DryRun(call);
            return call.IfMatch() is { } ifMatch
                ? Shown(call, await edit.SplitAsync(Code(code), call.ReadJson().ReadSplit(), Manner(call, settings, dryRun) with { SeenETag = ifMatch, Once = call.Once() }, call.CancellationToken))
                : call.PreconditionRequired();
        });

    [Function("MergeAreas")]
    public Task<IResult> MergeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/area-merges")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            bool dryRun = DryRun(call);
            return Shown(call, await edit.MergeAsync(call.ReadJson().ReadMerge(), Manner(call, settings, dryRun) with { Once = call.Once() }, call.CancellationToken));
        });

    [Function("MoveAreaBorder")]
    public Task<IResult> MoveBorderAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/area-borders")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            bool dryRun = DryRun(call);
            return Shown(call, await edit.MoveBorderAsync(call.ReadJson().ReadBorder(), Manner(call, settings, dryRun), call.CancellationToken));
        });

    [Function("SnapArea")]
    public Task<IResult> SnapAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/areas/{code}/snap")] HttpRequest request,
        string jurisdiction, string code, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            SnapOrder order = call.ReadJson().ReadSnap();
            Func<string, bool>? ifMatch = call.IfMatch();
            return order.Apply && ifMatch is null
                ? call.PreconditionRequired()
                : Shown(call, await edit.SnapAsync(Code(code), order, Manner(call, settings, dryRun: false) with { SeenETag = ifMatch }, call.CancellationToken));
        });

    [Function("MakeMicroGrids")]
    public Task<IResult> MakeMicroGridsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/areas/{code}/micro-grids")] HttpRequest request,
        string jurisdiction, string code, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            bool dryRun = DryRun(call);
            return call.IfMatch() is { } ifMatch
                ? Shown(call, await edit.MakeMicroGridsAsync(
                    Code(code), call.ReadJson().ReadMicroGrids(), Manner(call, settings, dryRun) with { SeenETag = ifMatch, Once = call.Once() }, call.CancellationToken))
                : call.PreconditionRequired();
        });

    private static string Code(string segment) => Uri.UnescapeDataString(segment);

    private static bool DryRun(ApiCall call)
    {
        bool dryRun = call.Query.Flag("dryRun") ?? false;
        call.Query.Finish();
        return dryRun;
    }

    private static EditManner Manner(ApiCall call, Jurisdiction settings, bool dryRun) => new(settings, call.Acting) { DryRun = dryRun };

    private static Answer Shown(ApiCall call, Outcome<EditedAreas> outcome) => call.Problems.Of(outcome, done => Answer
        .Bytes(AreaEditGeoJson.Of(done.Value, call.Caller), AreaGeoJson.MediaType).With("Idempotent-Replayed", done.Replayed ? "true" : null));
}
