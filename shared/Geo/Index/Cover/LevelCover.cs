using System.Runtime.CompilerServices;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>
/// Says which areas of one level cover a point, exactly as <c>Geometry.Covers</c> does. Flat and immutable: six arrays, whatever the number of areas.
/// Areas are numbered in the order of their codes.
/// </summary>
/// <param name="areas">The areas' geometries, asked themselves where doubles run out of range.</param>
/// <param name="grids">The grids; the first lies over the whole level.</param>
/// <param name="cells">The cells of all grids, see <see cref="CoverCell"/>.</param>
/// <param name="leaves">The cells that need a closer look.</param>
/// <param name="edges">Their edges; the sides of an edge name areas by their place in the leaf.</param>
/// <param name="leafAreas">Their areas.</param>
/// <param name="lists">The lists of areas that cover whole cells, see <see cref="AreaLists"/>.</param>
internal sealed class LevelCover(Geometry[] areas, CoverGrid[] grids, int[] cells, CoverLeaf[] leaves, CoverEdge[] edges, int[] leafAreas, int[] lists)
{
    // Beyond this the states of a leaf's areas are kept on the heap.
    private const int StatesOnStack = 512;

    public CoverGrid[] Grids => grids;

    public int[] Cells => cells;

    public CoverLeaf[] Leaves => leaves;

    public CoverEdge[] Edges => edges;

    public int[] LeafAreas => leafAreas;

    public int[] Lists => lists;

    /// <summary>Bytes of the arrays.</summary>
    public long SizeBytes => ((long)grids.Length * Unsafe.SizeOf<CoverGrid>()) + ((long)leaves.Length * Unsafe.SizeOf<CoverLeaf>())
        + ((long)edges.Length * Unsafe.SizeOf<CoverEdge>()) + (4L * (cells.Length + leafAreas.Length + lists.Length));

    /// <summary>The least area that covers a point; -1 where none does.</summary>
    public int Owner(double x, double y)
    {
        CoverCell cell = CellOf(x, y);
        return cell.Kind switch
        {
            CellKind.Empty => -1,
            CellKind.Area => cell.Index,
            _ => OwnerInLeaf(leaves[cell.Index], x, y),
        };
    }

    /// <summary>The least area that covers a point; -1 where none does. All of them, least first, where there are several; else null.</summary>
    public int Owners(double x, double y, out List<int>? several)
    {
        CoverCell cell = CellOf(x, y);
        several = null;
        return cell.Kind switch
        {
            CellKind.Empty => -1,
            CellKind.Area => cell.Index,
            _ => OwnersInLeaf(leaves[cell.Index], x, y, out several),
        };
    }

    private CoverCell CellOf(double x, double y)
    {
        if (!grids[0].Contains(x, y))
        {
            return CoverCell.Empty;
        }

        var cell = new CoverCell(cells[grids[0].CellOf(x, y)]);
        while (cell.Kind == CellKind.Grid)
        {
            cell = new CoverCell(cells[grids[cell.Index].CellOf(x, y)]);
        }

        return cell;
    }

    private int OwnerInLeaf(in CoverLeaf leaf, double x, double y)
    {
        Span<byte> states = leaf.AreaCount <= StatesOnStack ? stackalloc byte[leaf.AreaCount] : new byte[leaf.AreaCount];
        ReadOnlySpan<int> own = Test(leaf, x, y, states);
        ReadOnlySpan<int> whole = AreaLists.Read(lists, leaf.Whole);
        int first = states.IndexOfAnyExcept((byte)0);
        return first < 0 ? (whole.IsEmpty ? -1 : whole[0])
            : whole.IsEmpty ? own[first] >> 1 : Math.Min(whole[0], own[first] >> 1);
    }

    private int OwnersInLeaf(in CoverLeaf leaf, double x, double y, out List<int>? several)
    {
        Span<byte> states = leaf.AreaCount <= StatesOnStack ? stackalloc byte[leaf.AreaCount] : new byte[leaf.AreaCount];
        ReadOnlySpan<int> own = Test(leaf, x, y, states);
        ReadOnlySpan<int> whole = AreaLists.Read(lists, leaf.Whole);
        int count = whole.Length + states.Length - states.Count((byte)0);
        if (count < 2)
        {
            several = null;
            return count == 0 ? -1 : whole.IsEmpty ? own[states.IndexOfAnyExcept((byte)0)] >> 1 : whole[0];
        }

        several = new List<int>(count);
        several.AddRange(whole);
        for (int i = 0; i < states.Length; i++)
        {
            if (states[i] != 0)
            {
                several.Add(own[i] >> 1);
            }
        }

        several.Sort();
        return several[0];
    }

    /// <summary>Finds the state of every area of a leaf, which is 0 where the area does not cover the point. Returns the areas.</summary>
    private ReadOnlySpan<int> Test(in CoverLeaf leaf, double x, double y, Span<byte> states)
    {
        ReadOnlySpan<int> own = leafAreas.AsSpan(leaf.FirstArea, leaf.AreaCount);
        for (int i = 0; i < states.Length; i++)
        {
            states[i] = (byte)(own[i] & RayTest.Odd);
        }

        if (RayTest.Count(edges.AsSpan(leaf.FirstEdge, leaf.EdgeCount), x, y, states))
        {
            for (int i = 0; i < states.Length; i++)
            {
                if ((states[i] & RayTest.Doubt) != 0)
                {
                    states[i] = areas[own[i] >> 1].Covers(areas[own[i] >> 1].Factory.CreatePoint(new Coordinate(x, y))) ? RayTest.OnEdge : (byte)0;
                }
            }
        }

        return own;
    }
}
