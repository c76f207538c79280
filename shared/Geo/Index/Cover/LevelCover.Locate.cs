using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <content>Questions about points.</content>
internal sealed partial class LevelCover
{
    // Points whose cells, leaves and edges are fetched from memory at once: enough to hide its delay, few enough for the nearest cache.
    private const int BatchLength = 64;

    /// <summary>The number of the least area that covers a point; -1 where none does.</summary>
    public int Owner(double x, double y)
    {
        CellPlace place = PlaceOf(x, y);
        ref int tile = ref _tiles[place.Tile].Words;
        var cell = new CoverCell(Unsafe.Add(ref tile, place.Word));
        if (!cell.IsAnswer)
        {
            cell = ToLeaf(ref tile, place, cell, x, y);
        }

        return cell.IsAnswer ? cell.Code : OwnerInLeaf(ref tile, ref Unsafe.Add(ref tile, cell.Word), x, y);
    }

    /// <summary>The numbers of the least areas that cover points; -1 where none does.</summary>
    /// <param name="points">The points.</param>
    /// <param name="owners">As many numbers, in the order of the points.</param>
    public void Owners(ReadOnlySpan<Wgs84Point> points, Span<int> owners)
    {
        for (int start = 0; start < points.Length; start += BatchLength)
        {
            int count = Math.Min(BatchLength, points.Length - start);
            OwnersOfBatch(points.Slice(start, count), owners.Slice(start, count));
        }
    }

    /// <summary>The number of the least area that covers a point; -1 where none does. All of them, by code, where there are several; else null.</summary>
    public int Owners(double x, double y, out List<int>? several)
    {
        CellPlace place = PlaceOf(x, y);
        ref int tile = ref _tiles[place.Tile].Words;
        var cell = new CoverCell(Unsafe.Add(ref tile, place.Word));
        if (!cell.IsAnswer)
        {
            cell = ToLeaf(ref tile, place, cell, x, y);
        }

        several = null;
        return cell.IsAnswer ? cell.Code : OwnersInLeaf(ref tile, ref Unsafe.Add(ref tile, cell.Word), x, y, out several);
    }

    // Four passes, so that the memory that one point needs is on its way while others are looked at.
    [SkipLocalsInit]
    private void OwnersOfBatch(ReadOnlySpan<Wgs84Point> points, Span<int> owners)
    {
        Span<CellPlace> places = stackalloc CellPlace[BatchLength];
        Span<int> open = stackalloc int[BatchLength];
        for (int i = 0; i < points.Length; i++)
        {
            places[i] = PlaceOf(points[i].Longitude, points[i].Latitude);
            Prefetch(ref Unsafe.Add(ref _tiles[places[i].Tile].Words, places[i].Word));
        }

        int opened = 0;
        for (int i = 0; i < points.Length; i++)
        {
            ref int tile = ref _tiles[places[i].Tile].Words;
            var cell = new CoverCell(Unsafe.Add(ref tile, places[i].Word));
            owners[i] = cell.Code;

            // Without a branch, because a processor could not foresee it.
            open[opened] = i;
            opened += cell.IsAnswer ? 0 : 1;
            Prefetch(ref Unsafe.Add(ref tile, cell.IsAnswer ? 0 : cell.Word));
        }

        int leaves = 0;
        foreach (int i in open[..opened])
        {
            ref int tile = ref _tiles[places[i].Tile].Words;
            CoverCell cell = ToLeaf(ref tile, places[i], new CoverCell(owners[i]), points[i].Longitude, points[i].Latitude);
            owners[i] = cell.Code;
            if (!cell.IsAnswer)
            {
                ref int leaf = ref Unsafe.Add(ref tile, cell.Word);
                int firstRun = TileLayout.LeafAreas + TileLayout.Areas(Unsafe.Add(ref leaf, 1));
                Prefetch(ref Unsafe.Add(ref tile, tile + (4 * Unsafe.Add(ref leaf, firstRun))));
                open[leaves++] = i;
            }
        }

        foreach (int i in open[..leaves])
        {
            ref int tile = ref _tiles[places[i].Tile].Words;
            owners[i] = OwnerInLeaf(ref tile, ref Unsafe.Add(ref tile, new CoverCell(owners[i]).Word), points[i].Longitude, points[i].Latitude);
        }
    }

    // Only a hint: where the processor has none, memory is waited for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref int word)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref word));
        }
    }

    /// <summary>The cell of a point: its tile, and the word of the tile that has it. A point on a rim may be rounded out of a cell and is taken in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CellPlace PlaceOf(double x, double y)
    {
        double column = (x - _grid.West) * _grid.PerDegree;
        double row = (y - _grid.South) * _grid.PerDegree;
        if (!(column >= 0 && column < _grid.Columns && row >= 0 && row < _grid.Rows))
        {
            return new CellPlace(_tiles.Length - 1, TileLayout.Cells);
        }

        int tile = ((int)row * _grid.Columns) + (int)column;
        int columns = _tiles[tile].Columns;
        return new CellPlace(tile, TileLayout.Cells + (CellOf(row - (int)row, columns) * columns) + CellOf(column - (int)column, columns));
    }

    private static int CellOf(double part, int parts) => Math.Min((int)(part * parts), parts - 1);

    /// <summary>Goes on into finer grids until there is an answer or a leaf.</summary>
    private CoverCell ToLeaf(ref int tile, CellPlace place, CoverCell cell, double x, double y)
    {
        ref int record = ref Unsafe.Add(ref tile, cell.Word);
        return record >= 0 ? cell : InGrid(ref tile, place, cell, x, y);
    }

    private CoverCell InGrid(ref int tile, CellPlace place, CoverCell cell, double x, double y)
    {
        int columns = Unsafe.Add(ref tile, TileLayout.ColumnsWord);
        double column = (x - _grid.West) * _grid.PerDegree;
        double row = (y - _grid.South) * _grid.PerDegree;
        (column, row) = ((column - (int)column) * columns, (row - (int)row) * columns);
        (column, row) = (column - ((place.Word - TileLayout.Cells) % columns), row - ((place.Word - TileLayout.Cells) / columns));
        while (!cell.IsAnswer && Unsafe.Add(ref tile, cell.Word) is < 0 and int code)
        {
            columns = ~code;
            (column, row) = (column * columns, row * columns);
            int cellColumn = Math.Clamp((int)column, 0, columns - 1), cellRow = Math.Clamp((int)row, 0, columns - 1);
            (column, row) = (column - cellColumn, row - cellRow);
            cell = new CoverCell(Unsafe.Add(ref tile, cell.Word + TileLayout.GridCells + (cellRow * columns) + cellColumn));
        }

        return cell;
    }

    private int OwnerInLeaf(ref int tile, ref int leaf, double x, double y)
    {
        while (true)
        {
            int counts = Unsafe.Add(ref leaf, 1);
            ulong covering = Covering(ref tile, ref leaf, x, y);
            int first = BitOperations.TrailingZeroCount(covering);
            if (!TileLayout.HasMore(counts))
            {
                return covering == 0 ? -1 : AreaOf(ref leaf, first);
            }

            LeafRest rest = RestOf(ref leaf, counts);
            if (first < rest.Before || (covering != 0 && rest.Whole == 0))
            {
                return AreaOf(ref leaf, first);
            }

            if (rest.Next == 0 || rest.Before < TileLayout.Areas(counts))
            {
                return rest.Whole == 0 ? -1 : Unsafe.Add(ref tile, rest.Whole + 1);
            }

            leaf = ref Unsafe.Add(ref tile, rest.Next);
        }
    }

    private int OwnersInLeaf(ref int tile, ref int leaf, double x, double y, out List<int>? several)
    {
        List<int> owners = [];
        LeafRest rest = default;
        do
        {
            leaf = ref rest.Next == 0 ? ref leaf : ref Unsafe.Add(ref tile, rest.Next);
            for (ulong covering = Covering(ref tile, ref leaf, x, y); covering != 0; covering &= covering - 1)
            {
                owners.Add(AreaOf(ref leaf, BitOperations.TrailingZeroCount(covering)));
            }

            int counts = Unsafe.Add(ref leaf, 1);
            rest = TileLayout.HasMore(counts) ? RestOf(ref leaf, counts) : default;
        }
        while (rest.Next != 0);

        if (rest.Whole > 0)
        {
            owners.AddRange(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref tile, rest.Whole + 1), Unsafe.Add(ref tile, rest.Whole)));
            owners.Sort((one, other) => string.CompareOrdinal(Areas[one].Code, Areas[other].Code));
        }

        several = owners.Count > 1 ? owners : null;
        return owners.Count > 0 ? owners[0] : -1;
    }

    private static int AreaOf(ref int leaf, int place) => Unsafe.Add(ref leaf, TileLayout.LeafAreas + place) >> 1;

    private static LeafRest RestOf(ref int leaf, int counts)
    {
        ref int rest = ref Unsafe.Add(ref leaf, TileLayout.LeafAreas + TileLayout.Areas(counts) + (leaf * TileLayout.RunWords) + (TileLayout.Rails(counts) * TileLayout.RailWords));
        return new LeafRest(rest, Unsafe.Add(ref rest, 1), Unsafe.Add(ref rest, 2));
    }

    // Rarely are areas themselves asked.
    private ulong Covering(ref int tile, ref int leaf, double x, double y)
    {
        ulong covering = LeafTest.Covering(ref tile, ref leaf, x, y, out ulong doubt);
        return doubt == 0 ? covering : Asked(ref leaf, x, y, covering, doubt);
    }

    private ulong Asked(ref int leaf, double x, double y, ulong covering, ulong doubt)
    {
        for (; doubt != 0; doubt &= doubt - 1)
        {
            int place = BitOperations.TrailingZeroCount(doubt);
            Geometry area = Areas[AreaOf(ref leaf, place)].Geometry;
            bool covers = area.Covers(area.Factory.CreatePoint(new Coordinate(x, y)));
            covering = covers ? covering | (1UL << place) : covering & ~(1UL << place);
        }

        return covering;
    }

    /// <summary>What only a leaf has that does not have all areas of its cell.</summary>
    /// <param name="Whole">The list of areas that cover all of the cell; 0 for none.</param>
    /// <param name="Before">How many areas of the leaf come before the first of these.</param>
    /// <param name="Next">The next leaf of the cell; 0 for none.</param>
    private readonly record struct LeafRest(int Whole, int Before, int Next);

    /// <summary>A cell.</summary>
    /// <param name="Tile">Its tile.</param>
    /// <param name="Word">The word of the tile that has it.</param>
    private readonly record struct CellPlace(int Tile, int Word);
}
