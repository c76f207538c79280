using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Tests;

/// <summary>A deterministic tessellation: displaced corners, and between two corners one crooked chain that both neighbours share exactly.</summary>
internal sealed class Tessellation
{
    private readonly int _columns;
    private readonly int _rows;
    private readonly int _fewest;
    private readonly int _pieces;
    private readonly bool _rounded;
    private readonly Random _random;
    private readonly Coordinate[,] _corners;
    private readonly Dictionary<(int X0, int Y0, int X1, int Y1), Coordinate[]> _chains = [];

    private Tessellation(int seed, int columns, int rows, double west, double south, double cell, int fewest, int pieces, bool rounded)
    {
        (_columns, _rows, _fewest, _pieces, _rounded, _random) = (columns, rows, fewest, pieces, rounded, new Random(seed));
        _corners = new Coordinate[columns + 1, rows + 1];
        for (int x = 0; x <= columns; x++)
        {
            for (int y = 0; y <= rows; y++)
            {
                _corners[x, y] = Position(west + ((x + Jitter(0.2)) * cell), south + ((y + Jitter(0.2)) * cell));
            }
        }
    }

    /// <summary>The cells as areas of level 1, and their blocks of three by three, with the very same outlines, as level 0.</summary>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="columns">Cells from west to east.</param>
    /// <param name="rows">Cells from south to north.</param>
    /// <param name="west">Longitude of the first cell.</param>
    /// <param name="south">Latitude of the first cell.</param>
    /// <param name="cell">Width and height of a cell in degrees.</param>
    /// <param name="pieces">A chain between two corners has up to so many edges.</param>
    /// <param name="rounded">Whether coordinates have seven decimals; else they are any doubles.</param>
    /// <param name="fewest">A chain has at least so many edges.</param>
    public static List<AreaShape> Make(int seed, int columns, int rows, double west, double south, double cell, int pieces = 5, bool rounded = false, int fewest = 1)
    {
        var tessellation = new Tessellation(seed, columns, rows, west, south, cell, fewest, pieces, rounded);
        List<AreaShape> shapes = tessellation.Areas(1, 1);
        shapes.AddRange(tessellation.Areas(0, 3));
        return shapes;
    }

    private List<AreaShape> Areas(int level, int size)
    {
        var areas = new List<AreaShape>();
        for (int y = 0; y < _rows; y += size)
        {
            for (int x = 0; x < _columns; x += size)
            {
                // Codes run against the order of making, so that the smallest code is not the first found.
                areas.Add(new AreaShape($"{level}-{999_999 - areas.Count:D6}", level, Block(x, y, Math.Min(x + size, _columns), Math.Min(y + size, _rows))));
            }
        }

        return areas;
    }

    private Polygon Block(int x0, int y0, int x1, int y1)
    {
        var ring = new List<Coordinate>();
        for (int x = x0; x < x1; x++)
        {
            ring.AddRange(Chain(x, y0, x + 1, y0, false));
        }

        for (int y = y0; y < y1; y++)
        {
            ring.AddRange(Chain(x1, y, x1, y + 1, false));
        }

        for (int x = x1; x > x0; x--)
        {
            ring.AddRange(Chain(x - 1, y1, x, y1, true));
        }

        for (int y = y1; y > y0; y--)
        {
            ring.AddRange(Chain(x0, y - 1, x0, y, true));
        }

        ring.Add(ring[0].Copy());
        return Shapes.Factory.CreatePolygon([.. ring]);
    }

    // From the first corner up to, without, the last one.
    private IEnumerable<Coordinate> Chain(int x0, int y0, int x1, int y1, bool backwards)
    {
        if (!_chains.TryGetValue((x0, y0, x1, y1), out Coordinate[]? chain))
        {
            chain = Crooked(_corners[x0, y0], _corners[x1, y1]);
            _chains.Add((x0, y0, x1, y1), chain);
        }

        return (backwards ? chain.Reverse() : chain).Take(chain.Length - 1).Select(position => position.Copy());
    }

    private Coordinate[] Crooked(Coordinate from, Coordinate to)
    {
        int pieces = _random.Next(_fewest, _pieces + 1);
        double dx = to.X - from.X;
        double dy = to.Y - from.Y;
        return [.. Enumerable.Range(0, pieces + 1).Select(i =>
        {
            // Less near the corners, so that the chains that meet there do not cross.
            double t = (double)i / pieces;
            double away = i == 0 || i == pieces ? 0 : Jitter(Math.Min(0.06, 0.15 * Math.Min(t, 1 - t)));
            return i == pieces ? to.Copy() : Position(from.X + (t * dx) - (away * dy), from.Y + (t * dy) + (away * dx));
        })];
    }

    private Coordinate Position(double x, double y) => _rounded ? new Coordinate(Math.Round(x, 7), Math.Round(y, 7)) : new Coordinate(x, y);

    private double Jitter(double most) => ((_random.NextDouble() * 2) - 1) * most;
}
