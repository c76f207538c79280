using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Ledger;

/// <summary>An entry of the ledger with the words beside it.</summary>
public sealed record UnitChangeInFull(UnitChange Change, string? Words);

/// <summary>A page of the ledger.</summary>
public sealed record UnitChangePage(IReadOnlyList<UnitChangeInFull> Items, PageToken? Next);

/// <summary>Which entries are wanted.</summary>
/// <param name="Area">Those about units that lay or lie in this area.</param>
/// <param name="Kind">Those of one kind.</param>
/// <param name="From">Those of this moment and later.</param>
/// <param name="Before">Those before this moment.</param>
public sealed record UnitChangeFilter(string? Area = null, UnitChangeKind? Kind = null, DateTimeOffset? From = null, DateTimeOffset? Before = null);

/// <summary>Reads the ledger of changes, newest first, as far as the caller's grants reach.</summary>
public sealed class ReadUnitChanges(IDocumentStore store, AuditReads reads)
{
    /// <summary>A page of one unit's entries, with the words beside them; where there are words, the reading is audited. The entries of a deleted unit stay.</summary>
    public async Task<Outcome<UnitChangePage>> OfUnitAsync(string jurisdiction, string unit, PageRequest page, Acting acting, CancellationToken cancellationToken)
    {
        var there = await store.FindAsync(Kinds.Household, jurisdiction, unit, cancellationToken);
        if (there is not null && !acting.Caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, there.Value.Areas)))
        {
            return new Outcome<UnitChangePage>.NotFound("There is no such household.");
        }

        // Whoever sees a unit sees what became of it, also where it lay before; of one that was deleted, what lay in their areas.
        Query<UnitChange> query = Kinds.UnitChange.In(jurisdiction).Where(new Filter.Equal("unit", unit));
        Scope scope = acting.Caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        Page<UnitChange> found = await store.ListAsync(
            query.WhereIf(there is null && !scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes)).OrderedBy(Kinds.LatestFirst), page, cancellationToken);
        if (there is null && found.Items.Count == 0 && page.After is null)
        {
            return new Outcome<UnitChangePage>.NotFound("There is no such household.");
        }

        string[] withWords = [.. found.Items.Where(c => c.Value.HasWords).Select(c => RegisterWords.IdOf(c.Value.Id))];
        Dictionary<string, string> words = withWords.Length == 0 ? [] : (await store.FindManyAsync(Kinds.RegisterWords, jurisdiction, withWords, cancellationToken))
            .ToDictionary(w => w.Value.Of, w => w.Value.Words, StringComparer.Ordinal);
        if (words.Count > 0)
        {
            await reads.WriteAsync(Container.Households, jurisdiction, $"household/{unit}", acting, cancellationToken);
        }

        return new UnitChangePage([.. found.Items.Select(c => new UnitChangeInFull(c.Value, words.GetValueOrDefault(c.Value.Id)))], found.Next);
    }

    /// <summary>A page of the entries in scope, without words.</summary>
    public async Task<Outcome<UnitChangePage>> ListAsync(string jurisdiction, UnitChangeFilter filter, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        Scope scope = caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        if (!scope.Whole && scope.AreaCodes.Count == 0)
        {
            return new Outcome<UnitChangePage>.Forbidden("Reading the ledger needs ReadHouseholds in the jurisdiction.");
        }

        Query<UnitChange> query = Kinds.UnitChange.In(jurisdiction)
            .WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes))
            .WhereIf(filter.Area is not null, () => new Filter.HasAny("areas", [filter.Area!]))
            .WhereIf(filter.Kind is not null, () => new Filter.Equal("kind", Wire.Name(filter.Kind!.Value)))
            .WhereIf(filter.From is not null || filter.Before is not null, () => new Filter.Range("at", Text(filter.From), Text(filter.Before)));
        Page<UnitChange> found = await store.ListAsync(query.OrderedBy(Kinds.LatestFirst), page, cancellationToken);
        return new UnitChangePage([.. found.Items.Select(c => new UnitChangeInFull(c.Value, null))], found.Next);
    }

    private static string? Text(DateTimeOffset? at) => at is { } time ? StoredTimeConverter.Text(time) : null;
}
