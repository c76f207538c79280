namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function learns about the run it is in.</summary>
public class TimerInfo
{
    /// <summary>The schedule's status before this run; null when it is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True when this run makes up for a missed occurrence.</summary>
    public bool IsPastDue { get; set; }
}
