using GridSteward.Geo.Editing;
using Xunit;

namespace GridSteward.Geo.Tests.Editing;

public sealed class AreaMergeTests
{
    [Fact]
    public void The_common_border_goes_without_a_trace()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((0 0,2 0,2.3 1,1.7 3,2 4,0 4,0 0))"), ("B", "POLYGON((2 0,4 0,4 4,2 4,1.7 3,2.3 1,2 0))"), ("N", "POLYGON((0 4,2 4,4 4,4 5,0 5,0 4))"));
        Assert.Empty(AreaMerge.Run(sheet, ["A", "B"], "B", false));
        Assert.Equal("POLYGON ((0 0,0 4,2 4,4 4,4 0,2 0,0 0))", sheet.Shown("B"));
        Assert.Equal(["B", "N"], sheet.Codes);
        Assert.Empty(sheet.Touched);
        Assert.Empty(sheet.Warnings);
    }

    [Fact]
    public void Borders_with_vertices_on_one_side_only_go_too_and_others_get_those_that_stay()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((0 0,4 0,4 4,0 4,0 0))"), ("B", "POLYGON((4 1,8 1,8 3,4 3,4 1))"), ("P", "POLYGON((0 0,4 0,4 4,0 4,0 0))"));
        Assert.Empty(AreaMerge.Run(sheet, ["A", "B"], "M", false));
        Assert.Equal("POLYGON ((0 0,0 4,4 4,4 3,8 3,8 1,4 1,4 0,0 0))", sheet.Shown("M"));
        Assert.Equal(["P"], sheet.Touched);
    }

    [Fact]
    public void A_district_around_an_enclave_closes()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((0 0,2 0,2 1,1 1,1 3,2 3,2 4,0 4,0 0))"), ("B", "POLYGON((2 0,4 0,4 4,2 4,2 3,3 3,3 1,2 1,2 0))"));
        Assert.Empty(AreaMerge.Run(sheet, ["A", "B"], "M", false));
        Assert.Equal("POLYGON ((0 0,0 4,2 4,4 4,4 0,2 0,0 0),(1 1,2 1,3 1,3 3,2 3,1 3,1 1))", sheet.Shown("M"));
        Assert.Empty(sheet.Warnings);
    }

    [Fact]
    public void Areas_that_touch_at_a_point_or_lie_apart_are_refused_unless_that_is_wanted()
    {
        (string, string)[] areas = [("A", "POLYGON((0 0,1 0,1 1,0 1,0 0))"), ("B", "POLYGON((1 1,2 1,2 2,1 2,1 1))"), ("C", "POLYGON((1 0,2 0,2 1,1 1,1 0))"), ("D", "POLYGON((5 0,6 0,6 1,5 1,5 0))")];
        Assert.Equal(["$.areas[1]", "$.areas[2]"], AreaMerge.Run(Sheet.Of(areas), ["A", "B", "D"], "M", false).Select(f => f.Path));
        Assert.Empty(AreaMerge.Run(Sheet.Of(areas), ["A", "B", "C"], "M", false));
        AreaSheet sheet = Sheet.Of(areas);
        Assert.Empty(AreaMerge.Run(sheet, ["A", "B", "D"], "M", true));
        Assert.Equal(3, sheet["M"].NumGeometries);
    }

    [Fact]
    public void Overlaps_and_gaps_are_told_of()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((0 0,2 0,2 4,0 4,0 0))"), ("B", "POLYGON((1.9 1,4 1,4 2,1.9 2,1.9 1))"), ("P", "POLYGON((0 0,2 0,2 4,0 4,0 0))"));
        Assert.Empty(AreaMerge.Run(sheet, ["A", "B"], "M", false));
        Assert.Equal("A and B overlap; the overlap counts once.", Assert.Single(sheet.Warnings).Message);
        Assert.Equal("POLYGON ((0 0,0 4,2 4,2 2,4 2,4 1,2 1,2 0,0 0))", sheet.Shown("M"));
        Assert.Equal("POLYGON ((0 0,0 4,2 4,2 2,2 1,2 0,0 0))", sheet.Shown("P"));

        sheet = Sheet.Of(("A", "POLYGON((0 0,2 0,2 1,1.9999 2,2 3,2 4,0 4,0 0))"), ("B", "POLYGON((2 0,4 0,4 4,2 4,2 3,2 1,2 0))"));
        Assert.Empty(AreaMerge.Run(sheet, ["A", "B"], "M", false));
        Assert.Contains("A gap of", Assert.Single(sheet.Warnings).Message, StringComparison.Ordinal);
    }
}
