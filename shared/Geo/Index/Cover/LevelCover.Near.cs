namespace GridSteward.Geo;

/// <content>Questions about the neighbourhood of a point or of a box.</content>
internal sealed partial class LevelCover
{
    /// <summary>
    /// The numbers of the areas that cover parts of tiles, nearest tiles first, each with metres which no place of the tile is nearer than. An area comes
    /// once for each tile of which it covers a part.
    /// </summary>
    public IEnumerable<(int Area, double LeastMetres)> From(Wgs84Point point)
    {
        // Squares of tiles, each of which is divided into four when its turn comes: tier t has 2^t tiles a side.
        var frame = new LocalFrame(point);
        var queue = new PriorityQueue<(int Tier, int Row, int Column), double>();
        queue.Enqueue((System.Numerics.BitOperations.Log2((uint)Math.Max(_grid.Rows, _grid.Columns)) + 1, 0, 0), 0);
        while (queue.TryDequeue(out (int Tier, int Row, int Column) next, out double metres))
        {
            if (next.Tier == 0)
            {
                foreach (int area in _tiles[(next.Row * _grid.Columns) + next.Column].Areas.ToArray())
                {
                    yield return (area, metres);
                }

                continue;
            }

            int tier = next.Tier - 1;
            for (int i = 0; i < 4; i++)
            {
                int row = (next.Row * 2) + (i / 2), column = (next.Column * 2) + (i % 2);
                if (row << tier < _grid.Rows && column << tier < _grid.Columns)
                {
                    queue.Enqueue((tier, row, column), frame.LeastMetres(_grid.BoxOf(Square(tier, row, column))));
                }
            }
        }
    }

    /// <summary>The numbers of the areas that cover a part of a tile that a box meets, each once.</summary>
    public IEnumerable<int> Near(in DegreeBox box) => _grid.CellsOf(box) is { IsEmpty: false } range ? SlotsIn(range) : [];

    private CellRange Square(int tier, int row, int column) => new(
        row << tier, Math.Min((row + 1) << tier, _grid.Rows) - 1, column << tier, Math.Min((column + 1) << tier, _grid.Columns) - 1);
}
