using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Geo.Tests;

/// <summary>What is wrong between areas, by overlaying all with all: slow and obvious. Square degrees by kind, level and codes (of gaps: the parent).</summary>
internal static class SlowQuality
{
    public static Dictionary<(AreaProblemKind Kind, int Level, string? Key), double> Find(IReadOnlyList<AreaShape> shapes, Func<string, string?> parentOf)
    {
        Dictionary<(AreaProblemKind, int, string?), double> found = [];
        AreaShape[] sorted = [.. shapes.OrderBy(s => s.Level).ThenBy(s => s.Code, StringComparer.Ordinal)];
        for (int i = 0; i < sorted.Length; i++)
        {
            for (int j = i + 1; j < sorted.Length; j++)
            {
                if (sorted[i].Level == sorted[j].Level && sorted[i].Geometry.EnvelopeInternal.Intersects(sorted[j].Geometry.EnvelopeInternal))
                {
                    found[(AreaProblemKind.Overlap, sorted[i].Level, $"{sorted[i].Code} {sorted[j].Code}")] = Area(sorted[i].Geometry, sorted[j].Geometry, SpatialFunction.Intersection);
                }
            }

            if (parentOf(sorted[i].Code) is { } parent)
            {
                found[(AreaProblemKind.OutsideParent, sorted[i].Level, sorted[i].Code)] =
                    Area(sorted[i].Geometry, sorted.Single(s => s.Code == parent).Geometry, SpatialFunction.Difference);
            }
        }

        foreach (var level in sorted.GroupBy(s => s.Level))
        {
            Geometry union = OverlayNGRobust.Union(level.Select(s => s.Geometry));
            string[] parents = [.. level.Select(s => parentOf(s.Code)).OfType<string>().Distinct()];
            foreach (string parent in parents)
            {
                found[(AreaProblemKind.Gap, level.Key, parent)] = Area(sorted.Single(s => s.Code == parent).Geometry, union, SpatialFunction.Difference);
            }

            if (parents.Length == 0)
            {
                found[(AreaProblemKind.Gap, level.Key, null)] = PolygonExtracter.GetPolygons(union).Cast<Polygon>().SelectMany(p => p.Holes).Sum(h => new GeometryFactory().CreatePolygon(h).Area);
            }
        }

        return found;
    }

    private static double Area(Geometry one, Geometry other, SpatialFunction function) => OverlayNGRobust.Overlay(one, other, function).Area;
}
