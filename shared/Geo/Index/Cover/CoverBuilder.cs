namespace GridSteward.Geo;

/// <summary>Builds tiles of a level.</summary>
internal static class CoverBuilder
{
    /// <summary>The grid of the tiles for areas.</summary>
    public static CoverGrid GridOf(ReadOnlySpan<AreaShape> areas)
    {
        var box = new NetTopologySuite.Geometries.Envelope();
        int edges = 0;
        foreach (AreaShape area in areas)
        {
            box.ExpandToInclude(area.Geometry.EnvelopeInternal);
            edges += area.Geometry.NumPoints;
        }

        return CellSizes.Tiles(box.IsNull ? default : DegreeBox.Of(box), edges);
    }

    /// <summary>Builds tiles anew.</summary>
    /// <param name="grid">The grid of all tiles.</param>
    /// <param name="range">Those that are built.</param>
    /// <param name="areas">All areas that cover a part of them, by code; there may be others.</param>
    /// <param name="slots">The areas' numbers.</param>
    /// <param name="tiles">All tiles of the grid, row by row; those of the range are put into it.</param>
    public static void Build(in CoverGrid grid, CellRange range, ReadOnlySpan<AreaShape> areas, int[] slots, CoverTile[] tiles)
    {
        int positions = 0;
        foreach (AreaShape area in areas)
        {
            positions += area.Geometry.NumPoints;
        }

        var edges = new RingEdges(positions);
        for (int i = 0; i < areas.Length; i++)
        {
            edges.Add(i, areas[i].Geometry);
        }

        for (int row = range.FirstRow; row <= range.LastRow; row++)
        {
            tiles.AsSpan((row * grid.Columns) + range.FirstColumn, range.LastColumn + 1 - range.FirstColumn).Fill(CoverTile.Nothing);
        }

        new CoverSweep().Run(grid, range, edges.Edges, [], new Tiles(grid, new TileMaker(slots), tiles));
    }

    private sealed class Tiles(CoverGrid grid, TileMaker maker, CoverTile[] tiles) : ICoverCells
    {
        // Neighbours that one area covers are one tile.
        private (int Area, CoverTile Tile) _last = (-1, default);

        public void Whole(int row, int column, ReadOnlySpan<int> areas)
        {
            if (areas.Length > 1 || areas[0] != _last.Area)
            {
                _last = (areas.Length > 1 ? -1 : areas[0], maker.Whole(areas));
            }

            tiles[(row * grid.Columns) + column] = _last.Tile;
        }

        public void Crossed(int row, int column, ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<CoverEdge> rails, AreaSet inside) =>
            tiles[(row * grid.Columns) + column] = maker.Crossed(grid, row, column, edges, rails, inside.Areas);
    }
}
