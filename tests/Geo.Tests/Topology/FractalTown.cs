using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Tests;

/// <summary>A town whose cells share crooked borders exactly, each made by displacing middles again and again. Other test projects link this file.</summary>
internal sealed class FractalTown
{
    private static readonly GeometryFactory s_factory = new(new PrecisionModel(), 4326);
    private readonly int _columns;
    private readonly int _rows;
    private readonly int _depth;
    private readonly double _roughness;
    private readonly Random _random;
    private readonly Coordinate[,] _corners;
    private readonly Dictionary<(int, int, int, int), Coordinate[]> _borders = [];

    /// <summary>Makes the corners. A border has 2^depth edges.</summary>
    public FractalTown(int seed, int columns, int rows, int depth, double west = 113.5, double south = 34.75, double cell = 0.004, double roughness = 0.12)
    {
        (_columns, _rows, _depth, _roughness, _random) = (columns, rows, depth, roughness, new Random(seed));
        _corners = new Coordinate[columns + 1, rows + 1];
        for (int x = 0; x <= columns; x++)
        {
            for (int y = 0; y <= rows; y++)
            {
                _corners[x, y] = new Coordinate(west + ((x + Jitter(0.15)) * cell), south + ((y + Jitter(0.15)) * cell));
            }
        }
    }

    /// <summary>The blocks of so many by so many cells, row by row.</summary>
    public List<Polygon> Blocks(int size = 1)
    {
        List<Polygon> blocks = [];
        for (int y = 0; y < _rows; y += size)
        {
            for (int x = 0; x < _columns; x += size)
            {
                blocks.Add(Block(x, y, Math.Min(x + size, _columns), Math.Min(y + size, _rows)));
            }
        }

        return blocks;
    }

    private Polygon Block(int x0, int y0, int x1, int y1)
    {
        List<Coordinate> ring = [];
        for (int x = x0; x < x1; x++)
        {
            Along(ring, x, y0, x + 1, y0, false);
        }

        for (int y = y0; y < y1; y++)
        {
            Along(ring, x1, y, x1, y + 1, false);
        }

        for (int x = x1; x > x0; x--)
        {
            Along(ring, x - 1, y1, x, y1, true);
        }

        for (int y = y1; y > y0; y--)
        {
            Along(ring, x0, y - 1, x0, y, true);
        }

        ring.Add(ring[0].Copy());
        return s_factory.CreatePolygon([.. ring]);
    }

    private void Along(List<Coordinate> ring, int x0, int y0, int x1, int y1, bool backwards)
    {
        if (!_borders.TryGetValue((x0, y0, x1, y1), out Coordinate[]? border))
        {
            border = [.. Between(_corners[x0, y0], _corners[x1, y1], _depth, _roughness), _corners[x1, y1]];
            _borders.Add((x0, y0, x1, y1), border);
        }

        ring.AddRange((backwards ? border.Reverse() : border).Take(border.Length - 1).Select(p => p.Copy()));
    }

    // Without the last position.
    private IEnumerable<Coordinate> Between(Coordinate from, Coordinate to, int depth, double roughness)
    {
        if (depth == 0)
        {
            return [from];
        }

        double away = Jitter(roughness);
        var middle = new Coordinate(((from.X + to.X) / 2) - (away * (to.Y - from.Y)), ((from.Y + to.Y) / 2) + (away * (to.X - from.X)));
        return [.. Between(from, middle, depth - 1, roughness * 0.7), .. Between(middle, to, depth - 1, roughness * 0.7)];
    }

    private double Jitter(double most) => ((_random.NextDouble() * 2) - 1) * most;
}
