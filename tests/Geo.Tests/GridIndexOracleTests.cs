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

    [Theory]
    [InlineData("hole", "POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 6,6 6,6 3,3 3))")]
    [InlineData("hole touching the shell", "POLYGON((0 0,9 0,9 9,0 9,0 0),(0 0,3 6,6 3,0 0))")]
    [InlineData("enclave in a hole", "POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 6,6 6,6 3,3 3))", "POLYGON((3 3,6 3,6 6,3 6,3 3))")]
    [InlineData("parts meeting in a point", "MULTIPOLYGON(((0 0,5 0,5 5,0 5,0 0)),((5 5,9 5,9 9,5 9,5 5)))")]
    [InlineData("part in a hole of another", "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(3 3,3 6,6 6,6 3,3 3)),((4 4,5 4,5 5,4 5,4 4)))")]
    [InlineData("overlap", "POLYGON((0 0,6 0,6 6,0 6,0 0))", "POLYGON((3 3,9 3,9 9,3 9,3 3))", "POLYGON((1 1,8 2,5 7,1 1))")]
    [InlineData("twins", "POLYGON((0 0,6 0,6 6,0 6,0 0))", "POLYGON((0 0,6 0,6 6,0 6,0 0))")]
    [InlineData("slivers", "POLYGON((0 0,9 1e-13,9 2e-13,0 0))", "POLYGON((0 0,9 2e-13,9 1,0 0))", "POLYGON((0 0,9 -1,9 1e-13,0 0))")]
    [InlineData("ring collapsed to a point", "POLYGON((0 0,9 0,9 9,0 9,0 0),(4 4,4 4,4 4,4 4))", "POLYGON((4 4,4 4,4 4,4 4))")]
    [InlineData("repeated positions", "POLYGON((0 0,0 0,9 0,9 0,9 9,0 9,0 9,0 0))")]
    [InlineData("both sides of the antimeridian", "MULTIPOLYGON(((170 0,180 0,180 9,170 9,170 0)),((-180 0,-170 0,-170 9,-180 9,-180 0)))", "POLYGON((175 -5,180 -5,180 5,175 -5))", "POLYGON((-180 -5,-175 -5,-180 5,-180 -5))")]
    [InlineData("touching a pole", "POLYGON((0 80,10 80,5 90,0 80))", "POLYGON((10 80,20 80,15 90,5 90,10 80))")]
    public void Shapes_of_all_kinds(string kind, params string[] wkts)
    {
        AreaShape[] shapes = [.. wkts.Select((wkt, i) => new AreaShape($"{9 - i}", 0, new WKTReader().Read(wkt)))];
        AgreesWithCovers(shapes, HardPoints.Of(shapes, 2000, kind.Length), wkts.Length > 1 ? 1 : 0);
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
