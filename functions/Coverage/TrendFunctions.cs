using System.Globalization;
using GridSteward.Domain;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Coverage;

/// <summary>A rate night by night.</summary>
/// <param name="Area">The area's code; null for the whole jurisdiction.</param>
/// <param name="Points">A point for each night that has a report, oldest first.</param>
public sealed record CoverageSeriesResponse(string Jurisdiction, string? Area, LeagueFigure Figure, IReadOnlyList<CoverageSeriesPoint> Points);

/// <summary>A rate on one night.</summary>
/// <param name="Date">The local day of the report.</param>
/// <param name="Share">The count beside its denominator; null where the reader may not know it.</param>
/// <param name="Naive">Beside the effective rate the one of those found only; null for other rates, and where the reader may not know it.</param>
public sealed record CoverageSeriesPoint(DateOnly Date, Share? Share, Share? Naive);

/// <summary>Coverage compared: night with night, and area with area.</summary>
public sealed class TrendFunctions(Api api, TrendBook book, ReadCoverage reports, CoverageFiles files, AreaSnapshots snapshots, TimeProvider clock)
{
    [Function("CoverageSeries")]
    public Task<IResult> SeriesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/coverage-series")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            string? area = call.Query.Text("area");
            LeagueFigure figure = call.Query.Choice<LeagueFigure>("figure") ?? LeagueFigure.Effective;
            DateOnly to = call.Query.Day("to") ?? settings.DayOf(clock.GetUtcNow());
            DateOnly from = call.Query.Day("from") ?? to.AddMonths(-TrendBook.Months);
            if (from > to || from < to.AddMonths(-TrendBook.Months))
            {
                call.Query.Faults.Add(new("query.from", $"Not after to, and at most {TrendBook.Months} months before it."));
            }

            call.Query.Finish();
            var nights = await book.SeriesAsync(jurisdiction, area, from, to, call.CancellationToken);
            AreaSnapshot snapshot = await snapshots.GetAsync(jurisdiction, settings.Levels, call.CancellationToken);
            if (area is not null && nights.Count == 0 && snapshot.Find(area) is null)
            {
                return call.Problems.NotFound($"There is no area '{area}', and no night of it is kept.");
            }

            // Whoever sees the households of some areas could subtract them from others: beside their own they see no units.
            Scope households = call.Caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
            bool own = households.Whole || (area is not null && snapshot.Find(area) is not null && call.Caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, snapshot.LineageCodes(area))));
            return Answer.Json(
                new CoverageSeriesResponse(jurisdiction, area, figure, [.. nights.Select(n => PointOf(n, own || (households.IsEmpty && !n.Hidden)))]), ApiJson.Default.CoverageSeriesResponse);

            CoverageSeriesPoint PointOf(TrendNight night, bool shown)
            {
                UnitFigures? units = shown ? night.Units : null;
                return new(night.Date, LeagueTable.ShareOf(units, night.Loop, figure), figure == LeagueFigure.Effective ? units?.NaiveShare : null);
            }
        });

    [Function("CoverageLeague")]
    public Task<IResult> LeagueAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/coverage-reports/{date}/league")] HttpRequest request,
        string jurisdiction, string date, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            string level = call.Query.Text("level") ?? settings.Levels[0];
            LeagueFigure figure = call.Query.Choice<LeagueFigure>("figure") ?? LeagueFigure.Effective;
            PageRequest page = call.Query.IdPage();
            call.Query.RequireOneOf("level", level, settings.Levels);
            if (!ReadCoverage.IsDay(date))
            {
                call.Query.Faults.Add(new("path.date", "A day as yyyy-MM-dd, or latest."));
            }

            call.Query.Finish();
            CoverageEntry? entry = await reports.FindAsync(jurisdiction, date, call.CancellationToken);
            if (entry is null || await files.ReadAsync(entry, call.CancellationToken) is not { } whole)
            {
                return call.Problems.NotFound("There is no coverage report of that day.");
            }

            CoverageReport report = CoverageSuppression.For(whole, call.Caller.ScopeOf(Capability.ReadHouseholds, jurisdiction));
            return PageAnswers.After(LeagueTable.Of(report.Areas, level, figure).Rows, r => r.Code, page, ApiJson.Default.PageResponseLeagueRow);
        });
}

/// <summary>Days in queries.</summary>
internal static class QueryDays
{
    public static DateOnly? Day(this QueryInput query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return day;
        }

        query.Faults.Add(new Fault($"query.{name}", "A day as yyyy-MM-dd."));
        return null;
    }
}
