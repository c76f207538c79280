using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Tests.Worlds;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Reassignment;

/// <summary>What two generations differ in: never too little, and not much too much.</summary>
public class AreaDifferenceTests
{
    private const double Tolerance = 50;

    [Fact]
    public void Where_a_place_differs_it_is_in_the_region_or_goes_by_a_parent_that_has_changed()
    {
        int differing = 0, inBoxes = 0, points = 0;
        Check.ForSeeds(150, random =>
        {
            RandomAreas areas = new(random);
            AreaSnapshot before = areas.Snapshot();
            areas.Edit();
            AreaSnapshot after = areas.Snapshot();
            AreaDifference difference = AreaDifference.Between(before.Areas, after.Areas);
            IReadOnlyList<GeoBox> boxes = difference.Region.Boxes(Candidates.MostBoxes, Tolerance);
            Assert.InRange(boxes.Count, 0, Candidates.MostBoxes);
            for (int i = 0; i < 200; i++)
            {
                Wgs84Point point = areas.Point();
                bool holds = difference.Region.Holds(point, Tolerance);
                bool boxed = boxes.Any(b => b.Contains(point));
                Assert.True(boxed || !holds, $"{point} is in the region and in none of its boxes.");
                points++;
                inBoxes += boxed ? 1 : 0;
                Place was = At(before, point), now = At(after, point);
                if (was.Codes.SequenceEqual(now.Codes))
                {
                    continue;
                }

                differing++;
                bool byParents = was.Flags.Contains(PlaceFlag.NearestWithinTolerance) && was.Codes.Any(difference.Reparented.Contains);
                Assert.True(holds || byParents, $"{point} went from {was.AreaPath} to {now.AreaPath}.");
            }
        });
        Assert.InRange(differing, 500, points / 4);
        Assert.InRange(inBoxes, differing, points * 2 / 3);
    }

    [Fact]
    public void Equal_generations_and_new_names_make_no_difference()
    {
        AreaSnapshot before = Town.Snapshot(Town.Squares());
        Assert.True(AreaDifference.Between(before.Areas, before.Areas).IsEmpty);
        AreaSnapshot named = Town.Snapshot(Town.Squares().Select(s => s with { Name = "new" }));
        AreaDifference difference = AreaDifference.Between(before.Areas, named.Areas);
        Assert.True(difference.IsEmpty);
        Assert.Empty(difference.Region.Boxes(16, 50));
    }

    [Fact]
    public void A_moved_border_concerns_the_strip_that_changed_hands_and_what_is_near_it()
    {
        AreaSnapshot before = Town.Snapshot(Town.Squares());
        AreaSnapshot after = Town.Snapshot(Town.Squares().Select(s => s.Code == "g1" ? s with { Width = 0.9 } : s.Code == "g2" ? s with { X = 0.9, Width = 1.1 } : s));
        AreaDifference difference = AreaDifference.Between(before.Areas, after.Areas);
        Assert.True(difference.Region.Holds(Town.Point(0.95, 0.5), 0));
        Assert.True(difference.Region.Holds(Town.Point(0.9, 0.5), 0));
        Assert.False(difference.Region.Holds(Town.Point(0.85, 0.5), 0));
        Assert.True(difference.Region.Holds(Town.Point(0.85, 0.5), 6));
        Assert.False(difference.Region.Holds(Town.Point(1.5, 1.5), Tolerance));
        Assert.Empty(difference.Reparented);
    }

    [Fact]
    public void Codes_that_come_end_or_change_level_concern_all_of_their_ground()
    {
        AreaSnapshot before = Town.Snapshot(Town.Squares());
        AreaSnapshot ended = Town.Snapshot(Town.Squares()[..4]);
        AreaDifference difference = AreaDifference.Between(before.Areas, ended.Areas);
        Assert.Equal(["g4"], difference.Ended);
        Assert.True(difference.Region.Holds(Town.Point(1.5, 1.5), 0));
        Assert.True(AreaDifference.Between(ended.Areas, before.Areas) is { Adds: true, Ended.Count: 0 });
        AreaSnapshot lifted = Town.Snapshot(Town.Squares().Select(s => s.Code == "g4" ? s with { Level = "community", Parent = null } : s));
        AreaDifference levels = AreaDifference.Between(before.Areas, lifted.Areas);
        Assert.True(levels.Region.Holds(Town.Point(1.5, 1.5), 0));
        Assert.False(levels.Region.Holds(Town.Point(0.5, 0.5), 0));
        Assert.Equal(["g4"], levels.Reparented);
    }

    [Fact]
    public void Two_small_changes_far_apart_make_two_small_boxes()
    {
        AreaSnapshot before = Town.Snapshot(new Square("a", "grid", null, 0, 0), new Square("b", "grid", null, 500, 500));
        AreaSnapshot after = Town.Snapshot(new Square("a", "grid", null, 0, 0, 1.1), new Square("b", "grid", null, 500, 500, 1.1));
        IReadOnlyList<GeoBox> boxes = AreaDifference.Between(before.Areas, after.Areas).Region.Boxes(16, 0);
        Assert.InRange(boxes.Count, 2, 16);
        Assert.InRange(boxes.Sum(b => b.WidthDegrees * (b.North - b.South)), 0, 1e-6);
        Assert.Single(AreaDifference.Between(before.Areas, after.Areas).Region.Boxes(1, 0));
    }

    private static Place At(AreaSnapshot snapshot, Wgs84Point point) => AreaPlacing.Of(snapshot, point, null, Tolerance, Basis.Point);
}
