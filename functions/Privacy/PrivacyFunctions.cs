using GridSteward.Domain.Operations;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Functions.Jobs;
using GridSteward.Functions.Watch;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Privacy;

/// <summary>What becomes of what is personal: a person's requests, and the nightly retention.</summary>
public sealed partial class PrivacyFunctions(Api api, PersonRequests requests, NightlyRetention nightly, KeepRuns runs, ILogger<PrivacyFunctions> logger)
{
    /// <summary>
    /// Runs every quarter of an hour in UTC (setting <c>NightlyRetention</c>); each jurisdiction's job is ordered once a day after 03:00 of its own
    /// zone, so a missed or failed run is made good by the next one.
    /// </summary>
    [Function("NightlyRetention")]
    public async Task NightlyAsync([TimerTrigger("%NightlyRetention%")] TimerInfo timer, FunctionContext context)
    {
        using OperationCharges charges = OperationCharges.Begin(context.FunctionDefinition.Name);
        await runs.RunAsync(context.FunctionDefinition.Name, tally => NightlyAsync(timer, tally, context.CancellationToken), context.CancellationToken);
    }

    private async Task NightlyAsync(TimerInfo timer, RunTally tally, CancellationToken cancellationToken)
    {
        NightlyRetentionOutcome outcome = await nightly.RunAsync(cancellationToken);
        tally.Count("jobsOrdered", outcome.Ordered).Count("failed", outcome.Failed.Count);
        foreach (var (jurisdiction, why) in outcome.Failed)
        {
            tally.Fail(LogEvents.RetentionNotOrdered, jurisdiction, why);
            LogFailed(jurisdiction, why);
        }

        LogRun(outcome.Ordered, outcome.NotDue, outcome.Failed.Count, timer.IsPastDue);
        if (outcome.Failed.Count > 0 && outcome.Ordered == 0)
        {
            throw new InvalidOperationException($"No retention could be ordered; {outcome.Failed.Count} failed.");
        }
    }

    [Function("ExportPerson")]
    public Task<IResult> ExportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/persons/export")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => OrderAsync(PersonRequests.Export, request, jurisdiction, context);

    [Function("ErasePerson")]
    public Task<IResult> EraseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/persons/erase")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => OrderAsync(PersonRequests.Erase, request, jurisdiction, context);

    private Task<IResult> OrderAsync(string kind, HttpRequest request, string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            var (terms, tracking) = call.ReadJson().ReadPerson();
            return call.Accepted(await requests.OrderAsync(kind, jurisdiction, terms, tracking, call.Once(), call.Acting, call.CancellationToken));
        });

    [LoggerMessage(EventName = LogEvents.RetentionNotOrdered, Level = LogLevel.Error, Message = "The retention of {Jurisdiction} could not be ordered")]
    private partial void LogFailed(string jurisdiction, Exception why);

    [LoggerMessage(LogLevel.Information, "Retention: {Ordered} ordered, {NotDue} not due, {Failed} failed; past due: {IsPastDue}")]
    private partial void LogRun(int ordered, int notDue, int failed, bool isPastDue);
}
