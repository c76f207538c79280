using System.Text.Json;
using Xunit;

namespace GridSteward.Geo.Tests;

public class CoordinateSystemTests
{
    [Theory]
    [InlineData("wgs84", CoordinateSystem.Wgs84)]
    [InlineData("cgcs2000", CoordinateSystem.Cgcs2000)]
    [InlineData("gcj02", CoordinateSystem.Gcj02)]
    [InlineData("bd09", CoordinateSystem.Bd09)]
    public void Every_tag_is_spelled_one_way(string tag, CoordinateSystem system)
    {
        Assert.True(CoordinateSystems.TryParse(tag, out CoordinateSystem parsed));
        Assert.Equal(system, parsed);
        Assert.Equal(tag, system.Tag());
        Assert.Equal($"\"{tag}\"", JsonSerializer.Serialize(system));
        Assert.Equal(system, JsonSerializer.Deserialize<CoordinateSystem>($"\"{tag}\""));
        Assert.False(CoordinateSystems.TryParse(tag.ToUpperInvariant(), out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("wgs84 ")]
    [InlineData("epsg:4326")]
    public void An_unknown_tag_is_refused(string? tag) => Assert.False(CoordinateSystems.TryParse(tag, out _));

    [Fact]
    public void Wgs84_and_Cgcs2000_are_taken_as_they_are()
    {
        var point = new Wgs84Point(121.5, 25.04);
        Assert.Equal(point, CoordinateSystems.ToWgs84(CoordinateSystem.Wgs84, 121.5, 25.04));
        Assert.Equal(point, CoordinateSystems.ToWgs84(CoordinateSystem.Cgcs2000, 121.5, 25.04));
    }

    [Fact]
    public void The_obfuscated_systems_are_known_but_not_converted()
    {
        foreach (CoordinateSystem system in Enum.GetValues<CoordinateSystem>())
        {
            bool obfuscated = system is CoordinateSystem.Gcj02 or CoordinateSystem.Bd09;
            Assert.Equal(!obfuscated, CoordinateSystems.IsSupported(system));
            Assert.Equal(obfuscated, Record.Exception(() => CoordinateSystems.ToWgs84(system, 1, 2)) is NotSupportedException);
        }
    }
}
