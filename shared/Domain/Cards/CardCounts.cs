using GridSteward.Domain.Areas;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Cards;

/// <summary>How many contact cards there are in an area.</summary>
/// <param name="Code">The area's code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">Its level.</param>
/// <param name="Parent">The code of the area it is part of; null at the top.</param>
/// <param name="Units">Units in the register there, those that moved away included.</param>
/// <param name="Issued">Cards whose code works, of units, buildings and areas.</param>
/// <param name="HandedOut">Of those, how many a unit has.</param>
/// <param name="Returned">Of those, how many were given back.</param>
/// <param name="Lost">Cards that were lost and not replaced.</param>
/// <param name="Replaced">Cards in whose place another was issued.</param>
public sealed record CardCount(string Code, string Name, string Level, string? Parent, long Units, long Issued, long HandedOut, long Returned, long Lost, long Replaced);

/// <summary>Counts contact cards by area. A card counts where its place was when it was issued or last printed.</summary>
public sealed class CountCards(IDocumentStore store, AreaSnapshots snapshots)
{
    /// <summary>The counts of the areas of a level (null for all), by code.</summary>
    public async Task<IReadOnlyList<CardCount>> RunAsync(Jurisdiction settings, string? level, CancellationToken cancellationToken)
    {
        string jurisdiction = settings.Jurisdiction;
        AreaSnapshot snapshot = await snapshots.GetAsync(jurisdiction, settings.Levels, cancellationToken);
        Dictionary<string, long> units = AreaCounts.Of(await store.TallyAsync(Kinds.Household.In(jurisdiction), "areaPath", cancellationToken));
        Dictionary<string, long> all = AreaCounts.Of(await store.TallyAsync(Kinds.ContactCard.In(jurisdiction), "areaPath", cancellationToken));
        Dictionary<CardState, Dictionary<string, long>> by = [];
        foreach (CardState state in Enum.GetValues<CardState>())
        {
            var cards = Kinds.ContactCard.In(jurisdiction).Where(new Filter.Equal("state", Wire.Name(state)));
            by[state] = AreaCounts.Of(await store.TallyAsync(cards, "areaPath", cancellationToken));
        }

        return
        [
            .. snapshot.Areas.Where(a => level is null || a.Level == level).Select(a =>
            {
                long Of(CardState state) => by[state].GetValueOrDefault(a.Code);
                return new CardCount(
                    a.Code, a.Name, a.Level, a.Parent, units.GetValueOrDefault(a.Code), all.GetValueOrDefault(a.Code) - Of(CardState.Lost) - Of(CardState.Replaced),
                    Of(CardState.HandedOut), Of(CardState.Returned), Of(CardState.Lost), Of(CardState.Replaced));
            }),
        ];
    }
}
