using System.Text;
using System.Text.Json;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridSteward.Geo.Tests;

public class GeoJsonReaderTests
{
    [Theory]
    [InlineData("la/councils.geojson", 99)]
    [InlineData("la/districts.geojson", 15)]
    [InlineData("townships/taipei.geojson", 12)]
    [InlineData("townships/keelung.geojson", 7)]
    [InlineData("townships/chiayi.geojson", 2)]
    public void A_real_file_has_no_faults(string file, int features)
    {
        GeoJsonReading reading = GeoJsonReader.ReadFeatures(RealData.Read(file), GeoJsonLimits.Default);
        Assert.Empty(reading.Faults);
        Assert.Equal(features, reading.Features.Count);
        Assert.All(reading.Features, feature => Assert.True(feature.Geometry.IsValid));
        Assert.All(reading.Features, feature => Assert.True(Orientation.IsCCW(((Polygon)feature.Geometry.GetGeometryN(0)).ExteriorRing.CoordinateSequence)));
    }

    [Fact]
    public void The_four_invalid_councils_are_named()
    {
        GeoJsonReading reading = GeoJsonReader.ReadFeatures(RealData.Read("la/councils-older-4-invalid.geojson"), GeoJsonLimits.Default);
        Assert.Equal(4, reading.Faults.Select(fault => fault.Path).Distinct().Count());
        Assert.Equal(95, reading.Features.Count);
        Assert.All(reading.Faults, fault => Assert.Matches(@"^[A-Z].* at longitude -118\.\d+, latitude 3[34]\.\d+\.$", fault.Message));
        Assert.All(reading.Faults, fault => Assert.Matches(@"^\$\.features\[\d+\]\.geometry$", fault.Path));
    }

    [Fact]
    public void Chinese_names_come_through()
    {
        GeoJsonReading reading = GeoJsonReader.ReadFeatures(RealData.Read("townships/taipei.geojson"), GeoJsonLimits.Default);
        Assert.Contains("大安區", reading.Features.Select(feature => feature.Properties["TOWNNAME"].GetString()));
    }

    [Fact]
    public void Ids_properties_altitudes_foreign_members_and_a_byte_order_mark_are_taken()
    {
        const string Json = """
            {"type":"FeatureCollection","bbox":[0,0,1,1],"name":"x","features":[
              {"type":"Feature","id":12.50,"extra":{"a":1,"a":2},"properties":null,
               "geometry":{"coordinates":[[[0,0,5],[1,0,6],[1,1,7],[0,0,5]]],"type":"Polygon","note":"coordinates first"}},
              {"type":"Feature","id":"网格-1","properties":{"code":"01","deep":{"x":[1]}},
               "geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[0,1],[1,1],[0,0]]]]}}]}
            """;
        GeoJsonReading reading = GeoJsonReader.ReadFeatures((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Json)], GeoJsonLimits.Default);
        Assert.Empty(reading.Faults);
        Assert.Equal(["12.50", "网格-1"], reading.Features.Select(feature => feature.Id));
        Assert.Empty(reading.Features[0].Properties);
        GC.Collect();
        Assert.Equal("01", reading.Features[1].Properties["code"].GetString());
        Assert.Equal("""{"x":[1]}""", reading.Features[1].Properties["deep"].GetRawText());
        Assert.Equal("POLYGON ((0 0, 1 0, 1 1, 0 0))", reading.Features[0].Geometry.ToString());
        Assert.Equal("MULTIPOLYGON (((0 0, 1 1, 0 1, 0 0)))", reading.Features[1].Geometry.ToString());
        Assert.All(reading.Features[0].Geometry.Coordinates, position => Assert.True(double.IsNaN(position.Z)));
    }
}
