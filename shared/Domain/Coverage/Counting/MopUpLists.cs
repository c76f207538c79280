using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Households;
using GridSteward.Geo;
using GridSteward.Geo.Walking;

namespace GridSteward.Domain.Coverage.Counting;

/// <summary>
/// Which units to visit so that each area meets its target: those of the highest care level first, then those that were not met for longest, as many as
/// it takes. Kept are no more than that, however many are due.
/// </summary>
public sealed class MopUpLists
{
    private readonly CountingBasis basis;
    private readonly UnitCount count;
    private readonly Dictionary<string, Wanted> wanted = new(StringComparer.Ordinal);

    /// <summary>Finds out what is needed.</summary>
    public MopUpLists(CountingBasis basis, UnitCount count, CoverageRows rows)
    {
        this.basis = basis;
        this.count = count;
        foreach (var (code, sums) in rows.Own)
        {
            UnitFigures units = sums.Figures();
            long whole = units.Enumerated ?? units.Registered, reached = units.Enumerated is null ? units.Visited : units.VisitedFound;
            wanted[code] = new Wanted(Math.Max(0, NeededFor(whole) - reached), units.Enumerated is null);
        }
    }

    private sealed record Wanted(long Needed, bool OfRegistered)
    {
        public PriorityQueue<UnitMark, UnitMark> Units { get; } = new(LeastUrgentFirst.Instance);
    }

    /// <summary>Whether any unit need be listed at all.</summary>
    public bool NeedsUnits => wanted.Values.Any(w => w.Needed > 0);

    /// <summary>Takes from some units those that are due.</summary>
    public void Add(IReadOnlyList<UnitMark> units)
    {
        foreach (UnitMark unit in units)
        {
            if (unit.AreaPath.Length == 0 || !unit.CountsOn(basis.Day) || count.IsVisited(unit)
                || !wanted.TryGetValue(CoverageRows.OwnerOf(unit.AreaPath), out Wanted? area) || area.Needed == 0
                || !(area.OfRegistered || count.IsMatched(unit.AreaPath, unit.Building)))
            {
                continue;
            }

            area.Units.Enqueue(unit, unit);
            if (area.Units.Count > area.Needed)
            {
                area.Units.Dequeue();
            }
        }
    }

    /// <summary>What it takes, by area; of what lies in an area and in none of its parts.</summary>
    public IReadOnlyDictionary<string, MopUp> Figures()
        => wanted.ToDictionary(w => w.Key, w => new MopUp(w.Value.Needed, w.Value.Units.Count, w.Value.Needed - w.Value.Units.Count, w.Value.OfRegistered), StringComparer.Ordinal);

    /// <summary>The ids of the units of each area that has any, in walking order.</summary>
    public IEnumerable<(string Area, IReadOnlyList<string> Units)> Lists()
    {
        foreach (var (code, area) in wanted.Where(w => w.Value.Units.Count > 0).OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            // urgency decides who is listed, the walk in which order. Neighbours of one place are one stop; who has no place comes last.
            UnitMark[] units = [.. area.Units.UnorderedItems.Select(u => u.Element).OrderBy(u => u.Building, StringComparer.Ordinal).ThenBy(u => u.Id, StringComparer.Ordinal)];
            IGrouping<Wgs84Point, UnitMark>[] stops = [.. units.Where(u => u.Point is not null).GroupBy(u => u.Point!.Value)];
            IReadOnlyList<int> walk = WalkingOrder.Order([.. stops.Select(s => s.Key)], null);
            yield return (code, [.. walk.SelectMany(i => stops[i]).Concat(units.Where(u => u.Point is null)).Select(u => u.Id)]);
        }
    }

    // in decimals: 0.9 of 10 is 9, not 10
    private long NeededFor(long whole) => (long)Math.Ceiling((decimal)basis.Rules.Target * whole);

    private sealed class LeastUrgentFirst : IComparer<UnitMark>
    {
        public static readonly LeastUrgentFirst Instance = new();

        public int Compare(UnitMark? x, UnitMark? y)
        {
            int byCare = x!.Care.CompareTo(y!.Care);
            int byDay = byCare != 0 ? byCare : Nullable.Compare(y.MetOn, x.MetOn);
            return byDay != 0 ? byDay : string.CompareOrdinal(y.Id, x.Id);
        }
    }
}
