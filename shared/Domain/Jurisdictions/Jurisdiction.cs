using System.Text.Json.Serialization;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.History;
using GridSteward.Domain.Regions;

namespace GridSteward.Domain.Jurisdictions;

/// <summary>What a report is about, at the coarsest.</summary>
[JsonConverter(typeof(WireEnumConverter<ReportKind>))]
public enum ReportKind
{
    /// <summary>隐患.</summary>
    Hazard,

    /// <summary>需求/微心愿.</summary>
    Need,

    /// <summary>矛盾纠纷.</summary>
    Dispute,

    /// <summary>建议.</summary>
    Suggestion,
}

/// <summary>A row of a jurisdiction's category table.</summary>
/// <param name="Code">Lower-case letters, digits and hyphens.</param>
/// <param name="Name">As residents see it, in the jurisdiction's language.</param>
/// <param name="NameEn">In English; null where it is not given.</param>
/// <param name="Kind">What it is at the coarsest.</param>
/// <param name="AcceptHours">Hours from receipt until a report of normal severity should be accepted, by <see cref="Clock"/>.</param>
/// <param name="ResolveHours">Hours from receipt until such a one should be resolved; not less than <paramref name="AcceptHours"/>.</param>
public sealed record Category(string Code, string Name, string? NameEn, ReportKind Kind, double AcceptHours, double ResolveHours)
{
    /// <summary>What counts where no jurisdiction's category table says it.</summary>
    public static Category OutsideJurisdictions { get; } = new("other", "", null, ReportKind.Hazard, 24, 168);

    /// <summary>Which hours count.</summary>
    public ClockKind Clock { get; init; }

    /// <summary>How bad a report of it is until somebody says otherwise.</summary>
    public Severity Severity { get; init; }

    /// <summary>What is allowed for other severities than normal; each at most once.</summary>
    public IReadOnlyList<SeverityHours> Severities { get => field ?? []; init; }

    /// <summary>Which reports may be about the same thing as one of it.</summary>
    public DuplicateRules Duplicates { get => field ?? DuplicateRules.Default; init; }

    /// <summary>What is allowed for a severity: its own row, or that of the next lower severity which has one; always with a clock.</summary>
    public SeverityHours HoursOf(Severity severity)
    {
        SeverityHours row = Severities.Where(s => s.Severity <= severity && s.Severity > Severity.Normal).MaxBy(s => s.Severity) ?? new(Severity.Normal, AcceptHours, ResolveHours);
        return row with { Severity = severity, Clock = row.Clock ?? Clock };
    }

    /// <summary>Whether reports of it are private cases (family disputes, say): known to those who have them, and in no list, count or map.</summary>
    public bool Private { get; init; }

    /// <summary>Whether a resolved report is closed only by somebody other than who resolved it 核查.</summary>
    public bool VerifyByAnother { get; init; }
}

/// <summary>The settings of a jurisdiction 辖区, the tenant.</summary>
public sealed record Jurisdiction : RememberedDocument
{
    /// <summary>The id of the one settings document of a partition.</summary>
    public const string OnlyId = "settings";

    /// <summary>The partition of reports that lie in no jurisdiction; no jurisdiction can take this code.</summary>
    public const string Unassigned = "unassigned";

    /// <inheritdoc/>
    public override string Type => "jurisdiction";

    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>IANA name; days, nights and deadlines follow it.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The names of the area levels, topmost first; 1 to 8.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>The category table.</summary>
    public required IReadOnlyList<Category> Categories { get; init; }

    /// <summary>How far outside every area a point may lie and still go to the nearest one, in metres.</summary>
    public required double ToleranceMetres { get; init; }

    /// <summary>How long what is personal is kept.</summary>
    public Retention Retention { get => field ?? Retention.Default; init; }

    /// <summary>The hours in which it works; empty where no category counts them.</summary>
    public IReadOnlyList<WorkingSpan> WorkingHours { get => field ?? []; init; }

    /// <summary>The name of the calendar of its holidays; null for none.</summary>
    public string? Holidays { get; init; }

    /// <summary>How overdue reports climb.</summary>
    public EscalationRules Escalation { get => field ?? EscalationRules.Default; init; }

    /// <summary>How many times, where nobody said and where there is no jurisdiction.</summary>
    public const int DefaultMaxReopens = 2;

    /// <summary>As it is stored: null where nobody said.</summary>
    [JsonPropertyName("maxReopens")]
    public int? MaxReopensSaid { get; init; }

    /// <summary>How many times whoever handles a report may begin it again; then a manager decides. 0 to 20.</summary>
    [JsonIgnore]
    public int MaxReopens { get => MaxReopensSaid ?? DefaultMaxReopens; init => MaxReopensSaid = value; }

    /// <summary>How many days a reporter can say whether they are satisfied, where a jurisdiction says nothing.</summary>
    public const int UsualFeedbackDays = 14;

    /// <summary>How many days after a resolve its reporter can say whether they are satisfied; 1 to 365.</summary>
    public int FeedbackDays { get => field == 0 ? UsualFeedbackDays : field; init; }

    /// <summary>How coverage is measured.</summary>
    public CoverageRules Coverage { get => field ?? CoverageRules.Default; init; }

    /// <summary>The numbers that stand on contact cards.</summary>
    public IReadOnlyList<Hotline> Hotlines { get => field ?? []; init; }

    /// <summary>The regions it lies in, topmost first: what its sums are written up to at night.</summary>
    public IReadOnlyList<RegionRef> Regions { get => field ?? []; init; }

    /// <summary>The category with this code.</summary>
    public Category? FindCategory(string code) => Categories.FirstOrDefault(c => c.Code == code);

    /// <summary>The local day of a moment.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(LocalTime(at).DateTime);

    /// <summary>The moment in the jurisdiction's zone.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <summary>The first moment of a local day at which its clocks show the time or later: the earlier one where they show it twice.</summary>
    public DateTimeOffset MomentOf(DateOnly day, TimeOnly time)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        DateTime local = day.ToDateTime(time);
        return new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
    }
}
