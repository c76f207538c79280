using GridSteward.Domain.Households;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Exports;

/// <summary>Households with names and phones, in the columns that an import of households takes: imported again nothing changes.</summary>
internal sealed class HouseholdRows(IDocumentStore store, ExportRequest request)
    : DocumentRows<Household>(
        store, Kinds.Household, q => q.WhereIf(request.Area is not null, () => new Filter.HasAny("areas", [request.Area!])),
        "code", "name", "phone", "longitude", "latitude", "coordinateSystem", "accuracyMetres", "building", "unit", "residents", "originVillage", "wantsAcquaintance",
        "movedOn", "kind", "floor", "located", "care", "consent", "consentOn", "needs")
{
    protected override async Task<IReadOnlyList<TableValue[]>> RowsAsync(string jurisdiction, Household[] documents, CancellationToken cancellationToken)
    {
        var personal = await FindAsync(Kinds.HouseholdPersonalPart, jurisdiction, documents.Select(h => HouseholdPersonalPart.IdOf(h.Id)), cancellationToken);
        var buildings = await FindAsync(Kinds.Building, jurisdiction, documents.Select(h => h.Building), cancellationToken);
        return [.. documents.Select(h => Row(h, personal.GetValueOrDefault(HouseholdPersonalPart.IdOf(h.Id)), h.Building is null ? null : buildings.GetValueOrDefault(h.Building)))];
    }

    private TableValue[] Row(Household household, HouseholdPersonalPart? personal, Building? building) =>
    [
        TableValue.Of(household.Code),
        TableValue.Of(personal?.Name),
        TableValue.Of(personal?.Phone),
        .. ExportPosition.Of(household.Sent, household.Point, request),

        // A building that has gone is named as it was, so that a file that is imported again says so instead of dropping it in silence.
        TableValue.Of(building?.Code ?? household.Building),
        TableValue.Of(household.Unit),
        TableValue.Of(household.Residents),
        TableValue.Of(household.OriginVillage),
        TableValue.Of(household.WantsAcquaintance),
        TableValue.Of(household.MovedOn),
        TableValue.Of(Wire.Name(household.Kind)),
        TableValue.Of(household.Floor),
        TableValue.Of(household.Located is { } located ? Wire.Name(located) : null),
        TableValue.Of(Wire.Name(household.Care)),
        TableValue.Of(household.Consent?.Given),
        TableValue.Of(household.Consent?.On),
        TableValue.Of(personal?.Needs ?? []),
    ];
}
