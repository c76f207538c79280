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

    /// <summary>All areas that cover a point, least first.</summary>
    public void Owners(double x, double y, List<int> owners)
    {
        owners.Clear();
        CoverCell cell = CellOf(x, y);
        if (cell.Kind == CellKind.Area)
        {
            owners.Add(cell.Index);
        }
        else if (cell.Kind == CellKind.Leaf)
        {
            OwnersInLeaf(leaves[cell.Index], x, y, owners);
        }
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

    private void OwnersInLeaf(in CoverLeaf leaf, double x, double y, List<int> owners)
    {
        Span<byte> states = leaf.AreaCount <= StatesOnStack ? stackalloc byte[leaf.AreaCount] : new byte[leaf.AreaCount];
        ReadOnlySpan<int> own = Test(leaf, x, y, states);
        owners.AddRange(AreaLists.Read(lists, leaf.Whole));
        bool merge = owners.Count > 0;
        for (int i = 0; i < states.Length; i++)
        {
            if (states[i] != 0)
            {
                owners.Add(own[i] >> 1);
            }
        }

        if (merge)
        {
            owners.Sort();
        }
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
