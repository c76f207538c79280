using GridSteward.Domain;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.Regions;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Coverage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Regions;

/// <summary>Counties, cities and provinces: the sums that jurisdictions write upward at night.</summary>
public sealed class RegionFunctions(Api api, ReadRegions regions, TimeProvider clock)
{
    [Function("GetRegionCoverage")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/regions/{region}/coverage")] HttpRequest request, string region, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            DateOnly? date = call.Query.Day("date");
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            var outcome = await regions.CoverageAsync(region, date, call.Caller, call.CancellationToken);
            return call.Problems.Of(outcome, done =>
            {
                RegionCoverage all = done.Value;
                RegionRow[] rest = [.. all.Rows.Where(r => page.After is null || string.CompareOrdinal(r.Code, page.After.Id) > 0).Take(page.Limit + 1)];
                string? next = rest.Length > page.Limit ? new PageToken(null, rest[page.Limit - 1].Code).ToString() : null;
                return Answer.Json(
                    new RegionCoverageResponse(all.Region, all.Above, all.Date, all.Total, all.Uncounted, all.Missing, [.. rest.Take(page.Limit)], next), ApiJson.Default.RegionCoverageResponse);
            });
        });

    [Function("RegionLeague")]
    public Task<IResult> LeagueAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/regions/{region}/coverage-league")] HttpRequest request, string region, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            DateOnly? date = call.Query.Day("date");
            RegionLeague of = call.Query.Choice<RegionLeague>("of") ?? RegionLeague.Jurisdictions;
            LeagueFigure figure = call.Query.Choice<LeagueFigure>("figure") ?? LeagueFigure.Effective;
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            var outcome = await regions.LeagueAsync(region, date, of, figure, call.Caller, call.CancellationToken);
            return call.Problems.Of(outcome, done => PageAnswers.After(done.Value.Rows, r => r.Code, page, ApiJson.Default.PageResponseLeagueRow));
        });

    [Function("RegionSeries")]
    public Task<IResult> SeriesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/regions/{region}/coverage-series")] HttpRequest request, string region, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            LeagueFigure figure = call.Query.Choice<LeagueFigure>("figure") ?? LeagueFigure.Effective;
            DateOnly to = call.Query.Day("to") ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
            DateOnly from = call.Query.Day("from") ?? to.AddMonths(-TrendBook.Months);
            if (from > to || from < to.AddMonths(-TrendBook.Months))
            {
                call.Query.Faults.Add(new Fault("query.from", $"Not after to, and at most {TrendBook.Months} months before it."));
            }

            call.Query.Finish();
            var outcome = await regions.SeriesAsync(region, from, to, call.Caller, call.CancellationToken);
            return call.Problems.Of(outcome, done => Answer.Json(
                new RegionSeriesResponse(region, figure, [.. done.Value.Select(p => new RegionSeriesPoint(p.Date, p.Jurisdictions, ShareOf(p, figure)))]), ApiJson.Default.RegionSeriesResponse));
        });

    private static Share? ShareOf(RegionPoint point, LeagueFigure figure) => figure switch
    {
        LeagueFigure.Found => point.Units?.FoundShare,
        LeagueFigure.Effective => point.Units?.EffectiveShare,
        LeagueFigure.Responsibility => point.Units?.ResponsibilityShare,
        _ => LeagueTable.ShareOf(null, point.Loop.Counts, figure),
    };
}
