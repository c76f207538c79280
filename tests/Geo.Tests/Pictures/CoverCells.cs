using System.Runtime.CompilerServices;

namespace GridSteward.Geo.Tests.Pictures;

/// <summary>A cell of a tile that is not divided.</summary>
/// <param name="West">Longitude of its western side.</param>
/// <param name="South">Latitude of its southern side.</param>
/// <param name="Size">Its side in degrees.</param>
/// <param name="Depth">0 for a cell of the tile's own grid.</param>
/// <param name="Kind">0: nothing comes near; 1: one area covers it; 2: several cover it; 3: edges cross it.</param>
/// <param name="AreaCount">How many areas have edges in it.</param>
/// <param name="Edges">Their edges.</param>
internal sealed record PaintedCell(double West, double South, double Size, int Depth, int Kind, int AreaCount, IReadOnlyList<(double X0, double Y0, double X1, double Y1)> Edges);

/// <summary>Reads the cells out of tiles.</summary>
internal static class CoverCells
{
    public static IEnumerable<PaintedCell> Of(LevelCover cover)
    {
        for (int i = 0; i < cover.Tiles.Length; i++)
        {
            CoverTile tile = cover.Tiles[i];
            foreach (PaintedCell cell in InGrid(tile, cover.Grid.Division(i / cover.Grid.Columns, i % cover.Grid.Columns, tile.Columns), TileLayout.Cells, 0))
            {
                yield return cell;
            }
        }
    }

    private static IEnumerable<PaintedCell> InGrid(CoverTile tile, CoverGrid grid, int cells, int depth)
    {
        for (int row = 0; row < grid.Rows; row++)
        {
            for (int column = 0; column < grid.Columns; column++)
            {
                var cell = new CoverCell(Word(tile, cells + (row * grid.Columns) + column));
                if (!cell.IsAnswer && Word(tile, cell.Word) < 0)
                {
                    foreach (PaintedCell finer in InGrid(tile, grid.Division(row, column, ~Word(tile, cell.Word)), cell.Word + TileLayout.GridCells, depth + 1))
                    {
                        yield return finer;
                    }

                    continue;
                }

                int runs = cell.IsAnswer ? 0 : Word(tile, cell.Word);
                int areas = cell.IsAnswer ? 0 : TileLayout.Areas(Word(tile, cell.Word + 1));
                yield return new PaintedCell(
                    grid.West + (column * grid.Size),
                    grid.South + (row * grid.Size),
                    grid.Size,
                    depth,
                    cell.IsAnswer ? (cell.Code < 0 ? 0 : 1) : runs == 0 ? 2 : 3,
                    areas,
                    [.. Enumerable.Range(0, runs).SelectMany(run => Edges(tile, cell.Word + TileLayout.LeafAreas + areas + (run * TileLayout.RunWords)))]);
            }
        }
    }

    private static IEnumerable<(double X0, double Y0, double X1, double Y1)> Edges(CoverTile tile, int run)
    {
        int first = Word(tile, run), edges = TileLayout.Edges(Word(tile, run + 1));
        return Enumerable.Range(first, edges).Select(i => (Position(tile, 2 * i), Position(tile, (2 * i) + 1), Position(tile, (2 * i) + 2), Position(tile, (2 * i) + 3)));
    }

    private static int Word(CoverTile tile, int word) => BitConverter.ToInt32(tile.Bytes, tile.Start + (4 * word));

    private static double Position(CoverTile tile, int number) => BitConverter.ToDouble(tile.Bytes, tile.Start + (4 * Word(tile, TileLayout.PositionsWord)) + (8 * number));
}
