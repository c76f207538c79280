using System.Text;
using GridSteward.Domain.Maps;
using GridSteward.Functions.Areas;
using GridSteward.Functions.Http;
using GridSteward.Geo;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Maps;

/// <summary>What web front ends draw their maps from.</summary>
public sealed class MapFunctions(Api api, MapAreas maps)
{
    internal const int MaxAreas = 10_000;

    // Another build may write the same areas otherwise.
    private static readonly Guid Writer = typeof(MapFunctions).Module.ModuleVersionId;

    [Function("MapAreas")]
    public Task<IResult> MapAreasAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/map/areas")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            var wanted = new MapRequest(
                call.Query.Text("jurisdiction"), call.Query.Box("bbox"), call.Query.Text("level"), call.Query.Choices<Measure>("measure"), call.Query.Limit(MaxAreas, MaxAreas))
            {
                AsOf = call.Query.AsOf("asOf"),
                Zoom = call.Query.WholeNumber("zoom", 0, MapScale.MaxZoom),
            };
            call.Query.Finish();
            var outcome = await maps.RunAsync(wanted, call.Caller, call.CancellationToken);
            return call.Problems.Of(outcome, done =>
            {
                // Without counts the version is known before anything is written, and mostly the browser has it.
                string? known = done.Value.Version is { } version ? ETags.OfContent(Encoding.UTF8.GetBytes($"{Writer} {version}")) : null;
                bool isUnchanged = known is not null && ETags.Matches(call.Request.Headers.IfNoneMatch.ToString(), known);
                ReadOnlyMemory<byte> body = isUnchanged ? default : AreaGeoJson.Collection(done.Value.Areas);

                // What a caller may see can differ, so a shared cache keeps nothing; the browser asks each time and mostly gets 304.
                return Answer.Bytes(body, AreaGeoJson.MediaType, smallest: true).WithETag(known ?? ETags.OfContent(body.Span)).With("Vary", "Authorization");
            });
        });
}
