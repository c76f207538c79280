using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Xunit;

namespace GridSteward.Geo.Tests;

public class EqualAreaTests
{
    [Fact]
    public void The_whole_earth_has_the_published_surface()
        => Assert.Equal(510_065_621_724_089, EqualArea.SquareMetres(Read("POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))")), 3e9);

    [Theory]
    [InlineData(0)]
    [InlineData(34.75)]
    [InlineData(-70)]
    public void A_small_square_has_the_product_of_its_sides(double latitude)
    {
        var (east, north) = Wgs84Ellipsoid.MetresPerDegree(latitude);
        Geometry square = Read($"POLYGON((113 {latitude - 0.0005},113.001 {latitude - 0.0005},113.001 {latitude + 0.0005},113 {latitude + 0.0005},113 {latitude - 0.0005}))");
        Assert.Equal(east * north * 1e-6, EqualArea.SquareMetres(square), east * north * 1e-6 * 1e-9);
    }

    [Fact]
    public void A_zone_between_two_parallels_is_what_its_many_thin_zones_come_to()
    {
        // A degree of longitude, five degrees of latitude, as trapezoids of a thousandth of a degree by the radii at their middle.
        double sum = 0;
        for (int i = 0; i < 5000; i++)
        {
            var (east, north) = Wgs84Ellipsoid.MetresPerDegree(30 + ((i + 0.5) / 1000));
            sum += east * north / 1000;
        }

        Assert.Equal(sum, EqualArea.SquareMetres(Read("POLYGON((10 30,11 30,11 35,10 35,10 30))")), sum * 1e-9);
    }

    [Fact]
    public void Holes_are_taken_out_and_rings_may_run_either_way()
    {
        double outer = EqualArea.SquareMetres(Read("POLYGON((0 0,4 0,4 4,0 4,0 0))"));
        double inner = EqualArea.SquareMetres(Read("POLYGON((1 1,1 2,2 2,2 1,1 1))"));
        Assert.Equal(outer - inner, EqualArea.SquareMetres(Read("POLYGON((0 0,0 4,4 4,4 0,0 0),(1 1,2 1,2 2,1 2,1 1))")), 1.0);
        Assert.Equal(outer + inner, EqualArea.SquareMetres(Read("MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((1 1,2 1,2 2,1 2,1 1)))")), 1.0);
        Assert.Equal(0, EqualArea.SquareMetres(Read("LINESTRING(0 0,4 4)")));
    }

    [Fact]
    public void Pieces_come_to_what_they_were_cut_from_to_a_square_centimetre()
    {
        for (int seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            double latitude = (random.NextDouble() * 140) - 70;
            Geometry whole = Shapes.Ring(random, 100, latitude, 0.1, 40);
            Geometry knife = Shapes.Star(random, 100.05, latitude, 0.1, 20);
            double pieces = EqualArea.SquareMetres(OverlayNGRobust.Overlay(whole, knife, SpatialFunction.Intersection)) + EqualArea.SquareMetres(OverlayNGRobust.Overlay(whole, knife, SpatialFunction.Difference));
            Assert.Equal(EqualArea.SquareMetres(whole), pieces, 0.01);
        }
    }

    private static Geometry Read(string wkt) => new WKTReader().Read(wkt);
}
