using System.Runtime.CompilerServices;

namespace GridSteward.Geo;

/// <summary>
/// Says which areas of one level cover a point, exactly as <c>Geometry.Covers</c> does. Immutable. A grid of tiles lies over the level; each tile is one
/// stretch of memory, which other covers may share.
/// </summary>
internal sealed partial class LevelCover
{
    private readonly CoverGrid _grid;

    // Row by row, and behind the last one a tile for points outside of the grid.
    private readonly CoverTile[] _tiles;

    // The bytes of tiles that were replaced and may still be held by a block.
    private readonly long _lost;

    private LevelCover(CoverGrid grid, CoverTile[] tiles, AreaSlots areas, long lost)
    {
        (_grid, _tiles, Areas, _lost) = (grid, tiles, areas, lost);
        SizeBytes = (Unsafe.SizeOf<CoverTile>() * (long)tiles.Length) + (IntPtr.Size * (long)areas.Count);
        foreach (ref readonly CoverTile tile in tiles.AsSpan())
        {
            SizeBytes += tile.Length;
        }
    }

    /// <summary>The areas by their numbers.</summary>
    public AreaSlots Areas { get; }

    /// <summary>The grid of the tiles.</summary>
    public CoverGrid Grid => _grid;

    /// <summary>The tiles, row by row.</summary>
    public ReadOnlySpan<CoverTile> Tiles => _tiles.AsSpan(0, _tiles.Length - 1);

    /// <summary>Bytes of the tiles and of the tables of tiles and areas.</summary>
    public long SizeBytes { get; }

    /// <summary>Builds the cover of areas.</summary>
    /// <param name="areas">The areas, by code.</param>
    public static LevelCover Build(ReadOnlySpan<AreaShape> areas)
    {
        CoverGrid grid = CoverBuilder.GridOf(areas);
        var tiles = new CoverTile[checked(grid.Columns * grid.Rows)];
        CoverBuilder.Build(grid, grid.All, areas, [.. Enumerable.Range(0, areas.Length)], tiles);
        return Of(grid, tiles, new AreaSlots(areas!));
    }

    /// <summary>The cover that has tiles.</summary>
    /// <param name="grid">Their grid.</param>
    /// <param name="tiles">The tiles, row by row.</param>
    /// <param name="areas">The areas by their numbers.</param>
    public static LevelCover Of(in CoverGrid grid, ReadOnlySpan<CoverTile> tiles, AreaSlots areas) => new(grid, [.. tiles, CoverTile.Nothing], areas, 0);
}
