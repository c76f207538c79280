using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Tests.Assignments;

public class AreaPlacingTests
{
    // Metres of a step of 0.001 degree at 22.5 N on WGS-84 (National Geospatial-Intelligence Agency, length of a degree calculator).
    private const double East = 102.90;
    private const double North = 110.75;

    [Fact]
    public void A_point_has_one_area_a_level_topmost_first_with_its_version()
    {
        Place place = At(Town.Snapshot(Town.Squares()), 1.25, 0.5);
        Assert.Equal([new("community", "c1", "North Gate", 7), new("grid", "g2", "g2", 7)], place.Chain);
        Assert.Equal((Basis.Point, "town", 7), (place.Basis, place.Jurisdiction, place.Generation));
        Assert.Empty(place.OtherOwners);
        Assert.Empty(place.Flags);
        Assert.Equal("c1\u001fg2", place.AreaPath);
        Assert.Equal(0.25 * East, place.DistanceToEdgeMetres!.Value, 0.05);
    }

    [Theory]
    [InlineData(1, 0.5, "g1", "g2")]
    [InlineData(0.5, 1, "g1", "g3")]
    [InlineData(1, 1, "g1", "g2 g3 g4")]
    [InlineData(1, 1.5, "g3", "g4")]
    public void A_point_on_a_shared_edge_belongs_to_the_smallest_code_and_the_others_are_named(double x, double y, string owner, string others)
    {
        Place place = At(Town.Snapshot(Town.Squares().Reverse()), x, y);
        Assert.Equal(["c1", owner], place.Codes);
        Assert.Equal(others.Split(' '), place.OtherOwners.Select(o => o.Code));
        Assert.Equal([PlaceFlag.Overlap], place.Flags);
        Assert.Equal(0, place.DistanceToEdgeMetres);
    }

    [Fact]
    public void Where_areas_overlap_all_owners_are_named_first_by_code_ordinally()
    {
        Place place = At(Town.Snapshot(new Square("b", "grid", null, 0, 0), new Square("B", "grid", null, 0.5, 0), new Square("a", "grid", null, 0.4, 0)), 0.75, 0.5);
        Assert.Equal(["B"], place.Codes);
        Assert.Equal(["a", "b"], place.OtherOwners.Select(o => o.Code));
        Assert.Contains(PlaceFlag.Overlap, place.Flags);
    }

    [Fact]
    public void A_level_without_an_owner_is_left_out()
    {
        AreaSnapshot snapshot = Town.Snapshot(new Square("c1", "community", null, 0, 0, 2, 2), new Square("g1", "grid", "c1", 0, 0));
        Assert.Equal(["c1"], At(snapshot, 1.5, 1.5).Codes);
        Assert.Equal(["g9"], At(Town.Snapshot(new Square("g9", "grid", null, 0, 0)), 0.5, 0.5).Codes);
    }

    [Theory]
    [InlineData(0.40, true)]
    [InlineData(0.48, true)]
    [InlineData(0.49, false)]
    [InlineData(5, false)]
    public void Outside_all_areas_the_nearest_within_fifty_metres_takes_it_with_what_it_is_part_of(double steps, bool taken)
    {
        Place place = At(Town.Snapshot(Town.Squares()), 2 + steps, 0.5);
        if (taken)
        {
            Assert.Equal(["c1", "g2"], place.Codes);
            Assert.Equal([PlaceFlag.NearestWithinTolerance], place.Flags);
            Assert.Equal(steps * East, place.DistanceToEdgeMetres!.Value, 0.05);
            Assert.Contains("49.4", steps == 0.48 ? AssignmentReasons.OfPlace(place).First().En : "49.4", StringComparison.Ordinal);
        }
        else
        {
            Assert.Empty(place.Codes);
            Assert.Equal([PlaceFlag.OutsideAllAreas], place.Flags);
            Assert.Null(place.DistanceToEdgeMetres);
            Assert.Equal("", place.AreaPath);
        }
    }

    [Fact]
    public void Of_two_areas_equally_near_the_smallest_code_takes_it()
    {
        AreaSnapshot snapshot = Town.Snapshot(new Square("g2", "grid", null, 0, 0), new Square("g1", "grid", null, 1.5, 0));
        Assert.Equal(["g1"], At(snapshot, 1.25, 0.5).Codes);
        Assert.Equal(["g2"], At(snapshot, 1.24, 0.5).Codes);
    }

    [Fact]
    public void Covered_by_any_level_is_not_outside()
    {
        AreaSnapshot snapshot = Town.Snapshot(new Square("c1", "community", null, 0, 0, 2, 2), new Square("g1", "grid", "c1", 0, 0));
        Place place = At(snapshot, 1.1, 0.5);
        Assert.Equal(["c1"], place.Codes);
        Assert.Empty(place.Flags);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(0.0, "")]
    [InlineData(10.0, "")]
    [InlineData(10.4, "g2")]
    [InlineData(56.0, "g2 g3")]
    [InlineData(115.0, "g2 g3 g4")]
    public void Areas_that_the_accuracy_circle_touches_are_named_beside_the_chain(double? accuracy, string touched)
    {
        Place place = AreaPlacing.Of(Town.Snapshot(Town.Squares().Reverse()), Town.Point(0.9, 0.5), accuracy, 50, Basis.Point);
        Assert.Equal(["c1", "g1"], place.Codes);
        Assert.Equal(touched.Split(' ', StringSplitOptions.RemoveEmptyEntries), place.Touched);
        Assert.Equal(touched.Length > 0, place.Flags.Contains(PlaceFlag.NearBoundary));
    }

    [Fact]
    public void An_area_that_owns_the_point_too_is_not_only_touched()
        => Assert.DoesNotContain("g2", AreaPlacing.Of(Town.Snapshot(Town.Squares()), Town.Point(1, 0.5), 20, 50, Basis.Point).Touched);

    [Fact]
    public void An_area_known_by_its_code_comes_with_what_it_is_part_of_and_without_a_distance()
    {
        AreaSnapshot snapshot = Town.Snapshot(Town.Squares());
        Place place = AreaPlacing.OfArea(snapshot, snapshot.Find("g3")!, Basis.Card);
        Assert.Equal(["c1", "g3"], place.Codes);
        Assert.Null(place.DistanceToEdgeMetres);
        Assert.Empty(place.Flags);
    }

    [Fact]
    public void A_lineage_follows_parents_by_code_and_ends_where_they_do()
    {
        AreaSnapshot snapshot = Town.SnapshotOf(["town", "community", "grid"],
            [new("t", "town", null, 0, 0), new("c", "community", "t", 0, 0), new("g", "grid", "c", 0, 0), new("lone", "grid", null, 3, 0), new("orphan", "grid", "gone", 5, 0)]);
        Assert.Equal(["t", "c", "g"], snapshot.LineageCodes("g"));
        Assert.Equal(["lone"], snapshot.LineageCodes("lone"));
        Assert.Equal(["orphan"], snapshot.LineageCodes("orphan"));
        Assert.Equal(["unknown"], snapshot.LineageCodes("unknown"));
        Assert.Null(snapshot.Find("unknown"));
    }

    [Fact]
    public void Areas_of_a_level_that_the_settings_do_not_name_are_kept_and_locate_nothing()
    {
        AreaSnapshot all = Town.Snapshot(Town.Squares());
        var fewer = new AreaSnapshot("town", 7, ["community"], all.Areas);
        Assert.Equal(["c1"], AreaPlacing.Of(fewer, Town.Point(0.5, 0.5), null, 50, Basis.Point).Codes);
        Assert.NotNull(fewer.Find("g1"));
        Assert.Equal(-1, fewer.LevelOf(fewer.Find("g1")!));
    }

    [Fact]
    public void Every_place_is_what_covers_says_polygon_by_polygon()
    {
        int several = 0, outside = 0;
        Check.ForSeeds(60, random =>
        {
            Square[] squares = [.. Enumerable.Range(0, 12).Select(i => new Square($"{random.Next(100)}-{i}", random.Pick("community", "grid"), null, random.Next(4), random.Next(4), random.Next(1, 3), random.Next(1, 3)))];
            AreaSnapshot snapshot = Town.Snapshot(squares);
            for (int i = 0; i < 40; i++)
            {
                Wgs84Point point = Town.Point(random.Next(-1, 14) / 2.0, random.Next(-1, 14) / 2.0);
                Place place = AreaPlacing.Of(snapshot, point, null, 0, Basis.Point);
                string[][] covering = [.. new[] { "community", "grid" }.Select(level => snapshot.Areas
                    .Where(a => a.Level == level && a.Geometry!.Covers(new NetTopologySuite.Geometries.Point(point.ToCoordinate())))
                    .Select(a => a.Code).Order(StringComparer.Ordinal).ToArray())];
                Assert.Equal(covering.Where(c => c.Length > 0).Select(c => c[0]), place.Codes);
                Assert.Equal(covering.SelectMany(c => c.Skip(1)), place.OtherOwners.Select(o => o.Code));
                several += place.OtherOwners.Count > 0 ? 1 : 0;
                outside += place.Codes.Count == 0 ? 1 : 0;
            }
        });
        Assert.InRange(several, 300, 2300);
        Assert.InRange(outside, 100, 1500);
    }

    private static Place At(AreaSnapshot snapshot, double x, double y) => AreaPlacing.Of(snapshot, Town.Point(x, y), null, 50, Basis.Point);
}
