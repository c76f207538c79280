using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Assignments;

/// <summary>How a point lies among its neighbours. Steps are about 102.9 m east and 110.75 m north.</summary>
public class AreaSurroundingsTests
{
    [Theory]
    [InlineData(0.5, 0.97, "g3", 3.33, "North", 0)]
    [InlineData(0.97, 0.5, "g2", 3.09, "East", 90)]
    [InlineData(1.03, 0.5, "g1", 3.09, "West", 270)]
    [InlineData(1.5, 1.02, "g2", 2.22, "South", 180)]
    public void The_nearest_change_says_how_far_it_is_which_way_and_to_what(double x, double y, string to, double metres, string direction, double bearing)
    {
        Surroundings found = Around(Town.Snapshot(Town.Squares()), x, y);
        NearestChange change = found.Change!;
        Assert.Equal((to, direction), (change.Code, change.Direction.ToString()));
        Assert.Equal(metres, change.Metres, 0.03);
        Assert.Equal(0, Math.IEEERemainder(change.BearingDegrees - bearing, 360), 0.2);
        LevelSurroundings grid = found.Levels[1];
        Assert.Equal((to, direction), (grid.RunnerUp!.Code, grid.RunnerUp.Direction.ToString()));
        Assert.InRange(change.Metres - grid.RunnerUp.DistanceMetres, 0.005, 0.025);
        Assert.Equal(grid.EdgeMetres!.Value, grid.RunnerUp.DistanceMetres, 0.011);
        Reason words = Assert.Single(AssignmentReasons.OfSurroundings(found));
        Assert.StartsWith(metres > 3.1 ? "3.4 m" : metres > 3 ? "3.1 m" : "2.3 m", words.En, StringComparison.Ordinal);
        Assert.EndsWith($"m {direction.ToLowerInvariant()} it would be {to}.", words.En, StringComparison.Ordinal);
        Assert.Contains(direction switch { "North" => "向北", "East" => "向东", "West" => "向西", _ => "向南" }, words.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_are_named_topmost_first_also_where_no_area_of_theirs_has_the_point()
    {
        AreaSnapshot snapshot = Town.Snapshot(new Square("c1", "community", null, 0, 0, 2, 2, "North Gate"), new Square("g1", "grid", "c1", 0, 0));
        Surroundings found = Around(snapshot, 1.1, 0.5);
        Assert.Equal([("community", "c1"), ("grid", null)], found.Levels.Select(l => (l.Level, l.Code)));
        Assert.Null(found.Levels[1].EdgeMetres);
        Assert.Equal(("g1", Direction.West), (found.Levels[1].RunnerUp!.Code, found.Change!.Direction));
        Assert.Equal("g1", found.Change.Code);
        Assert.Null(found.Levels[0].RunnerUp);
    }

    [Fact]
    public void Beyond_the_last_area_it_is_outside_only_where_the_tolerance_ends_there_too()
    {
        AreaSnapshot snapshot = Town.Snapshot(new Square("g1", "grid", null, 0, 0));
        Assert.Null(Around(snapshot, 0.5, 0.97, tolerance: 50).Change);
        NearestChange change = Around(snapshot, 0.5, 0.97, tolerance: 0).Change!;
        Assert.Equal((null, Direction.North), (change.Code, change.Direction));
    }

    [Fact]
    public void In_an_overlap_what_would_stay_with_the_smaller_code_is_not_said_to_change()
    {
        // A larger code begins two metres north and changes nothing; the own edge further on does.
        AreaSnapshot snapshot = Town.Snapshot(new Square("a", "grid", null, 0, 0), new Square("b", "grid", null, 0, 0.9, 1, 2));
        Surroundings found = Around(snapshot, 0.5, 0.88);
        Assert.Equal("b", found.Levels[1].RunnerUp!.Code);
        Assert.Equal(2.22, found.Levels[1].RunnerUp!.DistanceMetres, 0.02);
        Assert.Equal(("b", 13.3), (found.Change!.Code, Math.Round(found.Change.Metres, 1)));
    }

    [Fact]
    public void Nothing_further_than_a_kilometre_is_said()
    {
        AreaSnapshot snapshot = Town.Snapshot(new Square("a", "grid", null, 0, 0, 30, 30), new Square("b", "grid", null, 30, 0, 30, 30));
        Surroundings far = Around(snapshot, 15, 15);
        Assert.Null(far.Change);
        Assert.Null(far.Levels[1].RunnerUp);
        Assert.Equal("b", Around(snapshot, 20.5, 15).Change!.Code);
    }

    [Fact]
    public void Whatever_is_said_was_asked_for_on_any_map()
    {
        int said = 0, overlaps = 0;
        Check.ForSeeds(60, random =>
        {
            Square[] squares = [.. Enumerable.Range(0, 12).Select(i => new Square($"{random.Next(100)}-{i}", random.Pick("community", "grid"), null, random.Next(4), random.Next(4), random.Next(1, 3), random.Next(1, 3)))];
            AreaSnapshot snapshot = Town.Snapshot(squares);
            for (int i = 0; i < 20; i++)
            {
                Wgs84Point point = Town.Point(random.Next(2) == 0 ? random.Next(-1, 14) / 2.0 : random.NextDouble() * 6, random.NextDouble() * 6);
                Place place = AreaPlacing.Of(snapshot, point, null, 20, Basis.Point);
                Surroundings found = AreaSurroundings.Of(snapshot, place, point, 20);
                Assert.Equal(place.DistanceToEdgeMetres, place.Chain.Count == 0 ? null : found.Levels.Last(l => l.Code == place.Codes[^1]).EdgeMetres);
                if (found.Change is not { } change)
                {
                    continue;
                }

                Place there = AreaPlacing.Of(snapshot, change.At, null, 20, Basis.Point);
                Assert.NotEqual(place.AreaPath, there.AreaPath);
                Assert.Equal(change.Code, there.Chain.Count == 0 ? null : there.Codes[^1]);
                Assert.InRange(change.Metres - LocalMetres.DistanceMetres(point, change.At), 0, 0.0101);
                said++;
                overlaps += place.OtherOwners.Count > 0 ? 1 : 0;
            }
        });
        Assert.InRange(said, 600, 1200);
        Assert.InRange(overlaps, 50, 1100);
    }

    private static Surroundings Around(AreaSnapshot snapshot, double x, double y, double tolerance = 50)
    {
        Wgs84Point point = Town.Point(x, y);
        return AreaSurroundings.Of(snapshot, AreaPlacing.Of(snapshot, point, null, tolerance, Basis.Point), point, tolerance);
    }
}
