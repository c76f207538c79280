using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Http;
using GridSteward.Functions.Limits;
using GridSteward.Functions.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Photos;

/// <summary>Photos of reporters, by the link that they were given.</summary>
public sealed class TrackedPhotoFunctions(Api api, PhotoDesk desk, ReporterLinks links, AnonymousLimits limits)
{
    [Function("CreateTrackedPhoto")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/tracking/{token}/photos")] HttpRequest request, string token, FunctionContext context)
        => RunAsync(request, context, token, async (call, ask) => await AnonymousLimits.RefusalAsync(call, limits.OfLink(call))
            ?? await desk.CreateAsync(call, ask, $"/api/tracking/{token}/photos"));

    [Function("GetTrackedPhoto")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/tracking/{token}/photos/{photo}")] HttpRequest request, string token, string photo, FunctionContext context)
        => RunAsync(request, context, token, (call, ask) => desk.GetAsync(call, ask, photo));

    [Function("PutTrackedPhotoBlock")]
    public Task<IResult> PutBlockAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/tracking/{token}/photos/{photo}/blocks/{number}")] HttpRequest request,
        string token, string photo, string number, FunctionContext context)
        => RunAsync(request, context, token, (call, ask) => desk.PutBlockAsync(call, ask, photo, number));

    [Function("SealTrackedPhoto")]
    public Task<IResult> SealAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/tracking/{token}/photos/{photo}/seal")] HttpRequest request, string token, string photo, FunctionContext context)
        => RunAsync(request, context, token, (call, ask) => desk.SealAsync(call, ask, photo, call.ReadJson().ReadPhotoSeal()));

    [Function("GetTrackedPhotoImage")]
    public Task<IResult> ImageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/tracking/{token}/photos/{photo}/image")] HttpRequest request, string token, string photo, FunctionContext context)
        => RunAsync(request, context, token, (call, ask) => desk.ShowAsync(call, ask, photo, small: false));

    [Function("GetTrackedPhotoThumbnail")]
    public Task<IResult> ThumbnailAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/tracking/{token}/photos/{photo}/thumbnail")] HttpRequest request, string token, string photo, FunctionContext context)
        => RunAsync(request, context, token, (call, ask) => desk.ShowAsync(call, ask, photo, small: true));

    [Function("DeleteTrackedPhoto")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/tracking/{token}/photos/{photo}")] HttpRequest request, string token, string photo, FunctionContext context)
        => RunAsync(request, context, token, (call, ask) => desk.DeleteAsync(call, ask, photo));

    /// <summary>Whoever holds the link acts as the reporter, signed in or not.</summary>
    private Task<IResult> RunAsync(HttpRequest request, FunctionContext context, string token, Func<ApiCall, PhotoAsk, Task<Answer>> body)
        => api.RunAsync(request, context, null, async call => await links.FindAsync(token, call.CancellationToken) is { Current.Value: var report }
            ? await body(call, new PhotoAsk(report.Jurisdiction, report.Id, PhotoSender.Reporter, call.Acting with { Caller = Caller.Nobody }))
            : call.NoLink());
}
