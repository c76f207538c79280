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
        ulong odd = (uint)(area & 1) | ((ulong)(uint)(Unsafe.Add(ref area, 1) & 1) << 1), on = 0, doubts = 0;
        for (int i = 2; i < areas; i++)
        {
            odd |= (ulong)(uint)(Unsafe.Add(ref area, i) & 1) << i;
        }

        ref double positions = ref Unsafe.As<int, double>(ref Unsafe.Add(ref tile, Unsafe.Add(ref tile, TileLayout.PositionsWord)));
        ref int run = ref Unsafe.Add(ref leaf, TileLayout.LeafAreas + areas);
        for (int runs = leaf; runs > 0; runs--)
        {
            int sides = Unsafe.Add(ref run, 1);
            ulong first = Bit(TileLayout.FirstSide(sides)), second = Bit(TileLayout.SecondSide(sides));
            ref double position = ref Unsafe.Add(ref positions, 2 * run);
            double x0 = position, y0 = Unsafe.Add(ref position, 1);
            int crossings = 0;
            for (int edges = TileLayout.Edges(sides); edges > 0; edges--)
            {
                position = ref Unsafe.Add(ref position, 2);
                double x1 = position, y1 = Unsafe.Add(ref position, 1);

                // Without branches, because a processor could not foresee them: whether the latitude lies between the ends, and on which side the point lies.
                int northward = y1 > y ? 1 : 0;
                int between = (y0 > y ? 1 : 0) ^ northward;
                double left = (x0 - x) * (y1 - y);
                double right = (y0 - y) * (x1 - x);
                double determinant = left - right;
                double error = Math.FusedMultiplyAdd(RelativeError, Math.Abs(left) + Math.Abs(right), LeastError);
                int close = (Math.Abs(determinant) <= error ? between : 0) | (y0 == y ? 1 : 0) | (y1 == y ? 1 : 0);
                if (close == 0)
                {
                    crossings += between & ((determinant > 0 ? 1 : 0) ^ northward ^ 1);
                }
                else
                {
                    Finding finding = LookClosely(new CoverEdge(x0, y0, x1, y1, TileLayout.FirstSide(sides), TileLayout.SecondSide(sides), 0), x, y);
                    odd ^= ((finding & Finding.CrossesFirst) != 0 ? first : 0) ^ ((finding & Finding.CrossesSecond) != 0 ? second : 0);
                    on |= ((finding & Finding.OnFirst) != 0 ? first : 0) | ((finding & Finding.OnSecond) != 0 ? second : 0);
                    doubts |= (finding & Finding.Doubt) != 0 ? first | second : 0;
                }

                (x0, y0) = (x1, y1);
            }

            odd ^= (crossings & 1) != 0 ? first ^ second : 0;
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

        // The first two were looked at, whether or not there were so many.
        return (odd | on) & ((1UL << areas) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(int side) => side < 2 * TileLayout.MostAreas ? 1UL << (side >> 1) : 0;

    // A northward edge is crossed by the ray of a point to its left.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Finding LookClosely(in CoverEdge edge, double x, double y)
    {
        bool northward = edge.Y1 > y;
        if (edge.Y0 > y == northward)
        {
            return IsOnLevel(edge, x, y) ? Finding.OnFirst | Finding.OnSecond : Finding.None;
        }

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

    // The point is at an end of the edge, or the edge is horizontal and has the point.
    private static bool IsOnLevel(in CoverEdge edge, double x, double y) => (edge.Y0 == y && edge.X0 == x) || (edge.Y1 == y && edge.X1 == x)
        || (edge.Y0 == y && edge.Y1 == y && Math.Min(edge.X0, edge.X1) <= x && x <= Math.Max(edge.X0, edge.X1));

    private static Finding Exactly(in CoverEdge edge, int owner, double x, double y, bool northward, Finding crosses, Finding isOn)
    {
        int side = edge.SideOf(x, y, EdgeSide.IsBackwards(owner));
        return side == 0 ? isOn : side > 0 == northward ? crosses : Finding.None;
    }
}
