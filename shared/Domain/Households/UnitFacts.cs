using System.Text.Json.Serialization;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Households;

/// <summary>What lives or works in a unit of the register.</summary>
[JsonConverter(typeof(WireEnumConverter<UnitKind>))]
public enum UnitKind
{
    /// <summary>户: people who live there.</summary>
    Household,

    /// <summary>企业: a company.</summary>
    Company,

    /// <summary>商户: a shop.</summary>
    Shop,
}

/// <summary>How a unit's own position was found.</summary>
[JsonConverter(typeof(WireEnumConverter<HowLocated>))]
public enum HowLocated
{
    /// <summary>By a device at the door, with its accuracy.</summary>
    Gps,

    /// <summary>Set on a map by hand.</summary>
    Map,

    /// <summary>From its address.</summary>
    Address,

    /// <summary>Taken over from a survey or a cadastre.</summary>
    Survey,
}

/// <summary>How much care a unit needs 关爱等级; settings say how often each is visited.</summary>
[JsonConverter(typeof(WireEnumConverter<CareLevel>))]
public enum CareLevel
{
    /// <summary>一般: as everybody.</summary>
    Ordinary,

    /// <summary>关注: somebody there is old, ill or out of work.</summary>
    Attention,

    /// <summary>重点: somebody there depends on being looked after.</summary>
    Key,
}

/// <summary>Whether a unit agreed that its data are kept.</summary>
/// <param name="Given">It did; else it refused.</param>
/// <param name="On">On which local day.</param>
public sealed record Consent(bool Given, DateOnly On);

/// <summary>What came of the visits to a unit so far.</summary>
/// <param name="DoneOn">The local day of the last visit at which somebody was met; null where there was none.</param>
/// <param name="TriedAt">The last visit, whatever came of it.</param>
/// <param name="Outcome">What came of that one.</param>
/// <param name="Failed">How many visits since the last one at which somebody was met, or ever.</param>
public sealed record VisitSummary(DateOnly? DoneOn, DateTimeOffset TriedAt, VisitOutcome Outcome, int Failed)
{
    /// <summary>The local day of the last visit.</summary>
    public DateOnly? TriedOn { get; init; }

    /// <summary>The local day of the last visit that found it moved away, where nobody was met since; null where none did.</summary>
    public DateOnly? MovedSeenOn { get; init; }
}
