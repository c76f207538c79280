using GridSteward.Domain.Households;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>Reads units for what is done with visits.</summary>
internal static class UnitVisits
{
    /// <summary>More stewards than any one person is, and as many as a query takes.</summary>
    private const int MostStewards = 100;

    /// <summary>A unit that the caller may see; null for any other.</summary>
    public static async Task<Stored<Household>?> FindInScopeAsync(this IDocumentStore store, string jurisdiction, string id, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Household, jurisdiction, id, cancellationToken) is { } unit
            && caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, unit.Value.Areas)) ? unit : null;

    /// <summary>Every visit to a unit.</summary>
    public static async Task<IReadOnlyList<Visit>> VisitsOfAsync(this IDocumentStore store, Household unit, CancellationToken cancellationToken)
        => await store.AllAsync(Kinds.Visit.In(unit.Jurisdiction).Where(new Filter.Equal("household", unit.Id)), cancellationToken)
            .Select(v => v.Value).ToListAsync(cancellationToken);

    /// <summary>Whether the caller may know of a report.</summary>
    public static async Task<bool> SeesReportAsync(this IDocumentStore store, string jurisdiction, string id, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken) is { Value: var report } && caller.Can(Capability.ReadReports, report.Target);

    /// <summary>The ids of the stewards who sign in with the caller's subject.</summary>
    public static async Task<IReadOnlyList<string>> StewardsOfAsync(this IDocumentStore store, string jurisdiction, Caller caller, CancellationToken cancellationToken)
        => caller.Subject is not { } subject ? []
            : [.. (await store.ListAsync(Kinds.Steward.In(jurisdiction).Where(new Filter.Equal("subject", subject)), new PageRequest(MostStewards), cancellationToken)).Items.Select(s => s.Value.Id)];
}
