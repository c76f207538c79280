namespace GridSteward.SelfHost;

/// <summary>Decides when a timer is due, as the Functions host's schedule monitor does.</summary>
/// <param name="file">Null when the timer's status is not kept.</param>
internal sealed class TimerMonitor(TimerSchedule schedule, TimerStatusFile? file)
{
    /// <summary>
    /// Where the timer stands when this process takes it over. Past due is only one that was due while nobody ran it: not a new timer, and not
    /// one whose schedule has changed.
    /// </summary>
    public (TimerStatus Status, bool IsPastDue) Begin(DateTime now)
    {
        if (file is null)
        {
            return (TimerStatus.Of(schedule, default, schedule.After(now), default), false);
        }

        if (file.Read() is not { } stored)
        {
            return (Keep(TimerStatus.Of(schedule, default, schedule.After(now), now)), false);
        }

        if (stored.IsOf(schedule))
        {
            return (stored, now > stored.Next);
        }

        // The new schedule goes on from where the old one was, unless that is over already.
        var from = stored.Last == default ? stored.LastUpdated : stored.Last;
        if (now > schedule.After(from))
        {
            from = now;
        }

        return (Keep(TimerStatus.Of(schedule, default, schedule.After(from), from)), false);
    }

    /// <summary>The status after a run that began at the given moment, whether it succeeded or failed.</summary>
    public TimerStatus Ran(DateTime at) => Keep(TimerStatus.Of(schedule, at, schedule.After(at), at));

    private TimerStatus Keep(TimerStatus status)
    {
        file?.Write(status);
        return status;
    }
}
