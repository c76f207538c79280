using System.Globalization;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests;

public class AreaGeometryTests
{
    private static Geometry Good(string wkt)
    {
        (Geometry? geometry, IReadOnlyList<string> faults) = AreaGeometry.Normalize(new WKTReader().Read(wkt));
        Assert.Empty(faults);
        Assert.True(geometry!.IsValid);
        foreach (Polygon polygon in Enumerable.Range(0, geometry.NumGeometries).Select(i => (Polygon)geometry.GetGeometryN(i)))
        {
            Assert.True(Orientation.IsCCW(polygon.ExteriorRing.CoordinateSequence));
            Assert.All(polygon.InteriorRings, hole => Assert.False(Orientation.IsCCW(hole.CoordinateSequence)));
        }

        return geometry;
    }

    [Theory]
    [InlineData("POLYGON((0 0,0 9,9 9,9 0,0 0))", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))")]
    [InlineData("POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 2,1 1))", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))")]
    [InlineData("MULTIPOLYGON(((0 0,0 9,9 9,9 0,0 0)))", "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)))")]
    [InlineData("POLYGON((0 0,9 0,9 0,9 9,0 9,0 0))", "POLYGON ((0 0, 9 0, 9 0, 9 9, 0 9, 0 0))")]
    [InlineData("POLYGON((0 0,5 0,9 0,9 9,0 9,0 0))", "POLYGON ((0 0, 5 0, 9 0, 9 9, 0 9, 0 0))")]
    [InlineData("POLYGON((0 80,10 80,5 90,0 80))", "POLYGON ((0 80, 10 80, 5 90, 0 80))")]
    public void Rings_are_turned_and_coordinates_kept(string wkt, string expected) => Assert.Equal(expected, Good(wkt).AsText());

    [Theory]
    [InlineData("POLYGON((0 0,2 2,2 0,0 2,0 0))", "Self-intersection at longitude 1, latitude 1.")]
    [InlineData("POLYGON((0 0,9 0,9 9,0 9,0 0),(20 20,21 20,21 21,20 20))", "Hole lies outside shell at longitude 2")]
    [InlineData("POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1),(2 2,3 2,3 3,2 2))", "Holes are nested at longitude")]
    [InlineData("POLYGON((0 0,9 0,9 9,0 9,0 0),(0 0,9 9,5 6,0 0))", "Interior is disconnected at longitude")]
    [InlineData("POLYGON((3 4,3 4,3 4,3 4))", "The area is zero: all its positions lie on one line at longitude 3, latitude 4.")]
    [InlineData("POLYGON((0 0,5 0,9 0,0 0))", "The area is zero: all its positions lie on one line at longitude 0, latitude 0.")]
    [InlineData("POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,2 2,2 2,2 2))", "Too few points in geometry component at longitude 2, latitude 2.")]
    [InlineData("MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((5 5,12 5,12 12,5 5)))", "Self-intersection at longitude")]
    [InlineData("MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((1 1,2 1,2 2,1 1)))", "Nested shells at longitude")]
    [InlineData("POLYGON EMPTY", "The area is empty.")]
    [InlineData("LINESTRING(0 0,1 1)", "An area is a Polygon or a MultiPolygon, not a LineString.")]
    [InlineData("POLYGON((0 0,181 0,9 9,0 0))", "The position longitude 181, latitude 0 is not on the earth.")]
    [InlineData("POLYGON((0 60,120 60,-120 60,0 60))", "The area goes around a pole at longitude 0, latitude 60")]
    [InlineData("POLYGON((-180 -80,-60 -70,60 -70,180 -80,180 -90,-180 -90,-180 -80))", "The area goes around a pole")]
    [InlineData("POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))", "The area is zero: all its positions lie on one line at longitude -180, latitude -90.")]
    [InlineData("POLYGON((170 0,-170 10,-170 0,170 10,170 0))", "Ring Self-intersection at longitude 180, latitude 5.")]
    [InlineData("POLYGON((175 0,-170 15,-170 0,-179 10,175 0))", "Self-intersection at longitude -17")]
    public void What_is_wrong_is_named_with_its_place(string wkt, string fault)
    {
        (Geometry? geometry, IReadOnlyList<string> faults) = AreaGeometry.Normalize(new WKTReader().Read(wkt));
        Assert.Null(geometry);
        Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_faulty_part_is_named() =>
        Assert.Equal(2, AreaGeometry.Normalize(new WKTReader().Read(
            "MULTIPOLYGON(((0 0,2 2,2 0,0 2,0 0)),((10 0,12 2,12 0,10 2,10 0)),((20 0,21 0,21 1,20 0)))")).Faults.Count);

    [Fact]
    public void A_position_that_is_not_a_number_is_refused()
    {
        var ring = new Coordinate[] { new(0, 0), new(double.NaN, 0), new(1, 1), new(0, 0) };
        Assert.Single(AreaGeometry.Normalize(new GeometryFactory().CreatePolygon(ring)).Faults);
    }

    [Theory]
    [InlineData("POLYGON((170 0,-170 0,-170 10,170 10,170 0))", 200)]
    [InlineData("POLYGON((-170 10,-170 0,170 0,170 10,-170 10))", 200)]
    [InlineData("POLYGON((170 0,180 0,-170 0,-170 10,-180 10,170 10,170 0))", 200)]
    [InlineData("POLYGON((170 0,-170 0,-170 10,170 10,170 0),(178 4,178 6,-178 6,-178 4,178 4))", 192)]
    [InlineData("POLYGON((170 0,-170 0,-170 10,170 10,170 0),(-174 4,-174 6,-172 6,-172 4,-174 4))", 196)]
    [InlineData("POLYGON((170 0,-170 0,-170 10,175 10,-170 20,170 20,170 0))", 325)]
    public void An_area_across_the_antimeridian_is_split_there(string wkt, double squareDegrees)
    {
        Geometry split = Good(wkt);
        Assert.IsType<MultiPolygon>(split);
        Assert.Equal(squareDegrees, split.Area, 1e-9);
        Assert.All(Enumerable.Range(0, split.NumGeometries), i => Assert.True(split.GetGeometryN(i).EnvelopeInternal is { MinX: >= 170, MaxX: 180 } or { MinX: -180, MaxX: <= -170 }));
        Assert.True(GeoBox.Around(split) is { West: 170, East: -170 });
    }

    [Fact]
    public void What_only_touches_the_antimeridian_stays_on_its_side()
    {
        Assert.Equal(100, Good("POLYGON((170 0,-180 0,-180 10,170 10,170 0))").Area, 1e-12);
        Assert.Equal("POLYGON ((-180 10, -180 0, -170 0, -170 10, -180 10))", Good("POLYGON((-180 0,-170 0,-170 10,180 10,-180 0))").AsText());
        Assert.Equal(3600, Good("POLYGON((180 0,-170 0,0 0,170 0,-180 0,-180 10,170 10,0 10,-170 10,180 10,180 0))").Area, 1e-12);
        Assert.Equal("POLYGON ((170 0, 180 0, 180 10, 170 0))", Good("POLYGON((170 0,180 0,180 10,170 0))").AsText());
        Assert.Equal("MULTIPOLYGON (((170 0, 180 0, 180 10, 170 0)), ((-180 0, -170 0, -180 10, -180 0)))",
            Good("MULTIPOLYGON(((170 0,180 0,180 10,170 0)),((-180 0,-170 0,-180 10,-180 0)))").AsText());
    }

    // Beyond 256 degrees unwrapped longitudes have coarser digits than the given ones.
    [Theory]
    [InlineData(-180)]
    [InlineData(-90)]
    public void A_split_keeps_the_given_coordinates_and_neighbours_share_its_points(double eastern)
    {
        var random = new Random(12);
        for (int i = 0; i < 500; i++)
        {
            string west = Position(random, 170, 10);
            string east = Position(random, eastern, 10);
            Geometry above = Good($"POLYGON(({west},{east},{Position(random, eastern, 40)},{Position(random, 170, 40)},{west}))");
            Geometry below = Good($"POLYGON(({east},{west},{Position(random, 170, -40)},{Position(random, eastern, -40)},{east}))");
            foreach (string given in new[] { west, east })
            {
                Coordinate position = new WKTReader().Read($"POINT({given})").Coordinate;
                Assert.Contains(position, above.Coordinates);
                Assert.Contains(position, below.Coordinates);
            }

            // Both names of the passage on the shared edge, bit by bit.
            Assert.Equal(2, above.Coordinates.Intersect(below.Coordinates).Count(position => Math.Abs(position.X) == 180));
        }
    }

    [Fact]
    public void Nested_parts_on_both_sides_are_found_after_the_split() =>
        Assert.Single(AreaGeometry.Normalize(new WKTReader().Read(
            "MULTIPOLYGON(((170 0,-170 0,-170 10,170 10,170 0)),((-175 2,-174 2,-174 3,-175 2)))")).Faults);

    // Somewhere in a square of ten degrees, in the digits that read back to the same numbers.
    private static string Position(Random random, double west, double south) =>
        string.Create(CultureInfo.InvariantCulture, $"{west + (random.NextDouble() * 10)} {south + (random.NextDouble() * 10)}");
}
