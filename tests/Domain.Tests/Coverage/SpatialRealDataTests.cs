using System.Diagnostics;
using System.Text.Json;
using GridSteward.Domain.Coverage;
using GridSteward.Geo;
using GridSteward.Geo.Tests;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Domain.Tests.Coverage;

public class SpatialRealDataTests
{
    [Theory]
    [InlineData("la/councils.geojson", false)]
    [InlineData("la/councils-older-4-invalid.geojson", true)]
    [InlineData("townships/taipei.geojson", false)]
    [InlineData("townships/keelung.geojson", false)]
    [InlineData("townships/chiayi.geojson", false)]
    public void Real_borders_with_all_their_faults_have_figures_that_come_to_the_whole(string file, bool repaired)
    {
        Geometry[] shapes = [.. Shapes(RealData.Read(file))];
        Geometry whole = Buffered(shapes);
        AreaOutline[] areas = [new("W", null, whole), .. shapes.Select((s, i) => new AreaOutline($"A{i:D3}", "W", s))];
        var watch = Stopwatch.StartNew();
        SpatialCoverage spatial = SpatialCoverage.Of(areas, TestContext.Current.CancellationToken);
        SpatialFigures figures = Assert.Single(spatial.Figures).Value;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{file}: {shapes.Length} areas, {shapes.Sum(s => s.NumPoints)} vertices, {watch.Elapsed}: whole {figures.Whole:F0}, overlap {figures.Overlap:F2}, gap {figures.Gap:F2} m², {spatial.Pieces.Count} pieces");

        Assert.Empty(spatial.Failed);
        Assert.Equal(repaired, spatial.Snapped.Count > 0);
        Assert.Equal(figures.Whole, figures.Once + figures.Overlap + figures.Gap, 0.02);
        Assert.InRange(figures.Rate, 0.2, 1);

        // Each counted as often as it is there: what lies in several counts at least twice.
        double all = shapes.Sum(s => EqualArea.SquareMetres(GeometryFixer.Fix(s)));
        Assert.True(all - figures.Once >= (2 * figures.Overlap) - (1e-6 * figures.Whole), $"{all} {figures}");
    }

    private static Geometry Buffered(Geometry[] shapes) => OverlayNGRobust.Union(shapes.Select(s => (Geometry)s.ConvexHull()));

    private static IEnumerable<Geometry> Shapes(byte[] file)
    {
        using JsonDocument document = JsonDocument.Parse(file);
        foreach (JsonElement feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            yield return JsonSerializer.Deserialize(feature.GetProperty("geometry").GetRawText(), DomainJson.Default.Geometry)!;
        }
    }
}
