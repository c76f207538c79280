using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Geo;

/// <summary>Finds what is wrong between the areas of a jurisdiction.</summary>
/// <remarks>
/// Borders that two areas share exactly are no problem, and nothing is computed from them. Where borders are not shared, NetTopologySuite's overlay
/// (OverlayNG) computes the part. Parts below a square millimetre are taken for rounding and never named.
/// </remarks>
public static class AreaQuality
{
    /// <summary>Smaller parts are rounding: the overlay computes crossings to about a micrometre.</summary>
    public const double RoundingSquareMetres = 1e-6;

    /// <summary>A part of an area whose mean width (twice its area over its perimeter) is less is a sliver.</summary>
    public const double SliverMetres = 2;

    /// <summary>All that is wrong, by level, kind and codes.</summary>
    /// <param name="index">The areas; their codes are unique.</param>
    /// <param name="parentOf">The code of the parent of an area, by its code; null where it has none.</param>
    public static IReadOnlyList<AreaProblem> Find(GridIndex index, Func<string, string?> parentOf)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(parentOf);
        var facts = new BorderFacts(index);
        Dictionary<string, int> byCode = new(StringComparer.Ordinal);
        for (int i = 0; i < facts.Shapes.Count; i++)
        {
            byCode[facts.Shapes[i].Code] = i;
        }

        int[] parents = [.. facts.Shapes.Select(s => parentOf(s.Code) is { } code ? byCode.GetValueOrDefault(code, -1) : -1)];
        var suspects = new SuspectPairs(facts, parents);
        IEnumerable<AreaProblem> problems = suspects.Overlapping.Select(pair => Overlap(facts.Shapes[pair.One], facts.Shapes[pair.Other]))
            .Concat(suspects.ReachingOut.Select(area => Outside(facts.Shapes[area], facts.Shapes[parents[area]])))
            .Concat(new GapFinder(facts, parents).Find())
            .Concat(facts.Shapes.SelectMany(Slivers))
            .OfType<AreaProblem>()
            .Where(p => p.SquareMetres >= RoundingSquareMetres);
        return [.. problems.OrderBy(p => p.Level).ThenBy(p => p.Kind).ThenBy(p => string.Join('\n', p.Codes), StringComparer.Ordinal).ThenByDescending(p => p.SquareMetres)];
    }

    /// <summary>The polygons of a geometry as one; null where there is none.</summary>
    internal static Geometry? Surface(Geometry geometry)
    {
        Polygon[] parts = [.. PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().Where(p => !p.IsEmpty).Select(RingOrder.Oriented)];
        return parts.Length switch
        {
            0 => null,
            1 => parts[0],
            _ => LonLat.Factory.CreateMultiPolygon(parts),
        };
    }

    internal static AreaProblem Problem(AreaProblemKind kind, int level, IReadOnlyList<string> codes, string? parent, Geometry part)
    {
        double area = PartMetres.Area(part);
        return new AreaProblem(kind, level, codes, parent, part, area, area < RoundingSquareMetres ? 0 : PartMetres.Width(part));
    }

    private static AreaProblem? Overlap(AreaShape one, AreaShape other)
        => Surface(OverlayNGRobust.Overlay(one.Geometry, other.Geometry, SpatialFunction.Intersection)) is { } part
            ? Problem(AreaProblemKind.Overlap, one.Level, [one.Code, other.Code], null, part)
            : null;

    private static AreaProblem? Outside(AreaShape area, AreaShape parent)
        => Surface(OverlayNGRobust.Overlay(area.Geometry, parent.Geometry, SpatialFunction.Difference)) is { } part
            ? Problem(AreaProblemKind.OutsideParent, area.Level, [area.Code], parent.Code, part)
            : null;

    private static IEnumerable<AreaProblem> Slivers(AreaShape area)
        => Enumerable.Range(0, area.Geometry.NumGeometries).Select(area.Geometry.GetGeometryN)
            .Where(part => PartMetres.MeanWidth(part) < SliverMetres)
            .Select(part => Problem(AreaProblemKind.Sliver, area.Level, [area.Code], null, part));
}
