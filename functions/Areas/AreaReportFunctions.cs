using GridSteward.Domain.Areas;
using GridSteward.Functions.Http;
using GridSteward.Geo;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Areas;

/// <summary>What is wrong between the areas of a jurisdiction: overlaps, gaps, parts outside their parents, slivers.</summary>
public sealed class AreaReportFunctions(Api api, AreaSnapshots snapshots)
{
    internal const int MostListed = 10_000;
    internal const int UsuallyListed = 1_000;

    [Function("AreaReport")]
    public Task<IResult> ReportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/area-report")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            string? level = call.Query.Text("level");
            GeoBox? box = call.Query.Box("bbox");
            double least = call.Query.Number("minSquareMetres") ?? AreaReport.UsualSquareMetres;
            int limit = call.Query.Limit(UsuallyListed, MostListed);
            if (least < 0)
            {
                call.Query.Faults.Add(new("query.minSquareMetres", "0 or more."));
            }

            AreaSnapshot snapshot = await snapshots.GetAsync(jurisdiction, settings.Levels, call.CancellationToken);
            call.Query.RequireOneOf("level", level, snapshot.Levels);
            call.Query.Finish();
            AreaReport report = (await snapshot.ReportAsync(call.CancellationToken)).Where(level, box, least);
            ReadOnlyMemory<byte> body = AreaReportJson.Write(report, limit, json => json.WriteNumber("generation", snapshot.Generation));
            return Answer.Bytes(body, AreaGeoJson.MediaType).WithETag(ETags.OfContent(body.Span));
        });
}
