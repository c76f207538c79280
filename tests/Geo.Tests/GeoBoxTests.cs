using System.Text.Json;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests;

public class GeoBoxTests
{
    [Theory]
    [InlineData("1,2,3,4", 1, 2, 3, 4)]
    [InlineData("-180,-90,180,90", -180, -90, 180, 90)]
    [InlineData("170.5,-20,-170,1e1", 170.5, -20, -170, 10)]
    public void A_box_is_west_south_east_north(string text, double west, double south, double east, double north)
    {
        Assert.True(GeoBox.TryParse(text, out GeoBox box, out string? fault), fault);
        Assert.Equal(new GeoBox(west, south, east, north), box);
        Assert.Equal(box, JsonSerializer.Deserialize<GeoBox>(JsonSerializer.Serialize(box)));
    }

    [Theory]
    [InlineData(null, "four numbers")]
    [InlineData("", "0 were given")]
    [InlineData("1,2,3", "3 were given")]
    [InlineData("1,2,3,4,5,6", "six numbers")]
    [InlineData("1,2,x,4", "'x' is not a number")]
    [InlineData("1,2,,4", "'' is not a number")]
    [InlineData("1, 2,3,4", "' 2' is not a number")]
    [InlineData("NaN,2,3,4", "not")]
    [InlineData("1e999,2,3,4", "west edge")]
    [InlineData("-181,2,3,4", "west edge -181")]
    [InlineData("1,-91,3,4", "south edge -91")]
    [InlineData("1,2,181,4", "east edge 181")]
    [InlineData("1,2,3,91", "north edge 91")]
    [InlineData("1,4,3,2", "south edge 4 lies above the north edge 2")]
    public void A_faulty_box_is_refused_in_words(string? text, string words)
    {
        Assert.False(GeoBox.TryParse(text, out _, out string? fault));
        Assert.Contains(words, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_of_no_numbers_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeoBox(double.NaN, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeoBox(0, 2, 1, 1));
    }

    [Fact]
    public void A_box_across_the_antimeridian_splits_in_two()
    {
        Assert.Equal([new GeoBox(170, 1, 180, 2), new GeoBox(-180, 1, -170, 2)], new GeoBox(170, 1, -170, 2).Split());
        Assert.Equal([new GeoBox(-170, 1, 170, 2)], new GeoBox(-170, 1, 170, 2).Split());
    }

    [Theory]
    [InlineData(175, 1, true)]
    [InlineData(-175, 1, true)]
    [InlineData(180, 0, true)]
    [InlineData(-180, 2, true)]
    [InlineData(0, 1, false)]
    [InlineData(175, 2.1, false)]
    public void A_crossing_box_contains_both_sides(double longitude, double latitude, bool inside) =>
        Assert.Equal(inside, new GeoBox(170, 0, -170, 2).Contains(new Wgs84Point(longitude, latitude)));

    [Theory]
    [InlineData("0,0,1,1", "1,1,2,2", true)]
    [InlineData("0,0,1,1", "1.1,0,2,1", false)]
    [InlineData("0,0,1,1", "0,1.1,1,2", false)]
    [InlineData("0,0,10,10", "2,2,3,3", true)]
    [InlineData("170,0,-170,1", "-175,0,-174,1", true)]
    [InlineData("170,0,-170,1", "160,0,169,1", false)]
    [InlineData("170,0,-170,1", "160,0,-175,1", true)]
    [InlineData("170,0,180,1", "-180,0,-170,1", true)]
    [InlineData("170,0,179,1", "-180,0,-170,1", false)]
    [InlineData("170,0,-170,1", "-180,0,180,1", true)]
    public void Boxes_intersect_where_they_share_a_point(string one, string other, bool meet)
    {
        Assert.True(GeoBox.TryParse(one, out GeoBox a, out _) & GeoBox.TryParse(other, out GeoBox b, out _));
        Assert.Equal(meet, a.Intersects(b));
        Assert.Equal(meet, b.Intersects(a));
    }

    [Theory]
    [InlineData("POLYGON((1 2,5 2,5 7,1 7,1 2))", "1,2,5,7")]
    [InlineData("MULTIPOLYGON(((170 1,180 1,180 2,170 2,170 1)),((-180 1,-179 1,-179 3,-180 3,-180 1)))", "170,1,-179,3")]
    [InlineData("MULTIPOLYGON(((10 1,20 1,20 2,10 1)),((30 1,40 1,40 3,30 1)))", "10,1,40,3")]
    [InlineData("POLYGON((-180 -10,180 -10,180 10,-180 10,-180 -10))", "-180,-10,180,10")]
    [InlineData("POINT(3 4)", "3,4,3,4")]
    public void The_box_around_a_geometry_is_the_narrowest(string wkt, string box) =>
        Assert.Equal(box, GeoBox.Around(new WKTReader().Read(wkt)).ToString());

    [Fact]
    public void An_empty_geometry_has_no_box() => Assert.Throws<ArgumentException>(() => GeoBox.Around(new WKTReader().Read("POLYGON EMPTY")));

    [Fact]
    public void A_wider_box_holds_every_place_within_the_distance_and_little_more()
    {
        var random = new Random(7);
        for (int i = 0; i < 3000; i++)
        {
            var centre = new Wgs84Point((random.NextDouble() * 360) - 180, (random.NextDouble() * 178) - 89);
            double metres = Math.Pow(10, random.NextDouble() * 6);
            GeoBox box = GeoBox.At(centre).ExpandedByMetres(metres);
            Wgs84Point there = Geodesic.Direct(centre, random.NextDouble() * 360, metres * 0.999999);
            Assert.True(box.Contains(there), $"{centre} + {metres} m = {there} is outside {box}");

            // Along the meridian it is the radius of curvature that decides; 1.2 % more than needed is still right.
            Assert.True(box.North >= 90 || Geodesic.Metres(centre, new Wgs84Point(centre.Longitude, box.North)) <= metres * 1.012);
        }
    }

    [Theory]
    [InlineData(179.999, 0, 1000, true)]
    [InlineData(-179.999, 0, 1000, true)]
    [InlineData(170, 0, 1000, false)]
    public void A_box_grows_across_the_antimeridian(double longitude, double latitude, double metres, bool crosses) =>
        Assert.Equal(crosses, GeoBox.At(new Wgs84Point(longitude, latitude)).ExpandedByMetres(metres).CrossesAntimeridian);

    [Fact]
    public void A_box_that_reaches_a_pole_takes_all_longitudes()
    {
        GeoBox box = GeoBox.At(new Wgs84Point(10, 89.999)).ExpandedByMetres(200);
        Assert.Equal((-180d, 180d, 90d), (box.West, box.East, box.North));
        Assert.Equal(new GeoBox(-180, -90, 180, 90), GeoBox.At(new Wgs84Point(0, 0)).ExpandedByMetres(1e9));
        Assert.Throws<ArgumentOutOfRangeException>(() => box.ExpandedByMetres(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => box.ExpandedByMetres(double.NaN));
    }
}
