using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Tests;

/// <summary>Points where an index and the plain answer are likely to part.</summary>
internal static class HardPoints
{
    /// <summary>Vertices, middles of edges, one ulp beside both, places level with a vertex, and places anywhere around.</summary>
    public static IEnumerable<Wgs84Point> Of(IReadOnlyList<AreaShape> shapes, int count, int seed)
    {
        var random = new Random(seed);
        var box = new Envelope();
        foreach (AreaShape shape in shapes)
        {
            box.ExpandToInclude(shape.Geometry.EnvelopeInternal);
        }

        box.ExpandBy(box.Width * 0.02, box.Height * 0.02);
        Coordinate[][] rings = [.. shapes.SelectMany(shape => NetTopologySuite.Geometries.Utilities.LinearComponentExtracter.GetLines(shape.Geometry)).Select(line => line.Coordinates)];
        for (int i = 0; i < count; i++)
        {
            Coordinate[] ring = rings[random.Next(rings.Length)];
            int at = random.Next(ring.Length - 1);
            Coordinate vertex = ring[at];
            var middle = new Coordinate((vertex.X + ring[at + 1].X) / 2, (vertex.Y + ring[at + 1].Y) / 2);
            Coordinate place = (i % 7) switch
            {
                0 => vertex,
                1 => middle,
                2 => Beside(vertex, random),
                3 => Beside(middle, random),
                4 => new Coordinate(box.MinX + (random.NextDouble() * box.Width), vertex.Y),
                5 => new Coordinate(vertex.X, box.MinY + (random.NextDouble() * box.Height)),
                _ => new Coordinate(box.MinX + (random.NextDouble() * box.Width), box.MinY + (random.NextDouble() * box.Height)),
            };
            if (Wgs84Point.TryCreate(place.X, place.Y, out Wgs84Point point))
            {
                yield return point;
            }
        }
    }

    private static Coordinate Beside(Coordinate place, Random random) => random.Next(4) switch
    {
        0 => new Coordinate(Math.BitIncrement(place.X), place.Y),
        1 => new Coordinate(Math.BitDecrement(place.X), place.Y),
        2 => new Coordinate(place.X, Math.BitIncrement(place.Y)),
        _ => new Coordinate(place.X, Math.BitDecrement(place.Y)),
    };
}
