using System.Diagnostics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GridSteward.Domain.Coverage;
using GridSteward.Geo;
using GridSteward.Geo.Tests;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GridSteward.Domain.Tests.Coverage;

public class SpatialCoverageTests
{
    // On the ellipsoid at the equator, to 1 in 100,000.
    private const double Degree = 111_319.49 * 110_574.28;

    [Fact]
    public void Parts_that_share_their_borders_exactly_cover_their_whole_once()
    {
        var town = new FractalTown(1, 12, 9, 4);
        SpatialCoverage spatial = SpatialOf([.. Outlines("C", null, town.Blocks(3)), .. Children(town.Blocks(), 12, 3)]);

        Assert.Equal(12, spatial.Figures.Count);
        Assert.All(spatial.Figures.Values, f => Assert.Equal((f.Whole, 0.0, 0.0, 1.0), (f.Once, f.Overlap, f.Gap, f.Rate)));
        Assert.Empty(spatial.Pieces);
        Assert.Empty(spatial.Snapped);
        Assert.Empty(spatial.Failed);
    }

    [Fact]
    public void An_overlap_and_a_gap_are_measured_and_named_with_whom_they_concern()
    {
        SpatialCoverage spatial = SpatialOf(
        [
            Outline("C", null, "POLYGON((0 0,0.05 0,0.05 0.01,0 0.01,0 0))"),
            Outline("G1", "C", "POLYGON((0 0,0.02 0,0.02 0.01,0 0.01,0 0))"),
            Outline("G2", "C", "POLYGON((0.019 0,0.03 0,0.03 0.01,0.019 0.01,0.019 0))"),
            Outline("G3", "C", "POLYGON((0.04 0,0.06 0,0.06 0.01,0.04 0.01,0.04 0))"),
        ]);

        SpatialFigures figures = Assert.Single(spatial.Figures).Value;
        Assert.Equal(0.05 * 0.01 * Degree, figures.Whole, 0.05 * 0.01 * Degree * 1e-5);
        Assert.Equal(figures.Whole * 0.02, figures.Overlap, 0.1);
        Assert.Equal(figures.Whole * 0.2, figures.Gap, 0.1);
        Assert.Equal(figures.Whole, figures.Once + figures.Overlap + figures.Gap, 0.011);
        Assert.Equal(0.78, figures.Rate, 1e-6);
        Assert.Equal(
            [(SpatialPieceKind.Overlap, "C", "G1 G2"), (SpatialPieceKind.Gap, "C", "G2 G3")], spatial.Pieces.Select(p => (p.Kind, p.Parent, string.Join(' ', p.Codes))));
        Assert.True(spatial.Pieces[0].Geometry.EqualsTopologically(Read("POLYGON((0.019 0,0.02 0,0.02 0.01,0.019 0.01,0.019 0))")));
    }

    [Fact]
    public void What_lies_in_three_parts_counts_once_as_overlap_and_a_part_wholly_outside_covers_nothing()
    {
        string square = "POLYGON((0 0,0.01 0,0.01 0.01,0 0.01,0 0))";
        SpatialCoverage spatial = SpatialOf(
        [
            Outline("C", null, square), Outline("G1", "C", square), Outline("G2", "C", square), Outline("G3", "C", square),
            Outline("D", null, "POLYGON((1 0,1.01 0,1.01 0.01,1 0.01,1 0))"), Outline("G4", "D", "POLYGON((2 0,2.01 0,2.01 0.01,2 0.01,2 0))"),
        ]);

        Assert.Equal((0.0, spatial.Figures["C"].Whole, 0.0), (spatial.Figures["C"].Once, spatial.Figures["C"].Overlap, spatial.Figures["C"].Gap));
        Assert.Equal((0.0, 0.0, spatial.Figures["D"].Whole), (spatial.Figures["D"].Once, spatial.Figures["D"].Overlap, spatial.Figures["D"].Gap));
        Assert.Equal(["G1", "G2", "G3"], spatial.Pieces[0].Codes);
        Assert.Empty(spatial.Pieces[1].Codes);
    }

    [Fact]
    public void Planted_overlaps_and_gaps_of_any_town_are_found_to_the_square_centimetre()
        => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var town = new FractalTown(seed, random.Next(2, 7), random.Next(2, 7), random.Next(0, 5), random.Next(-179, 170), random.Next(-70, 70));
            List<Polygon> cells = town.Blocks();
            Polygon gone = cells[random.Next(cells.Count)];
            Polygon again = cells[random.Next(cells.Count)];
            Geometry whole = NetTopologySuite.Operation.OverlayNG.OverlayNGRobust.Union(cells);
            AreaOutline[] parts = [.. cells.Where(c => c != gone).Append(again).Select((c, i) => new AreaOutline($"G{i:D3}", "C", c))];
            SpatialFigures figures = SpatialOf([new AreaOutline("C", null, whole), .. parts]).Figures["C"];

            // The one that is there twice and was taken out once is there once.
            Assert.Equal(again == gone ? 0 : EqualArea.SquareMetres(gone), figures.Gap, 0.02);
            Assert.Equal(again == gone ? 0 : EqualArea.SquareMetres(again), figures.Overlap, 0.02);
            Assert.Equal(figures.Whole, figures.Once + figures.Overlap + figures.Gap, 0.02);
        }).Check(Config.QuickThrowOnFailure.WithReplay(20260522UL, 4101UL).WithQuietOnSuccess(true).WithMaxTest(60));

    [Fact]
    public void Shapes_of_any_sort_are_counted_as_a_count_of_points_has_them()
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            var random = new Random(seed);
            Geometry whole = Star(random, 0.010, 9);
            AreaOutline[] parts = [.. Enumerable.Range(0, 7).Select(i => new AreaOutline($"G{i}", "C", Star(random, 0.006, 7)))];
            SpatialFigures figures = SpatialOf([new AreaOutline("C", null, whole), .. parts]).Figures["C"];

            long[] points = new long[3];
            Envelope box = whole.EnvelopeInternal;
            for (int i = 0; i < 20_000; i++)
            {
                var point = new Point(box.MinX + (random.NextDouble() * box.Width), box.MinY + (random.NextDouble() * box.Height));
                if (whole.Contains(point))
                {
                    points[Math.Min(2, parts.Count(p => p.Geometry.Contains(point)))]++;
                }
            }

            Assert.Equal((double)points[0] / points.Sum(), figures.Gap / figures.Whole, 0.02);
            Assert.Equal((double)points[1] / points.Sum(), figures.Rate, 0.02);
            Assert.Equal((double)points[2] / points.Sum(), figures.Overlap / figures.Whole, 0.02);
        }
    }

    [Fact]
    public void Invalid_shapes_are_repaired_and_said_to_be_and_what_is_no_surface_fails_alone()
    {
        SpatialCoverage spatial = SpatialOf(
        [
            Outline("C", null, "POLYGON((0 0,0.02 0,0.02 0.01,0 0.01,0 0))"),
            Outline("G1", "C", "POLYGON((0 0,0.01 0.01,0.01 0,0 0.01,0 0))"),
            Outline("G2", "C", "POLYGON((0.01 0,0.02 0,0.02 0.01,0.01 0.01,0.01 0))"),
            Outline("D", null, "POLYGON((1 0,2 0,1 0,1 0))"),
            Outline("G3", "D", "POLYGON((1 0,2 0,2 1,1 0))"),
        ]);

        Assert.Equal(["C"], spatial.Snapped);
        Assert.Equal(["D"], spatial.Failed);
        Assert.Equal(0.75, spatial.Figures["C"].Rate, 1e-6);
        Assert.Equal(["C"], spatial.Figures.Keys);
    }

    [Fact]
    public void Two_thousand_areas_with_faults_everywhere_take_seconds_and_it_reads_back_from_its_own_text()
    {
        // Each cell is a millimetre to ten metres off where it should be.
        var random = new Random(7);
        var town = new FractalTown(3, 45, 45, 4);
        List<Geometry> cells = [.. town.Blocks().Select(c => Moved(c, Math.Pow(10, random.NextDouble() * 4 - 8)))];
        AreaOutline[] areas = [.. Outlines("C", null, town.Blocks(9)), .. Children(cells, 45, 9)];
        Assert.InRange(cells.Average(c => c.NumPoints), 50, 80);
        var watch = Stopwatch.StartNew();
        SpatialCoverage spatial = SpatialOf(areas);
        TestContext.Current.TestOutputHelper?.WriteLine($"{areas.Length} areas, {spatial.Pieces.Count} pieces: {watch.Elapsed}");

        Assert.Equal(25, spatial.Figures.Count);
        Assert.Empty(spatial.Failed);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2));
        Assert.All(spatial.Figures, f => Assert.Equal(f.Value.Overlap, spatial.Pieces.Where(p => p.Parent == f.Key && p.Kind == SpatialPieceKind.Overlap).Sum(p => p.SquareMetres), 0.02));
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(spatial, DomainJson.Default.SpatialCoverage);
        Assert.Equal(text, JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(text, DomainJson.Default.SpatialCoverage)!, DomainJson.Default.SpatialCoverage));
    }

    [Fact]
    public void Two_thousand_areas_on_one_spot_are_no_harder()
    {
        Polygon cell = new FractalTown(3, 1, 1, 4).Blocks()[0];
        SpatialCoverage spatial = SpatialOf([new AreaOutline("C", null, cell), .. Enumerable.Range(0, 2000).Select(i => new AreaOutline($"G{i:D4}", "C", cell))]);

        Assert.Equal(spatial.Figures["C"].Whole, spatial.Figures["C"].Overlap);
        Assert.Equal(2000, Assert.Single(spatial.Pieces).Codes.Count);
    }

    private static SpatialCoverage SpatialOf(IReadOnlyList<AreaOutline> areas) => SpatialCoverage.Of(areas, TestContext.Current.CancellationToken);

    private static Geometry Moved(Geometry cell, double most)
        => NetTopologySuite.Geometries.Utilities.AffineTransformation.TranslationInstance(most, -most / 2).Transform(cell);

    private static Polygon Star(Random random, double radius, int rays)
    {
        var (x, y) = (113.5 + (random.NextDouble() * 0.006), 34.7 + (random.NextDouble() * 0.006));
        Coordinate[] ring = [.. Enumerable.Range(0, rays).Select(i =>
        {
            double length = radius * (0.4 + (0.6 * random.NextDouble()));
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / rays);
            return new Coordinate(x + (length * cos), y + (length * sin));
        })];
        return new Polygon(new LinearRing([.. ring, ring[0].Copy()]));
    }

    private static IEnumerable<AreaOutline> Outlines(string letter, string? parent, IReadOnlyList<Polygon> shapes)
        => shapes.Select((s, i) => new AreaOutline($"{letter}{i:D4}", parent, s));

    private static IEnumerable<AreaOutline> Children(IReadOnlyList<Geometry> cells, int columns, int block)
        => cells.Select((cell, i) => new AreaOutline($"G{i:D4}", $"C{(i / columns / block * ((columns + block - 1) / block)) + (i % columns / block):D4}", cell));

    private static AreaOutline Outline(string code, string? parent, string wkt) => new(code, parent, Read(wkt));

    private static Geometry Read(string wkt) => new WKTReader().Read(wkt);
}
