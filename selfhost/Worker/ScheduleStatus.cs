namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where a monitored schedule stands. Times are UTC; the default value means never.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
