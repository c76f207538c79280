using System.Text;
using Xunit;

namespace GridSteward.Geo.Tests;

public class GeoJsonFaultTests
{
    private const string Square = """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}""";

    private static GeoJsonReading Read(string json) => GeoJsonReader.ReadFeatures(Encoding.UTF8.GetBytes(json), GeoJsonLimits.Default);

    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private static string Feature(string geometry, string rest = "") => $$"""{"type":"Feature","properties":{},"geometry":{{geometry}}{{rest}}}""";

    private static string Ring(string positions) => Feature($$"""{"type":"Polygon","coordinates":[[{{positions}}]]}""");

    private static void IsOnly(string path, string words, GeoJsonReading reading)
    {
        GeoFault fault = Assert.Single(reading.Faults);
        Assert.Equal(path, fault.Path);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Empty(reading.Features);
    }

    [Theory]
    [InlineData("[1]", "$", "must be an object, but it is an array")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "$.type", "must be 'Feature', but it is 'FeatureCollection'")]
    [InlineData("""{"type":"Feature","properties":3,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}""", "$.properties", "but are 3")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}}""", "$.geometry.coordinates[0]", "")]
    public void A_text_that_is_no_single_feature_is_refused_at_its_own_paths(string json, string path, string words)
    {
        GeoJsonReading reading = GeoJsonReader.ReadFeature(Encoding.UTF8.GetBytes(json), GeoJsonLimits.Default);
        Assert.Contains(reading.Faults, fault => fault.Path == path && fault.Message.Contains(words, StringComparison.Ordinal));
        Assert.Empty(reading.Features);
    }

    [Fact]
    public void One_feature_is_read_alone_as_it_is_in_a_collection()
    {
        string json = Feature(Square, ""","id":7""");
        GeoFeature alone = Assert.Single(GeoJsonReader.ReadFeature(Encoding.UTF8.GetBytes(json), GeoJsonLimits.Default).Features);
        GeoFeature listed = Assert.Single(Read(Collection(json)).Features);
        Assert.Equal(("$", "7"), (alone.Path, alone.Id));
        Assert.Equal("$.features[0]", listed.Path);
        Assert.True(alone.Geometry.EqualsExact(listed.Geometry));
    }

    [Theory]
    [InlineData("", "$", "breaks at byte 0")]
    [InlineData("{\"type\":\n\"FeatureCollection\",]}", "$", "breaks at byte 29")]
    [InlineData("[1]", "$", "must be a FeatureCollection, but it is an array")]
    [InlineData("null", "$", "but it is null")]
    [InlineData("{}", "$.type", "it is missing")]
    [InlineData("""{"type":"Feature"}""", "$.type", "must be 'FeatureCollection', but it is 'Feature'")]
    [InlineData("""{"type":7,"features":[]}""", "$.type", "it is 7")]
    [InlineData("""{"type":"FeatureCollection"}""", "$.features", "are missing")]
    [InlineData("""{"type":"FeatureCollection","features":{}}""", "$.features", "are an object")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "$.features", "holds no features")]
    [InlineData("""{"type":"FeatureCollection","features":[3]}""", "$.features[0]", "it is 3")]
    [InlineData("""{"type":"FeatureCollection","name":"\ud800","features":[]}""", "$", "string at byte 35 holds half a surrogate pair")]
    public void A_text_that_is_no_collection_is_refused(string json, string path, string words) => IsOnly(path, words, Read(json));

    [Theory]
    [InlineData("null", ".geometry", "it is null")]
    [InlineData("7", ".geometry", "it is 7")]
    [InlineData("{}", ".geometry.type", "type is missing")]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""", ".geometry.type", "type is 'Point'; an area is a Polygon or a MultiPolygon")]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""", ".geometry.type", "'GeometryCollection'")]
    [InlineData("""{"type":"polygon","coordinates":[]}""", ".geometry.type", "'polygon'")]
    [InlineData("""{"type":"Polygon"}""", ".geometry.coordinates", "missing")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", ".geometry.coordinates", "empty")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[]]}""", ".geometry.coordinates[0]", "empty")]
    [InlineData("""{"type":"Polygon","coordinates":[{}]}""", ".geometry.coordinates[0]", "array of positions, but it is an object")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[0,0],[1,0],[1,1]]]]}""", ".geometry.coordinates[1][0]", "has 3 positions")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"type":"Polygon"}""", ".geometry.type", "'type' stands twice")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"coordin\u0061tes":[]}""", ".geometry.coordinates", "stands twice")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}""", ".geometry", "Self-intersection at longitude 1, latitude 1.")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,60],[120,60],[-120,60],[0,60]]]}""", ".geometry", "around a pole")]
    public void A_geometry_that_is_no_area_is_refused(string geometry, string path, string words) =>
        IsOnly($"$.features[0]{path}", words, Read(Collection(Feature(geometry))));

    [Theory]
    [InlineData("[0,0],[1,0],[1,1],[0,1]", "", "not closed: it begins at longitude 0, latitude 0 and ends at longitude 0, latitude 1")]
    [InlineData("[0,0],[1,0],[0,0]", "", "has 3 positions; it needs at least 4")]
    [InlineData("[0,0],[1],[1,1],[0,0]", "[1]", "two or three finite numbers")]
    [InlineData("[0,0],[1,0,3,4],[1,1],[0,0]", "[1]", "two or three finite numbers")]
    [InlineData("[0,0],[1,0,null],[1,1],[0,0]", "[1]", "two or three finite numbers")]
    [InlineData("[0,0],[1,\"0\"],[1,1],[0,0]", "[1]", "two or three finite numbers")]
    [InlineData("[0,0],7,[1,1],[0,0]", "[1]", "two or three finite numbers")]
    [InlineData("[0,0],[1,0],[1,1e999],[0,0]", "[2]", "two or three finite numbers")]
    [InlineData("[0,0],[1,0],[1,1,-1e999],[0,0]", "[2]", "two or three finite numbers")]
    [InlineData("[0,0],[1,0],[180.5,1],[0,0]", "[2]", "longitude 180.5 is not in [-180, 180]")]
    [InlineData("[0,0],[1,0],[1,-90.5],[0,0]", "[2]", "latitude -90.5 is not in [-90, 90]")]
    [InlineData("[0,0],[1,0],[34.05,-118.2],[0,0]", "[2]", "latitude -118.2 is not in [-90, 90]. The order is longitude, latitude.")]
    public void A_faulty_ring_is_named_by_its_path(string positions, string path, string words) =>
        IsOnly($"$.features[1].geometry.coordinates[0]{path}", words, new GeoJsonReading([], Read(Collection(Feature(Square), Ring(positions))).Faults));

    [Theory]
    [InlineData("""{"type":"Feature","properties":[],"geometry":%}""", ".properties", "are an array")]
    [InlineData("""{"type":"Feature","properties":{"a":1,"a":2},"geometry":%}""", ".properties[\"a\"]", "'a' stands twice")]
    [InlineData("""{"type":"Feature","id":{},"geometry":%}""", ".id", "it is an object")]
    [InlineData("""{"type":"Feature","id":1,"id":2,"geometry":%}""", ".id", "'id' stands twice")]
    [InlineData("""{"type":"Feature","geometry":%,"geometry":null}""", ".geometry", "'geometry' stands twice")]
    [InlineData("""{"type":"Area","geometry":%}""", ".type", "must be 'Feature', but it is 'Area'")]
    [InlineData("""{"geometry":%}""", ".type", "it is missing")]
    [InlineData("""{"type":"Feature"}""", ".geometry", "it is missing")]
    public void A_faulty_feature_is_named_by_its_path(string feature, string path, string words) =>
        IsOnly($"$.features[0]{path}", words, Read(Collection(feature.Replace("%", Square, StringComparison.Ordinal))));

    [Theory]
    [InlineData("""{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}""", null)]
    [InlineData("""{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4326"}}""", null)]
    [InlineData("""{"type":"name","properties":{"name":"EPSG:3857"}}""", "is EPSG:3857;")]
    [InlineData("""{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4498"}}""", "is urn:ogc:def:crs:EPSG::4498;")]
    [InlineData("""{"type":"EPSG","properties":{"code":4326}}""", "without a name")]
    [InlineData("""{"type":"link"}""", "without a name")]
    [InlineData("\"GCJ02\"", "is 'GCJ02';")]
    [InlineData("null", "is null;")]
    public void A_reference_system_that_is_not_known_is_refused_by_name(string crs, string? words)
    {
        string json = $$"""{"type":"FeatureCollection","crs":{{crs}},"features":[{{Feature(Square)}}]}""";
        Assert.Equal(words is null ? [] : ["$.crs"], Read(json).Faults.Select(fault => fault.Path));
        Assert.Contains(words ?? "", string.Concat(Read(json).Faults.Select(fault => fault.Message)), StringComparison.Ordinal);
        string inside = Collection(Feature(Square, $""","crs":{crs}"""));
        Assert.Equal(words is null ? [] : ["$.features[0].crs"], Read(inside).Faults.Select(fault => fault.Path));
        string deeper = Collection(Feature($$"""{"crs":{{crs}},{{Square[1..]}}"""));
        Assert.Equal(words is null ? [] : ["$.features[0].geometry.crs"], Read(deeper).Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void Broken_utf8_is_named_by_its_byte()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"type":"FeatureCollection","name":"网格"}""");
        json[38] = (byte)'x';
        IsOnly("$", "not valid UTF-8 at byte 36.", GeoJsonReader.ReadFeatures(json, GeoJsonLimits.Default));
        IsOnly("$", "not valid UTF-8 at byte 39.", GeoJsonReader.ReadFeatures((byte[])[0xEF, 0xBB, 0xBF, .. json], GeoJsonLimits.Default));
        IsOnly("$", "not valid UTF-8 at byte 0.", GeoJsonReader.ReadFeatures(Encoding.Unicode.GetPreamble().Concat(json).ToArray(), GeoJsonLimits.Default));
    }

    [Fact]
    public void All_faults_are_reported_and_the_good_features_are_kept()
    {
        GeoJsonReading reading = Read(Collection(Feature(Square), Ring("[0,0],[200,0],[1,99],[0,0]"), Feature("null"), Feature(Square), Feature(Square, ""","id":[]""")));
        Assert.Equal([0, 3], reading.Features.Select(feature => feature.Index));
        Assert.Equal(
            ["$.features[1].geometry.coordinates[0][1]", "$.features[1].geometry.coordinates[0][2]", "$.features[2].geometry", "$.features[4].id"],
            reading.Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void A_flood_of_faults_ends_in_their_number()
    {
        string json = Collection([.. Enumerable.Repeat(Feature("null"), 130)]);
        IReadOnlyList<GeoFault> faults = Read(json).Faults;
        Assert.Equal(101, faults.Count);
        Assert.Equal("$.features[99].geometry", faults[99].Path);
        Assert.Equal(new GeoFault("$", "and 30 more"), faults[100]);
        Assert.Equal(100, Read(Collection([.. Enumerable.Repeat(Feature("null"), 100)])).Faults.Count);
    }

    [Fact]
    public void What_exceeds_a_limit_is_a_fault()
    {
        byte[] json = Encoding.UTF8.GetBytes(Collection(Feature(Square), Feature(Square)));
        IsOnly("$", $"at most {json.Length - 1}", GeoJsonReader.ReadFeatures(json, new GeoJsonLimits { MaxBytes = json.Length - 1 }));
        IsOnly("$.features", "at most 1 ", GeoJsonReader.ReadFeatures(json, new GeoJsonLimits { MaxFeatures = 1 }));
        IReadOnlyList<GeoFault> faults = GeoJsonReader.ReadFeatures(json, new GeoJsonLimits { MaxPositionsPerFeature = 3 }).Faults;
        Assert.Equal(["$.features[0].geometry.coordinates[0]", "$.features[1].geometry.coordinates[0]"], faults.Select(fault => fault.Path));
        Assert.Empty(GeoJsonReader.ReadFeatures(json, new GeoJsonLimits { MaxPositionsPerFeature = 4, MaxFeatures = 2, MaxBytes = json.Length }).Faults);
    }

    [Fact]
    public void The_limit_of_positions_is_for_all_rings_together()
    {
        byte[] json = Encoding.UTF8.GetBytes(Collection(Feature("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,0],[6,0],[6,1],[5,0]]]]}""")));
        IsOnly("$.features[0].geometry.coordinates[1][0]", "more than 7 positions", GeoJsonReader.ReadFeatures(json, new GeoJsonLimits { MaxPositionsPerFeature = 7 }));
        Assert.Empty(GeoJsonReader.ReadFeatures(json, new GeoJsonLimits { MaxPositionsPerFeature = 8 }).Faults);
    }

    [Fact]
    public void Nesting_without_end_is_a_fault() => IsOnly("$", "not JSON", Read(new string('[', 5000)));
}
