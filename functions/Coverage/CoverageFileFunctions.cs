using GridSteward.Domain.Coverage.Outputs;
using GridSteward.Domain.Coverage.Outputs.Page;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Coverage;

/// <summary>How exact the borders of a file are.</summary>
public enum Borders
{
    /// <summary>As maps draw them.</summary>
    Simple,

    /// <summary>As they are, to a centimetre.</summary>
    Full,
}

/// <summary>The files of a coverage report, by day.</summary>
public sealed class CoverageFileFunctions(Api api, CoverageDesk desk)
{
    [Function("GetCoverageAreas")]
    public Task<IResult> AreasAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/coverage-reports/{date}/areas.csv")] HttpRequest request,
        string jurisdiction, string date, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            OutputLanguage language = Language(call);
            return (await desk.FileAsync(
                call, settings, date, CoverageOutputs.AreasName(language), (report, _) => CoverageOutputs.AreasAsync(report, language, call.CancellationToken))).With("Content-Disposition", "attachment; filename=\"areas.csv\"");
        });

    [Function("GetCoverageGroups")]
    public Task<IResult> GroupsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/coverage-reports/{date}/groups.csv")] HttpRequest request,
        string jurisdiction, string date, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            OutputLanguage language = Language(call);
            return (await desk.FileAsync(
                call, settings, date, CoverageOutputs.GroupsName(language), (report, _) => CoverageOutputs.GroupsAsync(report, language, call.CancellationToken))).With("Content-Disposition", "attachment; filename=\"groups.csv\"");
        });

    [Function("GetCoverageMap")]
    public Task<IResult> MapAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/coverage-reports/{date}/areas.geojson")] HttpRequest request,
        string jurisdiction, string date, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            string? level = call.Query.Text("level");
            bool simple = call.Query.Choice<Borders>("borders") is not Borders.Full;
            if (level is not null && !settings.Levels.Contains(level))
            {
                call.Query.Faults.Add(new("query.level", $"'{level}' is not one of the levels {string.Join(", ", settings.Levels)}."));
            }

            call.Query.Finish();
            return await desk.FileAsync(
                call, settings, date, level is null && simple ? CoverageOutputs.AreasGeoJsonName : null,
                (report, files) => CoverageOutputs.AreasGeoJsonAsync(report, files, level, simple, call.CancellationToken));
        });

    [Function("GetCoverageSpatial")]
    public Task<IResult> SpatialAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/coverage-reports/{date}/spatial.geojson")] HttpRequest request,
        string jurisdiction, string date, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, (call, settings) => desk.FileAsync(
            call, settings, date, CoverageOutputs.SpatialName, (_, files) => CoverageOutputs.SpatialAsync(files, call.CancellationToken)));

    [Function("GetCoveragePage")]
    public Task<IResult> PageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/coverage-reports/{date}/page.html")] HttpRequest request,
        string jurisdiction, string date, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            OutputLanguage language = Language(call);
            return (await desk.FileAsync(call, settings, date, CoverageOutputs.PageName(language), (report, files) => Task.FromResult(CoverageOutputs.Page(report, files, language))))
                .With("Content-Security-Policy", CoveragePage.Policy + "; frame-ancestors 'self'")
                .With("Referrer-Policy", "no-referrer");
        });

    private static OutputLanguage Language(ApiCall call)
    {
        OutputLanguage language = call.Query.Choice<OutputLanguage>("lang") ?? OutputLanguage.Zh;
        call.Query.Finish();
        return language;
    }
}
