using System.Text.Json.Serialization;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Visits;

/// <summary>Why somebody went.</summary>
[JsonConverter(typeof(WireEnumConverter<VisitReason>))]
public enum VisitReason
{
    /// <summary>例行走访: it was the household's turn.</summary>
    Routine,

    /// <summary>重点关爱: somebody there is old, ill, alone or in need.</summary>
    Care,

    /// <summary>回访: about a report of theirs.</summary>
    FollowUp,

    /// <summary>安全排查: gas, wires, stairways.</summary>
    Safety,

    /// <summary>信息登记: to bring the record up to date.</summary>
    Registration,
}

/// <summary>What came of it.</summary>
[JsonConverter(typeof(WireEnumConverter<VisitOutcome>))]
public enum VisitOutcome
{
    /// <summary>已走访.</summary>
    Done,

    /// <summary>无人在家.</summary>
    NobodyHome,

    /// <summary>拒访.</summary>
    Refused,

    /// <summary>已搬离.</summary>
    Moved,
}

/// <summary>Whether a visitor was at the unit (<see cref="CheckIns"/>).</summary>
[JsonConverter(typeof(WireEnumConverter<CheckInVerdict>))]
public enum CheckInVerdict
{
    /// <summary>Nobody can say: there is no check-in, or the unit is not located.</summary>
    Unknown,

    /// <summary>They were.</summary>
    Near,

    /// <summary>They were farther away than settings and accuracies allow.</summary>
    Far,
}

/// <summary>A visit 走访 to a household. Never changed; what was heard there is in its personal part.</summary>
public sealed record Visit : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "visit";

    /// <summary>The id of the household.</summary>
    public required string Household { get; init; }

    /// <summary>When. By the device's clock where it was offline, unless that was ahead: then when it was received.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The id of the steward who went; null where it was none of the register.</summary>
    public string? By { get; init; }

    /// <summary>Why.</summary>
    public required VisitReason Reason { get; init; }

    /// <summary>What came of it.</summary>
    public required VisitOutcome Outcome { get; init; }

    /// <summary>Where the visitor was, as their device sent it; null where it did not.</summary>
    public SentPosition? CheckIn { get; init; }

    /// <summary>Where that is (WGS-84 degrees).</summary>
    public Wgs84Point? CheckInPoint { get; init; }

    /// <summary>Whether that is at the unit.</summary>
    public CheckInVerdict AtUnit { get; init; }

    /// <summary>Metres from there to the unit, where both are known.</summary>
    public double? DistanceMetres { get; init; }

    /// <summary>Whether the visitor was too far from the unit, for queries.</summary>
    public bool Far => AtUnit == CheckInVerdict.Far;

    /// <summary>The id of the team for which they went; null where it was for none.</summary>
    public string? Team { get; init; }

    /// <summary>The id of the steward who came along because the household knows them; null where nobody did.</summary>
    public string? Companion { get; init; }

    /// <summary>The id of the request that it answers; null where nobody had asked.</summary>
    public string? Request { get; init; }

    /// <summary>The id of the campaign to which it belongs; null for none.</summary>
    public string? Campaign { get; init; }

    /// <summary>When a device that was offline said that it was; null where it came at once.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    /// <summary>When it was received; null in records from before that was kept.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>What is odd about <see cref="CapturedAt"/>.</summary>
    public IReadOnlyList<CapturedFlag> CapturedFlags { get => field ?? []; init; }

    /// <summary>Whether a personal part beside it holds words.</summary>
    public required bool HasNote { get; init; }

    /// <summary>Codes of the household's areas on that day, all levels.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary><see cref="Assignments.Place.AreaPath"/> of the household on that day.</summary>
    public required string AreaPath { get; init; }

    /// <summary>The areas' generation by which the household was placed.</summary>
    public required int Generation { get; init; }
}

/// <summary>The words beside a visit; what retention erases.</summary>
public sealed record VisitPersonalPart : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "visitPersonalPart";

    /// <summary>The visit.</summary>
    public required string Visit { get; init; }

    /// <summary>The household, so that all that is personal of one is found together.</summary>
    public required string Household { get; init; }

    /// <summary>What was heard and seen.</summary>
    public required string Note { get; init; }

    /// <summary>The id of a visit's personal part.</summary>
    public static string IdOf(string visit) => visit + ".personal";
}
