using System.Text.Json.Serialization;

namespace GridSteward.Domain.Deadlines;

/// <summary>A deadline of a report.</summary>
[JsonConverter(typeof(WireEnumConverter<DeadlineKind>))]
public enum DeadlineKind
{
    /// <summary>响应时限.</summary>
    Accept,

    /// <summary>处置时限.</summary>
    Resolve,
}

/// <summary>A time in which a report's clock stood.</summary>
/// <param name="From">From when.</param>
/// <param name="To">Until when.</param>
public sealed record ClockPause(DateTimeOffset From, DateTimeOffset To);

/// <summary>What a report's deadlines were made from.</summary>
/// <param name="Kind">Which hours count.</param>
/// <param name="StartedAt">From when they count: receipt, or the last reopening.</param>
/// <param name="AcceptFrom">From when the hours to accept count: as <paramref name="StartedAt"/>, or since it was last given to somebody else.</param>
/// <param name="AcceptHours">How many hours were allowed to accept.</param>
/// <param name="ResolveHours">How many hours were allowed to resolve.</param>
public sealed record ReportClock(ClockKind Kind, DateTimeOffset StartedAt, DateTimeOffset AcceptFrom, double AcceptHours, double ResolveHours)
{
    /// <summary>When three times the hours to accept are over.</summary>
    public DateTimeOffset AcceptThreeTimesBy { get; init; }

    /// <summary>When three times the hours to resolve are over.</summary>
    public DateTimeOffset ResolveThreeTimesBy { get; init; }

    /// <summary>Since when it stands; null while it runs, or has ended.</summary>
    public DateTimeOffset? StandsSince { get; init; }

    /// <summary>When it stood since <see cref="StartedAt"/>, ascending.</summary>
    public IReadOnlyList<ClockPause> Pauses { get => field ?? []; init; }

    /// <summary>Whether a deadline lies in a year of which the jurisdiction's calendar knows no holidays: only weekdays counted there.</summary>
    public bool HolidaysUnknown { get; init; }
}
