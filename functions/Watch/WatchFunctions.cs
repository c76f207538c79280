using GridSteward.Domain.Inboxes;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Health;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Watch;

/// <summary>Says in the log how things stand, for alerts to ask.</summary>
public sealed partial class WatchFunctions(Readiness readiness, UnassignedQueue queue, ILogger<WatchFunctions> logger)
{
    /// <summary>
    /// Runs every five minutes in UTC (setting <c>WatchQueues</c>). It changes nothing: one question to each jurisdiction, and a second one where reports wait.
    /// </summary>
    [Function("WatchQueues")]
    public async Task RunAsync([TimerTrigger("%WatchQueues%")] TimerInfo timer, FunctionContext context)
    {
        using OperationCharges charges = OperationCharges.Begin(context.FunctionDefinition.Name);

        // What is broken is in the log then; asking on would only fail.
        if ((await readiness.ProbeAsync(context.CancellationToken)).IsReady)
        {
            UnassignedReports waiting = await queue.ReadAsync(context.CancellationToken);
            LogQueue(waiting.Reports, waiting.Jurisdictions, (int)waiting.Oldest.TotalMinutes);
        }
    }

    [LoggerMessage(EventName = LogEvents.UnassignedQueue, Level = LogLevel.Information,
        Message = "Unassigned: {Reports} reports wait to be dispatched in {Jurisdictions} jurisdictions, the oldest for {Minutes} minutes")]
    private partial void LogQueue(long reports, int jurisdictions, int minutes);
}
