using GridSteward.Domain.Areas;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Geo;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Areas;

public sealed record AreaImportResponse(string Id, int Generation, int Added, int Changed, int Unchanged, int Removed, int Areas);

/// <summary>An area without its geometry; the box is west, south, east, north.</summary>
public sealed record AreaSummary(string Code, string Name, string Level, string? Parent, int Version, IReadOnlyList<double> Bbox)
{
    public static AreaSummary Of(Area a) => new(a.Code, a.Name, a.Level, a.Parent, a.Version, [a.Box.West, a.Box.South, a.Box.East, a.Box.North]);
}

/// <summary>The areas of a jurisdiction: import, list, one.</summary>
public sealed class AreaFunctions(Api api, KeepJurisdictions jurisdictions, AreaSnapshots snapshots, AreaImport import)
{
    [Function("ImportAreas")]
    public Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/area-imports")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            if (await jurisdictions.FindAsync(jurisdiction, call.CancellationToken) is not { Value: var settings })
            {
                return call.Problems.NoJurisdiction(jurisdiction);
            }

            var mapping = new AreaMapping(
                call.Query.Text("code") ?? "code", call.Query.Text("name") ?? "name", call.Query.Text("parent") ?? "parent",
                call.Query.Text("levelProperty") ?? "level", call.Query.Text("level"), call.Query.Text("codePrefix", 20) ?? "");
            ImportMode mode = call.Query.Choice<ImportMode>("mode") ?? ImportMode.Merge;
            call.Query.Finish();
            var outcome = await import.RunAsync(new AreaImportRequest(settings, call.Body, mapping, mode), call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done =>
            {
                AreaImportResult r = done.Value;
                var response = new AreaImportResponse(r.Id, r.Generation, r.Added, r.Changed, r.Unchanged, r.Removed, r.Areas);
                return ApiCall.Created(
                    Answer.Json(response, ApiJson.Default.AreaImportResponse, StatusCodes.Status201Created), $"/api/jurisdictions/{jurisdiction}/areas", null, done.Replayed);
            });
        });

    [Function("ListAreas")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/areas")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            GeoBox? box = call.Query.Box("bbox");
            string? level = call.Query.Text("level");
            PageRequest page = call.Query.IdPage();
            if (await OpenAsync(jurisdiction, call.CancellationToken) is not { } snapshot)
            {
                return call.Problems.NoJurisdiction(jurisdiction);
            }

            if (level is not null && !snapshot.Levels.Contains(level))
            {
                call.Query.Faults.Add(new("query.level", $"One of {string.Join(", ", snapshot.Levels)}."));
            }

            call.Query.Finish();
            IEnumerable<Area> areas = box is null ? snapshot.Areas : snapshot.Index.Intersecting(box.Value).Select(s => snapshot.Find(s.Code)!);
            List<Area> rest =
            [
                .. areas.Where(a => (level is null || a.Level == level) && (page.After is null || string.CompareOrdinal(a.Code, page.After.Id) > 0))
                    .OrderBy(a => a.Code, StringComparer.Ordinal).Take(page.Limit + 1),
            ];
            string? next = rest.Count > page.Limit ? new PageToken(null, rest[page.Limit - 1].Code).ToString() : null;
            return Answer.Json(new PageResponse<AreaSummary>([.. rest.Take(page.Limit).Select(AreaSummary.Of)], next), ApiJson.Default.PageResponseAreaSummary);
        });

    [Function("GetArea")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/areas/{code}")] HttpRequest request,
        string jurisdiction, string code, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            if (await OpenAsync(jurisdiction, call.CancellationToken) is not { } snapshot)
            {
                return call.Problems.NoJurisdiction(jurisdiction);
            }

            return snapshot.Find(Uri.UnescapeDataString(code)) is { } area
                ? Answer.Bytes(AreaGeoJson.Feature(area), AreaGeoJson.MediaType).WithETag(area.Hash, shared: true)
                : call.Problems.NotFound($"There is no area '{code}'.");
        });

    private async Task<AreaSnapshot?> OpenAsync(string jurisdiction, CancellationToken cancellationToken)
        => await jurisdictions.FindAsync(jurisdiction, cancellationToken) is { Value: var settings }
            ? await snapshots.GetAsync(jurisdiction, settings.Levels, cancellationToken)
            : null;
}
