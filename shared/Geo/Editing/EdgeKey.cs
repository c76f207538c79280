using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>An edge by its two end positions, whatever its direction: areas that share an edge have the same key.</summary>
internal readonly record struct EdgeKey(double X0, double Y0, double X1, double Y1)
{
    /// <summary>The key of the edge between two positions.</summary>
    public static EdgeKey Of(Coordinate a, Coordinate b)
        => IsFirst(a, b) ? new(a.X, a.Y, b.X, b.Y) : new(b.X, b.Y, a.X, a.Y);

    /// <summary>Whether the key of an edge begins with <paramref name="a"/>.</summary>
    public static bool IsFirst(Coordinate a, Coordinate b) => a.X < b.X || (a.X == b.X && a.Y <= b.Y);
}

/// <summary>An edge of a ring, in the ring's direction.</summary>
internal readonly record struct RingEdge(Coordinate From, Coordinate To)
{
    /// <summary>The key of the edge.</summary>
    public EdgeKey Key => EdgeKey.Of(From, To);

    /// <summary>The box around it.</summary>
    public Envelope Box => new(From, To);
}
