using System.Globalization;
using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>Where a request for a visit comes from.</summary>
[JsonConverter(typeof(WireEnumConverter<VisitRequestSource>))]
public enum VisitRequestSource
{
    /// <summary>管理者: somebody who leads wants it.</summary>
    Manager,

    /// <summary>上报: a report is the reason.</summary>
    Report,

    /// <summary>需求: a resident's need is the reason.</summary>
    Need,

    /// <summary>来电: the household called.</summary>
    Call,
}

/// <summary>Where a request for a visit stands.</summary>
[JsonConverter(typeof(WireEnumConverter<VisitRequestState>))]
public enum VisitRequestState
{
    /// <summary>待走访: somebody should go.</summary>
    Open,

    /// <summary>已走访: somebody went and met them.</summary>
    Done,

    /// <summary>已取消: nobody need go any more.</summary>
    Cancelled,
}

/// <summary>Where it stands with a companion whom the household knows.</summary>
[JsonConverter(typeof(WireEnumConverter<CompanionState>))]
public enum CompanionState
{
    /// <summary>They were asked.</summary>
    Asked,

    /// <summary>They come along.</summary>
    Accepted,

    /// <summary>They cannot.</summary>
    Declined,
}

/// <summary>A steward who was asked to come along.</summary>
/// <param name="Steward">Their id.</param>
/// <param name="State">What they said.</param>
/// <param name="AskedAt">When they were asked.</param>
/// <param name="AnsweredAt">When they said it; null while they have not.</param>
public sealed record CompanionAsk(string Steward, CompanionState State, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt);

/// <summary>A visit that somebody asked for, out of turn. Why in words is in its personal part.</summary>
public sealed record VisitRequest : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "visitRequest";

    /// <summary>The id of the unit.</summary>
    public required string Household { get; init; }

    /// <summary>Where it comes from.</summary>
    public required VisitRequestSource Source { get; init; }

    /// <summary>Why somebody should go.</summary>
    public required VisitReason Reason { get; init; }

    /// <summary>The id of the report that is the reason; null where there is none.</summary>
    public string? Report { get; init; }

    /// <summary>The local day by which it should be; null where that does not matter.</summary>
    public DateOnly? WantedBy { get; init; }

    /// <summary>The id of the post that should go; null where anybody of the area may.</summary>
    public string? Post { get; init; }

    /// <summary>The id of the steward who should go; null where anybody of the area may.</summary>
    public string? Steward { get; init; }

    /// <summary>Where it stands.</summary>
    public required VisitRequestState State { get; init; }

    /// <summary>Whether somebody should still go, for queries.</summary>
    public bool Open => State == VisitRequestState.Open;

    /// <summary>The subject who asked.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When they asked.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was done or cancelled; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The visit by which it is done; null while it is not.</summary>
    public string? Visit { get; init; }

    /// <summary>How many visits for it met nobody.</summary>
    public int Failed { get; init; }

    /// <summary>Who was asked to come along; null where nobody was.</summary>
    public CompanionAsk? Companion { get; init; }

    /// <summary>The steward who was asked and whose answer or company is still wanted, for queries.</summary>
    public string? CompanionAsked => Open && Companion is { State: not CompanionState.Declined } ask ? ask.Steward : null;

    /// <summary>Whether a personal part beside it holds words.</summary>
    public required bool HasNote { get; init; }

    /// <summary>Codes of the unit's areas when it was asked for, all levels.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>What it is listed by (<see cref="Kinds.OpenFirst"/>): open ones by the day for which they are wanted, then ended ones, the latest first.</summary>
    public string Rank => State == VisitRequestState.Open
        ? $"0 {WantedBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "9999-12-31"} {CreatedAt.UtcTicks:D19}"
        : $"1 {DateTimeOffset.MaxValue.UtcTicks - (EndedAt ?? CreatedAt).UtcTicks:D19}";

    /// <summary>After a visit for it.</summary>
    public VisitRequest After(Visit visit, DateTimeOffset now) => visit.Outcome == VisitOutcome.Done
        ? this with { State = VisitRequestState.Done, Visit = visit.Id, EndedAt = now }
        : this with { Failed = Failed + 1 };
}

/// <summary>The words beside a request for a visit; what retention erases.</summary>
public sealed record VisitRequestPersonalPart : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "visitRequestPersonalPart";

    /// <summary>The request.</summary>
    public required string Request { get; init; }

    /// <summary>The household, so that all that is personal of one is found together.</summary>
    public required string Household { get; init; }

    /// <summary>What somebody should go for.</summary>
    public string? Note { get; init; }

    /// <summary>Why nobody need go any more.</summary>
    public string? CancelNote { get; init; }

    /// <summary>The id of a request's personal part.</summary>
    public static string IdOf(string request) => request + ".personal";
}

/// <summary>Says that every unit of a jurisdiction has its visits counted (<see cref="CountVisits"/>).</summary>
public sealed record VisitsCounted : JurisdictionDocument
{
    /// <summary>The id of the one document of a jurisdiction.</summary>
    public const string OnlyId = "visitsCounted";

    /// <inheritdoc/>
    public override string Type => "visitsCounted";

    /// <summary>Since when.</summary>
    public required DateTimeOffset At { get; init; }
}
