using GridSteward.Domain.Assignments;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households;

/// <summary>Finds where a unit lies, by its own position or its building's, for somebody who keeps units there.</summary>
public sealed class PlaceUnits(IDocumentStore store, PlaceFinder places)
{
    /// <summary>The place among the areas; refused where the caller keeps no units there.</summary>
    /// <param name="jurisdiction">Whose unit it is.</param>
    /// <param name="position">Its own position; null where its building's is meant.</param>
    /// <param name="building">The id of its building.</param>
    /// <param name="at">What faults of the body's fields begin with: <c>$</c>.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Outcome<FoundPlace>> FindAsync(
        string jurisdiction, SentPosition? position, string? building, string at, Caller caller, CancellationToken cancellationToken)
    {
        var located = await places.FindAsync(
            position is not null
                ? new Whereabouts(position, Jurisdiction: jurisdiction)
                : new Whereabouts(null, Building: building is null ? null : $"{jurisdiction}/{building}", Jurisdiction: jurisdiction),
            cancellationToken);
        if (located is not Outcome<FoundPlace>.Done { Value: var found })
        {
            return located is Outcome<FoundPlace>.Invalid { Faults: var faults }
                ? new Outcome<FoundPlace>.Invalid([.. faults.Select(f => f with { Path = at + f.Path[1..] })])
                : located;
        }

        if (building is not null && await store.FindAsync(Kinds.Building, jurisdiction, building, cancellationToken) is null)
        {
            return new Outcome<FoundPlace>.Invalid([new($"{at}.building", "There is no such building in this jurisdiction.")]);
        }

        return caller.Can(Capability.WriteHouseholds, new Target(jurisdiction, found.Place.Codes))
            ? found
            : new Outcome<FoundPlace>.Forbidden("The household lies outside the areas in which you keep households.");
    }
}
