using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests;

public class GeometryJsonTests
{
    private static readonly JsonSerializerOptions s_options = new() { Converters = { new GeometryJsonConverter() } };

    private sealed record Stored(string Name, Geometry Outline, Polygon? Part);

    private static Arbitrary<Geometry> Geometries() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from kind in Gen.Choose(0, 4)
        select Made(kind, new Random(seed)));

    private static Geometry Made(int kind, Random random)
    {
        double longitude = (random.NextDouble() * 340) - 170;
        double latitude = (random.NextDouble() * 160) - 80;
        return kind switch
        {
            0 => Shapes.Factory.CreatePoint(new Coordinate(longitude, latitude)),
            1 => Shapes.Factory.CreateLineString([new(longitude, latitude), new(longitude / 3, latitude / 7), new(-0.0, double.Epsilon)]),
            2 => Shapes.Star(random, longitude, latitude, 9 * random.NextDouble(), random.Next(3, 40)),
            3 => Shapes.Ring(random, longitude, latitude, 9, random.Next(9, 40)),

            // Far enough apart that the parts never overlap.
            _ => Shapes.Factory.CreateMultiPolygon(
                [Shapes.Star(random, longitude, latitude, 4, 12), Shapes.Ring(random, longitude > 0 ? longitude - 20 : longitude + 20, -latitude, 4, 12)]),
        };
    }

    private static bool SameBits(Geometry one, Geometry other) =>
        one.GeometryType == other.GeometryType
        && one.NumPoints == other.NumPoints
        && one.Coordinates.Zip(other.Coordinates).All(pair =>
            BitConverter.DoubleToInt64Bits(pair.First.X) == BitConverter.DoubleToInt64Bits(pair.Second.X)
            && BitConverter.DoubleToInt64Bits(pair.First.Y) == BitConverter.DoubleToInt64Bits(pair.Second.Y))
        && one.EqualsExact(other);

    [Fact]
    public void Every_geometry_reads_back_to_the_same_bits() => Prop.ForAll(
        Geometries(),
        geometry => SameBits(geometry, JsonSerializer.Deserialize<Geometry>(JsonSerializer.Serialize(geometry, s_options), s_options)!))
        .Check(Seeded.Config);

    [Fact]
    public void A_written_area_is_read_as_a_feature_with_the_same_points() => Prop.ForAll(
        Arb.From(from seed in Gen.Choose(0, int.MaxValue) from kind in Gen.Choose(2, 4) select Made(kind, new Random(seed))),
        geometry =>
        {
            string json = $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":{{JsonSerializer.Serialize(geometry, s_options)}}}]}""";
            GeoJsonReading reading = GeoJsonReader.ReadFeatures(Encoding.UTF8.GetBytes(json), GeoJsonLimits.Default);
            return reading.Faults.Count == 0 && SameBits(geometry, reading.Features[0].Geometry);
        }).Check(Seeded.Config);

    [Fact]
    public void Normalizing_twice_changes_nothing() => Prop.ForAll(
        Arb.From(from seed in Gen.Choose(0, int.MaxValue) from kind in Gen.Choose(2, 4) select Made(kind, new Random(seed)).Reverse()),
        geometry => AreaGeometry.Normalize(geometry).Geometry is { } once
            && SameBits(once, AreaGeometry.Normalize(once).Geometry!)
            && SameBits(once.Reverse(), geometry)).Check(Seeded.Config);

    [Fact]
    public void Geometry_is_written_longitude_first_without_altitude()
    {
        var polygon = (Polygon)new WKTReader().Read("POLYGON Z((0 0 9,10.5 0 9,1 -1e-7 9,0 0 9),(1 2 3,4 5 6,7 8 9,1 2 3))");
        Assert.Equal(
            """{"type":"Polygon","coordinates":[[[0,0],[10.5,0],[1,-1E-07],[0,0]],[[1,2],[4,5],[7,8],[1,2]]]}""",
            JsonSerializer.Serialize<Geometry>(polygon, s_options));
        Assert.Equal("""{"type":"LineString","coordinates":[[0,0],[10.5,0],[1,-1E-07],[0,0]]}""", JsonSerializer.Serialize<Geometry>(polygon.Shell, s_options));
    }

    [Fact]
    public void Geometries_stand_inside_documents_by_their_declared_kind()
    {
        var stored = new Stored("a", new WKTReader().Read("MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"), (Polygon)new WKTReader().Read("POLYGON((0 0,1 0,1 1,0 0))"));
        Stored read = JsonSerializer.Deserialize<Stored>(JsonSerializer.Serialize(stored, s_options), s_options)!;
        Assert.True(read.Outline.EqualsExact(stored.Outline) && read.Part!.EqualsExact(stored.Part));
        Assert.Null(JsonSerializer.Deserialize<Stored>("""{"Name":"a","Outline":{"type":"Point","coordinates":[1,2]},"Part":null}""", s_options)!.Part);
        JsonException wrong = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Stored>("""{"Part":{"type":"Point","coordinates":[1,2]}}""", s_options));
        Assert.Contains("must be Polygon, but it is 'Point'", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1]}""", "$.coordinates: A position")]
    [InlineData("""{"type":"Point","coordinates":[1,91]}""", "latitude 91")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2]]}""", "The line has 1 positions; it needs at least 2.")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""", "not closed")]
    [InlineData("""{"type":"MultiPoint","coordinates":[]}""", "$.type: The geometry type is 'MultiPoint'")]
    [InlineData("[]", "must be an object, but it is an array")]
    public void A_faulty_geometry_is_refused_in_words(string json, string words) =>
        Assert.Contains(words, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Geometry>(json, s_options)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("POLYGON EMPTY")]
    [InlineData("MULTIPOINT((1 2))")]
    public void What_has_no_form_is_not_written(string wkt) =>
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new WKTReader().Read(wkt), s_options));
}
