using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Tests;

/// <summary>Shapes made from seeds.</summary>
internal static class Shapes
{
    public static GeometryFactory Factory { get; } = new(new PrecisionModel(), 4326);

    /// <summary>A valid polygon without symmetry: rays around a centre, counter-clockwise.</summary>
    public static Polygon Star(Random random, double longitude, double latitude, double radius, int rays) =>
        Factory.CreatePolygon(StarRing(random, longitude, latitude, radius, rays));

    /// <summary>The same with a star-shaped hole.</summary>
    public static Polygon Ring(Random random, double longitude, double latitude, double radius, int rays) => Factory.CreatePolygon(
        StarRing(random, longitude, latitude, radius, rays),
        [(LinearRing)StarRing(random, longitude, latitude, radius * 0.45, rays).Reverse()]);

    private static LinearRing StarRing(Random random, double longitude, double latitude, double radius, int rays)
    {
        Coordinate[] positions = new Coordinate[rays + 1];
        for (int i = 0; i < rays; i++)
        {
            double length = radius * (0.5 + (random.NextDouble() / 2));
            (double sin, double cos) = Math.SinCos(2 * Math.PI * i / rays);
            positions[i] = new Coordinate(longitude + (length * cos), latitude + (length * sin));
        }

        positions[rays] = positions[0].Copy();
        return Factory.CreateLinearRing(positions);
    }
}
