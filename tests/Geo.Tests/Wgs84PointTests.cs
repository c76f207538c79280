using System.Text.Json;
using Xunit;

namespace GridSteward.Geo.Tests;

public class Wgs84PointTests
{
    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(180.00000000000003, 0)]
    [InlineData(-180.00000000000003, 0)]
    [InlineData(0, 90.00000000000001)]
    [InlineData(0, -90.00000000000001)]
    public void A_point_off_the_earth_is_refused(double longitude, double latitude)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Wgs84Point(longitude, latitude));
        Assert.False(Wgs84Point.TryCreate(longitude, latitude, out _));
    }

    [Theory]
    [InlineData(180, 90)]
    [InlineData(-180, -90)]
    [InlineData(121.5, 25.04)]
    public void A_point_keeps_longitude_first(double longitude, double latitude)
    {
        Assert.True(Wgs84Point.TryCreate(longitude, latitude, out Wgs84Point point));
        Assert.Equal((longitude, latitude), (point.Longitude, point.Latitude));
        Assert.Equal((longitude, latitude), (point.ToCoordinate().X, point.ToCoordinate().Y));
    }

    [Fact]
    public void A_point_reads_back_to_the_same_bits()
    {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            var point = new Wgs84Point((random.NextDouble() * 360) - 180, (random.NextDouble() * 180) - 90);
            Assert.Equal(point, JsonSerializer.Deserialize<Wgs84Point>(JsonSerializer.Serialize(point)));
        }

        Assert.Equal("""{"longitude":0.1,"latitude":-0}""", JsonSerializer.Serialize(new Wgs84Point(0.1, -0.0)));
    }

    [Theory]
    [InlineData("""{"longitude":1}""")]
    [InlineData("""{"longitude":1,"latitude":2,"longitude":3}""")]
    [InlineData("""{"longitude":1,"latitude":2,"height":3}""")]
    [InlineData("""{"longitude":"1","latitude":2}""")]
    [InlineData("""{"longitude":181,"latitude":2}""")]
    [InlineData("""{"longitude":1e999,"latitude":2}""")]
    [InlineData("""{"longitude":null,"latitude":2}""")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    public void A_point_of_another_form_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Wgs84Point>(json));
}
