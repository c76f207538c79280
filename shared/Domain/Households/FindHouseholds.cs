using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Households;

/// <summary>Whether a unit counts.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(WireEnumConverter<UnitStanding>))]
public enum UnitStanding
{
    /// <summary>It counts today.</summary>
    Counting,

    /// <summary>It has moved away.</summary>
    Moved,

    /// <summary>It is part of another unit.</summary>
    Merged,

    /// <summary>Any of these.</summary>
    All,
}

/// <summary>Which units are wanted.</summary>
/// <param name="Area">Those in this area.</param>
/// <param name="Box">Those in this box.</param>
/// <param name="Kind">Those of this kind.</param>
/// <param name="Care">Those of this care level.</param>
/// <param name="Building">Those of this building.</param>
/// <param name="Need">Those with this need; reading it is audited.</param>
/// <param name="State">Those that count, or others.</param>
public sealed record HouseholdFilter(
    string? Area = null, GeoBox? Box = null, UnitKind? Kind = null, CareLevel? Care = null, string? Building = null, string? Need = null, UnitStanding State = UnitStanding.Counting);

/// <summary>A page of units; where they were asked for by a need, each with its needs and nothing else that is personal.</summary>
public sealed record HouseholdPage(IReadOnlyList<UnitListed> Items, PageToken? Next);

/// <summary>A unit of a list.</summary>
public sealed record UnitListed(Household Unit, IReadOnlyList<string>? Needs);

/// <summary>Lists units, as far as the caller's grants reach.</summary>
public sealed class FindHouseholds(IDocumentStore store, AuditReads reads, TimeProvider clock)
{
    private const int AtOnce = 200;

    /// <summary>A page of the units in scope, by id, without names and phones.</summary>
    public async Task<Outcome<HouseholdPage>> ListAsync(string jurisdiction, HouseholdFilter filter, PageRequest page, Acting acting, CancellationToken cancellationToken)
    {
        Scope scope = acting.Caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        if (!scope.Whole && scope.AreaCodes.Count == 0)
        {
            return new Outcome<HouseholdPage>.Forbidden("Listing households needs ReadHouseholds in the jurisdiction.");
        }

        DateTimeOffset now = clock.GetUtcNow();
        DateOnly today = (await store.SettingsOfAsync(jurisdiction, cancellationToken))?.DayOf(now) ?? DateOnly.FromDateTime(now.UtcDateTime);
        bool IsWanted(Household unit) => filter.State switch
        {
            UnitStanding.Counting => unit.CountsOn(today),
            UnitStanding.Moved => !unit.Merged && !unit.CountsOn(today),
            UnitStanding.Merged => unit.Merged,
            _ => true,
        };
        return filter.Need is { } need
            ? await ByNeedAsync(jurisdiction, filter, need, scope, IsWanted, page, acting, cancellationToken)
            : await ByIndexAsync(jurisdiction, filter, scope, today, IsWanted, page, cancellationToken);
    }

    /// <summary>What counts depends on the day, so the last word on that is had here; the index has the first.</summary>
    private async Task<HouseholdPage> ByIndexAsync(
        string jurisdiction, HouseholdFilter filter, Scope scope, DateOnly today, Func<Household, bool> isWanted, PageRequest page, CancellationToken cancellationToken)
    {
        string tomorrow = today.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Query<Household> query = Kinds.Household.In(jurisdiction)
            .WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes))
            .WhereIf(filter.Area is not null, () => new Filter.HasAny("areas", [filter.Area!]))
            .WhereIf(filter.Box is not null, () => new Filter.InBox(filter.Box!.Value))
            .WhereIf(filter.Kind is not null, () => new Filter.Equal("kind", Wire.Name(filter.Kind!.Value)))
            .WhereIf(filter.Care is not null, () => new Filter.Equal("care", Wire.Name(filter.Care!.Value)))
            .WhereIf(filter.Building is not null, () => new Filter.Equal("building", filter.Building!))
            .WhereIf(filter.State is UnitStanding.Counting or UnitStanding.Moved, () => new Filter.NotTrue("merged"))
            .WhereIf(filter.State == UnitStanding.Merged, () => new Filter.Equal("merged", true))
            .WhereIf(filter.State == UnitStanding.Moved, () => new Filter.Range("movedOn", null, tomorrow));
        List<UnitListed> found = [];
        PageToken? after = page.After;
        do
        {
            Page<Household> some = await store.ListAsync(query, new PageRequest(page.Limit - found.Count, after), cancellationToken);
            found.AddRange(some.Items.Where(i => isWanted(i.Value)).Select(i => new UnitListed(i.Value, null)));
            after = some.Next;
        }
        while (after is not null && found.Count < page.Limit);
        return new HouseholdPage(found, after);
    }

    /// <summary>Needs lie in the personal parts, which know no places: those that have the need are looked up, and what of them is wanted is kept.</summary>
    private async Task<Outcome<HouseholdPage>> ByNeedAsync(
        string jurisdiction, HouseholdFilter filter, string need, Scope scope, Func<Household, bool> isWanted, PageRequest page, Acting acting, CancellationToken cancellationToken)
    {
        if (NeedCodes.Find(need) is not { Code: var code })
        {
            return new Outcome<HouseholdPage>.Invalid([new("query.need", $"There is no need '{need}'; the list is at /api/need-codes.")]);
        }

        var criteria = new Campaigns.CampaignCriteria(filter.Area, filter.Kind is { } kind ? [kind] : [], filter.Care is { } care ? [care] : [], null);
        bool Fits(Household unit) => isWanted(unit) && criteria.Mean(unit) && (filter.Building is null || unit.Building == filter.Building)
            && (scope.Whole || unit.Areas.Intersect(scope.AreaCodes).Any()) && (filter.Box is not { } box || (unit.Point is { } point && box.Contains(point)));
        List<UnitListed> found = [];
        PageToken? after = page.After;
        bool more = true;
        while (more && found.Count < page.Limit)
        {
            Page<HouseholdPersonalPart> parts = await store.ListAsync(
                Kinds.HouseholdPersonalPart.In(jurisdiction).Where(new Filter.HasAny("needs", [code])), new PageRequest(AtOnce, after), cancellationToken);
            var units = (await store.FindManyAsync(Kinds.Household, jurisdiction, [.. parts.Items.Select(p => p.Value.Household)], cancellationToken))
                .ToDictionary(u => u.Value.Id, u => u.Value, StringComparer.Ordinal);
            more = parts.Next is not null;
            foreach (HouseholdPersonalPart part in parts.Items.Select(p => p.Value))
            {
                if (found.Count == page.Limit)
                {
                    more = true;
                    break;
                }

                after = new PageToken(null, part.Id);
                if (units.GetValueOrDefault(part.Household) is { } unit && Fits(unit))
                {
                    found.Add(new UnitListed(unit, part.Needs));
                }
            }
        }

        if (found.Count > 0)
        {
            await reads.WriteAsync(Container.Households, jurisdiction, "household/list", acting, cancellationToken);
        }

        return new HouseholdPage(found, more ? after : null);
    }
}
