using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GridSteward.SelfHost;

/// <summary>
/// One timer's life in this process: stand by until the lock is free, catch up once if something was missed, then keep the schedule.
/// </summary>
internal sealed class TimerLoop(
    TimerFunction timer, TimerRun run, TimerLock right, TimerMonitor monitor, TimeProvider clock, ILogger logger)
{
    /// <summary>How often a process that stands by looks whether the lock is free.</summary>
    public static readonly TimeSpan StandBy = TimeSpan.FromSeconds(5);

    /// <summary>The clock is looked at this often, for it may be set, and a machine may sleep.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private string Name => timer.Entry.Name;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await TakeAsync(stop);
            var (status, isPastDue) = monitor.Begin(Now);
            logger.LogInformation("Timer {Timer} ({Schedule}, UTC) is due at {Next:yyyy-MM-ddTHH:mm:ssZ}", Name, timer.Schedule.Text, status.Next);
            if (isPastDue || timer.RunOnStartup)
            {
                status = await FireAsync(status, isPastDue, stop);
            }

            while (true)
            {
                await UntilAsync(status.Next, stop);
                status = await FireAsync(status, isPastDue: false, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The app stops.
        }
    }

    private async Task TakeAsync(CancellationToken stop)
    {
        for (var told = false; right.TryTake() is { } reason; told = true)
        {
            if (!told)
            {
                logger.LogInformation("Timer {Timer} is run by another process; standing by ({Reason})", Name, reason);
            }

            await Task.Delay(StandBy, clock, stop);
        }
    }

    private async Task UntilAsync(DateTime due, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
        {
            var wait = left < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : LongestWait;
            await Task.Delay(wait, clock, stop);
        }
    }

    /// <summary>A failure is logged and counts as a run: the next one is at the next occurrence.</summary>
    private async Task<TimerStatus> FireAsync(TimerStatus status, bool isPastDue, CancellationToken stop)
    {
        var at = Now;
        if (isPastDue)
        {
            logger.LogInformation("Timer {Timer} was due at {Next:yyyy-MM-ddTHH:mm:ssZ} and is caught up once", Name, status.Next);
        }

        try
        {
            var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = timer.KeepsStatus ? status.ToScheduleStatus() : null };
            await run.RunAsync(info, stop, CancellationToken.None);
            logger.LogDebug("Timer {Timer} ran", Name);
        }
        catch (OperationCanceledException notBegun) when (notBegun.CancellationToken == stop)
        {
            throw;
        }
#pragma warning disable CA1031 // whatever the function throws, the schedule goes on
        catch (Exception fault)
#pragma warning restore CA1031
        {
            logger.LogError(fault, "Timer {Timer} failed", Name);
        }

        return monitor.Ran(at);
    }
}
