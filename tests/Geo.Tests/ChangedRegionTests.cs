using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests;

/// <summary>Where an owner may be another: difference and changed edges, holes, slivers, the antimeridian.</summary>
public class ChangedRegionTests
{
    [Fact]
    public void A_filled_hole_concerns_its_inside_and_its_edge_only()
    {
        ChangedRegion region = Between("POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 6,6 6,6 3,3 3))", "POLYGON((0 0,9 0,9 9,0 9,0 0))");
        Assert.True(region.Holds(new(4, 4), 0));
        Assert.True(region.Holds(new(3, 4), 0));
        Assert.False(region.Holds(new(2, 4), 0));
        Assert.False(region.Holds(new(0, 4), 0));
        GeoBox box = Assert.Single(region.Boxes(1, 0));
        Assert.InRange(box.WidthDegrees, 3, 3.001);
    }

    /// <summary>A position put on a slanted edge bends it by some ulps: whoever lies on the edge can change owner, and no overlay shows it.</summary>
    [Fact]
    public void An_edge_bent_by_an_ulp_concerns_whoever_lies_on_it()
    {
        Coordinate a = new(114.0001234, 22.5001357), b = new(114.0127531, 22.5083179), c = new(114.02, 22.49);
        Coordinate middle = new(double.BitIncrement((a.X + b.X) / 2), (a.Y + b.Y) / 2);
        Geometry before = Shapes.Factory.CreatePolygon([a, c, b, a]), after = Shapes.Factory.CreatePolygon([a.Copy(), c.Copy(), b.Copy(), middle, a.Copy()]);
        var region = new ChangedRegion([(before, after)]);
        for (int i = 0; i <= 100; i++)
        {
            Assert.True(region.Holds(new(a.X + ((b.X - a.X) * i / 100), a.Y + ((b.Y - a.Y) * i / 100)), 0));
        }

        Assert.False(region.Holds(new(c.X, c.Y), 0));
    }

    [Fact]
    public void The_reach_goes_across_the_antimeridian()
    {
        ChangedRegion region = Between(null, "POLYGON((179.9 0,180 0,180 1,179.9 1,179.9 0))");
        Assert.True(region.Holds(new(-179.9999, 0.5), 50));
        Assert.False(region.Holds(new(-179.99, 0.5), 50));
        Assert.Contains(region.Boxes(4, 50), b => b.Contains(new(-179.9999, 0.5)));
    }

    [Fact]
    public void Boxes_of_a_long_slanted_strip_are_much_smaller_than_the_box_around_it()
    {
        ChangedRegion region = Between(null, "POLYGON((0 0,0.01 0,1.01 1,1 1,0 0))");
        IReadOnlyList<GeoBox> boxes = region.Boxes(16, 0);
        Assert.InRange(boxes.Count, 8, 16);
        Assert.InRange(boxes.Sum(b => b.WidthDegrees * (b.North - b.South)), 0.01, 0.15);
        for (int i = 0; i <= 1000; i++)
        {
            Wgs84Point point = new(0.005 + (i / 1000.0), i / 1000.0);
            Assert.True(region.Holds(point, 0) && boxes.Any(b => b.Contains(point)));
        }
    }

    [Fact]
    public void Equal_geometries_concern_nobody()
    {
        ChangedRegion region = Between("POLYGON((0 0,9 0,9 9,0 9,0 0))", "POLYGON((0 0,9 0,9 9,0 9,0 0))");
        Assert.True(region.IsEmpty);
        Assert.Empty(region.Boxes(16, 50));
        Assert.False(region.Holds(new(0, 0), 50));
    }

    private static ChangedRegion Between(string? before, string? after) => new([(Read(before), Read(after))]);

    private static Geometry? Read(string? wkt) => wkt is null ? null : new WKTReader(Shapes.Factory.GeometryServices).Read(wkt);
}
