using GridSteward.Domain.Areas;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Areas;

/// <summary>Changes of single areas; each makes a generation, as an import does.</summary>
public sealed class AreaEditFunctions(Api api, EditAreas edit)
{
    [Function("UpdateArea")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/areas/{code}")] HttpRequest request,
        string jurisdiction, string code, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.IfMatch() is { } ifMatch
            ? call.Problems.Of(
                await edit.ReplaceAsync(settings, Uri.UnescapeDataString(code), call.Body, ifMatch, call.Acting, call.CancellationToken),
                done => Answer.Bytes(AreaGeoJson.Feature(done.Value), AreaGeoJson.MediaType).WithETag(done.Value.ETag))
            : call.PreconditionRequired());

    [Function("DeleteArea")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/areas/{code}")] HttpRequest request,
        string jurisdiction, string code, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.IfMatch() is { } ifMatch
            ? call.Problems.Of(
                await edit.EndAsync(settings, Uri.UnescapeDataString(code), ifMatch, call.Acting, call.CancellationToken),
                _ => Answer.Empty(StatusCodes.Status204NoContent))
            : call.PreconditionRequired());
}
