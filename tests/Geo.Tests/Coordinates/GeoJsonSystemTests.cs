using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridSteward.Geo.Tests;

/// <summary>GeoJSON in other systems: what says so, what contradicts, and that shared borders stay shared.</summary>
public class GeoJsonSystemTests
{
    private const string Metres = """{"type":"Polygon","coordinates":[[[38431325.5,3847114.5],[38431425.5,3847114.5],[38431425.5,3847214.5],[38431325.5,3847114.5]]]}""";
    private const string Square = """{"type":"Polygon","coordinates":[[[113.5,34.8],[113.6,34.8],[113.6,34.9],[113.5,34.8]]]}""";

    [Theory]
    [InlineData("EPSG:4526")]
    [InlineData("urn:ogc:def:crs:EPSG::4526")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4526")]
    public void The_crs_member_or_the_request_or_both_name_the_system(string name)
    {
        CoordinateSystem zone = CoordinateSystems.Zone(38, prefixed: true);
        Coordinate[] wanted = [.. new[] { (38431325.5, 3847114.5), (38431425.5, 3847114.5), (38431425.5, 3847214.5), (38431325.5, 3847114.5) }
            .Select(p => zone.ToWgs84(p.Item1, p.Item2).ToCoordinate())];
        string crs = Crs(name);
        foreach ((string json, CoordinateSystem? asked) in new (string, CoordinateSystem?)[]
        {
            (File(Metres, crs), null), (File(Metres), zone), (File(Metres, crs), zone), (File(Metres, "", crs), null), (File(Inside(Metres, crs)), null), (File(Inside(Metres, crs), crs, crs), zone),
        })
        {
            GeoJsonReading reading = Read(json, asked);
            Assert.Empty(reading.Faults);
            Assert.Equal(wanted, Assert.Single(reading.Features).Geometry.Coordinates);
        }
    }

    [Fact]
    public void A_contradiction_is_a_fault_that_names_both()
    {
        foreach ((string json, CoordinateSystem? asked, string path, string[] words) in new (string, CoordinateSystem?, string, string[])[]
        {
            (File(Square, Crs("EPSG:4326")), CoordinateSystem.Gcj02, "$.crs", ["names wgs84", "asked for is gcj02"]),
            (File(Square, Crs("EPSG:4490")), CoordinateSystem.Bd09, "$.crs", ["names cgcs2000", "asked for is bd09"]),
            (File(Square, Crs("EPSG:4526")), CoordinateSystem.Wgs84, "$.crs", ["names EPSG:4526", "asked for is wgs84"]),
            (File(Metres, Crs("EPSG:4547")), CoordinateSystems.Zone(38, prefixed: true), "$.crs", ["names EPSG:4547", "asked for is EPSG:4526"]),
            (File(Metres, Crs("EPSG:4526"), Crs("EPSG:4527")), null, "$.features[0].crs", ["names EPSG:4527", "the crs member at $.crs is EPSG:4526"]),
            (File(Inside(Metres, Crs("CRS84")), Crs("EPSG:4526")), null, "$.features[0].geometry.crs", ["names wgs84", "is EPSG:4526"]),
        })
        {
            GeoFault fault = Assert.Single(Read(json, asked).Faults);
            Assert.Equal(path, fault.Path);
            Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
        }

        Assert.Empty(Read(File(Square, Crs("EPSG:4490")), CoordinateSystem.Wgs84).Faults);
        Assert.Empty(Read(File(Square, Crs("CRS84")), CoordinateSystem.Cgcs2000).Faults);
    }

    [Fact]
    public void A_position_out_of_range_says_what_was_probably_meant()
    {
        CoordinateSystem zone = CoordinateSystems.Zone(38, prefixed: true);
        string swapped = """{"type":"Polygon","coordinates":[[[3847114.5,38431325.5],[38431425.5,3847114.5],[38431425.5,3847214.5],[3847114.5,38431325.5]]]}""";
        GeoJsonReading reading = Read(File(swapped), zone);
        Assert.Equal(["$.features[0].geometry.coordinates[0][0]", "$.features[0].geometry.coordinates[0][3]"], reading.Faults.Select(f => f.Path));
        Assert.All(reading.Faults, f => Assert.Contains("easting and northing were exchanged", f.Message, StringComparison.Ordinal));
        Assert.All(Read(File(Square), zone).Faults, f => Assert.Contains("look like degrees", f.Message, StringComparison.Ordinal));
        Assert.All(Read(File(Metres)).Faults, f => Assert.Contains("is not in [-180, 180]", f.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gcj02")]
    [InlineData("bd09")]
    [InlineData("EPSG:4528")]
    public void Neighbours_stay_neighbours_and_points_go_to_whom_the_conversion_says(string tag)
    {
        // Four cells around one corner, with borders of many vertices that each pair of neighbours has in common.
        CoordinateSystem system = CoordinateSystems.Find(tag);
        (double step, double x0, double y0) = system.IsDegrees ? (0.01, 120.31, 30.17) : (1000, 40_440_000, 3_420_000);
        var random = new Random(11);
        Dictionary<(int, int, bool), Coordinate[]> chains = [];
        List<Coordinate[]> cells = [.. from j in new[] { 0, 1 } from i in new[] { 0, 1 } select Cell(i, j)];
        string json = "{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(',', cells.Select(Feature)) + "]}";
        GeoJsonReading reading = Read(json, system);
        Assert.Empty(reading.Faults);
        Geometry[] areas = [.. reading.Features.Select(f => f.Geometry)];
        HashSet<(long, long)>[] bits = [.. areas.Select(a => a.Coordinates.Select(c => (BitConverter.DoubleToInt64Bits(c.X), BitConverter.DoubleToInt64Bits(c.Y))).ToHashSet())];
        Assert.All([(0, 1), (2, 3), (0, 2), (1, 3)], pair => Assert.True(bits[pair.Item1].Intersect(bits[pair.Item2]).Count() >= 41));

        List<AreaShape> shapes = [.. areas.Select((area, i) => new AreaShape($"g{i}", 0, area))];
        GridIndex index = GridIndex.Build(shapes);
        int shared = 0;
        foreach (Coordinate sent in cells.SelectMany(c => c).Concat(Enumerable.Range(0, 500).Select(_ => new Coordinate(x0 + (2 * step * random.NextDouble()), y0 + (2 * step * random.NextDouble())))))
        {
            Wgs84Point point = system.ToWgs84(sent.X, sent.Y);
            string[] covering = Covering(shapes, point);
            Assert.NotEmpty(covering);
            Assert.Equal(covering, index.Locate(point).At(0).All.Select(shape => shape.Code));
            shared += covering.Length > 1 ? 1 : 0;
        }

        // The vertices that two neighbours have, and the corner of all four.
        Assert.True(shared >= 8 * 41, $"{shared} points on borders");
        Assert.Equal(["g0", "g1", "g2", "g3"], Covering(shapes, system.ToWgs84(x0 + step, y0 + step)));

        Coordinate[] Cell(int i, int j)
        {
            Coordinate[] ring = [.. Chain(i, j, false), .. Chain(i + 1, j, true), .. Chain(i, j + 1, false).Reverse(), .. Chain(i, j, true).Reverse()];
            return [.. ring, ring[0]];
        }

        // 41 vertices; the outer ones lie on straight lines, so that random points of the square are in some cell.
        Coordinate[] Chain(int i, int j, bool up)
        {
            if (chains.TryGetValue((i, j, up), out Coordinate[]? known))
            {
                return known;
            }

            bool inner = up ? i == 1 : j == 1;
            return chains[(i, j, up)] = [.. Enumerable.Range(0, 41).Select(k =>
            {
                double along = k / 40.0, aside = (inner ? k is 0 or 40 ? 0 : 0.1 * (random.NextDouble() - 0.5) : i + j == 0 || (up ? i == 0 : j == 0) ? -0.2 : 0.2);
                return new Coordinate(x0 + (step * (up ? i + aside : i + along)), y0 + (step * (up ? j + along : j + aside)));
            })];
        }
    }

    [Theory]
    [InlineData("townships/taipei.geojson", "gcj02")]
    [InlineData("townships/chiayi.geojson", "bd09")]
    [InlineData("townships/keelung.geojson", "EPSG:4529")]
    public void Real_townships_in_another_system_are_the_same_townships(string file, string tag)
    {
        CoordinateSystem system = CoordinateSystems.Find(tag);
        IReadOnlyList<GeoFeature> original = GeoJsonReader.ReadFeatures(RealData.Read(file), GeoJsonLimits.Default).Features;
        GeoJsonReading reading = Read("{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(',', original.Select(f => Feature(Sent(f.Geometry), ""))) + "]}", system);
        Assert.Empty(reading.Faults);
        double worst = original.Zip(reading.Features).Max(pair => pair.First.Geometry.Coordinates.Zip(pair.Second.Geometry.Coordinates)
            .Max(two => ShiftLattice.Millimetres((two.First.X, two.First.Y), (two.Second.X, two.Second.Y))));
        TestContext.Current.TestOutputHelper!.WriteLine($"{file} in {tag}: {worst:E2} mm");
        Assert.True(worst < 0.2, $"{worst} mm");

        // Each shared vertex is shared as before.
        List<AreaShape> before = Shapes(original), after = Shapes(reading.Features);
        GridIndex index = GridIndex.Build(after);
        Coordinate[][] vertices = [.. reading.Features.Select(f => f.Geometry.Coordinates)];
        int shared = 0;
        for (int i = 0; i < vertices.Length; i++)
        {
            for (int k = 0; k < vertices[i].Length; k += 25)
            {
                string[] covering = Covering(after, new Wgs84Point(vertices[i][k].X, vertices[i][k].Y));
                Assert.Equal(covering, index.Locate(new Wgs84Point(vertices[i][k].X, vertices[i][k].Y)).At(0).All.Select(s => s.Code));
                int holders = before.Count(s => s.Geometry.Coordinates.Contains(original[i].Geometry.Coordinates[k]));
                Assert.True(covering.Length >= holders, $"{holders} townships had this vertex, {covering.Length} cover it");
                shared += holders > 1 ? 1 : 0;
            }
        }

        Assert.True(shared > 10, $"{shared} shared vertices");

        string Sent(Geometry geometry)
        {
            // Vertex by vertex into the system in which such a file would have come.
            Geometry sent = geometry.Copy();
            sent.Apply(new Into(system));
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream))
            {
                GeoJsonWriter.WriteGeometry(writer, sent);
            }

            return Encoding.UTF8.GetString(stream.ToArray());
        }

        static List<AreaShape> Shapes(IReadOnlyList<GeoFeature> features) => [.. features.Select(f => new AreaShape($"t{f.Index:D3}", 0, f.Geometry))];
    }

    private sealed class Into(CoordinateSystem system) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence positions, int i)
        {
            (double x, double y) = system.FromWgs84(new Wgs84Point(positions.GetX(i), positions.GetY(i)));
            positions.SetX(i, x);
            positions.SetY(i, y);
        }
    }

    private static string[] Covering(IReadOnlyList<AreaShape> shapes, Wgs84Point point)
    {
        Point place = Tests.Shapes.Factory.CreatePoint(point.ToCoordinate());
        return [.. shapes.Where(s => s.Geometry.Covers(place)).Select(s => s.Code).Order(StringComparer.Ordinal)];
    }

    private static string Feature(Coordinate[] ring) => Feature(
        "{\"type\":\"Polygon\",\"coordinates\":[[" + string.Join(',', ring.Select(c => string.Create(CultureInfo.InvariantCulture, $"[{c.X:R},{c.Y:R}]"))) + "]]}", "");

    private static string Feature(string geometry, string crs) => $$"""{"type":"Feature"{{crs}},"properties":null,"geometry":{{geometry}}}""";

    private static string File(string geometry, string crs = "", string featureCrs = "") => $$"""{"type":"FeatureCollection"{{crs}},"features":[{{Feature(geometry, featureCrs)}}]}""";

    private static string Inside(string geometry, string crs) => string.Concat(geometry.AsSpan(0, geometry.Length - 1), crs, "}");

    private static string Crs(string name) => ",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + name + "\"}}";

    private static GeoJsonReading Read(string json, CoordinateSystem? asked = null) => GeoJsonReader.ReadFeatures(Encoding.UTF8.GetBytes(json), GeoJsonLimits.Default, asked);
}
