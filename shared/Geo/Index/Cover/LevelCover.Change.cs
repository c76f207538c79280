namespace GridSteward.Geo;

/// <content>Covers of other areas.</content>
internal sealed partial class LevelCover
{
    /// <summary>
    /// The cover with other areas, which shares all tiles that none of them meets. What it costs depends on the tiles that the changed areas meet, and on the
    /// areas in these.
    /// </summary>
    /// <param name="removed">The numbers of areas that go.</param>
    /// <param name="added">Areas that come; where there were areas, they get the numbers of those that go.</param>
    /// <returns>Null where an area lies outside of the grid of the tiles, or most of the level changes: it is then better built anew.</returns>
    public LevelCover? With(IReadOnlyList<int> removed, IReadOnlyList<AreaShape> added)
    {
        List<(int Slot, AreaShape? Area)> changes = Changes(removed, added);
        var box = new NetTopologySuite.Geometries.Envelope();
        foreach (AreaShape area in removed.Select(slot => Areas[slot]).Concat(added))
        {
            box.ExpandToInclude(area.Geometry.EnvelopeInternal);
        }

        CellRange range = _grid.CellsOf(DegreeBox.Of(box));
        if (range.IsEmpty || !_grid.BoxOf(_grid.All).Contains(DegreeBox.Of(box)) || range.Count > Tiles.Length / 2)
        {
            return null;
        }

        AreaSlots areas = Areas.With(changes);
        int[] slots = [.. SlotsIn(range).Except(removed).Union(changes.Where(change => change.Area is not null).Select(change => change.Slot))];
        AreaShape[] shapes = Array.ConvertAll(slots, slot => areas[slot]);
        Array.Sort(shapes, slots, Comparer<AreaShape>.Create((one, other) => string.CompareOrdinal(one.Code, other.Code)));
        CoverTile[] tiles = [.. _tiles];
        CoverBuilder.Build(_grid, range, shapes, slots, tiles);
        return new LevelCover(_grid, tiles, areas, _lost + BytesIn(range)).Compacted();
    }

    private List<(int Slot, AreaShape? Area)> Changes(IReadOnlyList<int> removed, IReadOnlyList<AreaShape> added)
    {
        List<(int Slot, AreaShape? Area)> changes = [];
        for (int i = 0; i < Math.Max(removed.Count, added.Count); i++)
        {
            changes.Add((i < removed.Count ? removed[i] : Areas.Count + i - removed.Count, i < added.Count ? added[i] : null));
        }

        return changes;
    }

    /// <summary>The numbers of the areas that cover a part of some tiles, each once.</summary>
    private HashSet<int> SlotsIn(CellRange range)
    {
        HashSet<int> slots = [];
        for (int row = range.FirstRow; row <= range.LastRow; row++)
        {
            for (int column = range.FirstColumn; column <= range.LastColumn; column++)
            {
                foreach (int slot in _tiles[(row * _grid.Columns) + column].Areas)
                {
                    slots.Add(slot);
                }
            }
        }

        return slots;
    }

    private long BytesIn(CellRange range)
    {
        long bytes = 0;
        for (int row = range.FirstRow; row <= range.LastRow; row++)
        {
            foreach (ref readonly CoverTile tile in _tiles.AsSpan((row * _grid.Columns) + range.FirstColumn, range.LastColumn + 1 - range.FirstColumn))
            {
                bytes += tile.Length;
            }
        }

        return bytes;
    }

    // When half of what the blocks hold is no tile any more, the tiles are copied into new blocks.
    private LevelCover Compacted()
    {
        if (_lost < SizeBytes)
        {
            return this;
        }

        var blocks = new TileBlocks();
        CoverTile[] tiles = Tiles.ToArray();
        for (int i = 0; i < tiles.Length; i++)
        {
            tiles[i] = i > 0 && _tiles[i] == _tiles[i - 1] ? tiles[i - 1] : blocks.Add(_tiles[i]);
        }

        return Of(_grid, tiles, Areas);
    }
}
