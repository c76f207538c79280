using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests;

public class LocalMetresTests
{
    // The equator's degree is a·π/180; the quadrant of the meridian is in NGA.STND.0036; Flinders Peak to Buninyong is the worked example of the
    // GDA technical manual (GRS 80: 0.1 mm of difference); JFK to Heathrow is the example in the GeographicLib manual of GeodSolve.
    [Theory]
    [InlineData(0, 0, 1, 0, 111319.4908, 0.0001)]
    [InlineData(0, 0, 0, 90, 10001965.729, 0.001)]
    [InlineData(144.42486788888888, -37.951033416666665, 143.92649552777777, -37.65282113888889, 54972.271, 0.001)]
    [InlineData(-73.8, 40.6, -0.5, 51.6, 5551759.400, 0.001)]
    public void The_oracle_gives_the_published_distances(double lon0, double lat0, double lon1, double lat1, double metres, double tolerance) =>
        Assert.Equal(metres, Geodesic.Metres(new(lon0, lat0), new(lon1, lat1)), tolerance);

    [Fact]
    public void The_direct_oracle_is_the_inverse_of_the_inverse_one()
    {
        var random = new Random(3);
        for (int i = 0; i < 500; i++)
        {
            var from = new Wgs84Point((random.NextDouble() * 360) - 180, (random.NextDouble() * 170) - 85);
            Assert.Equal(54321, Geodesic.Metres(from, Geodesic.Direct(from, random.NextDouble() * 360, 54321)), 0.0005);
        }
    }

    // The bounds are those in the documentation of LocalMetres.
    [Theory]
    [InlineData(1_000, 45, 1.4e-6)]
    [InlineData(10_000, 45, 0.0014)]
    [InlineData(10_000, 60, 0.004)]
    [InlineData(10_000, 70, 0.009)]
    [InlineData(10_000, 80, 0.04)]
    [InlineData(10_000, 85, 0.16)]
    [InlineData(100_000, 45, 1.4)]
    [InlineData(100_000, 70, 9.1)]
    public void Distances_keep_to_the_documented_error(double metres, double latitudes, double error)
    {
        var random = new Random(5);
        for (int i = 0; i < 5000; i++)
        {
            var from = new Wgs84Point((random.NextDouble() * 360) - 180, ((random.NextDouble() * 2) - 1) * latitudes);
            Wgs84Point to = Geodesic.Direct(from, random.NextDouble() * 360, metres);
            Assert.Equal(metres, LocalMetres.DistanceMetres(from, to), error);
            Assert.Equal(LocalMetres.DistanceMetres(from, to), LocalMetres.DistanceMetres(to, from), 1e-8);
        }
    }

    [Theory]
    [InlineData(1_000, 0.001)]
    [InlineData(10_000, 1)]
    public void A_segment_is_as_near_as_its_nearest_place(double metres, double error)
    {
        var random = new Random(11);
        for (int i = 0; i < 300; i++)
        {
            var point = new Wgs84Point((random.NextDouble() * 350) - 175, (random.NextDouble() * 140) - 70);
            Wgs84Point start = Geodesic.Direct(point, random.NextDouble() * 360, metres);
            Wgs84Point end = Geodesic.Direct(start, random.NextDouble() * 360, metres * 2);
            Assert.Equal(NearestOfMany(point, start, end), LocalMetres.DistanceToSegmentMetres(point, start, end), error);
            Assert.Equal(LocalMetres.DistanceToSegmentMetres(point, end, start), LocalMetres.DistanceToSegmentMetres(point, start, end));
        }
    }

    [Theory]
    [InlineData("POLYGON((0 0,0.02 0,0.02 0.02,0 0.02,0 0))", 0.01, 0.001, 110.574)]
    [InlineData("POLYGON((0 0,0.02 0,0.02 0.02,0 0.02,0 0))", -0.001, 0.01, 111.319)]
    [InlineData("POLYGON((0 0,0.02 0,0.02 0.02,0 0.02,0 0),(0.009 0.009,0.009 0.011,0.011 0.011,0.011 0.009,0.009 0.009))", 0.01, 0.0085, 55.287)]
    [InlineData("POLYGON((0 0,0.02 0,0.02 0.02,0 0.02,0 0))", 0.02, 0.01, 0)]
    [InlineData("POLYGON((-180 0,-179.98 0,-179.98 0.02,-180 0.02,-180 0))", 179.999, 0.01, 111.319)]
    [InlineData("POLYGON((179.98 0,180 0,180 0.02,179.98 0.02,179.98 0))", -179.999, 0.01, 111.319)]
    public void The_edge_of_an_area_is_measured_from_inside_and_outside(string wkt, double longitude, double latitude, double metres) =>
        Assert.Equal(metres, LocalMetres.DistanceToEdgeMetres(new(longitude, latitude), new WKTReader().Read(wkt)), 0.001);

    [Fact]
    public void The_cut_at_the_antimeridian_is_no_edge_but_what_sticks_out_is()
    {
        Geometry area = new WKTReader().Read(
            "MULTIPOLYGON(((179.98 0,180 0,180 0.02,179.98 0.02,179.98 0)),((-180 0,-179.98 0,-179.98 0.03,-180 0.03,-180 0)))");
        Assert.Equal(0.01 * 110574.39, LocalMetres.DistanceToEdgeMetres(new(180, 0.01), area), 0.01);
        Assert.Equal(0.001 * 111319.49, LocalMetres.DistanceToEdgeMetres(new(-179.999, 0.025), area), 0.01);
    }

    [Fact]
    public void A_long_edge_is_met_around_the_far_side()
    {
        // From 10 west the edge lies between 10 and 180 degrees further east.
        double near = LocalMetres.DistanceToSegmentMetres(new(-10, 0), new(0, 0), new(175, 0));
        Assert.Equal(10 * 111319.4908, near, 1);
        Assert.Equal(5 * 111319.4908, LocalMetres.DistanceToSegmentMetres(new(-180, 0), new(0, 0), new(175, 0)), 1);
    }

    [Fact]
    public void Something_without_lines_has_no_edge() =>
        Assert.Throws<ArgumentException>(() => LocalMetres.DistanceToEdgeMetres(new(0, 0), new WKTReader().Read("POINT(1 2)")));

    private static double NearestOfMany(Wgs84Point point, Wgs84Point start, Wgs84Point end)
    {
        (double from, double to) = (0, 1);
        double least = 0;
        for (int round = 0; round < 5; round++)
        {
            double step = (to - from) / 40;
            (least, double at) = Enumerable.Range(0, 41).Select(i => from + (i * step)).Select(t => (Geodesic.Metres(point, Along(start, end, t)), t)).Min();
            (from, to) = (Math.Max(0, at - step), Math.Min(1, at + step));
        }

        return least;
    }

    private static Wgs84Point Along(Wgs84Point start, Wgs84Point end, double t) => new(
        Math.IEEERemainder(start.Longitude + (t * Math.IEEERemainder(end.Longitude - start.Longitude, 360)), 360),
        start.Latitude + (t * (end.Latitude - start.Latitude)));
}
