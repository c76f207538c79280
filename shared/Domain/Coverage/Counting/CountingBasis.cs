using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Counting;

/// <summary>A building as coverage sees it.</summary>
/// <param name="Id">The building.</param>
/// <param name="AreaPath">The areas in which it stands, as a path; empty where it stands in none.</param>
/// <param name="Expected">How many units it should have; null while nobody has counted.</param>
public sealed record PlacedBuilding(string Id, string AreaPath, ExpectedUnits? Expected);

/// <summary>Everything beside units and reports that the figures of one night depend on: small beside them, and held in memory.</summary>
/// <param name="Settings">The jurisdiction's.</param>
/// <param name="Day">The local day for which is counted.</param>
/// <param name="AsOf">The moment as of which is judged.</param>
/// <param name="Snapshot">The areas.</param>
/// <param name="Buildings">All buildings, placed among these areas.</param>
/// <param name="Answering">Who answers for what.</param>
public sealed record CountingBasis(
    Jurisdiction Settings, DateOnly Day, DateTimeOffset AsOf, AreaSnapshot Snapshot, IReadOnlyDictionary<string, PlacedBuilding> Buildings, Answering Answering)
{
    /// <summary>The rules by which is counted.</summary>
    public CoverageRules Rules => Settings.Coverage;

    /// <summary>Reads it.</summary>
    public static async Task<CountingBasis> ReadAsync(
        IDocumentStore store, AreaSnapshots snapshots, Jurisdiction settings, DateOnly day, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        string code = settings.Jurisdiction;
        AreaSnapshot snapshot = await snapshots.GetAsync(code, settings.Levels, cancellationToken);
        Dictionary<string, PlacedBuilding> buildings = new(StringComparer.Ordinal);
        await foreach (Stored<Building> building in store.AllAsync(Kinds.Building.In(code), cancellationToken))
        {
            Place place = AreaPlacing.Of(snapshot, building.Value.Point, null, settings.ToleranceMetres, Basis.Building);
            buildings[building.Value.Id] = new(building.Value.Id, place.AreaPath, building.Value.Expected);
        }

        Answering answering = new(
            await AllAsync(Kinds.Post), await AllAsync(Kinds.Steward), await AllAsync(Kinds.Team), day, asOf.AddDays(-settings.Coverage.ConfirmedDays), asOf);
        return new CountingBasis(settings, day, asOf, snapshot, buildings, answering);

        async Task<List<T>> AllAsync<T>(DocumentKind<T> kind)
            where T : Document
            => await store.AllAsync(kind.In(code), cancellationToken).Select(item => item.Value).ToListAsync(cancellationToken);
    }
}
