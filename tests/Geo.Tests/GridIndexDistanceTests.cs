using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using Xunit;

namespace GridSteward.Geo.Tests;

/// <summary>Circles and nearest areas against a measurement of every edge of every area.</summary>
public class GridIndexDistanceTests
{
    private static double EveryEdge(Wgs84Point point, Geometry geometry) => LinearComponentExtracter.GetLines(geometry)
        .Select(line => line.Coordinates)
        .SelectMany(ring => ring.Zip(ring.Skip(1)))
        .Min(edge => LocalMetres.DistanceToSegmentMetres(point, new(edge.First.X, edge.First.Y), new(edge.Second.X, edge.Second.Y)));

    [Theory]
    [InlineData(21, 121, 25, 0.01)]
    [InlineData(22, -0.07, -0.07, 0.01)]
    [InlineData(23, 12, 66, 0.02)]
    public void They_agree_with_every_edge(int seed, double west, double south, double cell)
    {
        List<AreaShape> shapes = Tessellation.Make(seed, 12, 12, west, south, cell);
        GridIndex index = GridIndex.Build(shapes);
        var random = new Random(seed);
        var box = index.Hull().EnvelopeInternal;
        for (int i = 0; i < 300; i++)
        {
            var point = new Wgs84Point(box.MinX + (((random.NextDouble() * 1.2) - 0.1) * box.Width), box.MinY + (((random.NextDouble() * 1.2) - 0.1) * box.Height));
            double radius = Math.Pow(10, random.NextDouble() * 4);
            Point place = Shapes.Factory.CreatePoint(point.ToCoordinate());
            (AreaShape Shape, double Edge, double Away)[] all = [.. index.Shapes
                .Select(shape => (Shape: shape, Edge: EveryEdge(point, shape.Geometry)))
                .Select(measured => (measured.Shape, measured.Edge, measured.Shape.Geometry.Covers(place) ? 0 : measured.Edge))];

            Assert.All(all, measured => Assert.Equal(measured.Edge, index.DistanceToEdgeMetres(point, measured.Shape)));
            Assert.Equal(all.Where(measured => measured.Away <= radius).Select(measured => measured.Shape), index.TouchedBy(point, radius));
            (AreaShape Shape, double Edge, double Away) nearest = all.Where(measured => measured.Shape.Level == 1).MinBy(measured => measured.Away);
            Assert.Equal(nearest.Away <= radius ? nearest.Shape.Code : null, index.Nearest(point, 1, radius)?.Area.Code);
        }
    }

    [Fact]
    public void An_area_from_elsewhere_is_measured_too()
    {
        List<AreaShape> shapes = Tessellation.Make(1, 3, 3, 1, 1, 0.1);
        GridIndex index = GridIndex.Build(shapes);
        var twin = new AreaShape(shapes[0].Code, shapes[0].Level, shapes[0].Geometry.Copy());
        Assert.Equal(index.DistanceToEdgeMetres(new(1, 1), shapes[0]), index.DistanceToEdgeMetres(new(1, 1), twin));
    }
}
