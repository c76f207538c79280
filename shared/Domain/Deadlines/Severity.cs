using System.Text.Json.Serialization;

namespace GridSteward.Domain.Deadlines;

/// <summary>How bad it is.</summary>
[JsonConverter(typeof(WireEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>一般.</summary>
    Normal,

    /// <summary>紧急.</summary>
    Urgent,

    /// <summary>突发: life, limb or much property is in danger.</summary>
    Emergency,
}

/// <summary>What a category allows for one severity.</summary>
/// <param name="Severity">Which.</param>
/// <param name="AcceptHours">Hours from receipt until it should be accepted.</param>
/// <param name="ResolveHours">Hours from receipt until it should be resolved; not less than <paramref name="AcceptHours"/>.</param>
/// <param name="Clock">Which hours count; null for those of the category. An emergency may count every hour where the category counts working hours.</param>
public sealed record SeverityHours(Severity Severity, double AcceptHours, double ResolveHours, ClockKind? Clock = null);

/// <summary>Whether a report kept, or still keeps, its deadlines.</summary>
[JsonConverter(typeof(WireEnumConverter<Timeliness>))]
public enum Timeliness
{
    /// <summary>按时: no deadline was missed so far.</summary>
    OnTime,

    /// <summary>超时: a deadline was missed.</summary>
    Late,

    /// <summary>超时三倍: acceptance or resolution took three times what was allowed; such a report is late as well.</summary>
    LateThreeTimes,
}
