using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households;

/// <summary>
/// Takes the households without a position of their own along when their building has moved. Households lie in another container, so this comes
/// after the building's own change; where it was interrupted, replacing the building once more completes it.
/// </summary>
public sealed class FollowBuilding(IDocumentStore store, PlaceFinder places, Changer changer, TimeProvider clock)
{
    /// <summary>Places every household that goes by the building where the building is now.</summary>
    public async Task RunAsync(Building building, Acting acting, CancellationToken cancellationToken)
    {
        string jurisdiction = building.Jurisdiction;
        var located = await places.FindAsync(new Whereabouts(null, Building: $"{jurisdiction}/{building.Id}", Jurisdiction: jurisdiction), cancellationToken);
        if (located is not Outcome<FoundPlace>.Done { Value: var found })
        {
            return;
        }

        await foreach (var household in store.AllAsync(Kinds.Household.In(jurisdiction).Where(new Filter.Equal("building", building.Id)), cancellationToken))
        {
            if (IsElsewhere(household.Value))
            {
                var changing = new Changing<Household>(Kinds.Household, jurisdiction, household.Value.Id, _ => true, h => h.Code, acting);
                await changer.RunAsync(changing, h => Task.FromResult(Decide(h)), cancellationToken);
            }
        }

        bool IsElsewhere(Household h) => h.Sent is null && h.Building == building.Id && h.Point != found.Point;

        Outcome<Change<Household>> Decide(Household h) => IsElsewhere(h)
            ? new Change<Household>(h.At(found), batch => UnitLedger.Write(batch, UnitLedger.Entry(
                acting.Fact(clock.GetUtcNow(), "follow", ""), UnitChangeKind.Followed, ChangeReason.BuildingMoved, new(h, null), new(h.At(found), null))))
            : new Outcome<Change<Household>>.Conflict("It goes by the building no longer.");
    }
}
