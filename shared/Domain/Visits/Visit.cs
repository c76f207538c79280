using System.Text.Json.Serialization;
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

/// <summary>A visit 走访 to a household. Never changed; what was heard there is in its personal part.</summary>
public sealed record Visit : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "visit";

    /// <summary>The id of the household.</summary>
    public required string Household { get; init; }

    /// <summary>When.</summary>
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
