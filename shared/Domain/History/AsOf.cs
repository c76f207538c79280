using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.History;

/// <summary>Which moment of the past is meant: a moment, or a day, which means how things stood when it ended in the jurisdiction's zone.</summary>
public readonly record struct AsOf
{
    private AsOf(DateTimeOffset? moment, DateOnly? day)
    {
        Moment = moment;
        Day = day;
    }

    /// <summary>The moment; null where a day is meant.</summary>
    public DateTimeOffset? Moment { get; }

    /// <summary>The day; null where a moment is meant.</summary>
    public DateOnly? Day { get; }

    /// <summary>
    /// Whether what was recorded first, areas too, counts for the time before it (<see cref="Hindsight.AsKnownAt"/>): who was responsible in May is known of a
    /// town whose records began in June. Else it is asked what was recorded then.
    /// </summary>
    public bool FirstCounts { get; init; }

    /// <summary>A moment.</summary>
    public static AsOf At(DateTimeOffset moment) => new(moment, null);

    /// <summary>The end of a day.</summary>
    public static AsOf EndOf(DateOnly day) => new(null, day);

    /// <summary>A moment.</summary>
    public static implicit operator AsOf(DateTimeOffset moment) => At(moment);

    /// <summary>The moment in a jurisdiction: of a day its last tenth of a microsecond, and of a day that is not over the present.</summary>
    /// <param name="settings">The jurisdiction; its zone decides when a day ends.</param>
    /// <param name="now">The present.</param>
    public DateTimeOffset In(Jurisdiction settings, DateTimeOffset now)
    {
        DateTimeOffset meant = Day is { } day ? settings.MomentOf(day.AddDays(1), TimeOnly.MinValue).AddTicks(-1) : Moment ?? now;
        return meant < now ? meant : now;
    }

    /// <summary>What is wrong with it; null where nothing is.</summary>
    /// <param name="settings">The jurisdiction whose zone decides what day it is; null takes the zone that is furthest ahead.</param>
    /// <param name="now">The present.</param>
    public string? FaultAt(Jurisdiction? settings, DateTimeOffset now)
    {
        DateOnly today = settings?.DayOf(now) ?? DateOnly.FromDateTime(now.UtcDateTime.AddHours(14));
        return Moment > now || Day > today ? "Is in the future, which nobody knows." : null;
    }
}
