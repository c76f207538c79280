using System.Runtime.CompilerServices;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Households;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Cards.Printing;

/// <summary>Some places of cards that are printed together.</summary>
/// <param name="At">Where to go on after them.</param>
/// <param name="Targets">The places, in the order in which they are walked.</param>
internal sealed record TargetGroup(PrintCursor At, IReadOnlyList<CardTarget> Targets);

/// <summary>
/// Walks what cards are printed for in the order in which they are handed out: buildings by code, in each by floor and door as doors are numbered; then the
/// units that belong to no building. What comes or goes meanwhile is met or not, by whether its place had been passed.
/// </summary>
internal sealed class CardTargets(IDocumentStore store, OpenJurisdiction open, PrintRequest request, DateOnly day)
{
    private const int PageSize = 200, AtOnce = 60;

    private string Jurisdiction => open.Settings.Jurisdiction;

    /// <summary>The groups that come after a cursor.</summary>
    public IAsyncEnumerable<TargetGroup> AfterAsync(PrintCursor? cursor, CancellationToken cancellationToken) => request.For switch
    {
        PrintFor.Households => UnitsAsync(cursor, cancellationToken),
        PrintFor.Buildings => BuildingsAsync(cursor, cancellationToken),
        _ => Areas(cursor).ToAsyncEnumerable(),
    };

    /// <summary>What one card is for; null where it is there no more.</summary>
    public async Task<CardTarget?> OfAsync(ContactCard card, CancellationToken cancellationToken) => card switch
    {
        { Household: { } id } => await store.FindAsync(Kinds.Household, Jurisdiction, id, cancellationToken) is { Value: var unit }
            ? Of(unit, unit.Building is { } of ? (await store.FindAsync(Kinds.Building, Jurisdiction, of, cancellationToken))?.Value : null) : null,
        { Building: { } id } => await store.FindAsync(Kinds.Building, Jurisdiction, id, cancellationToken) is { Value: var building } ? Of(building) : null,
        _ => open.Snapshot.Find(card.Area!) is { } area ? Of(area) : null,
    };

    private bool IsWanted(IReadOnlyList<string> areas) => request.Area is null || areas.Contains(request.Area);

    private async IAsyncEnumerable<TargetGroup> UnitsAsync(PrintCursor? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (cursor is null or { Stage: 0 })
        {
            foreach (Building building in await InOrderAsync(cursor, cancellationToken))
            {
                Household[] units = await store.AllAsync(Kinds.Household.In(Jurisdiction).Where(new Filter.Equal("building", building.Id)), cancellationToken)
                    .Select(u => u.Value).Where(IsPrinted).ToArrayAsync(cancellationToken);
                yield return new TargetGroup(
                    new PrintCursor(0, building.Code, building.Id),
                    [
                        .. units.OrderBy(u => u.Floor ?? int.MaxValue).ThenBy(u => u.Unit, NaturalOrder.Instance).ThenBy(u => u.Code, NaturalOrder.Instance).Select(u => Of(u, building)),
                    ]);
            }
        }

        Query<Household> rest = Kinds.Household.In(Jurisdiction).WhereIf(request.Area is not null, () => new Filter.HasAny("areas", [request.Area!]));
        PageToken? after = cursor is { Stage: 1 } ? new PageToken(null, cursor.Id) : null;
        do
        {
            Page<Household> page = await store.ListAsync(rest, new PageRequest(PageSize, after), cancellationToken);
            after = page.Next;
            if (page.Items.Count > 0)
            {
                yield return new TargetGroup(
                    new PrintCursor(1, "", page.Items[^1].Value.Id), [.. page.Items.Select(u => u.Value).Where(u => u.Building is null && IsPrinted(u)).Select(u => Of(u, null))]);
            }
        }
        while (after is not null);
    }

    private async IAsyncEnumerable<TargetGroup> BuildingsAsync(PrintCursor? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (Building[] some in (await InOrderAsync(cursor, cancellationToken)).Chunk(AtOnce))
        {
            yield return new TargetGroup(new PrintCursor(0, some[^1].Code, some[^1].Id), [.. some.Select(Of).Where(t => IsWanted(t.Place.Codes))]);
        }
    }

    private IEnumerable<TargetGroup> Areas(PrintCursor? cursor)
    {
        HashSet<string> wholes = [.. open.Snapshot.Areas.Select(a => a.Parent).OfType<string>()];
        return open.Snapshot.Areas.Where(a => !wholes.Contains(a.Code) && IsWanted(open.Snapshot.LineageCodes(a.Code)) && (cursor is null || string.CompareOrdinal(a.Code, cursor.Id) > 0))
            .Chunk(AtOnce).Select(some => new TargetGroup(new PrintCursor(0, "", some[^1].Code), [.. some.Select(Of)]));
    }

    /// <summary>The buildings after the cursor; for units of an area only those in which some of them are.</summary>
    private async Task<Building[]> InOrderAsync(PrintCursor? cursor, CancellationToken cancellationToken)
    {
        HashSet<string>? named = null;
        if (request is { For: PrintFor.Households, Area: { } area })
        {
            named = (await store.TallyAsync(Kinds.Household.In(Jurisdiction).Where(new Filter.HasAny("areas", [area])), "building", cancellationToken)).Keys.ToHashSet(StringComparer.Ordinal);
        }

        Building[] buildings = await store.AllAsync(Kinds.Building.In(Jurisdiction), cancellationToken)
            .Select(b => b.Value).Where(b => named is null || named.Contains(b.Id)).ToArrayAsync(cancellationToken);
        return
        [
            .. buildings.OrderBy(b => b.Code, NaturalOrder.Instance).ThenBy(b => b.Id, StringComparer.Ordinal)
                .SkipWhile(b => cursor is not null && NaturalOrder.Instance.Compare(b.Code, cursor.Name) is var order && (order < 0 || (order == 0 && string.CompareOrdinal(b.Id, cursor.Id) <= 0))),
        ];
    }

    private bool IsPrinted(Household unit) => unit.CountsOn(day) && !unit.Erased && IsWanted(unit.Areas);

    private static CardTarget Of(Household unit, Building? building)
    {
        string[] parts = [.. new[] { building?.Name, unit.Floor is { } floor && unit.Unit is null ? $"{floor}F" : null, unit.Unit }.OfType<string>()];
        return new CardTarget(unit.Id, unit.Building, null, parts.Length > 0 ? string.Join(' ', parts) : unit.Code, unit.OriginVillage, unit.Place);
    }

    private CardTarget Of(Building building) => new(null, building.Id, null, building.Name, null, open.At(building.Point, null, Basis.Building).Place);

    private CardTarget Of(Area area) => new(null, null, area.Code, area.Name, null, open.OfArea(area.Code, Basis.Card)!.Place);
}
