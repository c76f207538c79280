using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GridSteward.Geo.Tests;

/// <summary>Points where an index and the plain answer are likely to part.</summary>
internal sealed class HardPoints
{
    private readonly Coordinate[][] _rings;
    private readonly Envelope _box = new();

    public HardPoints(IReadOnlyList<AreaShape> shapes)
    {
        foreach (AreaShape shape in shapes)
        {
            _box.ExpandToInclude(shape.Geometry.EnvelopeInternal);
        }

        _box.ExpandBy(_box.Width * 0.02, _box.Height * 0.02);
        _rings = [.. shapes.SelectMany(shape => LinearComponentExtracter.GetLines(shape.Geometry)).Select(line => line.Coordinates)];
    }

    /// <summary>How many kinds of points there are.</summary>
    public const int Kinds = 10;

    /// <summary>
    /// Points of all kinds in turn: vertices, middles of edges, other places of edges, one ulp beside each of these, places level with a vertex or above
    /// or below it, places anywhere around, and places anywhere on the globe.
    /// </summary>
    public static IEnumerable<Wgs84Point> Of(IReadOnlyList<AreaShape> shapes, int count, int seed) => new HardPoints(shapes).Take(count, new Random(seed));

    /// <summary>So many points of all kinds in turn.</summary>
    public IEnumerable<Wgs84Point> Take(int count, Random random)
    {
        for (int i = 0; i < count; i++)
        {
            Coordinate place = Make(i % Kinds, random);
            if (Wgs84Point.TryCreate(place.X, place.Y, out Wgs84Point point))
            {
                yield return point;
            }
        }
    }

    private Coordinate Make(int kind, Random random)
    {
        Coordinate[] ring = _rings[random.Next(_rings.Length)];
        int at = random.Next(ring.Length - 1);
        Coordinate vertex = ring[at];
        Coordinate next = ring[at + 1];
        return kind switch
        {
            0 => vertex,
            1 => Along(vertex, next, 0.5),
            2 => Along(vertex, next, random.NextDouble()),
            3 => Beside(vertex, random),
            4 => Beside(Along(vertex, next, 0.5), random),
            5 => Beside(Along(vertex, next, random.NextDouble()), random),
            6 => new Coordinate(_box.MinX + (random.NextDouble() * _box.Width), vertex.Y),
            7 => new Coordinate(vertex.X, _box.MinY + (random.NextDouble() * _box.Height)),
            8 when random.Next(10) == 0 => new Coordinate((random.NextDouble() * 360) - 180, (random.NextDouble() * 180) - 90),
            _ => new Coordinate(_box.MinX + (random.NextDouble() * _box.Width), _box.MinY + (random.NextDouble() * _box.Height)),
        };
    }

    private static Coordinate Along(Coordinate from, Coordinate to, double t) =>
        t == 0.5 ? new Coordinate((from.X + to.X) / 2, (from.Y + to.Y) / 2) : new Coordinate(from.X + (t * (to.X - from.X)), from.Y + (t * (to.Y - from.Y)));

    private static Coordinate Beside(Coordinate place, Random random) => random.Next(4) switch
    {
        0 => new Coordinate(Math.BitIncrement(place.X), place.Y),
        1 => new Coordinate(Math.BitDecrement(place.X), place.Y),
        2 => new Coordinate(place.X, Math.BitIncrement(place.Y)),
        _ => new Coordinate(place.X, Math.BitDecrement(place.Y)),
    };
}
