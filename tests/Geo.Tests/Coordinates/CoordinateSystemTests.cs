using NetTopologySuite.Geometries;
using Xunit;

namespace GridSteward.Geo.Tests;

public class CoordinateSystemTests
{
    [Fact]
    public void Every_tag_is_spelled_one_way_and_finds_its_system()
    {
        Assert.Equal(["wgs84", "cgcs2000", "gcj02", "bd09"], CoordinateSystems.All.Take(4).Select(s => s.Tag));
        Assert.Equal(Enumerable.Range(4513, 42).Select(code => $"EPSG:{code}"), CoordinateSystems.All.Skip(4).Select(s => s.Tag));
        foreach (CoordinateSystem system in CoordinateSystems.All)
        {
            Assert.True(CoordinateSystems.TryParse(system.Tag, out CoordinateSystem? parsed));
            Assert.Same(system, parsed);
            Assert.Same(system, CoordinateSystems.Find(system.Tag));
            Assert.False(CoordinateSystems.TryParse(system.Tag.StartsWith("EPSG", StringComparison.Ordinal) ? system.Tag.ToLowerInvariant() : system.Tag.ToUpperInvariant(), out _));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("wgs84 ")]
    [InlineData("EPSG:4326")]
    [InlineData("EPSG:4512")]
    [InlineData("EPSG:4555")]
    public void An_unknown_tag_is_refused(string? tag)
    {
        Assert.False(CoordinateSystems.TryParse(tag, out _));
        if (tag is not null)
        {
            Assert.Contains("wgs84, cgcs2000, gcj02, bd09, EPSG:4513", Assert.Throws<ArgumentException>(() => CoordinateSystems.Find(tag)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wgs84_and_Cgcs2000_are_taken_as_they_are_and_agree()
    {
        var point = new Wgs84Point(121.5, 25.04);
        foreach (CoordinateSystem same in new[] { CoordinateSystem.Wgs84, CoordinateSystem.Cgcs2000 })
        {
            Assert.Equal(point, same.ToWgs84(121.5, 25.04));
            Assert.Equal((121.5, 25.04), same.FromWgs84(point));
            Assert.Equal(CoordinateSystems.All.Where(other => other.IsWgs84), CoordinateSystems.All.Where(same.Agrees));
        }

        Assert.Equal([CoordinateSystem.Gcj02], CoordinateSystems.All.Where(CoordinateSystem.Gcj02.Agrees));
    }

    [Fact]
    public void There_and_back_is_the_same_place_in_every_system()
    {
        foreach (CoordinateSystem system in CoordinateSystems.All)
        {
            double meridian = system is GaussKruger { CentralMeridian: var degrees } ? degrees : 113;
            var point = new Wgs84Point(meridian + 0.7, 34.8);
            (double x, double y) = system.FromWgs84(point);
            Assert.Equal((null, null), system.Faults(x, y));
            Assert.True(Geodesic.Metres(point, system.ToWgs84(x, y)) < 1e-4, $"{system}: {x}, {y} -> {system.ToWgs84(x, y)}");
        }
    }

    [Theory]
    [InlineData(180.1, 0, "x")]
    [InlineData(double.NaN, 0, "x")]
    [InlineData(0, 90.1, "y")]
    [InlineData(0, double.NaN, "y")]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, "x")]
    public void What_is_nowhere_is_refused_by_every_system(double x, double y, string which)
    {
        foreach (CoordinateSystem system in CoordinateSystems.All)
        {
            var refused = Assert.Throws<ArgumentOutOfRangeException>(() => system.ToWgs84(x, y));
            Assert.True(refused.ParamName == which || !system.IsDegrees, $"{system}: {refused.Message}");
        }
    }

    [Fact]
    public void A_geometry_is_converted_position_by_position_to_the_same_bits()
    {
        Polygon shape = Shapes.Ring(new Random(7), 113.5, 34.8, 0.02, 40);
        foreach (CoordinateSystem system in CoordinateSystems.All.Where(s => s.IsDegrees))
        {
            Geometry converted = system.ToWgs84(shape);
            Assert.Equal(system.IsWgs84, ReferenceEquals(shape, converted));
            Assert.Equal(shape.Coordinates.Select(c => system.ToWgs84(c.X, c.Y).ToCoordinate()), converted.Coordinates);
            Assert.Equal(1, ((Polygon)converted).NumInteriorRings);
        }
    }
}
