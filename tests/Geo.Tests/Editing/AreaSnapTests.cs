using GridSteward.Geo.Editing;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridSteward.Geo.Tests.Editing;

/// <summary>A thousandth of a step is about a metre.</summary>
public sealed class AreaSnapTests
{
    private const string Neighbour = "POLYGON((2 0,4 0,4 4,2 4,2 2,2 0))";

    [Fact]
    public void An_area_with_a_gap_and_an_overlap_shares_the_border_afterwards()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((0 0,1.999 0.0005,2.001 1,1.9985 2.5,1.9995 3.999,0 4,0 0))"), ("B", Neighbour));
        Snapping snapping = Snap(sheet, 2);
        Assert.Equal("POLYGON ((0 0,0 4,2 4,2 2,2 0,0 0))", sheet.Shown("A"));
        Assert.Equal(["A"], sheet.Written);
        Assert.Empty(sheet.Touched);
        Assert.Equal(2, snapping.Moves.Count);
        Assert.InRange(snapping.Before.GapSquareMetres, 100, 4000);
        Assert.InRange(snapping.Before.OverlapSquareMetres, 100, 2000);
        Assert.InRange(snapping.After.GapSquareMetres, 0, 0.01);
        Assert.InRange(snapping.After.OverlapSquareMetres, 0, 0.01);
    }

    [Fact]
    public void Where_the_area_leaves_the_middle_of_an_edge_the_neighbour_gets_a_vertex()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((0 1,1.999 1,1.999 2,0 2,0 1))"), ("B", "POLYGON((2 0,4 0,4 4,2 4,2 0))"), ("P", "POLYGON((2 0,4 0,4 4,2 4,2 0))"));
        Snap(sheet, 2);
        Assert.Equal("POLYGON ((0 1,0 2,2 2,2 1,0 1))", sheet.Shown("A"));
        Assert.Equal("POLYGON ((2 0,2 1,2 2,2 4,4 4,4 0,2 0))", sheet.Shown("B"));
        Assert.Equal(["B", "P"], sheet.Touched);
    }

    [Fact]
    public void What_is_further_than_the_tolerance_stays()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((0 0,1.99 0,1.99 4,0 4,0 0))"), ("B", Neighbour));
        Assert.Empty(Snap(sheet, 2).Moves);
        Assert.Equal("POLYGON ((0 0,0 4,1.99 4,1.99 0,0 0))", sheet.Shown("A"));
    }

    [Fact]
    public void Where_no_neighbour_is_near_it_goes_to_the_parents_outline()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((0.001 0.001,2 0.001,2 4,0.001 4,0.001 0.001))"), ("B", Neighbour), ("P", "POLYGON((0 0,2 0,4 0,4 4,2 4,0 4,0 0))"));
        Snap(sheet, 2, "P");
        Assert.Equal("POLYGON ((0 0,0 4,2 4,2 2,2 0,0 0))", sheet.Shown("A"));
    }

    [Fact]
    public void An_area_that_would_collapse_is_refused_with_the_place()
    {
        List<GeoFault> faults = [];
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((1.9995 0,2 0,2 4,1.9995 4,1.9995 0))"), ("B", Neighbour));
        Assert.Null(AreaSnap.Run(sheet, "A", ["B"], null, 2, faults));
        Assert.Contains("$.toleranceMetres", faults.Select(f => f.Path));
        Assert.Contains("longitude", faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_shared_the_border_exactly_and_stays_is_named()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((0 0,1.999 0,1.999 4,0 4,0 0))"), ("B", Neighbour), ("part", "POLYGON((1 0,1.999 0,1.999 4,1 4,1 0))"));
        Snap(sheet, 2);
        Assert.Equal("part", Assert.Single(sheet.Warnings).Area);
    }

    private static Snapping Snap(AreaSheet sheet, double metres, string? parent = null)
    {
        List<GeoFault> faults = [];
        Snapping? snapping = AreaSnap.Run(sheet, "A", ["B"], parent, metres, faults);
        Assert.Empty(faults);
        return snapping!;
    }
}
