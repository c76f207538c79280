using Xunit;

namespace GridSteward.Geo.Tests;

public class BearingTests
{
    // The bound is that in the documentation of BearingDegrees.
    [Theory]
    [InlineData(10, 70, 0.0001)]
    [InlineData(1_000, 70, 0.0001)]
    [InlineData(10_000, 70, 0.0001)]
    public void Bearings_keep_to_the_documented_error(double metres, double latitudes, double error)
    {
        var random = new Random(5);
        for (int i = 0; i < 5000; i++)
        {
            var from = new Wgs84Point((random.NextDouble() * 360) - 180, ((random.NextDouble() * 2) - 1) * latitudes);
            double azimuth = random.NextDouble() * 360;
            double found = LocalMetres.BearingDegrees(from, Geodesic.Direct(from, azimuth, metres));
            Assert.InRange(found, 0, Math.BitDecrement(360.0));
            Assert.Equal(0, Math.IEEERemainder(found - azimuth, 360), error);
        }
    }

    [Theory]
    [InlineData(10, 20, 10, 20, 0)]
    [InlineData(10, 20, 10, 21, 0)]
    [InlineData(10, 0, 11, 0, 90)]
    [InlineData(10, 20, 10, 19, 180)]
    [InlineData(10, 0, 9, 0, 270)]
    [InlineData(179.5, 0, -179.5, 0, 90)]
    [InlineData(10, 0, 9.9999999999999982, 1, 0)]
    public void North_is_zero_and_east_is_ninety(double lon0, double lat0, double lon1, double lat1, double degrees) =>
        Assert.Equal(0, Math.IEEERemainder(degrees - LocalMetres.BearingDegrees(new(lon0, lat0), new(lon1, lat1)), 360), 1e-9);
}
