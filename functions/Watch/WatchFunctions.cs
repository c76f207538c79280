using GridSteward.Domain;
using GridSteward.Domain.Health;
using GridSteward.Domain.Inboxes;
using GridSteward.Domain.Operations;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Health;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Watch;

/// <summary>Says in the log how things stand, for alerts to ask.</summary>
public sealed partial class WatchFunctions(Readiness readiness, HealthDesk health, UnassignedQueue queue, KeepRuns runs, ILogger<WatchFunctions> logger)
{
    /// <summary>
    /// Runs every five minutes in UTC (setting <c>WatchQueues</c>). It changes nothing but the document and the blob that health writes to see whether it can: one
    /// question to each jurisdiction, and a second one where reports wait.
    /// </summary>
    [Function("WatchQueues")]
    public async Task RunAsync([TimerTrigger("%WatchQueues%")] TimerInfo timer, FunctionContext context)
    {
        using OperationCharges charges = OperationCharges.Begin(context.FunctionDefinition.Name);
        await runs.RunAsync(context.FunctionDefinition.Name, tally => WatchAsync(tally, context.CancellationToken), context.CancellationToken);
    }

    private async Task WatchAsync(RunTally tally, CancellationToken cancellationToken)
    {
        foreach (SeenPart seen in (await health.ProgramAsync(cancellationToken)).Parts.Where(p => p.Part.Status != HealthStatus.Ok))
        {
            tally.Count($"{seen.Part.Name}.{Wire.Name(seen.Part.Status)}", 1);
            LogUnwell(seen.Part.Name, Wire.Name(seen.Part.Status), seen.Part.Says);
        }

        // What is broken is in the log then; asking on would only fail.
        if ((await readiness.ProbeAsync(cancellationToken)).IsReady)
        {
            UnassignedReports waiting = await queue.ReadAsync(cancellationToken);
            LogQueue(waiting.Reports, waiting.Jurisdictions, (int)waiting.Oldest.TotalMinutes);
        }
        else
        {
            tally.Fail(LogEvents.NotReady, null, "stores");
        }
    }

    [LoggerMessage(EventName = LogEvents.PartUnwell, Level = LogLevel.Warning, Message = "Health: {Part} is {Status}. {Says}")]
    private partial void LogUnwell(string part, string status, string says);

    [LoggerMessage(EventName = LogEvents.UnassignedQueue, Level = LogLevel.Information,
        Message = "Unassigned: {Reports} reports wait to be dispatched in {Jurisdictions} jurisdictions, the oldest for {Minutes} minutes")]
    private partial void LogQueue(long reports, int jurisdictions, int minutes);
}
