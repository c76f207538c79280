namespace GridSteward.Geo;

/// <summary>
/// Counts how often a ray from a point eastward crosses edges, by the rules of NetTopologySuite's <c>RayCrossingCounter</c>: an edge counts its southern end
/// and not its northern one, horizontal edges do not count, and a point on an edge is on it whatever the count.
/// </summary>
internal static class RayTest
{
    /// <summary>Bit of a state: crossed an odd number of times.</summary>
    public const byte Odd = 1;

    /// <summary>Bit of a state: the point is on an edge.</summary>
    public const byte OnEdge = 2;

    /// <summary>Bit of a state: rounding got in the way, the area itself must be asked.</summary>
    public const byte Doubt = 4;

    /// <summary>Counts all edges at once, for each side in its own state. Whether there is a doubt.</summary>
    public static bool Count(ReadOnlySpan<CoverEdge> edges, double x, double y, Span<byte> states)
    {
        bool doubt = false;
        foreach (ref readonly CoverEdge edge in edges)
        {
            if (edge.X1 < x)
            {
                continue;
            }

            bool northward = edge.Y1 > y;
            if (edge.Y0 > y != northward)
            {
                doubt |= Cross(edge, x, y, northward, states);
            }
            else if (IsAtEnd(edge, x, y) || (edge.Y0 == y && edge.Y1 == y && edge.X0 <= x))
            {
                Put(edge, OnEdge, states);
            }
        }

        return doubt;
    }

    private static bool IsAtEnd(in CoverEdge edge, double x, double y) => (edge.Y0 == y && edge.X0 == x) || (edge.Y1 == y && edge.X1 == x);

    // A northward edge is crossed by the ray of a point to its left.
    private static bool Cross(in CoverEdge edge, double x, double y, bool northward, Span<byte> states)
    {
        int side = edge.QuickSideOf(x, y);
        if (side == (northward ? 1 : -1))
        {
            Flip(edge.First, states);
            if (edge.Second != EdgeSide.Nobody)
            {
                Flip(edge.Second, states);
            }

            return false;
        }

        // A ray from the west of an edge does cross it; only numbers near 1e-308 say otherwise. Then it matters in NetTopologySuite whether the point is
        // in the box of the ring, which is not known here.
        if (x < edge.X0)
        {
            Put(edge, Doubt, states);
            return true;
        }

        if (side == 0)
        {
            CrossExactly(edge.First, edge, x, y, northward, states);
            if (edge.Second != EdgeSide.Nobody)
            {
                CrossExactly(edge.Second, edge, x, y, northward, states);
            }
        }

        return false;
    }

    private static void CrossExactly(int owner, in CoverEdge edge, double x, double y, bool northward, Span<byte> states)
    {
        int side = edge.SideOf(x, y, EdgeSide.IsBackwards(owner));
        if (side == 0)
        {
            states[EdgeSide.Area(owner)] |= OnEdge;
        }
        else if (side > 0 == northward)
        {
            Flip(owner, states);
        }
    }

    private static void Flip(int owner, Span<byte> states) => states[EdgeSide.Area(owner)] ^= Odd;

    private static void Put(in CoverEdge edge, byte bit, Span<byte> states)
    {
        states[EdgeSide.Area(edge.First)] |= bit;
        if (edge.Second != EdgeSide.Nobody)
        {
            states[EdgeSide.Area(edge.Second)] |= bit;
        }
    }
}
