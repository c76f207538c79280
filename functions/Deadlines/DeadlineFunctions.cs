using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Operations;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Functions.Reports;
using GridSteward.Functions.Watch;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Deadlines;

/// <summary>How bad a report is, and what becomes of those that are overdue.</summary>
public sealed partial class DeadlineFunctions(Api api, GradeReport grading, EscalateReports escalation, KeepRuns runs, ILogger<DeadlineFunctions> logger)
{
    /// <summary>
    /// Runs every minute (setting <c>EscalateReports</c>, UTC); what is due is decided by moments, so the zone does not matter. It may be run twice at once and
    /// killed at any moment: a level is told once of a missed deadline. What a run leaves, the next takes up.
    /// </summary>
    [Function("EscalateReports")]
    public async Task EscalateAsync([TimerTrigger("%EscalateReports%")] TimerInfo timer, FunctionContext context)
    {
        using OperationCharges charges = OperationCharges.Begin(context.FunctionDefinition.Name);
        await runs.RunAsync(context.FunctionDefinition.Name, tally => EscalateAsync(timer, tally, context.CancellationToken), context.CancellationToken);
    }

    private async Task EscalateAsync(TimerInfo timer, RunTally tally, CancellationToken cancellationToken)
    {
        EscalationOutcome outcome = await escalation.RunAsync(cancellationToken);
        tally.Count("levelsTold", outcome.Escalated).Count("waitsEnded", outcome.Resumed).Count("overtaken", outcome.Overtaken).Count("failed", outcome.Failed.Count);
        foreach (var (what, why) in outcome.Failed)
        {
            tally.Fail(LogEvents.EscalationFailed, what, why);
            LogFailed(what, why);
        }

        foreach (string jurisdiction in outcome.HolidaysUnknown)
        {
            LogUnknownHolidays(jurisdiction);
        }

        if (outcome is not { Escalated: 0, Resumed: 0, Overtaken: 0, HasMore: false })
        {
            LogRun(outcome.Escalated, outcome.Resumed, outcome.Overtaken, outcome.Failed.Count, outcome.HasMore, timer.IsPastDue);
        }

        if (outcome is { Failed.Count: > 0, Escalated: 0, Resumed: 0 })
        {
            throw new InvalidOperationException($"Nothing could be escalated; {outcome.Failed.Count} failed.");
        }
    }

    [Function("GradeReport")]
    public Task<IResult> GradeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/severity")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            if (call.IfMatch() is not { } ifMatch)
            {
                return call.PreconditionRequired();
            }

            WantedSeverity wanted = call.ReadJson().ReadSeverity(jurisdiction, id, ifMatch);
            return call.Stepped(await grading.RunAsync(wanted, call.Once(), call.Acting, call.CancellationToken));
        });

    [LoggerMessage(EventName = LogEvents.EscalationFailed, Level = LogLevel.Error, Message = "{What} could not be escalated")]
    private partial void LogFailed(string what, Exception why);

    [LoggerMessage(LogLevel.Warning, "{Jurisdiction} counts working hours, and its calendar does not know the holidays of the next weeks: only weekdays count there. Add the year to the calendar")]
    private partial void LogUnknownHolidays(string jurisdiction);

    [LoggerMessage(LogLevel.Information, "Escalation: {Escalated} levels told, {Resumed} waits ended, {Overtaken} overtaken, {Failed} failed; more to do: {HasMore}; past due: {IsPastDue}")]
    private partial void LogRun(int escalated, int resumed, int overtaken, int failed, bool hasMore, bool isPastDue);
}
