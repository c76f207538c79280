using GridSteward.Geo.Editing;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridSteward.Geo.Tests.Editing;

public sealed class BorderMoveTests
{
    private const string West = "POLYGON((0 0,2 0,2 4,0 4,0 0))", East = "POLYGON((2 0,4 0,4 4,2 4,2 0))";

    [Fact]
    public void The_new_line_is_the_border_of_both_and_the_union_stays()
    {
        AreaSheet sheet = Sheet.Of(("A", West), ("B", East), ("N", "POLYGON((0 4,2 4,4 4,4 5,0 5,0 4))"));
        var before = sheet.Outline(["A", "B"]);
        Assert.Empty(Move(sheet, "2.0000001 4,1.5 3,2.5 1,2 0", 1));
        Assert.Equal("POLYGON ((0 0,0 4,2 4,1.5 3,2.5 1,2 0,0 0))", sheet.Shown("A"));
        Assert.Equal("POLYGON ((1.5 3,2 4,4 4,4 0,2 0,2.5 1,1.5 3))", sheet.Shown("B"));
        Assert.Equal(before, sheet.Outline(["A", "B"]), SetComparer);
        Assert.Empty(sheet.Touched);
    }

    [Fact]
    public void Ends_on_the_outline_become_vertices_of_all_who_have_it()
    {
        AreaSheet sheet = Sheet.Of(("A", West), ("B", East), ("N", "POLYGON((0 4,2 4,4 4,4 5,0 5,0 4))"), ("P", "POLYGON((0 0,2 0,4 0,4 4,2 4,0 4,0 0))"));
        Assert.Empty(Move(sheet, "3 0.0003,3 2,1 3.9997", 1));
        Assert.Equal("POLYGON ((0 0,0 4,1 4,3 2,3 0,2 0,0 0))", sheet.Shown("A"));
        Assert.Equal("POLYGON ((1 4,2 4,4 4,4 0,3 0,3 2,1 4))", sheet.Shown("B"));
        Assert.Equal(["N", "P"], sheet.Touched);
        Assert.Equal(sheet.Outline(["P"]), sheet.Outline(["A", "B"]), SetComparer);
    }

    [Theory]
    [InlineData("2 0,5 2,2 4", "meets another")]
    [InlineData("2 0,2 -1,4.5 -1,4.5 5,2 5,2 4", "leaves the two areas")]
    [InlineData("2 1,2 3", "more than 1 metres from")]
    [InlineData("2 0,4 2,2 4", "meets another")]
    [InlineData("2 0,1 2,3 2,1 1.5,2 4", "crosses or touches itself")]
    [InlineData("2 0,2.000001 0", "Both ends")]
    [InlineData("1 1,3 1,3 3,1 3,1 1", "share no ring")]
    public void A_line_that_cannot_be_their_border_is_refused(string line, string why)
    {
        IReadOnlyList<GeoFault> faults = Move(Sheet.Of(("A", West), ("B", East)), line, 1);
        Assert.All(faults, f => Assert.Equal("$.border", f.Path));
        Assert.Contains(why, faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_with_the_same_area_on_both_sides_is_refused()
        => Assert.Contains("does not lie between", Assert.Single(Move(Sheet.Of(("A", "POLYGON((-9 0,2 0,2 4,-9 4,-9 0))"), ("B", East)), "-9 1,-8 2,-9 3", 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Areas_without_a_common_border_are_refused()
        => Assert.Equal("$.areas", Assert.Single(Move(Sheet.Of(("A", West), ("B", "POLYGON((2 4,4 4,4 5,2 5,2 4))")), "2 0,2 4", 1)).Path);

    [Fact]
    public void Of_several_stretches_the_nearest_is_replaced_and_the_others_stay()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((0 0,2 0,2 1,1 1,1 3,2 3,2 4,0 4,0 0))"), ("B", "POLYGON((2 0,4 0,4 4,2 4,2 3,3 3,3 1,2 1,2 0))"), ("C", "POLYGON((1 1,2 1,3 1,3 3,2 3,1 3,1 1))"));
        Assert.Empty(Move(sheet, "2.5 4,2.5 3", 1));
        Assert.Equal("POLYGON ((0 0,0 4,2 4,2.5 4,2.5 3,2 3,1 3,1 1,2 1,2 0,0 0))", sheet.Shown("A"));
        Assert.Equal("POLYGON ((1 1,1 3,2 3,2.5 3,3 3,3 1,2 1,1 1))", sheet.Shown("C"));
        Assert.DoesNotContain(sheet.Outline(["A", "B", "C"]), e => e.From.X > Sheet.At(0.5, 0).X && e.To.X < Sheet.At(3.5, 0).X && e.From.Y > Sheet.At(0, 0.5).Y && e.From.Y < Sheet.At(0, 3.5).Y);
    }

    [Fact]
    public void The_border_of_an_enclave_is_a_ring()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((1 1,2 1,2 2,1 2,1 1))"), ("B", "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,1 2,2 2,2 1,1 1))"));
        Assert.Empty(Move(sheet, "2.5 2.5,3.5 2.5,3.5 3.5,2.5 3.5,2.5 2.5", 1));
        Assert.Equal("POLYGON ((2.5 2.5,2.5 3.5,3.5 3.5,3.5 2.5,2.5 2.5))", sheet.Shown("A"));
        Assert.Equal("POLYGON ((0 0,0 4,4 4,4 0,0 0),(2.5 2.5,3.5 2.5,3.5 3.5,2.5 3.5,2.5 2.5))", sheet.Shown("B"));
        Assert.Contains("draw a ring", Assert.Single(Move(sheet, "2 0,2 4", 1)).Message, StringComparison.Ordinal);
    }

    private static HashSetComparer SetComparer { get; } = new();

    private static IReadOnlyList<GeoFault> Move(AreaSheet sheet, string line, double snapMetres) => BorderMove.Run(sheet, "A", "B", Sheet.Line(line), snapMetres);

    private sealed class HashSetComparer : IEqualityComparer<HashSet<(Coordinate From, Coordinate To)>>
    {
        public bool Equals(HashSet<(Coordinate From, Coordinate To)>? x, HashSet<(Coordinate From, Coordinate To)>? y) => x!.SetEquals(y!);

        public int GetHashCode(HashSet<(Coordinate From, Coordinate To)> obj) => obj.Count;
    }
}
