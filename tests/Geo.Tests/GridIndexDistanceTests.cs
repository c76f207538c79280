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
    [InlineData(24, 30, -78, 0.5)]
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

            Assert.All(all, measured => Assert.Equal(measured.Edge, measured.Shape.DistanceToEdgeMetres(point)));
            Assert.Equal(all.Where(measured => measured.Away <= radius).Select(measured => measured.Shape), index.TouchedBy(point, radius));
            (AreaShape Shape, double Edge, double Away) nearest = all.Where(measured => measured.Shape.Level == 1).MinBy(measured => measured.Away);
            SameArea(nearest.Away <= radius ? nearest : null, index.Nearest(point, 1, radius), point);
            (AreaShape Shape, double Edge, double Away) other = all.Where(measured => measured.Shape.Level == 1 && measured.Away > 0).MinBy(measured => measured.Away);
            SameArea(other.Away <= radius ? other : null, index.NearestOther(point, 1, radius), point);
        }
    }

    // The place must be of the area's edge, and as far away as is said.
    private static void SameArea((AreaShape Shape, double Edge, double Away)? expected, NearestArea? found, Wgs84Point point)
    {
        Assert.Equal(expected?.Shape.Code, found?.Area.Code);
        if (found is not null)
        {
            Assert.Equal(expected!.Value.Away, found.DistanceMetres);
            Assert.Equal(found.DistanceMetres, LocalMetres.DistanceMetres(point, found.At), 1e-6);
            Assert.Equal(0, found.Area.Geometry.Distance(Shapes.Factory.CreatePoint(found.At.ToCoordinate())), 1e-9);
        }
    }

    // A tolerance beyond the size of everything makes every area a candidate: the nearest few must be found without measuring all.
    [Fact]
    public void Ten_thousand_runners_up_without_a_limit()
    {
        GridIndex index = GridIndex.Build(Tessellation.Make(25, 60, 60, 113, 22, 0.01));
        var random = new Random(25);
        for (int i = 0; i < 10_000; i++)
        {
            var point = new Wgs84Point(112.9 + (random.NextDouble() * 0.8), 21.9 + (random.NextDouble() * 0.8));
            NearestArea other = index.NearestOther(point, 1, 20_000_000)!;
            Assert.NotEqual(index.Owner(point, 1), other.Area);
            if (i < 100)
            {
                Assert.Equal(index.Shapes.Where(shape => shape.Level == 1 && shape != index.Owner(point, 1)).Min(shape => shape.DistanceToEdgeMetres(point)), other.DistanceMetres);
            }
        }
    }

    [Fact]
    public void Across_the_antimeridian_they_agree_with_every_edge()
    {
        GridIndex index = GridIndex.Build([.. Enumerable.Range(0, 40).Select(i => Shapes.Star(new Random(i), 179.9 + (0.01 * (i % 20)), 0.01 * (i / 20), 0.006, 9))
            .SelectMany((star, i) => AreaGeometry.Normalize(Wrapped(star)).Geometry is { } area ? [new AreaShape($"{i:D2}", 0, area)] : Array.Empty<AreaShape>())]);
        Assert.Equal(40, index.Shapes.Count);
        Assert.Contains(index.Shapes, shape => GeoBox.Around(shape.Geometry).CrossesAntimeridian);
        var random = new Random(2);
        for (int i = 0; i < 300; i++)
        {
            double longitude = 179.85 + (random.NextDouble() * 0.3);
            var point = new Wgs84Point(longitude > 180 ? longitude - 360 : longitude, (random.NextDouble() * 0.06) - 0.02);
            double radius = Math.Pow(10, random.NextDouble() * 4);
            Point place = Shapes.Factory.CreatePoint(point.ToCoordinate());
            (AreaShape Shape, double Away)[] all = [.. index.Shapes.Select(shape => (shape, shape.Geometry.Covers(place) ? 0 : LocalMetres.DistanceToEdgeMetres(point, shape.Geometry)))];
            Assert.Equal(all.Where(measured => measured.Away <= radius).Select(measured => measured.Shape), index.TouchedBy(point, radius));
            Assert.Equal(all.Min(measured => measured.Away), index.Nearest(point, 0, 1_000_000)!.DistanceMetres);
        }
    }

    private static Polygon Wrapped(Polygon area) =>
        Shapes.Factory.CreatePolygon(Array.ConvertAll(area.Coordinates, at => new Coordinate(at.X > 180 ? at.X - 360 : at.X, at.Y)));

    [Fact]
    public void An_area_from_elsewhere_is_measured_too()
    {
        List<AreaShape> shapes = Tessellation.Make(1, 3, 3, 1, 1, 0.1);
        GridIndex index = GridIndex.Build(shapes);
        var twin = new AreaShape(shapes[0].Code, shapes[0].Level, shapes[0].Geometry.Copy());
        Assert.Equal(shapes[0].DistanceToEdgeMetres(new(1, 1)), twin.DistanceToEdgeMetres(new(1, 1)));
    }
}
