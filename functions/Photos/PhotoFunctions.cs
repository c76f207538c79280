using GridSteward.Domain.Photos;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Photos;

/// <summary>Photos for those who handle reports: the proof of their work, and what reporters sent.</summary>
public sealed class PhotoFunctions(Api api, PhotoDesk desk)
{
    [Function("CreatePhoto")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/photos")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, call => desk.CreateAsync(call, Ask(call, jurisdiction, id), $"/api/reports/{jurisdiction}/{id}/photos"));

    [Function("GetPhoto")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/reports/{jurisdiction}/{id}/photos/{photo}")] HttpRequest request,
        string jurisdiction, string id, string photo, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, call => desk.GetAsync(call, Ask(call, jurisdiction, id), photo));

    [Function("PutPhotoBlock")]
    public Task<IResult> PutBlockAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/reports/{jurisdiction}/{id}/photos/{photo}/blocks/{number}")] HttpRequest request,
        string jurisdiction, string id, string photo, string number, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, call => desk.PutBlockAsync(call, Ask(call, jurisdiction, id), photo, number));

    [Function("SealPhoto")]
    public Task<IResult> SealAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/photos/{photo}/seal")] HttpRequest request,
        string jurisdiction, string id, string photo, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, call => desk.SealAsync(call, Ask(call, jurisdiction, id), photo, call.ReadJson().ReadPhotoSeal()));

    [Function("GetPhotoImage")]
    public Task<IResult> ImageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/reports/{jurisdiction}/{id}/photos/{photo}/image")] HttpRequest request,
        string jurisdiction, string id, string photo, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, call => desk.ShowAsync(call, Ask(call, jurisdiction, id), photo, small: false));

    [Function("GetPhotoThumbnail")]
    public Task<IResult> ThumbnailAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/reports/{jurisdiction}/{id}/photos/{photo}/thumbnail")] HttpRequest request,
        string jurisdiction, string id, string photo, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, call => desk.ShowAsync(call, Ask(call, jurisdiction, id), photo, small: true));

    [Function("DeletePhoto")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/reports/{jurisdiction}/{id}/photos/{photo}")] HttpRequest request,
        string jurisdiction, string id, string photo, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, call => desk.DeleteAsync(call, Ask(call, jurisdiction, id), photo));

    private static PhotoAsk Ask(ApiCall call, string jurisdiction, string id) => new(jurisdiction, id, PhotoSender.Staff, call.Acting);
}
