using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Households;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Reassignment;

/// <summary>
/// Places what is stored once more, by what it was placed by: the point that it was decided on, or the area of its contact card. A household that a
/// report names may have moved since; the report is about where it was.
/// </summary>
public sealed class PlaceAnew(IDocumentStore store)
{
    /// <summary>Where a household lies now; null where that is where it lay, or it has no point (any more), so that what is known of it stays.</summary>
    public static FoundPlace? Of(Household household, OpenJurisdiction here)
        => household.Point is { } point && here.At(point, household.Sent?.AccuracyMetres, household.Place.Basis) is var found && !found.Place.Codes.SequenceEqual(household.Areas)
            ? found
            : null;

    /// <summary>Where a report lies now, with what a choice wants to know; null where that is where it lay, or nothing says where it is.</summary>
    public async Task<FoundPlace?> OfAsync(Report report, OpenJurisdiction here, CancellationToken cancellationToken)
    {
        Place before = report.Assignment.Place;
        if (before.Basis == Basis.None)
        {
            return null;
        }

        ContactCard? card = before.Basis == Basis.Card && report.Card is { } id
            ? (await store.FindAsync(Kinds.ContactCard, report.Jurisdiction, id, cancellationToken))?.Value
            : null;
        FoundPlace? found = AreaOf(report, card) is { } code
            ? here.OfArea(code, Basis.Card) ?? here.At(null, null, Basis.Card)
            : report.Point is { } point ? here.At(point, before.Basis == Basis.Point ? report.Sent?.AccuracyMetres : null, before.Basis) : null;
        return found is null || found.Place.Codes.SequenceEqual(before.Codes) ? null : await CompleteAsync(report, card, found, cancellationToken);
    }

    /// <summary>The area by which a report is placed: its card's, also where the card has been withdrawn.</summary>
    private static string? AreaOf(Report report, ContactCard? card)
        => card is not null ? card.Area
            : report.Assignment.Place is { Basis: Basis.Card, DistanceToEdgeMetres: null, Chain: [.., var lowest] } && !report.Erased ? lowest.Code
            : null;

    /// <summary>Adds the building and the origin village; null where it turns out that the point was only the sender's, and what it is about has none.</summary>
    private async Task<FoundPlace?> CompleteAsync(Report report, ContactCard? card, FoundPlace found, CancellationToken cancellationToken)
    {
        Basis basis = report.Assignment.Place.Basis;
        string? household = basis == Basis.Household ? IdOf(report.Household) : card?.Household;
        string? building = basis == Basis.Building ? IdOf(report.Building) : card?.Building;
        Wgs84Point? own = report.Point;
        if (household is not null && await store.FindAsync(Kinds.Household, report.Jurisdiction, household, cancellationToken) is { Value: var lives })
        {
            building = lives.Building;
            own = lives.Erased ? own : lives.Point;
            found = found with { OriginVillage = lives.AcquaintanceFrom };
        }

        if (own is null && report.Assignment.Place.Chain.Count == 0 && found.Point is not null)
        {
            return null;
        }

        return found with { BuildingId = building, CardId = report.Card };
    }

    private static string? IdOf(string? reference) => reference?[(reference.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
