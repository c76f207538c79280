using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests;

public class MapSimplifierTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 6)]
    [InlineData(3, 9)]
    [InlineData(4, 11)]
    [InlineData(5, 13)]
    [InlineData(6, 15)]
    [InlineData(7, 18)]
    [InlineData(8, 22)]
    public void Neighbours_stay_neighbours_without_gaps_or_overlaps_on_all_levels(int seed, int zoom)
    {
        var town = new FractalTown(seed, 14, 12, 5);
        Geometry[] cells = [.. town.Blocks()];
        Geometry[] blocks = [.. town.Blocks(3)];
        Geometry[] simple = Simplified([.. cells, .. blocks], zoom);
        Geometry[] simpleCells = [.. simple.Take(cells.Length)];
        Geometry[] simpleBlocks = [.. simple.Skip(cells.Length)];

        Assert.All(simple, area => Assert.True(area.IsValid && area.Area > 0, area.AsText()));
        Assert.Equal(Outline(simpleCells), Outline(simpleBlocks));
        Assert.Equal(AreaOf(Outline(simpleCells)), simpleCells.Sum(a => a.Area), 1e-12);
        Assert.Equal(AreaOf(Outline(simpleCells)), simpleBlocks.Sum(a => a.Area), 1e-12);
        Assert.Equal(Pairs(cells), Pairs(simpleCells));
        Assert.True(zoom == 22 || simpleCells.Sum(a => a.NumPoints) < cells.Sum(a => a.NumPoints));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    public void No_border_moves_further_than_half_a_pixel_and_what_rounding_adds(int zoom)
    {
        Geometry[] cells = [.. new FractalTown(9, 8, 8, 5).Blocks()];
        Geometry[] simple = Simplified(cells, zoom);

        var scale = new MapScale(zoom);
        for (int i = 0; i < cells.Length; i++)
        {
            Polygon drawn = InPixels(simple[i], scale);
            Assert.All(InPixels(cells[i], scale).Coordinates, p => Assert.True(drawn.Shell.Distance(new Point(p)) <= MapSimplifier.ReachPixels + 0.2));
        }
    }

    [Theory]
    [InlineData("la/councils.geojson", 3)]
    [InlineData("la/councils.geojson", 8)]
    [InlineData("la/councils.geojson", 10)]
    [InlineData("la/councils.geojson", 13)]
    [InlineData("townships/taipei.geojson", 5)]
    [InlineData("townships/taipei.geojson", 9)]
    [InlineData("townships/taipei.geojson", 12)]
    [InlineData("townships/keelung.geojson", 10)]
    [InlineData("townships/chiayi.geojson", 11)]
    public void Real_areas_stay_valid_and_overlap_no_more_than_they_did(string file, int zoom)
    {
        Geometry[] areas = [.. GeoJsonReader.ReadFeatures(RealData.Read(file), GeoJsonLimits.Default).Features.Select(f => f.Geometry)];
        Geometry[] simple = Simplified(areas, zoom);

        Assert.All(simple, area => Assert.True(area.IsValid && area.Area > 0, area.AsText()));
        Assert.Equal(areas.Select(a => (a.NumGeometries, Holes(a))), simple.Select(a => (a.NumGeometries, Holes(a))));
        for (int i = 0; i < areas.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.True(!simple[i].EnvelopeInternal.Intersects(simple[j].EnvelopeInternal) || !Overlap(simple[i], simple[j]) || Overlap(areas[i], areas[j]), $"{i} and {j}");
            }
        }
    }

    [Fact]
    public void An_enclave_close_to_the_border_is_not_jumped_over()
    {
        // The notch of the border goes around the enclave, which is not connected with it.
        Geometry[] areas =
        [
            Read("POLYGON((0 0,10 0,10 10,6 10,6 9.6,5 9.5,4 9.6,4 10,0 10,0 0))"),
            Read("POLYGON((4.8 9.8,5 9.7,5.2 9.8,5 9.9,4.8 9.8))"),
        ];
        Geometry[] simple = Simplified(areas, 0);

        Assert.True(simple[0].Disjoint(simple[1]));
        Assert.True(simple[0].IsValid && simple[1].IsValid);
    }

    [Fact]
    public void An_area_with_a_hole_smaller_than_a_pixel_keeps_it_and_what_lies_in_it()
    {
        Geometry[] areas = [Read("POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 3.001,3.001 3.001,3.0012 3.0005,3.001 3,3 3))"), Read("POLYGON((3 3,3.001 3,3.0012 3.0005,3.001 3.001,3 3.001,3 3))")];
        Geometry[] simple = Simplified(areas, 0);

        Assert.True(simple[1].Area > 0);
        Assert.True(new GeometryFactory().CreatePolygon(((Polygon)simple[0]).Holes[0]).EqualsTopologically(simple[1]));
    }

    [Fact]
    public void Overlapping_areas_stay_valid_each()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            Geometry[] areas = [.. Enumerable.Range(0, 30).Select(_ => (Geometry)Shapes.Ring(random, random.NextDouble() * 0.02, random.NextDouble() * 0.02, 0.01, 40))];
            Assert.All([.. Simplified(areas, 8), .. Simplified(areas, 13)], area => Assert.True(area.IsValid && area.Area > 0));
        }
    }

    [Fact]
    public void The_cut_at_the_antimeridian_has_the_same_latitudes_on_both_sides()
    {
        var (area, faults) = AreaGeometry.Normalize(Read("POLYGON((179 -1,179.999 -1.0003,-179 -1,-179.4 0,-179 1,180 1.1,179 1,179.2 0.1,179 -1))"));
        Assert.Empty(faults);
        Geometry simple = Assert.Single(Simplified([area!], 2));

        Assert.True(simple.IsValid);
        Assert.Equal(simple.Coordinates.Where(p => p.X == 180).Select(p => p.Y).Order().Distinct(), simple.Coordinates.Where(p => p.X == -180).Select(p => p.Y).Order().Distinct());
    }

    [Fact]
    public void Positions_have_no_more_decimals_than_the_zoom_can_show()
    {
        Geometry[] simple = Simplified([.. new FractalTown(11, 10, 10, 4).Blocks()], 14);

        Assert.Equal(6, new MapScale(14).Decimals(35));
        Assert.All(simple.SelectMany(a => a.Coordinates), p => Assert.Equal((Math.Round(p.X, 6), Math.Round(p.Y, 6)), (p.X, p.Y)));
    }

    [Fact]
    public void A_pixel_of_zoom_0_is_a_512th_of_the_equator()
    {
        Assert.Equal(78271.517, MapScale.MetresPerPixel(0, 0), 1e-3);
        Assert.Equal(19.109 / 2, MapScale.MetresPerPixel(12, 60), 1e-3);
        Assert.Equal(256, new MapScale(0).Pixels(180, 0).X, 1e-9);
        Assert.Equal(256, new MapScale(0).Pixels(0, 85.0511287798066).Y, 1e-6);
    }

    private static Geometry[] Simplified(Geometry[] areas, int zoom) => [.. MapSimplifier.Simplify(AreaTopology.Of(areas), new MapScale(zoom))];

    private static Geometry Read(string wkt) => new WKTReader().Read(wkt);

    private static int Holes(Geometry area) => Enumerable.Range(0, area.NumGeometries).Sum(i => ((Polygon)area.GetGeometryN(i)).NumInteriorRings);

    private static bool Overlap(Geometry one, Geometry other) => one.Relate(other, "T********");

    private static Polygon InPixels(Geometry area, MapScale scale)
        => Shapes.Factory.CreatePolygon(Array.ConvertAll(area.Coordinates, p => new Coordinate(scale.Pixels(p.X, p.Y).X, scale.Pixels(p.X, p.Y).Y)));

    // The edges that only one area has. Three or more would be an overlap.
    private static HashSet<(Coordinate, Coordinate)> Outline(Geometry[] areas)
    {
        var counts = areas.SelectMany(a => AreaTopologyTests.Edges(a.Coordinates)).CountBy(e => e).ToList();
        Assert.All(counts, count => Assert.InRange(count.Value, 1, 2));
        return [.. counts.Where(c => c.Value == 1).Select(c => c.Key)];
    }

    private static double AreaOf(HashSet<(Coordinate, Coordinate)> outline)
    {
        var polygonizer = new NetTopologySuite.Operation.Polygonize.Polygonizer();
        polygonizer.Add([.. outline.Select(e => (Geometry)Shapes.Factory.CreateLineString([e.Item1, e.Item2]))]);
        return Assert.Single(polygonizer.GetPolygons()).Area;
    }

    private static HashSet<(int, int)> Pairs(Geometry[] areas)
        => [.. areas.SelectMany((a, i) => AreaTopologyTests.Edges(a.Coordinates).Select(e => (Edge: e, Area: i)))
            .GroupBy(x => x.Edge).Where(g => g.Count() == 2).Select(g => (g.Min(x => x.Area), g.Max(x => x.Area)))];
}
