using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests;

public class GridIndexTests
{
    // Two squares of a hundredth of a degree beside each other on the equator, and a park above both.
    private static readonly GridIndex s_town = Index(
        ("G2", 1, "POLYGON((0.01 0,0.02 0,0.02 0.01,0.01 0.01,0.01 0))"),
        ("G1", 1, "POLYGON((0 0,0.01 0,0.01 0.01,0 0.01,0 0))"),
        ("S", 0, "POLYGON((0 0,0.02 0,0.02 0.01,0 0.01,0 0))"));

    // One area on both sides of the antimeridian and one on each.
    private static readonly GridIndex s_fiji = Index(
        ("BOTH", 0, "MULTIPOLYGON(((179.99 0,180 0,180 0.01,179.99 0.01,179.99 0)),((-180 0,-179.99 0,-179.99 0.01,-180 0.01,-180 0)))"),
        ("EAST", 0, "POLYGON((-180 0.02,-179.99 0.02,-179.99 0.03,-180 0.03,-180 0.02))"),
        ("WEST", 0, "POLYGON((179.98 0.02,179.99 0.02,179.99 0.03,179.98 0.03,179.98 0.02))"));

    private static GridIndex Index(params (string Code, int Level, string Wkt)[] shapes) =>
        GridIndex.Build([.. shapes.Select(shape => new AreaShape(shape.Code, shape.Level, new WKTReader().Read(shape.Wkt)))]);

    private static string Codes(IEnumerable<AreaShape> shapes) => string.Join(' ', shapes.Select(shape => shape.Code));

    [Fact]
    public void A_point_on_a_shared_edge_belongs_to_the_smallest_code()
    {
        AreaOwners owners = s_town.Locate(new(0.01, 0.005));
        Assert.Equal("G1", owners.At(1).Owner!.Code);
        Assert.Equal("G2", Codes(owners.At(1).Others));
        Assert.Equal("S", Codes(owners.At(0).All));
        Assert.Equal("G2", Codes(s_town.Locate(new(Math.BitIncrement(0.01), 0.005)).At(1).All));
        Assert.Equal("G1", Codes(s_town.Locate(new(Math.BitDecrement(0.01), 0.005)).At(1).All));
    }

    [Fact]
    public void A_point_outside_has_no_owner_on_any_level()
    {
        AreaOwners owners = s_town.Locate(new(5, 5));
        Assert.False(owners.Any);
        Assert.Equal([0, 1], owners.Levels.Select(level => level.Level));
        Assert.All(owners.Levels, level => Assert.Null(level.Owner));
        Assert.Null(owners.At(7).Owner);
        Assert.True(s_town.Locate(new(0, 0)).Any);
    }

    [Fact]
    public void Codes_are_ordered_ordinally() => Assert.Equal(
        "10 2 A a",
        Codes(Index(("a", 0, Wkt), ("2", 0, Wkt), ("A", 0, Wkt), ("10", 0, Wkt)).Locate(new(0.5, 0.5)).At(0).All));

    private const string Wkt = "POLYGON((0 0,1 0,1 1,0 1,0 0))";

    [Fact]
    public void Two_areas_of_one_level_cannot_have_one_code()
    {
        Assert.Contains("code x", Assert.Throws<ArgumentException>(() => Index(("x", 1, Wkt), ("x", 1, Wkt))).Message, StringComparison.Ordinal);
        Assert.Equal(2, Index(("x", 1, Wkt), ("x", 2, Wkt)).Shapes.Count);
    }

    [Theory]
    [InlineData("", 0, Wkt)]
    [InlineData("x", -1, Wkt)]
    [InlineData("x", 0, "POINT(1 2)")]
    [InlineData("x", 0, "POLYGON EMPTY")]
    public void A_shape_that_is_no_area_is_refused(string code, int level, string wkt) =>
        Assert.ThrowsAny<ArgumentException>(() => new AreaShape(code, level, new WKTReader().Read(wkt)));

    [Theory]
    [InlineData(0.005, 0.005, 0, "S G1")]
    [InlineData(0.01, 0.005, 0, "S G1 G2")]
    [InlineData(0.0099, 0.005, 11.1, "S G1")]
    [InlineData(0.0099, 0.005, 11.2, "S G1 G2")]
    [InlineData(-0.001, 0.005, 111.3, "")]
    [InlineData(-0.001, 0.005, 111.4, "S G1")]
    [InlineData(0.03, 0.02, 10_000, "S G1 G2")]
    public void A_circle_touches_what_it_reaches(double longitude, double latitude, double radiusMetres, string codes) =>
        Assert.Equal(codes, Codes(s_town.TouchedBy(new(longitude, latitude), radiusMetres)));

    [Theory]
    [InlineData(0.005, 0.005, 0, "G1", 0)]
    [InlineData(0.01, 0.005, 50, "G1", 0)]
    [InlineData(0.01, -0.001, 200, "G1", 110.574)]
    [InlineData(0.0101, -0.001, 200, "G2", 110.574)]
    [InlineData(0.02, 0.012, 500, "G2", 221.149)]
    [InlineData(-0.001, 0.005, 111, null, 0)]
    public void The_nearest_area_is_found_within_the_tolerance(double longitude, double latitude, double tolerance, string? code, double metres)
    {
        NearestArea? nearest = s_town.Nearest(new(longitude, latitude), 1, tolerance);
        Assert.Equal(code, nearest?.Area.Code);
        Assert.Equal(metres, nearest?.DistanceMetres ?? 0, 0.001);
        Assert.Null(s_town.Nearest(new(longitude, latitude), 5, tolerance));
    }

    [Theory]
    [InlineData(0.0099, 0.005, 50, "G2", 11.1319, 0.01, 0.005)]
    [InlineData(0.0099, 0.005, 11, null, 0, 0, 0)]
    [InlineData(0.01, 0.005, 5000, null, 0, 0, 0)]
    [InlineData(0.0101, -0.001, 5000, "G2", 110.574, 0.0101, 0)]
    public void The_runner_up_does_not_cover_the_point(double longitude, double latitude, double within, string? code, double metres, double atLongitude, double atLatitude)
    {
        NearestArea? other = s_town.NearestOther(new(longitude, latitude), 1, within);
        Assert.Equal(code, other?.Area.Code);
        Assert.Equal(metres, other?.DistanceMetres ?? 0, 0.001);
        Assert.Equal(atLongitude, other?.At.Longitude ?? 0, 1e-12);
        Assert.Equal(atLatitude, other?.At.Latitude ?? 0, 1e-12);
    }

    [Fact]
    public void The_nearest_place_of_an_area_is_the_point_itself_where_it_is_covered()
    {
        Assert.Equal(new(0.005, 0.005), s_town.Nearest(new(0.005, 0.005), 1, 10)!.At);
        Assert.Equal(new(0.01, 0.005), s_town.Shapes[1].NearestEdge(new(0.0098, 0.005)).At);
        Assert.Equal(new(0.02, 0.01), s_town.Nearest(new(0.03, 0.02), 1, 10_000)!.At);
    }

    [Fact]
    public void A_tie_goes_to_the_smallest_code_though_an_edge_has_another_vertex()
    {
        // Seen from below, both share the edge's line, but a vertex more, rounded, brings B nearer by 11 nanometres.
        GridIndex index = Index(("B", 0, "POLYGON((0 1,0.3 1.0999999999999,0.6 1.2,0 2,0 1))"), ("A", 0, "POLYGON((0 1,0.6 1.2,0.9 3,0 1))"));
        var random = new Random(4);
        int nearerToB = 0;
        for (int i = 0; i < 300; i++)
        {
            var point = new Wgs84Point(0.1 + (random.NextDouble() * 0.3), 0.9);
            nearerToB += index.Shapes[1].DistanceToEdgeMetres(point) < index.Shapes[0].DistanceToEdgeMetres(point) ? 1 : 0;
            Assert.Equal("A", index.Nearest(point, 0, 100_000)!.Area.Code);
        }

        Assert.InRange(nearerToB, 100, 300);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void A_radius_must_be_a_finite_number_of_metres(double metres)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => s_town.TouchedBy(new(0, 0), metres));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_town.Nearest(new(0, 0), 0, metres));
    }

    [Theory]
    [InlineData(179.999, 0.025, 300, "EAST")]
    [InlineData(-179.999, 0.015, 1500, "BOTH EAST WEST")]
    [InlineData(-179.995, -0.001, 120, "BOTH")]
    [InlineData(-179.995, 0.005, 100, "BOTH")]
    [InlineData(180, 0.025, 0, "EAST")]
    public void A_circle_near_the_antimeridian_looks_on_both_sides(double longitude, double latitude, double radiusMetres, string codes) =>
        Assert.Equal(codes, Codes(s_fiji.TouchedBy(new(longitude, latitude), radiusMetres)));

    [Fact]
    public void The_nearest_area_may_lie_across_the_antimeridian()
    {
        NearestArea nearest = s_fiji.Nearest(new(179.999, 0.025), 0, 1000)!;
        Assert.Equal("EAST", nearest.Area.Code);
        Assert.Equal(111.319, nearest.DistanceMetres, 0.001);
        Assert.Equal(0.005 * 110574.39, s_fiji.Shapes[0].DistanceToEdgeMetres(new(180, 0.005)), 0.01);
    }

    [Theory]
    [InlineData("-1,-1,1,1", "S G1 G2")]
    [InlineData("0.011,0.001,0.012,0.002", "S G2")]
    [InlineData("-1,-1,0,0", "S G1")]
    [InlineData("0.01,0.005,0.01,0.005", "S G1 G2")]
    [InlineData("0.021,0,1,1", "")]
    public void A_box_finds_what_it_shares_a_point_with(string box, string codes)
    {
        Assert.True(GeoBox.TryParse(box, out GeoBox parsed, out _));
        Assert.Equal(codes, Codes(s_town.Intersecting(parsed)));
    }

    [Theory]
    [InlineData("179.985,0,-179.995,1", "BOTH EAST WEST")]
    [InlineData("179.995,0,-179.995,0.03", "BOTH EAST")]
    [InlineData("179.995,0,180,0.03", "BOTH EAST")]
    [InlineData("-179.995,0,-179.991,1", "BOTH EAST")]
    [InlineData("-170,-1,170,1", "")]
    public void A_box_across_the_antimeridian_finds_both_sides(string box, string codes)
    {
        Assert.True(GeoBox.TryParse(box, out GeoBox parsed, out _));
        Assert.Equal(codes, Codes(s_fiji.Intersecting(parsed)));
    }

    [Fact]
    public void A_box_in_a_hole_is_not_in_the_area() => Assert.Empty(
        Index(("x", 0, "POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 6,6 6,6 3,3 3))")).Intersecting(new GeoBox(4, 4, 5, 5)));

    [Fact]
    public void The_hull_holds_every_area()
    {
        GridIndex index = GridIndex.Build(Tessellation.Make(5, 9, 9, 100, 30, 0.01));
        Geometry hull = index.Hull();
        Assert.All(index.Shapes, shape => Assert.True(hull.Covers(shape.Geometry)));
        Assert.Equal("POLYGON ((0 0, 0.02 0, 0.02 0.01, 0 0.01, 0 0))", s_town.Hull().AsText());
        Assert.True(GridIndex.Build([]).Hull().IsEmpty);
    }

    [Fact]
    public void The_hull_across_the_antimeridian_is_split_and_small()
    {
        Geometry hull = s_fiji.Hull();
        Assert.True(hull.IsValid);
        Assert.Equal("179.98,0,-179.99,0.03", GeoBox.Around(hull).ToString());
        Assert.All(s_fiji.Shapes, shape => Assert.True(hull.Covers(shape.Geometry)));
        Assert.InRange(hull.Area, 0.0006, 0.0009);
    }

    [Fact]
    public void An_empty_index_answers_nothing()
    {
        GridIndex index = GridIndex.Build([]);
        Assert.False(index.Locate(new(0, 0)).Any);
        Assert.Empty(index.TouchedBy(new(0, 0), 1000));
        Assert.Null(index.Nearest(new(0, 0), 0, 1000));
        Assert.Empty(index.Intersecting(new GeoBox(-180, -90, 180, 90)));
        Assert.Equal(0, index.SizeBytes);
    }

    [Fact]
    public void Lookups_from_many_threads_agree_with_one()
    {
        List<AreaShape> shapes = Tessellation.Make(6, 20, 20, 113, 23, 0.01);
        Wgs84Point[] points = [.. HardPoints.Of(shapes, 4000, 3)];
        GridIndex alone = GridIndex.Build(shapes);
        string[] expected = [.. points.Select(point => Answer(alone, point))];
        for (int round = 0; round < 10; round++)
        {
            GridIndex fresh = GridIndex.Build(shapes);
            string[] answers = new string[points.Length];
            Parallel.For(0, points.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => answers[i] = Answer(fresh, points[i]));
            Assert.Equal(expected, answers);
        }

        static string Answer(GridIndex index, Wgs84Point point) =>
            $"{string.Join('|', index.Locate(point).Levels.Select(level => Codes(level.All)))} {Codes(index.TouchedBy(point, 50))} {index.Nearest(point, 1, 500)?.Area.Code}";
    }
}
