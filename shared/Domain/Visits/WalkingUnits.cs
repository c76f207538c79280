using GridSteward.Geo;
using GridSteward.Geo.Walking;

namespace GridSteward.Domain.Visits;

/// <summary>What of a unit decides where it comes in a walk.</summary>
/// <param name="Point">Where it is (WGS-84 degrees); null where that is not known.</param>
/// <param name="Building">The id of its building.</param>
/// <param name="Floor">The storey.</param>
/// <param name="Door">What is on the door, or its code.</param>
public sealed record WalkingUnit(Wgs84Point? Point, string? Building, int? Floor, string Door);

/// <summary>
/// Puts units in walking order: building after building (<see cref="WalkingOrder"/>), in a building floor by floor from the lowest, those without a floor last, on a
/// floor by door. A building is where the first of its units is in that order. Units without a position come last, by building and door.
/// </summary>
public static class WalkingUnits
{
    /// <summary>The indexes of the units in walking order, each once.</summary>
    /// <param name="units">The units.</param>
    /// <param name="start">Where the walk begins; null where any of them may be the first.</param>
    public static IReadOnlyList<int> Order(IReadOnlyList<WalkingUnit> units, Wgs84Point? start)
    {
        int[] inside = [.. Enumerable.Range(0, units.Count).OrderBy(i => units[i].Floor ?? int.MaxValue).ThenBy(i => units[i].Door, StringComparer.Ordinal)];
        var houses = inside.Where(i => units[i].Point is not null || units[i].Building is not null)
            .GroupBy(i => units[i].Building is { } building ? "building " + building : $"unit {i}", StringComparer.Ordinal)
            .Select(g => (Units: g.ToArray(), At: g.Select(i => units[i].Point).FirstOrDefault(p => p is not null), Building: units[g.First()].Building)).ToList();
        var located = houses.Where(h => h.At is not null).ToList();
        return
        [
            .. WalkingOrder.Order([.. located.Select(h => h.At!.Value)], start).SelectMany(i => located[i].Units),
            .. houses.Where(h => h.At is null).OrderBy(h => h.Building, StringComparer.Ordinal).SelectMany(h => h.Units),
            .. inside.Where(i => units[i].Point is null && units[i].Building is null),
        ];
    }
}
