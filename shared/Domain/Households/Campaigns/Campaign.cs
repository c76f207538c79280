using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Campaigns;

/// <summary>How far a campaign is.</summary>
[JsonConverter(typeof(WireEnumConverter<CampaignState>))]
public enum CampaignState
{
    /// <summary>准备中: its units are being written down.</summary>
    Preparing,

    /// <summary>进行中.</summary>
    Open,

    /// <summary>已结束.</summary>
    Closed,
}

/// <summary>What a check found.</summary>
[JsonConverter(typeof(WireEnumConverter<CheckResult>))]
public enum CheckResult
{
    /// <summary>无变化: all is as the record says.</summary>
    Confirmed,

    /// <summary>已更正: the record was put right.</summary>
    Corrected,

    /// <summary>查无此户: there is no such unit.</summary>
    NotFound,

    /// <summary>已搬离.</summary>
    Moved,
}

/// <summary>Which units a campaign is about; empty lists ask nothing.</summary>
/// <param name="Area">The code of an area; null for the whole jurisdiction.</param>
/// <param name="Kinds">Units of these kinds.</param>
/// <param name="Care">Units of these care levels.</param>
/// <param name="Need">Units with this need; null asks nothing.</param>
public sealed record CampaignCriteria(string? Area, IReadOnlyList<UnitKind> Kinds, IReadOnlyList<CareLevel> Care, string? Need)
{
    /// <summary>Whether a unit that counts is meant, apart from its needs.</summary>
    public bool Mean(Household unit)
        => (Area is null || unit.Areas.Contains(Area)) && (Kinds.Count == 0 || Kinds.Contains(unit.Kind)) && (Care.Count == 0 || Care.Contains(unit.Care));
}

/// <summary>A re-check 复核 of many units from one day to another. Which units it is about is written down once, when it begins (<see cref="CampaignUnit"/>).</summary>
public sealed record Campaign : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "campaign";

    /// <summary>As people call it.</summary>
    public required string Title { get; init; }

    /// <summary>Which units.</summary>
    public required CampaignCriteria Criteria { get; init; }

    /// <summary>Codes of the areas in which its area lies, with its own; empty where it is about the whole jurisdiction.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>The first day, in the jurisdiction's zone.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>How far it is.</summary>
    public required CampaignState State { get; init; }

    /// <summary>When it was ordered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When its units were written down: those that were entered later are not in it; null while they are not.</summary>
    public DateTimeOffset? FixedAt { get; init; }

    /// <summary>When it was closed; null while it is not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>A unit of a campaign, and what was found.</summary>
public sealed record CampaignUnit : JurisdictionDocument
{
    /// <summary>What <see cref="Found"/> is while nobody has looked.</summary>
    public const string Unchecked = "unchecked";

    /// <inheritdoc/>
    public override string Type => "campaignUnit";

    /// <summary>The campaign.</summary>
    public required string Campaign { get; init; }

    /// <summary>The unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Codes of the areas in which it lay when the campaign began, all levels.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>Whether being in the campaign tells a need of it: then it goes with what is personal.</summary>
    public bool TellsNeed { get; init; }

    /// <summary>The result of the check as its wire name, or <see cref="Unchecked"/>.</summary>
    public required string Found { get; init; }

    /// <summary>The result; null while nobody has looked.</summary>
    [JsonIgnore]
    public CheckResult? Result => Wire.TryParse(Found, out CheckResult result) ? result : null;

    /// <summary>When it was checked.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>By which subject.</summary>
    public string? CheckedBy { get; init; }

    /// <summary>The entry of the ledger that is the record of the check.</summary>
    public string? Change { get; init; }

    /// <summary>The id of a campaign's unit.</summary>
    public static string IdOf(string campaign, string unit) => $"{campaign}.{unit}";
}
