using GridSteward.Domain.Areas;
using GridSteward.Domain.History;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Assignments;

/// <summary>What says where: a position, or a reference to something that has one. All null: nothing does.</summary>
/// <param name="Sent">The position as sent.</param>
/// <param name="Household"><c>{jurisdiction}/{id}</c>.</param>
/// <param name="Building"><c>{jurisdiction}/{id}</c>.</param>
/// <param name="Card">A contact card's code.</param>
/// <param name="Jurisdiction">The jurisdiction that is meant; null lets the place decide.</param>
public sealed record Whereabouts(SentPosition? Sent, string? Household = null, string? Building = null, string? Card = null, string? Jurisdiction = null)
{
    /// <summary>What is wrong with them whatever they name.</summary>
    public IEnumerable<Fault> Faults()
        => new[] { Household, Building, Card }.Count(n => n is not null) > 1 ? [new Fault("$", "At most one of household, building and card.")] : [];
}

/// <summary>What was found of whereabouts.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Settings">The jurisdiction's settings; null where it lies in none.</param>
/// <param name="Snapshot">The areas by which it was found; null where it lies in no jurisdiction.</param>
/// <param name="Point">The WGS-84 point that decided, or the sender's; null where there is none.</param>
/// <param name="BuildingId">The building it is about.</param>
/// <param name="OriginVillage">The household's origin village, where the household asked for somebody who knows it.</param>
/// <param name="CardId">The card used.</param>
public sealed record FoundPlace(
    Place Place, Jurisdiction? Settings, AreaSnapshot? Snapshot, Wgs84Point? Point, string? BuildingId = null, string? OriginVillage = null, string? CardId = null)
{
    /// <summary>The moment of the past for which it was found; null for now.</summary>
    public DateTimeOffset? Then { get; init; }

    /// <summary>What the place was found by; null where it lies in no jurisdiction.</summary>
    public Placing? Placing { get; init; }

    /// <summary>How the place lies among its neighbours; null where no point decided.</summary>
    public Surroundings? Surroundings()
        => Snapshot is not null && Point is { } point && Placing is { ByPoint: true } by ? AreaSurroundings.Of(Snapshot, Place, point, by.ToleranceMetres) : null;
}

/// <summary>Finds the jurisdiction and the areas of a position, a household, a building or a contact card.</summary>
public sealed class PlaceFinder(IDocumentStore store, Hindsight hindsight, JurisdictionDirectory directory, AreaSnapshots snapshots)
{
    /// <summary>Jurisdictions and areas, read once for as many places as are asked about together.</summary>
    /// <param name="asOf">The moment of the past at which they are wanted; null for now.</param>
    public PlacingSession Open(AsOf? asOf = null) => new(store, hindsight, directory, snapshots, asOf);

    /// <summary>Finds the place as things are now; names every fault of the whereabouts.</summary>
    public Task<Outcome<FoundPlace>> FindAsync(Whereabouts where, CancellationToken cancellationToken) => FindAsync(where, Open(), cancellationToken);

    /// <summary>Finds the place as things stand in a session; a household and what a card is for are taken as they are now. Names every fault of the whereabouts.</summary>
    public async Task<Outcome<FoundPlace>> FindAsync(Whereabouts where, PlacingSession session, CancellationToken cancellationToken)
    {
        List<Fault> faults = [];
        Wgs84Point? point = where.Sent?.ToPoint("$.point", faults);
        faults.AddRange(where.Faults());

        if (where.Jurisdiction is { } meant && await session.FindAsync(meant, cancellationToken) is null)
        {
            faults.Add(new("$.jurisdiction", $"There is no jurisdiction '{meant}'."));
        }

        if (faults.Count > 0)
        {
            return new Outcome<FoundPlace>.Invalid(faults);
        }

        FoundPlace? found = where switch
        {
            { Household: { } household } => await OfHouseholdAsync(session, household, Basis.Household, cancellationToken),
            { Building: { } building } => await OfBuildingAsync(session, building, Basis.Building, cancellationToken),
            { Card: { } card } => await OfCardAsync(session, card, cancellationToken),
            _ when point is { } p => await session.OfPointAsync(p, where.Sent!.AccuracyMetres, where.Jurisdiction, cancellationToken),
            { Jurisdiction: { } code } => await OfJurisdictionAsync(session, code, cancellationToken),
            _ => new FoundPlace(Place.Nowhere(Basis.None), null, null, null),
        };
        if (found is null)
        {
            string field = where.Household is not null ? "household" : where.Building is not null ? "building" : "card";
            return new Outcome<FoundPlace>.Invalid([new($"$.{field}", field == "card" ? "There is no such contact card." : $"There is no such {field}; it is named as jurisdiction/id.")]);
        }

        return found.Point is null ? found with { Point = point } : found;
    }

    private async Task<FoundPlace?> OfHouseholdAsync(PlacingSession session, string reference, Basis basis, CancellationToken cancellationToken)
    {
        if (!TrySplit(reference, out string jurisdiction, out string id)
            || await session.FindAsync(jurisdiction, cancellationToken) is not { } open
            || await store.FindSurvivorAsync(jurisdiction, id, cancellationToken) is not { Value: var household })
        {
            return null;
        }

        FoundPlace found = open.At(household.Point, household.Sent?.AccuracyMetres, basis);
        return found with { BuildingId = household.Building, OriginVillage = household.AcquaintanceFrom };
    }

    private static async Task<FoundPlace?> OfBuildingAsync(PlacingSession session, string reference, Basis basis, CancellationToken cancellationToken)
    {
        if (!TrySplit(reference, out string jurisdiction, out string id)
            || await session.FindAsync(jurisdiction, cancellationToken) is not { } open
            || await session.DocumentsOf(open).FindAsync(Kinds.Building, jurisdiction, id, cancellationToken) is not { Value: var building })
        {
            return null;
        }

        return open.At(building.Point, null, basis) with { BuildingId = building.Id };
    }

    private async Task<FoundPlace?> OfCardAsync(PlacingSession session, string code, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.ContactCardEntry, ContactCardEntry.KeyOf(code), ContactCardEntry.OnlyId, cancellationToken) is not { Value: var entry }
            || await store.FindAsync(Kinds.ContactCard, entry.Jurisdiction, entry.CardId, cancellationToken) is not { Value: { Works: true } card })
        {
            return null;
        }

        FoundPlace? found = card switch
        {
            { Household: { } household } => await OfHouseholdAsync(session, $"{card.Jurisdiction}/{household}", Basis.Card, cancellationToken),
            { Building: { } building } => await OfBuildingAsync(session, $"{card.Jurisdiction}/{building}", Basis.Card, cancellationToken),
            _ => await OfAreaAsync(session, card.Jurisdiction, card.Area!, cancellationToken),
        };
        return found is null ? null : found with { CardId = card.Id };
    }

    private static async Task<FoundPlace?> OfAreaAsync(PlacingSession session, string jurisdiction, string code, CancellationToken cancellationToken)
    {
        OpenJurisdiction? here = await session.FindAsync(jurisdiction, cancellationToken);
        return here?.OfArea(code, Basis.Card) ?? here?.At(null, null, Basis.None);
    }

    /// <summary>Nothing but the jurisdiction is known.</summary>
    private static async Task<FoundPlace?> OfJurisdictionAsync(PlacingSession session, string jurisdiction, CancellationToken cancellationToken)
        => (await session.FindAsync(jurisdiction, cancellationToken))?.At(null, null, Basis.None);

    private static bool TrySplit(string reference, out string jurisdiction, out string id)
    {
        int slash = reference.IndexOf('/', StringComparison.Ordinal);
        jurisdiction = slash > 0 ? reference[..slash] : "";
        id = slash > 0 ? reference[(slash + 1)..] : "";
        return jurisdiction.Length > 0 && id.Length is > 0 and <= 200;
    }
}
