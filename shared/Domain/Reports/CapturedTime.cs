namespace GridSteward.Domain.Reports;

/// <summary>Compares the time at which a client says that it wrote a report with the time at which the server had it.</summary>
public static class CapturedTime
{
    /// <summary>How far a client's clock may run ahead unremarked.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>From what age on a report is late.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(24);

    /// <summary>From what age on it is a week old, and late too.</summary>
    public static readonly TimeSpan WeekOld = TimeSpan.FromDays(7);

    /// <summary>What is odd about it; nothing where the client did not say.</summary>
    public static IReadOnlyList<CapturedFlag> FlagsOf(DateTimeOffset? clientTime, DateTimeOffset receivedAt)
    {
        if (clientTime is not { } captured)
        {
            return [];
        }

        TimeSpan age = receivedAt - captured;
        return age < -Ahead ? [CapturedFlag.ClockAhead]
            : age > WeekOld ? [CapturedFlag.Late, CapturedFlag.WeekOld]
            : age > Late ? [CapturedFlag.Late]
            : [];
    }
}
