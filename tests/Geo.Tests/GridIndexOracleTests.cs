using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests;

/// <summary>The index against Geometry.Covers on every polygon.</summary>
public class GridIndexOracleTests
{
    private static void AgreesWithCovers(IReadOnlyList<AreaShape> shapes, IEnumerable<Wgs84Point> points, int leastOnBoundary)
    {
        GridIndex index = GridIndex.Build(shapes);
        int[] levels = [.. shapes.Select(shape => shape.Level).Distinct().Order()];
        int shared = 0;
        foreach (Wgs84Point point in points)
        {
            Point place = Shapes.Factory.CreatePoint(point.ToCoordinate());
            AreaOwners owners = index.Locate(point);
            Assert.Equal(levels, owners.Levels.Select(level => level.Level));
            foreach (LevelOwners level in owners.Levels)
            {
                string[] covering = [.. shapes.Where(shape => shape.Level == level.Level && shape.Geometry.Covers(place)).Select(shape => shape.Code).Order(StringComparer.Ordinal)];
                Assert.True(covering.SequenceEqual(level.All.Select(shape => shape.Code)), $"{point}: {string.Join(' ', covering)} cover, not {string.Join(' ', level.All.Select(shape => shape.Code))}");
                Assert.Equal(covering.FirstOrDefault(), level.Owner?.Code);
                shared += covering.Length > 1 ? 1 : 0;
            }
        }

        Assert.True(shared >= leastOnBoundary, $"Only {shared} points had several owners: the check is too easy.");
    }

    private static List<AreaShape> Read(string file, int level) =>
        [.. GeoJsonReader.ReadFeatures(RealData.Read(file), GeoJsonLimits.Default).Features
            .Select(feature => new AreaShape($"{level}-{feature.Index:D3}", level, feature.Geometry))];

    [Fact]
    public void Los_Angeles_councils_and_districts()
    {
        List<AreaShape> shapes = [.. Read("la/districts.geojson", 0), .. Read("la/councils.geojson", 1)];
        AgreesWithCovers(shapes, HardPoints.Of(shapes, 3000, 1), 200);
    }

    [Fact]
    public void Los_Angeles_requests()
    {
        List<AreaShape> shapes = [.. Read("la/districts.geojson", 0), .. Read("la/councils.geojson", 1)];
        AgreesWithCovers(shapes, Requests().Where((_, i) => i % 10 == 0), 0);
    }

    [Theory]
    [InlineData("townships/taipei.geojson")]
    [InlineData("townships/keelung.geojson")]
    [InlineData("townships/chiayi.geojson")]
    public void Townships(string file)
    {
        List<AreaShape> shapes = Read(file, 0);
        AgreesWithCovers(shapes, HardPoints.Of(shapes, 1500, 2), 30);
    }

    [Theory]
    [InlineData(1, 114.05, 22.54, 0.01)]
    [InlineData(2, -0.05, -0.05, 0.01)]
    [InlineData(3, 10, 60, 1e-7)]
    [InlineData(4, -170, -80, 10)]
    public void Tessellations_with_shared_crooked_edges(int seed, double west, double south, double cell)
    {
        List<AreaShape> shapes = Tessellation.Make(seed, 14, 14, west, south, cell);
        Assert.All(shapes, shape => Assert.True(shape.Geometry.IsValid));
        AgreesWithCovers(shapes, HardPoints.Of(shapes, 5000, seed), 500);
    }

    public static TheoryData<string> Odd => [.. OddShapes.All.Select(odd => odd.Kind)];

    [Theory]
    [MemberData(nameof(Odd))]
    public void Shapes_of_all_kinds(string kind)
    {
        AreaShape[] shapes = OddShapes.Make(kind, 0);
        AgreesWithCovers(shapes, HardPoints.Of(shapes, 2000, kind.Length), shapes.Length > 1 ? 1 : 0);
    }

    [Theory]
    [InlineData(33)]
    [InlineData(65)]
    [InlineData(600)]
    public void Any_number_of_areas_in_one_place(int count)
    {
        List<AreaShape> shapes = OddShapes.Stack(count, count, 0);
        AgreesWithCovers(shapes, HardPoints.Of(shapes, 3000, count), 1500);
    }

    // Where a thousand areas meet in one point, no division of a cell helps.
    [Fact]
    public void A_thousand_areas_that_meet_in_a_point()
    {
        Coordinate[] rim = [.. Enumerable.Range(0, 1000).Select(i => new Coordinate(3 + Math.Cos(i * Math.PI / 500), 4 + Math.Sin(i * Math.PI / 500)))];
        AreaShape[] shapes = [.. rim.Select((from, i) => new AreaShape($"{i:D4}", 0, Shapes.Factory.CreatePolygon([new(3, 4), from, rim[(i + 1) % 1000], new(3, 4)])))];
        AgreesWithCovers(shapes, HardPoints.Of(shapes, 4000, 1), 500);
        Assert.Equal(1000, GridIndex.Build(shapes).Locate(new(3, 4)).At(0).All.Count);
    }

    // A town, and something of it a quarter of the globe away.
    [Fact]
    public void An_exclave_far_away()
    {
        List<AreaShape> shapes = [.. Tessellation.Make(31, 12, 12, 100, 30, 0.001), .. Tessellation.Make(32, 2, 2, 10, -30, 0.0001)
            .Select(shape => new AreaShape("far " + shape.Code, shape.Level, shape.Geometry))];
        AgreesWithCovers(shapes, HardPoints.Of(shapes, 3000, 1), 300);
    }

    [Theory]
    [InlineData(41, 5, 2, 500, true)]
    [InlineData(42, 5, 2, 500, false)]
    [InlineData(43, 40, 25, 200, true)]
    [InlineData(44, 40, 25, 200, false)]
    public void Tessellations_with_long_shared_borders(int seed, int columns, int rows, int pieces, bool rounded)
    {
        List<AreaShape> shapes = Tessellation.Make(seed, columns, rows, 116.3, 39.9, 0.01, pieces, rounded);
        Assert.All(shapes, shape => Assert.True(shape.Geometry.IsValid));
        AgreesWithCovers(shapes, HardPoints.Of(shapes, 2000, seed), 150);
    }

    [Fact]
    public void Generated_stars_that_overlap()
    {
        var random = new Random(8);
        AreaShape[] shapes = [.. Enumerable.Range(0, 60).Select(i => new AreaShape($"{i}", i % 3, i % 2 == 0
            ? Shapes.Star(random, random.NextDouble() * 10, random.NextDouble() * 10, 3, 15)
            : Shapes.Ring(random, random.NextDouble() * 10, random.NextDouble() * 10, 3, 15)))];
        AgreesWithCovers(shapes, HardPoints.Of(shapes, 2000, 9), 500);
    }

    private static IEnumerable<Wgs84Point> Requests()
    {
        foreach (string line in File.ReadLines(RealData.Find("la/requests.csv")).Skip(1))
        {
            // No quoted field of this file holds a comma before the coordinates; lines of another width are passed over.
            string[] fields = line.Split(',');
            if (fields.Length == 11 && double.TryParse(fields[6], CultureInfo.InvariantCulture, out double latitude)
                && double.TryParse(fields[7], CultureInfo.InvariantCulture, out double longitude))
            {
                yield return new Wgs84Point(longitude, latitude);
            }
        }
    }
}
