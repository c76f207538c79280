using GridSteward.Geo;
using GridSteward.Geo.Tests;

namespace GridSteward.Oracle;

/// <summary>Areas to be checked; made when their turn comes, so that one set at a time is in memory.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Make">Makes it.</param>
/// <param name="Weight">Its share of the checks beside the others'.</param>
internal sealed record AreaSet(string Name, Func<IReadOnlyList<AreaShape>> Make, double Weight = 1);

/// <summary>All sets: the real data, tessellations of three sizes with coordinates of both kinds, stacks, and odd shapes.</summary>
internal static class AreaSets
{
    public static IReadOnlyList<AreaSet> All(int seed, int cells, string? data)
    {
        List<AreaSet> sets = [];
        if (data is not null)
        {
            sets.Add(new("Los Angeles, districts and councils", () => [.. Read(data, "la/districts.geojson", 0), .. Read(data, "la/councils.geojson", 1)]));
            sets.Add(new("townships", () =>
            [
                .. Read(data, "townships/taipei.geojson", 0), .. Read(data, "townships/keelung.geojson", 1), .. Read(data, "townships/chiayi.geojson", 2),
            ]));
        }

        foreach ((int count, int pieces) in new[] { (10, 500), (1000, 300), (cells, 20) })
        {
            sets.Add(Tessellated(seed, count, pieces, true));
            sets.Add(Tessellated(seed, count, pieces, false));
        }

        sets.Add(new("stacks of 40, 200 and 500 areas", () => [.. OddShapes.Stack(seed, 40, 0), .. OddShapes.Stack(seed, 200, 1), .. OddShapes.Stack(seed, 500, 2)], 0.05));
        sets.Add(new("odd shapes", () => [.. OddShapes.All.SelectMany((odd, level) => OddShapes.Make(odd.Kind, level))], 0.2));
        return sets;
    }

    // Chains of up to so many edges between two corners; twice as many columns as rows, or about.
    private static AreaSet Tessellated(int seed, int cells, int pieces, bool rounded)
    {
        int rows = Math.Max(1, (int)Math.Sqrt(cells / 2.0));
        int columns = Math.Max(1, cells / rows);
        return new(
            $"{rows * columns} cells, chains of up to {pieces} edges, {(rounded ? "seven decimals" : "full doubles")}",
            () => Tessellation.Make(seed, columns, rows, 113.7, 22.4, 0.01, pieces, rounded));
    }

    private static IEnumerable<AreaShape> Read(string data, string file, int level) =>
        GeoJsonReader.ReadFeatures(File.ReadAllBytes(Path.Combine(data, file)), GeoJsonLimits.Default).Features
            .Select(feature => new AreaShape($"{feature.Index:D3}", level, feature.Geometry));
}
