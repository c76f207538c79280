using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Covers pieces by a bounded number of boxes with little room to spare.</summary>
internal static class BoxCover
{
    private const int CellsASide = 64;

    /// <summary>At most so many boxes. The pieces are cut by a raster; then the box whose halving saves most is halved, again and again.</summary>
    public static IReadOnlyList<Envelope> Of(IReadOnlyList<ChangedPiece> pieces, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        List<Group> groups = [new Group(Leaves(pieces))];
        while (groups.Count < most && groups.MaxBy(g => g.Saving) is { Saving: > 0, Halves: var (one, other) } best)
        {
            groups.Remove(best);
            groups.AddRange([one, other]);
        }

        return [.. groups.Select(g => g.Box)];
    }

    /// <summary>What of the pieces lies in each cell of a raster over them, as a box.</summary>
    private static Envelope[] Leaves(IReadOnlyList<ChangedPiece> pieces)
    {
        Envelope all = new();
        foreach (ChangedPiece piece in pieces)
        {
            all.ExpandToInclude(piece.Box);
        }

        double width = all.Width / CellsASide, height = all.Height / CellsASide;
        Dictionary<(int, int), Envelope> leaves = [];
        foreach (ChangedPiece piece in pieces)
        {
            (int west, int east) = (Cell(piece.Box.MinX - all.MinX, width), Cell(piece.Box.MaxX - all.MinX, width));
            (int south, int north) = (Cell(piece.Box.MinY - all.MinY, height), Cell(piece.Box.MaxY - all.MinY, height));
            for (int x = west; x <= east; x++)
            {
                for (int y = south; y <= north; y++)
                {
                    // The last cell takes what rounding leaves over.
                    var cell = new Envelope(
                        all.MinX + (x * width), x == CellsASide - 1 ? all.MaxX : all.MinX + ((x + 1) * width),
                        all.MinY + (y * height), y == CellsASide - 1 ? all.MaxY : all.MinY + ((y + 1) * height));
                    Envelope leaf = cell.Intersection(piece.Box);
                    if (!leaf.IsNull && ((west == east && south == north) || piece.Meets(leaf)))
                    {
                        Envelope there = leaves.GetValueOrDefault((x, y)) ?? new Envelope();
                        there.ExpandToInclude(leaf);
                        leaves[(x, y)] = there;
                    }
                }
            }
        }

        return [.. leaves.OrderBy(l => l.Key).Select(l => l.Value)];
    }

    private static int Cell(double offset, double size) => size > 0 ? Math.Clamp((int)(offset / size), 0, CellsASide - 1) : 0;

    private sealed class Group
    {
        public Group(Envelope[] leaves)
        {
            Box = Around(leaves);
            Lazily = new Lazy<(Group, Group)?>(() => BestHalves(leaves));
        }

        public Envelope Box { get; }

        public (Group One, Group Other)? Halves => Lazily.Value;

        public double Saving => Halves is var (one, other) ? Size(Box) - Size(one.Box) - Size(other.Box) : double.NegativeInfinity;

        private Lazy<(Group, Group)?> Lazily { get; }

        /// <summary>A line has no area; its length counts a little.</summary>
        private static double Size(Envelope box) => (box.Width + 1e-4) * (box.Height + 1e-4);

        private static Envelope Around(IEnumerable<Envelope> leaves)
        {
            Envelope box = new();
            foreach (Envelope leaf in leaves)
            {
                box.ExpandToInclude(leaf);
            }

            return box;
        }

        private static (Group, Group)? BestHalves(Envelope[] leaves)
        {
            double least = double.PositiveInfinity;
            (Envelope[] Sorted, int At)? best = null;
            foreach (Envelope[] sorted in new[] { leaves.OrderBy(l => l.Centre.X).ToArray(), leaves.OrderBy(l => l.Centre.Y).ToArray() })
            {
                double[] after = new double[sorted.Length + 1];
                Envelope box = new();
                for (int i = sorted.Length - 1; i > 0; i--)
                {
                    box.ExpandToInclude(sorted[i]);
                    after[i] = Size(box);
                }

                box = new();
                for (int i = 1; i < sorted.Length; i++)
                {
                    box.ExpandToInclude(sorted[i - 1]);
                    if (Size(box) + after[i] < least)
                    {
                        (least, best) = (Size(box) + after[i], (sorted, i));
                    }
                }
            }

            return best is var (leavesInOrder, at) ? (new Group(leavesInOrder[..at]), new Group(leavesInOrder[at..])) : null;
        }
    }
}
