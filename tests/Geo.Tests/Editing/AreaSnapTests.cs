using FsCheck;
using FsCheck.Fluent;
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
    public void An_area_in_a_corner_does_not_fold_onto_the_one_edge_that_it_shares_whole()
    {
        AreaSheet sheet = Sheet.Of(("A", "POLYGON((2 2,3 2,3 3,2 3,2 2))"), ("B", "POLYGON((0 2,2 2,2 3,0 3,0 2))"), ("C", "POLYGON((2 1,5 1,5 2,2 2,2 1))"), ("P", "POLYGON((0 0,5 0,5 3,2 3,0 3,0 0))"));
        List<GeoFault> faults = [];
        AreaSnap.Run(sheet, "A", ["B", "C"], "P", 2, faults);
        Assert.Empty(faults);
        Assert.Equal("POLYGON ((2 2,2 3,3 3,3 2,2 2))", sheet.Shown("A"));
        Assert.Equal(["C", "P"], sheet.Touched);
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

    [Fact]
    public void A_cell_of_a_tessellation_that_a_file_has_less_exactly_comes_back_position_by_position()
        => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            AreaShape[] cells = [.. Tessellation.Make(random.Next(), 3, 3, 114, 30, 0.01).Where(s => s.Level == 1)];
            string middle = cells.MinBy(c => c.Geometry.Centroid.Distance(Shapes.Factory.CreatePoint(new Coordinate(114.015, 30.015))))!.Code;
            AreaSheet sheet = new(cells.Select(c => KeyValuePair.Create(c.Code, c.Code == middle ? Blurred(c.Geometry, random) : c.Geometry)));
            List<GeoFault> faults = [];
            Snapping? snapping = AreaSnap.Run(sheet, middle, [.. cells.Select(c => c.Code).Where(c => c != middle)], null, 3, faults);
            Assert.Empty(faults);
            Assert.Equal((0, 0), (Math.Round(snapping!.After.GapSquareMetres, 3), Math.Round(snapping.After.OverlapSquareMetres, 3)));
            Assert.Equal(Sheet.Edges(cells.Single(c => c.Code == middle).Geometry).ToHashSet(), Sheet.Edges(sheet[middle]).ToHashSet());
            Assert.Empty(sheet.Touched);
        }).Check(Config.QuickThrowOnFailure.WithReplay(20260522UL, 9UL).WithQuietOnSuccess(true).WithMaxTest(40));

    /// <summary>Each position up to a metre elsewhere, and some more put in between.</summary>
    private static Polygon Blurred(Geometry cell, Random random)
    {
        double Noise() => (random.NextDouble() - 0.5) * 1.6e-5;
        List<Coordinate> ring = [];
        Coordinate[] given = cell.Coordinates;
        for (int i = 0; i + 1 < given.Length; i++)
        {
            ring.Add(new(given[i].X + Noise(), given[i].Y + Noise()));
            if (random.Next(3) == 0)
            {
                double t = 0.2 + (random.NextDouble() * 0.6);
                ring.Add(new(given[i].X + (t * (given[i + 1].X - given[i].X)) + Noise(), given[i].Y + (t * (given[i + 1].Y - given[i].Y)) + Noise()));
            }
        }

        ring.Add(ring[0].Copy());
        return Shapes.Factory.CreatePolygon([.. ring]);
    }

    private static Snapping Snap(AreaSheet sheet, double metres, string? parent = null)
    {
        List<GeoFault> faults = [];
        Snapping? snapping = AreaSnap.Run(sheet, "A", ["B"], parent, metres, faults);
        Assert.Empty(faults);
        return snapping!;
    }
}
