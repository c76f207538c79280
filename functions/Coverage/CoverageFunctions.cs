using System.Text.Json;
using GridSteward.Domain;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Outputs;
using GridSteward.Domain.Operations;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Functions.Watch;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Coverage;

public sealed record CoverageSummary(string Date, DateTimeOffset GeneratedAt, int Generation);

/// <summary>The coverage report: made at night, or on request, and read.</summary>
public sealed partial class CoverageFunctions(Api api, CoverageRun run, ReadCoverage reports, CoverageDesk desk, NightlyCoverage nightly, KeepRuns runs, ILogger<CoverageFunctions> logger)
{
    /// <summary>
    /// Runs every quarter of an hour in UTC (setting <c>NightlyCoverage</c>); each jurisdiction's report is made after 02:00 of its own zone, so
    /// a missed or failed run is made good by the next one.
    /// </summary>
    [Function("NightlyCoverage")]
    public async Task NightlyAsync([TimerTrigger("%NightlyCoverage%")] TimerInfo timer, FunctionContext context)
    {
        using OperationCharges charges = OperationCharges.Begin(context.FunctionDefinition.Name);
        await runs.RunAsync(context.FunctionDefinition.Name, tally => NightlyAsync(timer, tally, context.CancellationToken), context.CancellationToken);
    }

    private async Task NightlyAsync(TimerInfo timer, RunTally tally, CancellationToken cancellationToken)
    {
        NightlyOutcome outcome = await nightly.RunAsync(cancellationToken);
        tally.Count("reportsMade", outcome.Made.Count).Count("failed", outcome.Failed.Count).Count("left", outcome.Left.Count).Count("missing", outcome.Missing.Count);
        foreach (var (jurisdiction, why) in outcome.Failed)
        {
            tally.Fail(LogEvents.CoverageFailed, jurisdiction, why);
            LogFailed(jurisdiction, why);
        }

        foreach (MissingReport missing in outcome.Missing)
        {
            tally.Fail(LogEvents.CoverageMissing, missing.Jurisdiction, "late");
            LogMissing(missing.Jurisdiction, missing.Day, (int)missing.Since.TotalHours);
        }

        LogRun(outcome.Made.Count, outcome.NotDue.Count, outcome.Failed.Count, outcome.Left.Count, timer.IsPastDue);
        if (outcome.Failed.Count > 0 && outcome.Made.Count == 0)
        {
            throw new InvalidOperationException($"No coverage report could be made; {outcome.Failed.Count} failed.");
        }
    }

    [Function("RunCoverage")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/coverage-reports")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            CoverageReport report = await run.RunAsync(settings, call.Acting, call.CancellationToken);
            return Answer.Json(report, DomainJson.Default.CoverageReport, StatusCodes.Status201Created)
                .With("Location", $"/api/jurisdictions/{jurisdiction}/coverage-reports/{report.Date:yyyy-MM-dd}");
        });

    [Function("ListCoverage")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/coverage-reports")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            var entries = await reports.ListAsync(jurisdiction, page, call.CancellationToken);
            return entries.ToAnswer(e => new CoverageSummary(e.Date, e.GeneratedAt, e.Generation), ApiJson.Default.PageResponseCoverageSummary);
        });

    [Function("GetCoverage")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/coverage-reports/{date}")] HttpRequest request,
        string jurisdiction, string date, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, (call, settings) => desk.FileAsync(
            call, settings, date, CoverageFiles.ReportName,
            (report, _) => Task.FromResult(new OutputFile(CoverageFiles.ReportName, "application/json", JsonSerializer.SerializeToUtf8Bytes(report, DomainJson.Default.CoverageReport)))));

    [LoggerMessage(EventName = LogEvents.CoverageFailed, Level = LogLevel.Error, Message = "The coverage report of {Jurisdiction} failed")]
    private partial void LogFailed(string jurisdiction, Exception why);

    [LoggerMessage(EventName = LogEvents.CoverageMissing, Level = LogLevel.Error, Message = "The coverage report of {Jurisdiction} for {Day:yyyy-MM-dd} is missing, {Hours} hours after it was due")]
    private partial void LogMissing(string jurisdiction, DateOnly day, int hours);

    [LoggerMessage(LogLevel.Information, "Coverage: {Made} made, {NotDue} not due, {Failed} failed, {Left} left for the next run; past due: {IsPastDue}")]
    private partial void LogRun(int made, int notDue, int failed, int left, bool isPastDue);
}
