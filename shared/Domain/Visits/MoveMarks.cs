using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>
/// Units that a visit found moved away. That changes nothing by itself: whoever keeps the register confirms it by the day of the move, or says that the unit
/// stays. Until then it is in this list and not among the units to visit; coverage still counts it.
/// </summary>
public sealed class MoveMarks(IDocumentStore store, Changer changer, TimeProvider clock)
{
    /// <summary>A page of them, the oldest such visit first.</summary>
    public async Task<Outcome<Page<Household>>> ListAsync(string jurisdiction, string? area, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        Scope scope = caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        if (!scope.Whole && scope.AreaCodes.Count == 0)
        {
            return new Outcome<Page<Household>>.Forbidden("Listing households needs ReadHouseholds in the jurisdiction.");
        }

        var (from, before) = VisitKey.AllMoved;
        return await store.ListAsync(
            Kinds.Household.In(jurisdiction).Where(new Filter.Range("visitKey", from, before))
                .WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes))
                .WhereIf(area is not null, () => new Filter.HasAny("areas", [area!]))
                .OrderedBy(Kinds.LongestUnvisitedFirst),
            page, cancellationToken);
    }

    /// <summary>Says that the unit stays, whatever visits up to today found.</summary>
    public Task<Outcome<Stored<Household>>> DenyAsync(Jurisdiction settings, string id, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
    {
        var changing = new Changing<Household>(Kinds.Household, settings.Jurisdiction, id, seenETag, h => h.Code, acting)
        {
            Refuse = unit =>
            {
                var target = new Target(unit.Jurisdiction, unit.Areas);
                return !acting.Caller.Can(Capability.ReadHouseholds, target) ? new Outcome<Stored<Household>>.NotFound("There is no such household.")
                    : !acting.Caller.Can(Capability.WriteHouseholds, target) ? new Outcome<Stored<Household>>.Forbidden("The household lies outside the areas in which you keep households.")
                    : null;
            },
        };
        return changer.RunAsync(
            changing,
            unit => Task.FromResult<Outcome<Change<Household>>>(unit.SaidToHaveMoved
                ? new Change<Household>(unit with { StaysOn = settings.DayOf(clock.GetUtcNow()) })
                : new Outcome<Change<Household>>.Conflict("No visit since has found it moved away.")),
            cancellationToken);
    }
}
