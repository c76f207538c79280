using System.Text.Json.Serialization;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Visits;

/// <summary>Why a unit is on a day's list.</summary>
[JsonConverter(typeof(WireEnumConverter<DayReason>))]
public enum DayReason
{
    /// <summary>Somebody asked for the visit.</summary>
    Requested,

    /// <summary>It needs the most care, and is due.</summary>
    KeyCare,

    /// <summary>It is due.</summary>
    Due,
}

/// <summary>Whose day is planned.</summary>
/// <param name="Steward">The id of the steward.</param>
/// <param name="Day">The local day; null for today.</param>
/// <param name="Count">How many visits at most.</param>
/// <param name="Start">Where the walk begins.</param>
public sealed record WantedDay(string Steward, DateOnly? Day, int Count, Wgs84Point? Start)
{
    /// <summary>How many visits where nobody says.</summary>
    public const int UsualCount = 12;

    /// <summary>The most visits of a day.</summary>
    public const int MostCount = 100;
}

/// <summary>A unit on a day's list.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Why">Why it is there.</param>
/// <param name="Request">The request; null where nobody asked.</param>
/// <param name="Who">Who lives there.</param>
/// <param name="Note">What the request says in words.</param>
public sealed record DayStop(Household Unit, DayReason Why, Stored<VisitRequest>? Request, HouseholdPersonalPart? Who, string? Note);

/// <summary>A day's list.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Stops">The units in walking order.</param>
/// <param name="Metres">The straight lines between those that are located, from the start where there is one.</param>
public sealed record DayPlan(DateOnly Day, IReadOnlyList<DayStop> Stops, double Metres);

/// <summary>
/// Chooses whom a steward visits on a day and puts them in walking order. First what was asked for (by the day for which it is wanted), then who needs the most care
/// and is due, then whoever is overdue for longest; those never met before all others. Doors that rest (<see cref="RestRule"/>) are left alone.
/// </summary>
public sealed class PlanDay(IDocumentStore store, AuditReads reads, TimeProvider clock)
{
    /// <summary>The most requests that are looked at.</summary>
    private const int MostRequests = 1000;

    /// <summary>The list of a day, with all that whoever goes needs and the caller may see; that is one reading in the audit.</summary>
    public async Task<Outcome<DayPlan>> RunAsync(Jurisdiction settings, WantedDay wanted, Acting acting, CancellationToken cancellationToken)
    {
        string jurisdiction = settings.Jurisdiction;
        Scope scope = acting.Caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        if (!scope.Whole && scope.AreaCodes.Count == 0)
        {
            return new Outcome<DayPlan>.Forbidden("A day's list needs ReadHouseholds in the jurisdiction.");
        }

        DateOnly today = settings.DayOf(clock.GetUtcNow()), day = wanted.Day ?? today;
        List<Fault> faults = day < today || day > today.AddDays(31) ? [new("$.day", "Today, or one of the 31 days after.")] : [];
        if (await store.FindAsync(Kinds.Steward, jurisdiction, wanted.Steward, cancellationToken) is null)
        {
            faults.Add(new("$.steward", "There is no such steward in this jurisdiction."));
        }

        if (faults.Count > 0)
        {
            return new Outcome<DayPlan>.Invalid(faults);
        }

        IReadOnlyList<Post> posts = await VisitReach.PostsOfAsync(store, jurisdiction, wanted.Steward, day, cancellationToken);
        var search = new Search(store, settings, scope, VisitReach.Of(posts), day);
        List<DayStop> chosen = await search.RequestedAsync(wanted.Steward, posts, wanted.Count, cancellationToken);
        HashSet<string> there = [.. chosen.Select(s => s.Unit.Id)];
        foreach (Household unit in (await search.DueAsync(wanted.Count + chosen.Count, cancellationToken)).Where(u => there.Add(u.Id)).Take(wanted.Count - chosen.Count).ToList())
        {
            chosen.Add(new DayStop(unit, unit.Care == CareLevel.Key ? DayReason.KeyCare : DayReason.Due, null, null, null));
        }

        IReadOnlyList<int> order = WalkingUnits.Order([.. chosen.Select(s => new WalkingUnit(s.Unit.Point, s.Unit.Building, s.Unit.Floor, s.Unit.Unit ?? s.Unit.Code))], wanted.Start);
        DayStop[] stops = [.. order.Select(i => chosen[i])];
        return new DayPlan(day, await WithWordsAsync(jurisdiction, stops, acting, cancellationToken), MetresOf(stops, wanted.Start));
    }

    private static double MetresOf(IReadOnlyList<DayStop> stops, Wgs84Point? start)
    {
        Wgs84Point[] path = [.. start is { } from ? new[] { from } : [], .. stops.Select(s => s.Unit.Point).OfType<Wgs84Point>()];
        return Math.Round(path.Zip(path.Skip(1)).Sum(p => LocalMetres.DistanceMetres(p.First, p.Second)));
    }

    private async Task<IReadOnlyList<DayStop>> WithWordsAsync(string jurisdiction, DayStop[] stops, Acting acting, CancellationToken cancellationToken)
    {
        var who = await FindAsync(Kinds.HouseholdPersonalPart, stops.Select(s => HouseholdPersonalPart.IdOf(s.Unit.Id)));
        var words = await FindAsync(Kinds.VisitRequestPersonalPart, stops.Where(s => s.Request is not null).Select(s => VisitRequestPersonalPart.IdOf(s.Request!.Value.Id)));
        if (who.Count + words.Count > 0)
        {
            await reads.WriteAsync(Container.Households, jurisdiction, "household/dayList", acting, cancellationToken);
        }

        return [.. stops.Select(s => s with
        {
            Who = who.GetValueOrDefault(HouseholdPersonalPart.IdOf(s.Unit.Id)),
            Note = s.Request is null ? null : words.GetValueOrDefault(VisitRequestPersonalPart.IdOf(s.Request.Value.Id))?.Note,
        })];

        async Task<Dictionary<string, T>> FindAsync<T>(DocumentKind<T> kind, IEnumerable<string> ids)
            where T : Document
            => ids.ToArray() is { Length: > 0 } some ? (await store.FindManyAsync(kind, jurisdiction, some, cancellationToken)).ToDictionary(p => p.Value.Id, p => p.Value) : [];
    }

    private sealed class Search(IDocumentStore store, Jurisdiction settings, Scope scope, VisitReach reach, DateOnly day)
    {
        private readonly CoverageRules rules = settings.Coverage;

        /// <summary>Units for whom somebody asked: of this steward, of one of the posts, or of anybody of the areas.</summary>
        public async Task<List<DayStop>> RequestedAsync(string steward, IReadOnlyList<Post> posts, int most, CancellationToken cancellationToken)
        {
            Query<VisitRequest> open = Kinds.VisitRequest.In(settings.Jurisdiction).Where(new Filter.Equal("open", true))
                .WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes)).OrderedBy(Kinds.OpenFirst);
            List<Stored<VisitRequest>> found = [.. await ListAsync(open.Where(new Filter.Equal("steward", steward)))];
            foreach (string[] some in posts.Select(p => p.Id).Chunk(100))
            {
                found.AddRange((await ListAsync(open.Where(new Filter.OneOf("post", some)))).Where(r => r.Value.Steward is null));
            }

            foreach (string[] some in posts.Select(p => p.Area).Distinct().Chunk(100))
            {
                found.AddRange((await ListAsync(open.Where(new Filter.HasAny("areas", some)))).Where(r => r.Value is { Steward: null, Post: null }));
            }

            Stored<VisitRequest>[] ordered = [.. found.DistinctBy(r => r.Value.Id).OrderBy(r => r.Value.Rank, StringComparer.Ordinal).ThenBy(r => r.Value.Id, StringComparer.Ordinal)];
            List<DayStop> stops = [];
            foreach (Stored<VisitRequest>[] some in ordered.Chunk(100))
            {
                Dictionary<string, Household> units = (await store.FindManyAsync(Kinds.Household, settings.Jurisdiction, [.. some.Select(r => r.Value.Household).Distinct()], cancellationToken))
                    .ToDictionary(u => u.Value.Id, u => u.Value);
                stops.AddRange(some.Where(r => units.TryGetValue(r.Value.Household, out Household? unit) && IsFor(r.Value, unit))
                    .Select(r => new DayStop(units[r.Value.Household], DayReason.Requested, r, null, null)));
            }

            return [.. stops.DistinctBy(s => s.Unit.Id).Take(most)];

            async Task<IReadOnlyList<Stored<VisitRequest>>> ListAsync(Query<VisitRequest> query)
                => (await store.ListAsync(query, new PageRequest(MostRequests), cancellationToken)).Items;

            // What is meant for nobody of a post for one building is theirs only there.
            bool IsFor(VisitRequest request, Household unit)
                => unit.CountsOn(day) && !RestRule.Rests(unit, day)
                    && (request.Steward is not null || request.Post is not null || unit.Areas.Any(reach.Areas.Contains) || (unit.Building is { } b && reach.Buildings.Contains(b)));
        }

        /// <summary>Units that are due on the day: who needs the most care first, the others by how long they are overdue.</summary>
        public async Task<IEnumerable<Household>> DueAsync(int most, CancellationToken cancellationToken)
        {
            Dictionary<CareLevel, List<Household>> due = [];
            foreach (CareLevel care in DueUnits.Levels)
            {
                due[care] = [];
                foreach (ReachPart part in reach.Parts)
                {
                    due[care].AddRange(await DueAsync(care, part, most, cancellationToken));
                }
            }

            return InOrder(due[CareLevel.Key]).Concat(InOrder([.. due[CareLevel.Attention], .. due[CareLevel.Ordinary]]));
        }

        private IEnumerable<Household> InOrder(IEnumerable<Household> units) => units
            .OrderBy(u => DueUnits.DueOn(rules, u) ?? DateOnly.MinValue).ThenByDescending(u => u.Care).ThenBy(u => u.Id, StringComparer.Ordinal);

        private async Task<List<Household>> DueAsync(CareLevel care, ReachPart part, int most, CancellationToken cancellationToken)
        {
            var (from, before) = VisitKey.MetBefore(care, day.AddDays(1 - rules.Intervals.Of(care)));
            Query<Household> query = Kinds.Household.In(settings.Jurisdiction).Where(part.Filter).Where(new Filter.Range("visitKey", from, before))
                .WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes)).OrderedBy(Kinds.LongestUnvisitedFirst);
            List<Household> units = [];
            PageToken? after = null;
            do
            {
                Page<Household> page = await store.ListAsync(query, new PageRequest(most, after), cancellationToken);
                units.AddRange(page.Items.Select(u => u.Value).Where(u => part.Owns(u.Areas) && DueUnits.IsDue(rules, u, day) && !RestRule.Rests(u, day)));
                after = page.Next;
            }
            while (units.Count < most && after is not null);
            return units;
        }
    }
}
