using GridSteward.Domain.Households;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Geo.Editing;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Areas.Editing;

/// <summary>
/// Where the households of an area are, as places that are not divided: those of a building are at the building, or in its middle where the building
/// stands outside the area; others at their own point. Households that moved away, and those without a place, do not count.
/// </summary>
public sealed class HouseholdSites(IDocumentStore store)
{
    private const int Chunk = 1000;

    /// <summary>The places.</summary>
    public async Task<IReadOnlyList<HouseholdSite>> InAsync(Area area, CancellationToken cancellationToken)
    {
        var locator = new IndexedPointInAreaLocator(area.Geometry!);
        bool IsIn(Wgs84Point point) => locator.Locate(point.ToCoordinate()) != Location.Exterior;
        List<(string? Building, Wgs84Point Point)> households = [];
        await foreach (Stored<Household> item in store.AllAsync(Kinds.Household.In(area.Jurisdiction).Where(new Filter.InBox(area.Box)), cancellationToken))
        {
            if (item.Value is { Point: { } point, MovedOn: null } && IsIn(point))
            {
                households.Add((item.Value.Building, point));
            }
        }

        Dictionary<string, Wgs84Point> buildings = [];
        foreach (string[] ids in households.Select(h => h.Building).OfType<string>().Distinct().Order(StringComparer.Ordinal).Chunk(Chunk))
        {
            foreach (Stored<Building> building in await store.FindManyAsync(Kinds.Building, area.Jurisdiction, ids, cancellationToken))
            {
                buildings[building.Value.Id] = building.Value.Point;
            }
        }

        return
        [
            .. households.Where(h => h.Building is null).GroupBy(h => h.Point).Select(g => new HouseholdSite(g.Key.ToCoordinate(), g.Count())),
            .. households.Where(h => h.Building is not null).GroupBy(h => h.Building!).Select(g => new HouseholdSite(
                (buildings.TryGetValue(g.Key, out Wgs84Point at) && IsIn(at) ? at : MiddleOf([.. g.Select(h => h.Point)], IsIn)).ToCoordinate(), g.Count())),
        ];
    }

    private static Wgs84Point MiddleOf(Wgs84Point[] points, Func<Wgs84Point, bool> isIn)
    {
        var middle = new Wgs84Point(points.Average(p => p.Longitude), points.Average(p => p.Latitude));
        return isIn(middle) ? middle : points.OrderBy(p => p.Longitude).ThenBy(p => p.Latitude).First();
    }
}
