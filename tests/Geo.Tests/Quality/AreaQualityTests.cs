using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests;

public class AreaQualityTests
{
    // About 111,319 m × 110,574 m at the equator.
    private const double Degree = 111_319.49 * 110_574.28;

    [Fact]
    public void A_town_with_shared_borders_on_two_levels_has_no_problem()
    {
        var town = new FractalTown(1, 12, 9, 4);
        Assert.Empty(Find([.. Named("G", 1, town.Blocks()), .. Named("C", 0, town.Blocks(3))], ParentsOf(12, 3)));
    }

    [Fact]
    public void Two_that_overlap_are_named_with_the_part_and_its_metres()
    {
        AreaProblem problem = Assert.Single(Find([Shape("A", 0, "POLYGON((0 0,0.01 0,0.01 0.01,0 0.01,0 0))"), Shape("B", 0, "POLYGON((0.009 0,0.02 0,0.02 0.01,0.009 0.01,0.009 0))")]));

        Assert.Equal((AreaProblemKind.Overlap, 0, null), (problem.Kind, problem.Level, problem.Parent));
        Assert.Equal(["A", "B"], problem.Codes);
        Assert.Equal(0.001 * 0.01 * Degree, problem.SquareMetres, 10.0);
        Assert.Equal(111.3, problem.WidthMetres, 3.0);
        Assert.True(problem.Geometry.EqualsTopologically(Read("POLYGON((0.009 0,0.01 0,0.01 0.01,0.009 0.01,0.009 0))")));
    }

    [Fact]
    public void The_same_area_twice_and_one_inside_another_overlap()
    {
        string square = "POLYGON((0 0,0.01 0,0.01 0.01,0 0.01,0 0))";
        Assert.Equal(["A B"], Found(Find([Shape("A", 0, square), Shape("B", 0, square)])));
        Assert.Equal(["A B"], Found(Find([Shape("A", 0, square), Shape("B", 0, "POLYGON((0.004 0.004,0.006 0.004,0.005 0.006,0.004 0.004))")])));
        Assert.Equal(["A B"], Found(Find([Shape("A", 0, square), Shape("B", 0, "POLYGON((0 0,0.01 0,0.01 0.01,0 0))")])));
    }

    [Fact]
    public void Two_sheets_of_cells_that_are_each_without_fault_overlap_in_all_their_pairs()
    {
        // In the middle all edges are shared by exactly two, on both sheets.
        List<AreaShape> shapes = [.. Named("A", 0, new FractalTown(1, 6, 6, 2).Blocks()), .. Named("B", 0, new FractalTown(2, 6, 6, 2).Blocks())];
        AssertAsTheOracle(shapes, _ => null);
    }

    [Fact]
    public void A_hole_among_areas_is_a_gap_and_a_bay_at_the_edge_is_none()
    {
        List<AreaShape> cells = Named("G", 0, new FractalTown(3, 5, 5, 3).Blocks());
        AreaShape hole = cells[12];
        AreaProblem gap = Assert.Single(Find([.. cells.Where(c => c != hole && c != cells[2])]));

        Assert.Equal(AreaProblemKind.Gap, gap.Kind);
        Assert.True(gap.Geometry.EqualsTopologically(hole.Geometry));
        Assert.Subset(gap.Codes.ToHashSet(), new HashSet<string> { "G007", "G011", "G013", "G017" });
    }

    [Fact]
    public void What_of_a_divided_parent_no_child_covers_is_a_gap_also_at_its_edge_and_an_undivided_parent_has_none()
    {
        AreaShape[] shapes =
        [
            Shape("C1", 0, "POLYGON((0 0,0.03 0,0.03 0.01,0 0.01,0 0))"),
            Shape("C2", 0, "POLYGON((0.03 0,0.05 0,0.05 0.01,0.03 0.01,0.03 0))"),
            Shape("G1", 1, "POLYGON((0 0,0.01 0,0.01 0.01,0 0.01,0 0))"),
        ];
        AreaProblem gap = Assert.Single(Find(shapes, code => code == "G1" ? "C1" : null));

        Assert.Equal((AreaProblemKind.Gap, 1, "C1"), (gap.Kind, gap.Level, gap.Parent));
        Assert.Equal(["G1"], gap.Codes);
        Assert.Equal(0.02 * 0.01 * Degree, gap.SquareMetres, 100.0);
    }

    [Fact]
    public void What_reaches_out_of_its_parent_is_named_with_the_part_outside()
    {
        AreaShape[] shapes =
        [
            Shape("C1", 0, "POLYGON((0 0,0.02 0,0.02 0.01,0 0.01,0 0))"),
            Shape("G1", 1, "POLYGON((0 0,0.01 0,0.01 0.01,0 0.01,0 0))"),
            Shape("G2", 1, "POLYGON((0.01 0,0.021 0,0.021 0.01,0.01 0.01,0.01 0))"),
        ];
        AreaProblem problem = Assert.Single(Find(shapes, code => code[0] == 'G' ? "C1" : null));

        Assert.Equal((AreaProblemKind.OutsideParent, 1, "C1"), (problem.Kind, problem.Level, problem.Parent));
        Assert.Equal(["G2"], problem.Codes);
        Assert.Equal(0.001 * 0.01 * Degree, problem.SquareMetres, 10.0);
    }

    [Fact]
    public void A_thin_part_of_an_area_is_a_sliver_and_a_thin_gap_has_its_width()
    {
        // 1e-5 degrees are 1.1 m.
        AreaProblem sliver = Assert.Single(Find([Shape("A", 0, "MULTIPOLYGON(((0 0,0.01 0,0.01 0.00001,0 0.00001,0 0)),((0 0.01,0.01 0.01,0.01 0.02,0 0.02,0 0.01)))")]));
        Assert.Equal(AreaProblemKind.Sliver, sliver.Kind);
        Assert.Equal(1.1, sliver.WidthMetres, 0.02);

        AreaProblem gap = Assert.Single(Find([Shape("A", 0, "POLYGON((0 0,0.02 0,0.02 0.02,0 0.02,0 0),(0.005 0.005,0.005 0.015,0.00501 0.015,0.00501 0.005,0.005 0.005))")]));
        Assert.Equal(AreaProblemKind.Gap, gap.Kind);
        Assert.Equal(1.1, gap.WidthMetres, 0.02);
    }

    [Fact]
    public void A_vertex_that_only_one_of_two_neighbours_has_on_their_common_straight_border_is_no_problem()
        => Assert.Empty(Find([Shape("A", 0, "POLYGON((0 0,0.01 0,0.01 0.01,0 0.01,0 0))"), Shape("B", 0, "POLYGON((0.01 0,0.02 0,0.02 0.01,0.01 0.01,0.01 0.005,0.01 0))")]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void All_that_pairwise_overlays_find_is_found_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var town = new FractalTown(seed, 6, 6, 3);
        List<AreaShape> cells = Named("G", 1, town.Blocks());
        for (int i = 0; i < 6; i++)
        {
            int at = random.Next(cells.Count);
            Geometry geometry = cells[at].Geometry;
            Geometry changed = random.Next(5) switch
            {
                0 => AffineTransformation.TranslationInstance((random.NextDouble() - 0.5) * 0.001, (random.NextDouble() - 0.5) * 0.001).Transform(geometry),
                1 => AffineTransformation.ScaleInstance(0.9, 0.8, geometry.Centroid.X, geometry.Centroid.Y).Transform(geometry),
                2 => AffineTransformation.ScaleInstance(1.2, 1.1, geometry.Centroid.X, geometry.Centroid.Y).Transform(geometry),
                3 => Shapes.Ring(random, geometry.Centroid.X, geometry.Centroid.Y, 0.006, 12),
                _ => AffineTransformation.TranslationInstance(1e-9, 0).Transform(geometry),
            };
            if (changed.IsValid)
            {
                cells[at] = new AreaShape(cells[at].Code, 1, changed);
            }
        }

        cells.RemoveAt(random.Next(cells.Count));
        AssertAsTheOracle(cells, _ => null);
        AssertAsTheOracle([.. cells, .. Named("C", 0, town.Blocks(3))], ParentsOf(6, 3));
    }

    [Fact]
    public void Real_neighbourhood_councils_overlap_where_pairwise_overlays_say_so()
    {
        AreaShape[] councils = [.. GeoJsonReader.ReadFeatures(RealData.Read("la/councils.geojson"), GeoJsonLimits.Default).Features.Select((f, i) => new AreaShape($"N{i:D3}", 0, f.Geometry))];
        AssertAsTheOracle(councils, _ => null);
    }

    private static void AssertAsTheOracle(IReadOnlyList<AreaShape> shapes, Func<string, string?> parentOf)
    {
        var found = Find(shapes, parentOf).Where(p => p.Kind != AreaProblemKind.Sliver).GroupBy(p => (p.Kind, p.Level, Key: p.Kind == AreaProblemKind.Gap ? p.Parent : string.Join(' ', p.Codes)))
            .ToDictionary(g => g.Key, g => g.Sum(p => p.Geometry.Area));
        var expected = SlowQuality.Find(shapes, parentOf);
        const double negligible = 1e-6 / Degree;
        foreach (var key in found.Keys.Union(expected.Keys))
        {
            double one = found.GetValueOrDefault(key);
            double other = expected.GetValueOrDefault(key);
            Assert.True(Math.Abs(one - other) <= (1e-9 * other) + (10 * negligible), $"{key}: {one} found, {other} expected");
        }
    }

    private static IReadOnlyList<AreaProblem> Find(IReadOnlyList<AreaShape> shapes, Func<string, string?>? parentOf = null) => AreaQuality.Find(GridIndex.Build(shapes), parentOf ?? (_ => null));

    private static string[] Found(IReadOnlyList<AreaProblem> problems) => [.. problems.Select(p => string.Join(' ', p.Codes))];

    private static List<AreaShape> Named(string prefix, int level, List<Polygon> areas) => [.. areas.Select((a, i) => new AreaShape($"{prefix}{i:D3}", level, a))];

    private static Func<string, string?> ParentsOf(int columns, int size) => code =>
    {
        int number = int.Parse(code[1..], System.Globalization.CultureInfo.InvariantCulture);
        return code[0] == 'G' ? $"C{(number / columns / size * ((columns + size - 1) / size)) + (number % columns / size):D3}" : null;
    };

    private static AreaShape Shape(string code, int level, string wkt) => new(code, level, Read(wkt));

    private static Geometry Read(string wkt) => new WKTReader().Read(wkt);
}
