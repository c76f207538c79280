using GridSteward.Domain.Coverage;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>Which due units are wanted; null asks nothing.</summary>
public sealed record DueFilter
{
    /// <summary>Those of this area.</summary>
    public string? Area { get; init; }

    /// <summary>Those of this building.</summary>
    public string? Building { get; init; }

    /// <summary>Those of the posts of this steward today.</summary>
    public string? Steward { get; init; }

    /// <summary>Those of this post.</summary>
    public string? Post { get; init; }

    /// <summary>Those of this care level.</summary>
    public CareLevel? Care { get; init; }

    /// <summary>All units, due or not, that were not met in this campaign.</summary>
    public string? Campaign { get; init; }

    /// <summary>Also those whose door rests after a visit in vain (<see cref="RestRule"/>).</summary>
    public bool Resting { get; init; }
}

/// <summary>
/// Lists the units that were not met within the interval of their care level: the highest level first, in it those never met and then those met longest ago; at the
/// end those that are due and leave on a known day. Each part of the list is one range of an index, and a page goes on where the one before ended.
/// </summary>
public sealed class DueUnits(IDocumentStore store, TimeProvider clock)
{
    /// <summary>The order of care levels in lists.</summary>
    public static IReadOnlyList<CareLevel> Levels { get; } = [CareLevel.Key, CareLevel.Attention, CareLevel.Ordinary];

    /// <summary>The local day from which a unit is due; null where it always is, having never been met.</summary>
    public static DateOnly? DueOn(CoverageRules rules, Household unit) => unit.Visits?.DoneOn?.AddDays(rules.Intervals.Of(unit.Care));

    /// <summary>A page of them; it can hold fewer than was asked for before the last.</summary>
    public async Task<Outcome<Page<Household>>> ListAsync(Jurisdiction settings, DueFilter filter, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        Scope scope = caller.ScopeOf(Capability.ReadHouseholds, settings.Jurisdiction);
        if (!scope.Whole && scope.AreaCodes.Count == 0)
        {
            return new Outcome<Page<Household>>.Forbidden("Listing households needs ReadHouseholds in the jurisdiction.");
        }

        DateOnly today = settings.DayOf(clock.GetUtcNow());
        IReadOnlyList<ReachPart?>? reach = await ReachAsync(settings.Jurisdiction, filter, today, cancellationToken);
        if (reach is null)
        {
            return new Outcome<Page<Household>>.Invalid([new("$.post", "There is no such post in this jurisdiction.")]);
        }

        List<Leg> legs = [.. LegsOf(settings, filter, today, scope, reach)];
        return LegToken.TryRead(page.After, legs.Count, out LegToken at)
            ? await PageAsync(settings, legs, filter, page.Limit, at, today, cancellationToken)
            : new Outcome<Page<Household>>.Invalid([new("$.next", "Is not the 'next' of a page of this list; start without one.")]);
    }

    /// <summary>Whether a unit counts and is due on a day, and nobody says that it has moved.</summary>
    public static bool IsDue(CoverageRules rules, Household unit, DateOnly on)
        => unit.CountsOn(on) && !unit.SaidToHaveMoved && !rules.Intervals.Holds(unit.Care, unit.Visits?.DoneOn, on);

    private sealed record Leg(Query<Household> Query, ReachPart? Part);

    private static IEnumerable<Leg> LegsOf(Jurisdiction settings, DueFilter filter, DateOnly today, Scope scope, IReadOnlyList<ReachPart?> reach)
    {
        Query<Household> all = Kinds.Household.In(settings.Jurisdiction)
            .WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes))
            .WhereIf(filter.Area is not null, () => new Filter.HasAny("areas", [filter.Area!]))
            .WhereIf(filter.Building is not null, () => new Filter.Equal("building", filter.Building!));
        List<Leg> parts = [.. reach.Select(part => new Leg(part is null ? all : all.Where(part.Filter), part))];
        foreach (CareLevel care in Levels.Where(c => filter.Care is null || c == filter.Care))
        {
            // Fewer than the interval's days have passed for who was met on this day.
            DateOnly freshFrom = today.AddDays(1 - settings.Coverage.Intervals.Of(care));
            var (from, before) = filter.Campaign is null ? VisitKey.MetBefore(care, freshFrom) : VisitKey.All(care);
            foreach (Leg part in parts)
            {
                yield return part with { Query = part.Query.Where(new Filter.Range("visitKey", from, before)).OrderedBy(Kinds.LongestUnvisitedFirst) };
            }
        }

        var later = new Filter.Range("movedOn", today.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), null);
        foreach (Leg part in parts)
        {
            yield return part with { Query = part.Query.Where(later) };
        }
    }

    /// <summary>The questions of what is asked for, one of everything where nobody is named; null where there is no such post.</summary>
    private async Task<IReadOnlyList<ReachPart?>?> ReachAsync(string jurisdiction, DueFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        if (filter.Steward is { } steward)
        {
            return VisitReach.Of(await VisitReach.PostsOfAsync(store, jurisdiction, steward, today, cancellationToken)).Parts;
        }

        if (filter.Post is not { } post)
        {
            return new ReachPart?[] { null };
        }

        return await store.FindAsync(Kinds.Post, jurisdiction, post, cancellationToken) is { Value: var held } ? VisitReach.Of([held]).Parts : null;
    }

    private async Task<Page<Household>> PageAsync(
        Jurisdiction settings, List<Leg> legs, DueFilter filter, int limit, LegToken at, DateOnly today, CancellationToken cancellationToken)
    {
        List<Stored<Household>> items = [];
        PageToken? after = at.After;
        for (int leg = at.Leg; leg < legs.Count; leg++, after = null)
        {
            // As often as it takes to pass by those that rest or were met; each look is one page of an index.
            do
            {
                Page<Household> found = await store.ListAsync(legs[leg].Query, new PageRequest(limit - items.Count, after), cancellationToken);
                items.AddRange(await WantedAsync(settings, filter, [.. found.Items.Where(u => legs[leg].Part?.Owns(u.Value.Areas) != false)], today, cancellationToken));
                after = found.Next;
                if (items.Count >= limit)
                {
                    LegToken? next = after is not null ? new LegToken(leg, after) : leg + 1 < legs.Count ? new LegToken(leg + 1, null) : null;
                    return new Page<Household>(items, next?.ToToken());
                }
            }
            while (after is not null);
        }

        return new Page<Household>(items, null);
    }

    private async Task<IEnumerable<Stored<Household>>> WantedAsync(
        Jurisdiction settings, DueFilter filter, IReadOnlyList<Stored<Household>> found, DateOnly today, CancellationToken cancellationToken)
    {
        List<Stored<Household>> wanted =
        [
            .. found.Where(u => u.Value.CountsOn(today) && (filter.Care is null || u.Value.Care == filter.Care) && (filter.Resting || !RestRule.Rests(u.Value, today))
                && (filter.Campaign is not null || IsDue(settings.Coverage, u.Value, today))),
        ];
        if (filter.Campaign is not { } campaign || wanted.Count == 0)
        {
            return wanted;
        }

        HashSet<string> met = [];
        foreach (string[] some in wanted.Select(u => u.Value.Id).Chunk(100))
        {
            Query<Visit> visits = Kinds.Visit.In(settings.Jurisdiction).Where(new Filter.Equal("campaign", campaign)).Where(new Filter.OneOf("household", some))
                .Where(new Filter.Equal("outcome", Wire.Name(VisitOutcome.Done)));
            met.UnionWith(await store.AllAsync(visits, cancellationToken).Select(v => v.Value.Household).ToListAsync(cancellationToken));
        }

        return wanted.Where(u => !met.Contains(u.Value.Id));
    }
}
