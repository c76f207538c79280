using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GridSteward.Geo;

/// <content>Questions about points.</content>
internal sealed partial class LevelCover
{
    // Points whose cells, leaves and edges are fetched from memory at once: enough to hide its delay, few enough for the nearest cache.
    private const int BatchLength = 64;

    /// <summary>The number of the least area that covers a point; -1 where none does.</summary>
    public int Owner(double x, double y)
    {
        ref int tile = ref CellOf(x, y, out CoverCell cell);
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
        ref int tile = ref CellOf(x, y, out CoverCell cell);
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

    /// <summary>The tile of a point, and what its cell says: an answer or a leaf.</summary>
    private ref int CellOf(double x, double y, out CoverCell cell)
    {
        CellPlace place = PlaceOf(x, y);
        ref int tile = ref _tiles[place.Tile].Words;
        cell = new CoverCell(Unsafe.Add(ref tile, place.Word));
        if (!cell.IsAnswer)
        {
            cell = ToLeaf(ref tile, place, cell, x, y);
        }

        return ref tile;
    }

    /// <summary>The place of the cell of a point: its tile, and the word of the tile that has it. A point on a rim may be rounded out of a cell and is taken in.</summary>
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
        return new CellPlace(tile, TileLayout.Cells + (PartOf(row - (int)row, columns) * columns) + PartOf(column - (int)column, columns));
    }

    private static int PartOf(double part, int parts) => Math.Min((int)(part * parts), parts - 1);

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

    /// <summary>A cell.</summary>
    /// <param name="Tile">Its tile.</param>
    /// <param name="Word">The word of the tile that has it.</param>
    private readonly record struct CellPlace(int Tile, int Word);
}
