using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Demo.Life;

/// <summary>The town's time: everything in it happened so and so long before the day on which it is made, so that only times differ from day to day.</summary>
internal sealed class Calendar(Jurisdiction settings, DateTimeOffset now)
{
    /// <summary>The local day on which the town is made.</summary>
    public DateOnly Today { get; } = settings.DayOf(now);

    /// <summary>Its first moment: nothing in the town is later.</summary>
    public DateTimeOffset Midnight => settings.MomentOf(Today, TimeOnly.MinValue);

    /// <summary>A moment of a day before today.</summary>
    public DateTimeOffset At(int daysAgo, double hour) => settings.MomentOf(Today.AddDays(-daysAgo), TimeOnly.MinValue).AddSeconds(Math.Round(hour * 3600));
}

/// <summary>A clock that is set from one moment of the town's past to the next.</summary>
internal sealed class PastClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
