using GridSteward.Domain.Areas;
using GridSteward.Domain.History;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Geo;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Areas;

/// <param name="Id">The import's id.</param>
/// <param name="Generation">The generation that holds it.</param>
/// <param name="Added">Codes that were new.</param>
/// <param name="Changed">Codes with a new version.</param>
/// <param name="Unchanged">Areas of the file that were there already.</param>
/// <param name="Removed">Codes that ended.</param>
/// <param name="Areas">How many areas the generation has.</param>
/// <param name="Problems">What is wrong between the areas of the generation, counted by kind.</param>
/// <param name="Report">Where the problems are shown.</param>
public sealed record AreaImportResponse(
    string Id, int Generation, int Added, int Changed, int Unchanged, int Removed, int Areas, AreaProblemCounts? Problems, string Report);

/// <summary>An area without its geometry; the box is west, south, east, north.</summary>
public sealed record AreaSummary(string Code, string Name, string Level, string? Parent, int Version, IReadOnlyList<double> Bbox)
{
    public static AreaSummary Of(Area a) => new(a.Code, a.Name, a.Level, a.Parent, a.Version, [a.Box.West, a.Box.South, a.Box.East, a.Box.North]);
}

/// <summary>The areas of a jurisdiction: import, list, one.</summary>
public sealed class AreaFunctions(Api api, AreaSnapshots snapshots, AreaImport import, TryAreaImport trial, Hindsight hindsight)
{
    internal const int MostGenerations = 99_999_999;

    [Function("ImportAreas")]
    public Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/area-imports")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            var mapping = new AreaMapping(
                call.Query.Text("code") ?? "code", call.Query.Text("name") ?? "name", call.Query.Text("parent") ?? "parent",
                call.Query.Text("levelProperty") ?? "level", call.Query.Text("level"), call.Query.Text("codePrefix", 20) ?? "");
            ImportMode mode = call.Query.Choice<ImportMode>("mode") ?? ImportMode.Merge;
            CoordinateSystem? system = call.Query.System("coordinateSystem");
            bool dryRun = call.Query.Flag("dryRun") ?? false;
            call.Query.Finish();
            var wanted = new AreaImportRequest(settings, call.Body, mapping, mode) { System = system };
            if (dryRun)
            {
                return call.Problems.Of(
                    await trial.RunAsync(wanted, call.Caller, call.CancellationToken), done => Answer.Bytes(AreaGeoJson.Trial(done.Value), AreaGeoJson.MediaType));
            }

            var outcome = await import.RunAsync(wanted, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done =>
            {
                AreaImportResult r = done.Value;
                var response = new AreaImportResponse(r.Id, r.Generation, r.Added, r.Changed, r.Unchanged, r.Removed, r.Areas, r.Problems, $"/api/jurisdictions/{jurisdiction}/area-report");
                return ApiCall.Created(
                    Answer.Json(response, ApiJson.Default.AreaImportResponse, StatusCodes.Status201Created), $"/api/jurisdictions/{jurisdiction}/areas", null, done.Replayed);
            });
        });

    [Function("ListAreas")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/areas")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            GeoBox? box = call.Query.Box("bbox");
            string? level = call.Query.Text("level");
            PageRequest page = call.Query.IdPage();
            AreaSnapshot snapshot = await SnapshotAsync(call, settings);
            call.Query.RequireOneOf("level", level, snapshot.Levels);
            call.Query.Finish();
            IEnumerable<Area> areas = snapshot.Meeting(box).Where(a => level is null || a.Level == level).OrderBy(a => a.Code, StringComparer.Ordinal);
            return PageAnswers.ByCode(areas, a => a.Code, page, AreaSummary.Of, ApiJson.Default.PageResponseAreaSummary);
        });

    [Function("GetArea")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/areas/{code}")] HttpRequest request,
        string jurisdiction, string code, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            AreaSnapshot snapshot = await SnapshotAsync(call, settings);
            call.Query.Finish();
            return snapshot.Find(Uri.UnescapeDataString(code)) is { } area
                ? Answer.Bytes(AreaGeoJson.Feature(area), AreaGeoJson.MediaType).WithETag(area.ETag, shared: true)
                : call.Problems.NotFound($"There is no area '{code}'.");
        });

    /// <summary>The areas of now, of a moment, or of a generation, as the query asks; its faults are added to the others.</summary>
    private async Task<AreaSnapshot> SnapshotAsync(ApiCall call, Jurisdiction settings)
    {
        string jurisdiction = settings.Jurisdiction;
        AsOf? asOf = call.Query.AsOf("asOf");
        int? generation = call.Query.WholeNumber("generation", 1, MostGenerations);
        if (asOf is not null && generation is not null)
        {
            call.Query.Faults.Add(new("query.generation", "Either this or asOf."));
        }
        else if (asOf?.FaultAt(settings, hindsight.Now) is { } future)
        {
            call.Query.Faults.Add(new("query.asOf", future));
        }
        else if (asOf is { } past)
        {
            DateTimeOffset then = past.In(settings, hindsight.Now);
            Jurisdiction before = await hindsight.SettingsAsync(settings, then, call.CancellationToken);
            return await snapshots.GetAsync(jurisdiction, before.Levels, then, call.CancellationToken);
        }
        else if (generation is { } number)
        {
            // The levels of now have all that there were: none can go once there are areas.
            if (await snapshots.GetGenerationAsync(jurisdiction, number, settings.Levels, call.CancellationToken) is { } snapshot)
            {
                return snapshot;
            }

            call.Query.Faults.Add(new("query.generation", "There is no such generation."));
        }

        return await snapshots.GetAsync(jurisdiction, settings.Levels, call.CancellationToken);
    }
}
