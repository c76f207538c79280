using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;

namespace GridSteward.Geo;

/// <summary>Finds the parts that belong to no area of a level though they should.</summary>
/// <remarks>
/// On a level whose areas have parents those parts of the parents that have children: what such a parent covers and no area of the level does. On a level
/// without parents: the holes of all its areas together, not the bays of their outline. A gap is bounded by chains that have it on one side only; these few are
/// put together to polygons.
/// </remarks>
internal sealed class GapFinder(BorderFacts facts, int[] parents)
{
    public IEnumerable<AreaProblem> Find() => facts.Shapes.Select(s => s.Level).Distinct().SelectMany(FindOn);

    private IEnumerable<AreaProblem> FindOn(int level)
    {
        HashSet<int> divided = [.. Enumerable.Range(0, parents.Length).Where(a => facts.Shapes[a].Level == level && parents[a] >= 0).Select(a => parents[a])];
        bool IsOn(int area) => facts.Shapes[area].Level == level;
        bool IsGap(int chain, bool left) => (divided.Count == 0 || facts.Covers(chain, left, divided.Contains)) && !facts.Covers(chain, left, IsOn);
        bool Counts(int chain) => facts.Topology.SidesOf(chain).Any(s => IsOn(s.Area) || divided.Contains(s.Area));

        int[] chains = [.. Enumerable.Range(0, facts.Topology.ChainCount).Where(c => Counts(c) && (facts.Meets(c) || IsGap(c, true) != IsGap(c, false)))];
        if (chains.Length == 0)
        {
            return [];
        }

        Geometry lines = LonLat.Factory.CreateMultiLineString([.. chains.Select(facts.Topology.Line)]);
        HashSet<string> codes = [.. divided.Select(a => facts.Shapes[a].Code)];
        var polygonizer = new Polygonizer();
        polygonizer.Add(chains.Any(facts.Meets) ? OverlayNGRobust.Union(lines) : lines);
        return polygonizer.GetPolygons().Cast<Polygon>().Select(p => Gap(p, level, codes)).OfType<AreaProblem>();
    }

    private AreaProblem? Gap(Polygon part, int level, HashSet<string> divided)
    {
        Coordinate inside = part.InteriorPoint.Coordinate;
        AreaOwners owners = facts.Index.Locate(new Wgs84Point(inside.X, inside.Y));
        if (owners.At(level).Owner is not null)
        {
            return null;
        }

        AreaShape? parent = owners.Levels.SelectMany(l => l.All).LastOrDefault(s => divided.Contains(s.Code));
        if (divided.Count > 0 && parent is null)
        {
            return null;
        }

        return AreaQuality.Problem(AreaProblemKind.Gap, level, Beside(part, level), parent?.Code, RingOrder.Oriented(part));
    }

    // What covers a vertex of the gap lies beside it. Where all vertices were computed, none may lie on a border to the last bit.
    private string[] Beside(Polygon gap, int level)
    {
        string[] beside = [.. gap.Coordinates.SelectMany(p => facts.Index.Locate(new Wgs84Point(p.X, p.Y)).At(level).All).Select(s => s.Code).Distinct().Order(StringComparer.Ordinal)];
        return beside.Length > 0 ? beside
            : [.. facts.Index.Intersecting(GeoBox.Around(gap)).Where(s => s.Level == level && s.Geometry.IsWithinDistance(gap, 1e-9)).Select(s => s.Code)];
    }
}
