using System.Runtime.InteropServices;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Households;

namespace GridSteward.Domain.Coverage.Counting;

/// <summary>
/// Counts units. While they stream by only one number pair is kept for each place, building, kind and care level that occurs; all figures of all rows are
/// sums over these, so that wholes equal the sums of their parts by construction.
/// </summary>
public sealed class UnitCount(CountingBasis basis)
{
    private readonly Dictionary<Cell, Pair> cells = [];

    private readonly record struct Cell(string Path, string? Building, UnitKind Kind, CareLevel Care);

    private struct Pair
    {
        public long Registered;
        public long Met;
    }

    /// <summary>Counts some more units.</summary>
    public void Add(IReadOnlyList<UnitMark> units)
    {
        foreach (UnitMark unit in units)
        {
            if (unit.CountsOn(basis.Day))
            {
                ref Pair pair = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, new Cell(unit.AreaPath, unit.Building, unit.Kind, unit.Care), out _);
                pair.Registered++;
                pair.Met += IsVisited(unit) ? 1 : 0;
            }
        }
    }

    /// <summary>Whether a unit was met within the interval of its care level.</summary>
    public bool IsVisited(UnitMark unit) => unit.MetOn <= basis.Day && basis.Rules.Intervals.Holds(unit.Care, unit.MetOn, basis.Day);

    /// <summary>Whether a unit belongs to a counted building that stands where the unit does.</summary>
    public bool IsMatched(string path, string? building)
        => path.Length > 0 && building is not null && basis.Buildings.TryGetValue(building, out PlacedBuilding? at) && at.Expected is not null && at.AreaPath == path;

    /// <summary>Adds everything that was counted to the rows in which it counts.</summary>
    public void AddTo(CoverageRows rows)
    {
        foreach (PlacedBuilding building in basis.Buildings.Values)
        {
            UnitSums[] places = [.. rows.OfPlace(building.AreaPath, building.Id)];
            foreach (UnitKind kind in Enum.GetValues<UnitKind>())
            {
                var counted = new UnitSums { Enumerated = building.Expected?.Of(kind), BuildingsUncounted = building.Expected is null ? 1 : 0 };
                rows.OfKind(kind).Add(counted);
            }

            var whole = new UnitSums { Enumerated = building.Expected is { } e ? e.Households + e.Companies + e.Shops : null, BuildingsUncounted = building.Expected is null ? 1 : 0 };
            Array.ForEach(places, row => row.Add(whole));
        }

        foreach (var family in cells.GroupBy(c => (c.Key.Path, c.Key.Building, c.Key.Kind)))
        {
            var (path, building, kind) = family.Key;
            bool matched = IsMatched(path, building);
            var sums = new UnitSums();
            foreach (var (cell, pair) in family)
            {
                UnitSums some = Of(path, building, pair);
                some.Found = matched ? pair.Registered : 0;
                some.VisitedFound = matched ? pair.Met : 0;
                rows.OfCare(cell.Care).Add(some);
                sums.Add(some);
            }

            if (matched)
            {
                sums.Found = Math.Min(sums.Registered, basis.Buildings[building!].Expected!.Of(kind));
                sums.FoundBeyond = sums.Registered - sums.Found;
                sums.VisitedFound = Math.Min(sums.Visited, sums.Found);
            }

            rows.OfKind(kind).Add(sums);
            foreach (UnitSums row in rows.OfPlace(path, building))
            {
                row.Add(sums);
            }
        }
    }

    private UnitSums Of(string path, string? building, Pair pair)
    {
        Answer answer = basis.Answering.Of(path, building);
        bool located = path.Length > 0;
        bool lost = building is not null && (!basis.Buildings.TryGetValue(building, out PlacedBuilding? at) || at.AreaPath != path);
        return new UnitSums
        {
            Registered = pair.Registered,
            Visited = pair.Met,
            Handled = answer.Steward is not null ? pair.Registered : 0,
            Responsible = answer.Confirmed ? pair.Registered : 0,
            Unlocated = located ? 0 : pair.Registered,
            Unmatched = located && !IsMatched(path, building) ? pair.Registered : 0,
            Orphaned = lost ? pair.Registered : 0,
        };
    }
}
