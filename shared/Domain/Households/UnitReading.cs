using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households;

/// <summary>Ways in which several operations read units.</summary>
public static class UnitReading
{
    private const int MostMerges = 32;

    /// <summary>The unit that has the id, or the one that it is part of since; null where there is none.</summary>
    public static async Task<Stored<Household>?> FindSurvivorAsync(this IDocumentStore store, string jurisdiction, string id, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(Kinds.Household, jurisdiction, id, cancellationToken);
        for (int i = 0; i < MostMerges && found is { Value.MergedInto: { } into }; i++)
        {
            found = await store.FindAsync(Kinds.Household, jurisdiction, into, cancellationToken) ?? found with { Value = found.Value with { MergedInto = null } };
        }

        return found;
    }

    /// <summary>Why the caller may not change the unit; null where they may. Whoever may not see it is not told that it is there.</summary>
    public static Outcome<T>? RefuseChange<T>(this Household unit, Caller caller)
    {
        var target = new Target(unit.Jurisdiction, unit.Areas);
        return !caller.Can(Capability.ReadHouseholds, target) ? new Outcome<T>.NotFound("There is no such household.")
            : !caller.Can(Capability.WriteHouseholds, target) ? new Outcome<T>.Forbidden("The household lies outside the areas in which you keep households.")
            : null;
    }

    /// <summary>Why a unit can be neither moved, split, merged nor referred; null where it can.</summary>
    public static string? Gone(this Household unit, DateOnly today)
        => unit.MergedInto is not null ? "It is part of another unit since."
            : !unit.CountsOn(today) ? "It has moved away."
            : null;
}
