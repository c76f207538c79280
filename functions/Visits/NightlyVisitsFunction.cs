using GridSteward.Domain.Operations;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Watch;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Visits;

/// <summary>Has old visits counted with their units.</summary>
public sealed partial class NightlyVisitsFunction(NightlyVisits nightly, KeepRuns runs, ILogger<NightlyVisitsFunction> logger)
{
    /// <summary>
    /// Runs every hour in UTC (setting <c>NightlyVisits</c>), and orders one job a day for each jurisdiction whose units are not all counted: after an upgrade, or
    /// after an old file was imported. Otherwise it reads one document of each.
    /// </summary>
    [Function("NightlyVisits")]
    public async Task RunAsync([TimerTrigger("%NightlyVisits%")] TimerInfo timer, FunctionContext context)
    {
        using OperationCharges charges = OperationCharges.Begin(context.FunctionDefinition.Name);
        await runs.RunAsync(context.FunctionDefinition.Name, tally => RunAsync(timer, tally, context.CancellationToken), context.CancellationToken);
    }

    private async Task RunAsync(TimerInfo timer, RunTally tally, CancellationToken cancellationToken)
    {
        NightlyVisitsOutcome outcome = await nightly.RunAsync(cancellationToken);
        tally.Count("jobsOrdered", outcome.Ordered).Count("failed", outcome.Failed.Count);
        foreach (var (jurisdiction, why) in outcome.Failed)
        {
            tally.Fail(LogEvents.VisitsNotOrdered, jurisdiction, why);
            LogFailed(jurisdiction, why);
        }

        LogRun(outcome.Ordered, outcome.Failed.Count, timer.IsPastDue);
        if (outcome.Failed.Count > 0 && outcome.Ordered == 0)
        {
            throw new InvalidOperationException($"No count of visits could be ordered; {outcome.Failed.Count} failed.");
        }
    }

    [LoggerMessage(EventName = LogEvents.VisitsNotOrdered, Level = LogLevel.Error, Message = "The count of visits of {Jurisdiction} could not be ordered")]
    private partial void LogFailed(string jurisdiction, Exception why);

    [LoggerMessage(LogLevel.Information, "Counts of visits: {Ordered} ordered, {Failed} failed; past due: {IsPastDue}")]
    private partial void LogRun(int ordered, int failed, bool isPastDue);
}
