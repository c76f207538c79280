using GridSteward.Geo.Editing;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridSteward.Geo.Tests.Editing;

public sealed class AreaSplitTests
{
    private const string Square = "POLYGON((0 0,4 0,4 4,0 4,0 0))";
    private const string Ring = "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,1 3,3 3,3 1,1 1))";
    private const string U = "POLYGON((0 0,4 0,4 4,3 4,3 1,1 1,1 4,0 4,0 0))";

    [Fact]
    public void The_left_side_of_the_line_is_the_first_part()
    {
        AreaSheet sheet = Sheet.Of(("A", Square));
        Assert.Empty(Split(sheet, "2 -1,2 5", new SplitPart("L", []), new SplitPart("R", [])));
        Assert.Equal("POLYGON ((0 0,0 4,2 4,2 0,0 0))", sheet.Shown("L"));
        Assert.Equal("POLYGON ((2 0,2 4,4 4,4 0,2 0))", sheet.Shown("R"));
        Assert.Equal(["L", "R"], sheet.Written);
        Assert.Empty(sheet.Warnings);
    }

    [Fact]
    public void One_part_may_keep_the_code()
    {
        AreaSheet sheet = Sheet.Of(("A", Square));
        Assert.Empty(Split(sheet, "0 2,1 3,4 2", new SplitPart("A", []), new SplitPart("B", [])));
        Assert.Equal(["A", "B"], sheet.Codes);
        Assert.Equal((6, 10), (Math.Round(sheet.Size("A"), 6), Math.Round(sheet.Size("B"), 6)));
    }

    [Fact]
    public void Neighbours_parents_and_parts_that_have_the_edge_get_the_vertex()
    {
        AreaSheet sheet = Sheet.Of(("A", Square), ("N", "POLYGON((4 0,8 0,8 4,4 4,4 0))"), ("P", "POLYGON((0 0,4 0,8 0,8 4,4 4,0 4,0 0))"), ("C", "POLYGON((3 0,4 0,4 4,3 4,3 0))"), ("far", "POLYGON((9 0,10 0,10 4,9 0))"));
        Assert.Empty(Split(sheet, "-1 1,5 1.0000123", new SplitPart("A", []), new SplitPart("B", [])));
        Assert.Equal(["C", "N", "P"], sheet.Touched);
        Assert.Empty(sheet.Warnings);
        Coordinate east = sheet["A"].Coordinates.Single(c => c.X == Sheet.At(4, 0).X && c.Y > Sheet.At(0, 0.5).Y && c.Y < Sheet.At(0, 1.5).Y);
        Assert.All(new[] { "B", "N", "C" }, code => Assert.Contains(east, sheet[code].Coordinates));
        Assert.Equal(8, sheet["P"].Coordinates.Length);
        Assert.Equal(sheet.Outline(["P"]).OrderBy(e => e.ToString()), sheet.Outline(["A", "B", "N"]).OrderBy(e => e.ToString()));
    }

    [Fact]
    public void A_parent_with_one_long_edge_gets_the_vertex_and_a_warning()
    {
        AreaSheet sheet = Sheet.Of(("A", Square), ("P", "POLYGON((0 0,8 0,8 4,0 4,0 0))"), ("off", "POLYGON((-4 0,-0.0005 0,-0.0005 4,-4 4,-4 0))"));
        Assert.Empty(Split(sheet, "-1 1,3 5", new SplitPart("A", []), new SplitPart("B", [])));
        Assert.Equal(["P"], sheet.Touched);
        Assert.Equal(["P", "off"], sheet.Warnings.Select(w => w.Area).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Square, "5 0,5 4", "does not meet")]
    [InlineData(Square, "4 -1,4 5", "only touches its edge")]
    [InlineData(Square, "3 5,5 3", "only touches its edge")]
    [InlineData(Square, "2 -1,2 2", "ends inside the area, at longitude 114.02, latitude 30.02")]
    [InlineData(Square, "1 1,2 2", "ends inside the area")]
    [InlineData(Ring, "2 -1,2 2", "does not divide it")]
    [InlineData(Square, "0 0,4 4,4 0,0 4", "crosses or touches itself")]
    [InlineData(Square, "1 1,1 1", "at least two different positions")]
    public void A_line_that_does_not_go_across_is_refused(string area, string line, string why)
    {
        GeoFault fault = Assert.Single(Split(Sheet.Of(("A", area)), line, new SplitPart("L", []), new SplitPart("R", [])));
        Assert.Equal("$.line", fault.Path);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Through_a_hole_it_makes_two_parts()
    {
        AreaSheet sheet = Sheet.Of(("A", Ring));
        Assert.Empty(Split(sheet, "2 -1,2 5", new SplitPart("L", []), new SplitPart("R", [])));
        Assert.Equal("POLYGON ((0 0,0 4,2 4,2 3,1 3,1 1,2 1,2 0,0 0))", sheet.Shown("L"));
        Assert.Equal("POLYGON ((2 0,2 1,3 1,3 3,2 3,2 4,4 4,4 0,2 0))", sheet.Shown("R"));
    }

    [Fact]
    public void Through_corners_it_makes_no_new_vertices()
    {
        AreaSheet sheet = Sheet.Of(("A", Square), ("N", "POLYGON((4 0,8 0,8 4,4 4,4 0))"));
        Assert.Empty(Split(sheet, "-1 -1,5 5", new SplitPart("L", []), new SplitPart("R", [])));
        Assert.Equal("POLYGON ((0 0,0 4,4 4,0 0))", sheet.Shown("L"));
        Assert.Empty(sheet.Touched);
    }

    [Fact]
    public void A_ring_within_the_area_cuts_out_an_enclave()
    {
        AreaSheet sheet = Sheet.Of(("A", Square));
        Assert.Empty(Split(sheet, "1 1,2 1,2 2,1 2,1 1", new SplitPart("in", []), new SplitPart("out", [])));
        Assert.Equal((1, 15), (Math.Round(sheet.Size("in"), 6), Math.Round(sheet.Size("out"), 6)));
    }

    [Fact]
    public void Several_crossings_give_each_side_its_pieces_and_say_so()
    {
        AreaSheet sheet = Sheet.Of(("A", U));
        Assert.Empty(Split(sheet, "-1 2,5 2", new SplitPart("top", []), new SplitPart("bottom", [])));
        Assert.Equal("MULTIPOLYGON (((0 2,0 4,1 4,1 2,0 2)),((3 2,3 4,4 4,4 2,3 2)))", sheet.Shown("top"));
        Assert.Equal("top has 2 separate pieces.", Assert.Single(sheet.Warnings).Message);
    }

    [Fact]
    public void Points_say_whose_each_piece_is()
    {
        AreaSheet sheet = Sheet.Of(("A", U));
        Assert.Empty(Split(sheet, "-1 2,5 2", new SplitPart("w", [Sheet.At(0.5, 3)]), new SplitPart("e", [Sheet.At(3.5, 3)]), new SplitPart("s", [Sheet.At(2, 0.5)])));
        Assert.Equal((2, 2, 6), (Math.Round(sheet.Size("w"), 6), Math.Round(sheet.Size("e"), 6), Math.Round(sheet.Size("s"), 6)));
        sheet = Sheet.Of(("A", U));
        Assert.Empty(Split(sheet, "-1 2,5 2", new SplitPart("w", [Sheet.At(0.5, 3)]), new SplitPart("rest", [Sheet.At(3.5, 3), Sheet.At(2, 0.5)])));
        Assert.Equal("POLYGON ((0 0,0 2,1 2,1 1,3 1,3 2,3 4,4 4,4 2,4 0,0 0))", sheet.Shown("rest"));
    }

    [Fact]
    public void Points_that_do_not_fit_are_all_named()
    {
        AreaSheet sheet = Sheet.Of(("A", U));
        Assert.Equal(["$.parts[1].points[0]", "$.parts[1].points[1]", "$.parts[2].points"],
            Split(sheet, "-1 2,5 2", new SplitPart("w", [Sheet.At(0.5, 3)]), new SplitPart("x", [Sheet.At(0.2, 3), Sheet.At(9, 9)]), new SplitPart("y", [])).Select(f => f.Path));
        Assert.Equal(["$.parts"], Split(sheet, "-1 2,5 2", new SplitPart("w", [Sheet.At(0.5, 3)]), new SplitPart("x", [Sheet.At(3.5, 3)])).Select(f => f.Path));
        Assert.Equal(["$.parts"], Split(sheet, "-1 2,5 2", new SplitPart("w", []), new SplitPart("x", []), new SplitPart("y", [])).Select(f => f.Path));
    }

    [Fact]
    public void Polygons_of_a_multipolygon_go_to_the_side_on_which_they_lie()
    {
        AreaSheet sheet = Sheet.Of(("A", "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((3 0,4 0,4 1,3 1,3 0)))"));
        Assert.Empty(Split(sheet, "2 -1,2 3", new SplitPart("w", []), new SplitPart("e", [])));
        Assert.Equal("POLYGON ((3 0,3 1,4 1,4 0,3 0))", sheet.Shown("e"));
        sheet = Sheet.Of(("A", "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((3 0,4 0,4 1,3 1,3 0)))"));
        Assert.Equal("The whole area lies on one side of the line.", Assert.Single(Split(sheet, "9 0,9 9", new SplitPart("w", []), new SplitPart("e", []))).Message);
        Assert.Empty(Split(sheet, "0.5 -1,0.5 3", new SplitPart("w", []), new SplitPart("e", [])));
        Assert.Equal((0.5, 1.5), (Math.Round(sheet.Size("w"), 6), Math.Round(sheet.Size("e"), 6)));
    }

    private static IReadOnlyList<GeoFault> Split(AreaSheet sheet, string line, params SplitPart[] parts) => AreaSplit.Run(sheet, "A", Sheet.Line(line), parts);
}
