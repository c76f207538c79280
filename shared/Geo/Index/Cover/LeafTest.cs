using System.Numerics;
using System.Runtime.CompilerServices;

namespace GridSteward.Geo;

/// <summary>
/// Counts how often a ray from a point eastward crosses the runs and rails of a leaf, by the rules of NetTopologySuite's <c>RayCrossingCounter</c>: an edge
/// counts its southern end and not its northern one, horizontal edges do not count, and a point on an edge is on it whatever the count.
/// </summary>
internal static class LeafTest
{
    // What Shewchuk's filter needs, and so much that numbers near the least ones, whose products are rounded to nothing, are looked at more closely.
    private const double RelativeError = 1e-15;
    private const double LeastError = 1e-290;

    /// <summary>What a closer look at one edge says.</summary>
    [Flags]
    private enum Finding
    {
        /// <summary>The ray does not cross it.</summary>
        None = 0,

        /// <summary>As the ring of the first area has it, the ray crosses it.</summary>
        CrossesFirst = 1,

        /// <summary>As the ring of the second area has it, the ray crosses it.</summary>
        CrossesSecond = 2,

        /// <summary>As the ring of the first area has it, the point is on it.</summary>
        OnFirst = 4,

        /// <summary>As the ring of the second area has it, the point is on it.</summary>
        OnSecond = 8,

        /// <summary>Rounding got in the way: the areas themselves must be asked.</summary>
        Doubt = 16,
    }

    /// <summary>Which areas of a leaf cover a point: a bit for each area.</summary>
    /// <param name="tile">The tile's first word.</param>
    /// <param name="leaf">The leaf's first word.</param>
    /// <param name="x">Longitude.</param>
    /// <param name="y">Latitude.</param>
    /// <param name="doubt">The areas for which this cannot be said: they must be asked themselves.</param>
    public static ulong Covering(ref int tile, ref int leaf, double x, double y, out ulong doubt)
    {
        int counts = Unsafe.Add(ref leaf, 1), areas = TileLayout.Areas(counts);
        ref int area = ref Unsafe.Add(ref leaf, TileLayout.LeafAreas);
        ulong odd = 0, on = 0, doubts = 0;
        for (int i = areas - 1; i >= 0; i--)
        {
            odd = (odd << 1) | (uint)(Unsafe.Add(ref area, i) & 1);
        }

        ref double positions = ref Unsafe.As<int, double>(ref Unsafe.Add(ref tile, Unsafe.Add(ref tile, TileLayout.PositionsWord)));
        ref int run = ref Unsafe.Add(ref leaf, TileLayout.LeafAreas + areas);
        for (int runs = leaf; runs > 0; runs--)
        {
            int sides = Unsafe.Add(ref run, 1);
            ulong first = Bit(TileLayout.FirstSide(sides)), second = Bit(TileLayout.SecondSide(sides));
            ref double position = ref Unsafe.Add(ref positions, 2 * run);
            double x0 = position, y0 = Unsafe.Add(ref position, 1);
            bool crossed = false;
            for (int edges = TileLayout.Edges(sides); edges > 0; edges--)
            {
                position = ref Unsafe.Add(ref position, 2);
                double x1 = position, y1 = Unsafe.Add(ref position, 1);
                bool northward = y1 > y;
                if (y0 > y != northward)
                {
                    double left = (x0 - x) * (y1 - y);
                    double right = (y0 - y) * (x1 - x);
                    double determinant = left - right;
                    if (Math.Abs(determinant) > Math.FusedMultiplyAdd(RelativeError, Math.Abs(left) + Math.Abs(right), LeastError))
                    {
                        crossed ^= determinant > 0 == northward;
                    }
                    else
                    {
                        Finding finding = LookClosely(new CoverEdge(x0, y0, x1, y1, TileLayout.FirstSide(sides), TileLayout.SecondSide(sides), 0), x, y, northward);
                        odd ^= ((finding & Finding.CrossesFirst) != 0 ? first : 0) ^ ((finding & Finding.CrossesSecond) != 0 ? second : 0);
                        on |= ((finding & Finding.OnFirst) != 0 ? first : 0) | ((finding & Finding.OnSecond) != 0 ? second : 0);
                        doubts |= (finding & Finding.Doubt) != 0 ? first | second : 0;
                    }
                }
                else if ((y0 == y || y1 == y) && IsOnLevel(x0, y0, x1, y1, x, y))
                {
                    on |= first | second;
                }

                (x0, y0) = (x1, y1);
            }

            odd ^= crossed ? first ^ second : 0;
            run = ref Unsafe.Add(ref run, TileLayout.RunWords);
        }

        for (int rails = TileLayout.Rails(counts); rails > 0; rails--)
        {
            if (Unsafe.Add(ref positions, (2 * run) + 1) > y)
            {
                int sides = Unsafe.Add(ref run, 1);
                odd ^= Bit(TileLayout.FirstSide(sides)) ^ Bit(TileLayout.SecondSide(sides));
            }

            run = ref Unsafe.Add(ref run, TileLayout.RailWords);
        }

        doubt = doubts;
        return odd | on;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(int side) => side < 2 * TileLayout.MostAreas ? 1UL << (side >> 1) : 0;

    // An edge that does not change sides with the point's latitude: the point is at one of its ends, or it is horizontal and has the point.
    private static bool IsOnLevel(double x0, double y0, double x1, double y1, double x, double y) =>
        (y0 == y && x0 == x) || (y1 == y && x1 == x) || (y0 == y && y1 == y && Math.Min(x0, x1) <= x && x <= Math.Max(x0, x1));

    // A northward edge is crossed by the ray of a point to its left.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Finding LookClosely(in CoverEdge edge, double x, double y, bool northward)
    {
        if (Math.Max(edge.X0, edge.X1) < x)
        {
            return Finding.None;
        }

        int side = edge.QuickSideOf(x, y);
        if (side == (northward ? 1 : -1))
        {
            return Finding.CrossesFirst | Finding.CrossesSecond;
        }

        // A ray from the west of an edge does cross it; only numbers near 1e-308 say otherwise. Then it matters in NetTopologySuite whether the point is
        // in the box of the ring, which is not known here.
        return x < Math.Min(edge.X0, edge.X1) ? Finding.Doubt
            : side != 0 ? Finding.None
            : Exactly(edge, edge.First, x, y, northward, Finding.CrossesFirst, Finding.OnFirst)
                | Exactly(edge, edge.Second, x, y, northward, Finding.CrossesSecond, Finding.OnSecond);
    }

    private static Finding Exactly(in CoverEdge edge, int owner, double x, double y, bool northward, Finding crosses, Finding isOn)
    {
        int side = edge.SideOf(x, y, EdgeSide.IsBackwards(owner));
        return side == 0 ? isOn : side > 0 == northward ? crosses : Finding.None;
    }
}
