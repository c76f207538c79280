using GridSteward.Domain.Areas;
using GridSteward.Geo;

namespace GridSteward.Domain.Assignments;

/// <summary>Finds the place of a point among the areas of a snapshot. Pure: the same snapshot and point give the same place.</summary>
public static class AreaPlacing
{
    /// <summary>The place of a point.</summary>
    /// <param name="snapshot">The areas.</param>
    /// <param name="point">WGS-84.</param>
    /// <param name="accuracyMetres">Radius of the accuracy circle; null for none.</param>
    /// <param name="toleranceMetres">How far outside every area the nearest one still takes it.</param>
    /// <param name="basis">What the place goes by.</param>
    public static Place Of(AreaSnapshot snapshot, Wgs84Point point, double? accuracyMetres, double toleranceMetres, Basis basis)
    {
        AreaOwners owners = snapshot.Index.Locate(point);
        List<ChainLink> chain = [];
        List<ChainLink> others = [];
        List<PlaceFlag> flags = [];
        AreaShape? lowest = null;
        for (int level = 0; level < snapshot.Levels.Count; level++)
        {
            IReadOnlyList<AreaShape> here = owners.At(level).All;
            if (here.Count > 0)
            {
                lowest = here[0];
                chain.Add(Link(snapshot, here[0].Code));
                others.AddRange(here.Skip(1).Select(a => Link(snapshot, a.Code)));
            }
        }

        if (chain.Count == 0 && Nearest(snapshot, point, toleranceMetres) is { } nearest)
        {
            lowest = nearest.Area;
            chain.AddRange(ChainOf(snapshot, nearest).Select(a => Link(snapshot, a.Code)));
            flags.Add(PlaceFlag.NearestWithinTolerance);
        }

        if (chain.Count == 0)
        {
            return Place.Nowhere(basis, null, snapshot.Generation);
        }

        if (others.Count > 0)
        {
            flags.Add(PlaceFlag.Overlap);
        }

        List<string> touched = Touched(snapshot, point, accuracyMetres, chain, others);
        if (touched.Count > 0)
        {
            flags.Add(PlaceFlag.NearBoundary);
        }

        return new Place(basis, snapshot.Jurisdiction, snapshot.Generation, chain, others, touched, EdgeMetres(lowest!, point), flags);
    }

    /// <summary>The chain of areas that takes a point which no area covers, topmost first, and how far it is; null where none is within the tolerance.</summary>
    /// <param name="snapshot">The areas.</param>
    /// <param name="point">WGS-84.</param>
    /// <param name="toleranceMetres">How far outside every area the nearest one still takes it.</param>
    public static (IReadOnlyList<Area> Chain, double Metres)? NearTo(AreaSnapshot snapshot, Wgs84Point point, double toleranceMetres)
        => Nearest(snapshot, point, toleranceMetres) is { } nearest ? (ChainOf(snapshot, nearest), EdgeMetres(nearest.Area, point)) : null;

    /// <summary>The place of something known to be in an area, without a point: the area and what it is part of.</summary>
    public static Place OfArea(AreaSnapshot snapshot, Area area, Basis basis)
        => new(basis, snapshot.Jurisdiction, snapshot.Generation, [.. snapshot.Lineage(area).Select(a => Link(snapshot, a.Code))], [], [], null, []);

    private static double EdgeMetres(AreaShape area, Wgs84Point point) => Math.Round(area.DistanceToEdgeMetres(point), 2);

    private static IReadOnlyList<Area> ChainOf(AreaSnapshot snapshot, NearestArea nearest) => snapshot.Lineage(snapshot.Find(nearest.Area.Code)!);

    private static NearestArea? Nearest(AreaSnapshot snapshot, Wgs84Point point, double toleranceMetres)
    {
        for (int level = snapshot.Levels.Count - 1; level >= 0; level--)
        {
            if (snapshot.Index.Nearest(point, level, toleranceMetres) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static List<string> Touched(
        AreaSnapshot snapshot, Wgs84Point point, double? accuracyMetres, List<ChainLink> chain, List<ChainLink> others)
        => accuracyMetres is > 0
            ? [.. snapshot.Index.TouchedBy(point, accuracyMetres.Value).Select(a => a.Code)
                .Where(code => chain.TrueForAll(c => c.Code != code) && others.TrueForAll(c => c.Code != code))
                .Distinct().Order(StringComparer.Ordinal)]
            : [];

    private static ChainLink Link(AreaSnapshot snapshot, string code)
    {
        Area area = snapshot.Find(code)!;
        return new ChainLink(area.Level, area.Code, area.Name, area.Version);
    }
}
