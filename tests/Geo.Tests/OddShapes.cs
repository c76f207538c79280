using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GridSteward.Geo.Tests;

/// <summary>Small sets of areas of every kind that is likely to be wrong.</summary>
internal static class OddShapes
{
    public static IReadOnlyList<(string Kind, string[] Wkts)> All { get; } =
    [
        ("hole", ["POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 6,6 6,6 3,3 3))"]),
        ("hole touching the shell", ["POLYGON((0 0,9 0,9 9,0 9,0 0),(0 0,3 6,6 3,0 0))"]),
        ("holes touching each other", ["POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 4,4 4,4 1,1 1),(4 4,4 7,7 7,7 4,4 4))", "POLYGON((4 4,4 7,7 7,7 4,4 4))"]),
        ("enclave in a hole", ["POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 6,6 6,6 3,3 3))", "POLYGON((3 3,6 3,6 6,3 6,3 3))"]),
        ("parts meeting in a point", ["MULTIPOLYGON(((0 0,5 0,5 5,0 5,0 0)),((5 5,9 5,9 9,5 9,5 5)))"]),
        ("part in a hole of another", ["MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(3 3,3 6,6 6,6 3,3 3)),((4 4,5 4,5 5,4 5,4 4)))"]),
        ("overlap", ["POLYGON((0 0,6 0,6 6,0 6,0 0))", "POLYGON((3 3,9 3,9 9,3 9,3 3))", "POLYGON((1 1,8 2,5 7,1 1))"]),
        ("twins", ["POLYGON((0 0,6 0,6 6,0 6,0 0))", "POLYGON((0 0,6 0,6 6,0 6,0 0))"]),
        ("triplets turned both ways", ["POLYGON((0 0,6 1,5 6,0 0))", "POLYGON((0 0,5 6,6 1,0 0))", "POLYGON((6 1,5 6,0 0,6 1))"]),
        ("slivers", ["POLYGON((0 0,9 1e-13,9 2e-13,0 0))", "POLYGON((0 0,9 2e-13,9 1,0 0))", "POLYGON((0 0,9 -1,9 1e-13,0 0))"]),
        ("slivers of a micrometre", ["POLYGON((10 10,10.5 10.00000000001,10.5 10.00000000002,10 10))", "POLYGON((10 10,10.5 10.00000000002,10.5 11,10 10))"]),
        ("thin fan", [.. Enumerable.Range(0, 40).Select(i => $"POLYGON((1 1,{3 + (i * 0.05)} 9,{3 + ((i + 1) * 0.05)} 9,1 1))")]),
        ("ring collapsed to a point", ["POLYGON((0 0,9 0,9 9,0 9,0 0),(4 4,4 4,4 4,4 4))", "POLYGON((4 4,4 4,4 4,4 4))"]),
        ("ring collapsed to a line", ["POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,6 5,3 3,3 3))", "POLYGON((0 0,9 0,9 9,0 9,0 0))"]),
        ("part collapsed to a line", ["MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((5 5,8 7,5 5,5 5)))", "POLYGON((3 3,8 3,8 8,3 8,3 3))"]),
        ("repeated positions", ["POLYGON((0 0,0 0,9 0,9 0,9 9,0 9,0 9,0 0))"]),
        ("both zeros", ["POLYGON((-0.0 -0.0,1 0,1 1,0 1,-0.0 -0.0))", "POLYGON((0 0,0 1,-1 1,-1 0,0 0))", "POLYGON((0 0,-0.0 -1,1 -1,1 -0.0,0 0))"]),
        (
            "both sides of the antimeridian",
            [
                "MULTIPOLYGON(((170 0,180 0,180 9,170 9,170 0)),((-180 0,-170 0,-170 9,-180 9,-180 0)))",
                "POLYGON((175 -5,180 -5,180 5,175 -5))", "POLYGON((-180 -5,-175 -5,-180 5,-180 -5))",
            ]),
        ("touching a pole", ["POLYGON((0 80,10 80,5 90,0 80))", "POLYGON((10 80,20 80,15 90,5 90,10 80))"]),
        ("the whole world and a dot", ["POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))", "POLYGON((10 10,10.0000001 10,10 10.0000001,10 10))"]),
    ];

    /// <summary>The areas of one kind; codes run against the order of making.</summary>
    public static AreaShape[] Make(string kind, int level)
    {
        string[] wkts = All.Single(odd => odd.Kind == kind).Wkts;
        return [.. wkts.Select((wkt, i) => new AreaShape($"{999 - i}", level, new WKTReader().Read(wkt)))];
    }

    /// <summary>Areas that overlap in one place, so many deep, every third a twin of the one before, every fourth with a hole.</summary>
    public static List<AreaShape> Stack(int seed, int count, int level)
    {
        var random = new Random(seed);
        var shapes = new List<AreaShape>();
        for (int i = 0; i < count; i++)
        {
            Geometry shape = i % 3 == 2
                ? shapes[^1].Geometry.Copy()
                : i % 4 == 3
                    ? Shapes.Ring(random, 5 + random.NextDouble(), 5 + random.NextDouble(), 3, 9)
                    : Shapes.Star(random, 5 + random.NextDouble(), 5 + random.NextDouble(), 3, 9);
            shapes.Add(new AreaShape($"{9999 - i:D4}", level, shape));
        }

        return shapes;
    }
}
