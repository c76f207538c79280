using System.Text.Json.Serialization;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Geo;

namespace GridSteward.Domain.Households;

/// <summary>A household 户, or a company or shop: one unit, one record. Name, phone and needs are in its personal part.</summary>
public sealed record Household : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "household";

    /// <summary>Unique among the jurisdiction's units of every kind; what files and forms call it.</summary>
    public required string Code { get; init; }

    /// <summary>The position as sent; null where it goes by its building, or is not located.</summary>
    public SentPosition? Sent { get; init; }

    /// <summary>Where it is, by its own position or its building's (WGS-84 degrees); null where it is not located.</summary>
    public Wgs84Point? Point { get; init; }

    /// <summary>The id of its building; null where none is named.</summary>
    public string? Building { get; init; }

    /// <summary>Unit and door, as it is written on the door; with <see cref="Building"/> and <see cref="Floor"/> its address.</summary>
    public string? Unit { get; init; }

    /// <summary>The storey 楼层: 1 is on the ground, -1 the first below it, 0 is none; null where it is not said.</summary>
    public int? Floor { get; init; }

    /// <summary>What lives or works there.</summary>
    public UnitKind Kind { get; init; }

    /// <summary>How its own position was found; null where it has none, or nobody said.</summary>
    public HowLocated? Located { get; init; }

    /// <summary>How much care it needs, by which it is visited.</summary>
    public CareLevel Care { get; init; }

    /// <summary>Whether it agreed that its data are kept; null where it was not asked.</summary>
    public Consent? Consent { get; init; }

    /// <summary>What came of the last visits; null where nobody went yet.</summary>
    public VisitSummary? Visits { get; init; }

    /// <summary>Whether its visits are counted in <see cref="Visits"/>; not so in documents from before they were (<see cref="CountVisits"/>).</summary>
    public bool VisitsCounted { get; init; }

    /// <summary>The local day on which somebody saw to it that it has not moved, whatever visits up to then found; null where nobody did.</summary>
    public DateOnly? StaysOn { get; init; }

    /// <summary>Whether a visit found it moved away, and nobody has confirmed or denied that: a suggestion, which changes nothing by itself.</summary>
    [JsonIgnore]
    public bool SaidToHaveMoved => MovedOn is null && MergedInto is null && Visits?.MovedSeenOn is { } seen && !(seen <= StaysOn);

    /// <summary>
    /// Where it stands in the lists of units to visit, for queries (<see cref="VisitKey"/>): its care level and the local day on which it was last met, or that it is
    /// said to have moved. None where it leaves on a known day or is part of another unit.
    /// </summary>
    [JsonPropertyName("visitKey")]
    public string? ListedBy => MovedOn is not null || MergedInto is not null ? null
        : SaidToHaveMoved ? VisitKey.Moved(Visits!.MovedSeenOn!.Value)
        : VisitKey.Of(Care, Visits?.DoneOn);

    /// <summary>How many live there.</summary>
    public required int Residents { get; init; }

    /// <summary>The village it came from; null where it did not move, or does not say.</summary>
    public string? OriginVillage { get; init; }

    /// <summary>Whether it asked for somebody who knows the village it came from.</summary>
    public bool WantsAcquaintance { get; init; }

    /// <summary>The village that whoever comes should know: that of origin, where it asked for that.</summary>
    [JsonIgnore]
    public string? AcquaintanceFrom => WantsAcquaintance ? OriginVillage : null;

    /// <summary>The first day on which it no longer lived there, or was part of another unit, in the jurisdiction's zone; null while it does.</summary>
    public DateOnly? MovedOn { get; init; }

    /// <summary>The unit into which it was merged, being no unit of its own since; null while it is one.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Whether it is part of another unit, for queries; hardly any is, and the others do not say so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Merged => MergedInto is not null;

    /// <summary>Whether it counts as a unit of the register on a local day: it has not moved away by then and is not part of another.</summary>
    public bool CountsOn(DateOnly day) => MergedInto is null && (MovedOn is null || day < MovedOn);

    /// <summary>When what was personal of it was erased; null where nothing was.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Whether nothing personal is left of it, for queries.</summary>
    public bool Erased => ErasedAt is not null;

    /// <summary>Where it lies among the areas.</summary>
    public required Place Place { get; init; }

    /// <summary>Codes of its areas, all levels.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary><see cref="Assignments.Place.AreaPath"/> of <see cref="Place"/>.</summary>
    public required string AreaPath { get; init; }

    /// <summary>The areas' generation by which it was placed.</summary>
    public required int Generation { get; init; }

    /// <summary>The household that was sent, at the place that was found for it.</summary>
    public static Household Of(string jurisdiction, string id, HouseholdSubmission submission, FoundPlace found) => new()
    {
        Id = id,
        Jurisdiction = jurisdiction,
        Code = submission.Code,
        VisitsCounted = true,
        Sent = submission.Position,
        Point = found.Point,
        Building = submission.Building,
        Unit = submission.Unit,
        Floor = submission.Floor,
        Kind = submission.Kind,
        Located = submission.Position is null ? null : submission.Located,
        Care = submission.Care,
        Consent = submission.Consent,
        Residents = submission.Residents,
        OriginVillage = submission.OriginVillage,
        WantsAcquaintance = submission.WantsAcquaintance,
        MovedOn = submission.MovedOn,
        Place = found.Place,
        Areas = found.Place.Codes,
        AreaPath = found.Place.AreaPath,
        Generation = found.Place.Generation,
    };

    /// <summary>With what no form says and what it therefore keeps: what came of visits, and of what it is part.</summary>
    public Household Keeping(Household before)
        => this with { Visits = before.Visits, VisitsCounted = before.VisitsCounted, StaysOn = before.StaysOn, MergedInto = before.MergedInto };

    /// <summary>The household where it has been found.</summary>
    public Household At(FoundPlace found)
        => this with { Point = found.Point, Place = found.Place, Areas = found.Place.Codes, AreaPath = found.Place.AreaPath, Generation = found.Place.Generation };
}

/// <summary>Who a household is; erased on request or when it has moved away, leaving the household's record.</summary>
public sealed record HouseholdPersonalPart : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "householdPersonalPart";

    /// <summary>The household it belongs to.</summary>
    public required string Household { get; init; }

    /// <summary>Name of its head or contact.</summary>
    public string? Name { get; init; }

    /// <summary>Phone.</summary>
    public string? Phone { get; init; }

    /// <summary>Codes of its needs (<see cref="NeedCodes"/>); null for none.</summary>
    public IReadOnlyList<string>? Needs { get; init; }

    /// <summary>Who the household is that was sent; null where that is not said.</summary>
    public static HouseholdPersonalPart? Of(Household household, HouseholdSubmission submission) => submission is { Name: null, Phone: null, Needs: null } ? null : new()
    {
        Id = IdOf(household.Id),
        Jurisdiction = household.Jurisdiction,
        Household = household.Id,
        Name = submission.Name,
        Phone = submission.Phone,
        Needs = submission.Needs,
    };

    /// <summary>Adds to a batch what makes one of the other.</summary>
    internal static Batch Write(Batch batch, Stored<HouseholdPersonalPart>? before, HouseholdPersonalPart? after) => (before, after) switch
    {
        (null, { } now) => batch.Create(Kinds.HouseholdPersonalPart, now),
        ({ } there, { } now) => batch.Replace(Kinds.HouseholdPersonalPart, now, there.ETag),
        ({ } there, null) => batch.Delete(Kinds.HouseholdPersonalPart, there.Value.Id, there.ETag),
        _ => batch,
    };

    /// <summary>The id of a household's personal part.</summary>
    public static string IdOf(string household) => household + ".personal";
}
