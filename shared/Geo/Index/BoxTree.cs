namespace GridSteward.Geo;

/// <summary>A flat, immutable tree of boxes: each tier has one box around every sixteen of the tier below. Safe for concurrent use.</summary>
/// <remarks>The order of the lowest tier is that of Sort-Tile-Recursive: Leutenegger, Lopez and Edgington, ICDE 1997.</remarks>
internal sealed class BoxTree
{
    private const int Fan = 16;
    private readonly int[] _items;
    private readonly DegreeBox[][] _tiers;

    /// <summary>Makes the tree; an item may have several boxes.</summary>
    public BoxTree(ReadOnlySpan<DegreeBox> boxes, ReadOnlySpan<int> items)
    {
        int[] order = Order(boxes);
        _items = new int[order.Length];
        var lowest = new DegreeBox[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            (_items[i], lowest[i]) = (items[order[i]], boxes[order[i]]);
        }

        List<DegreeBox[]> tiers = [lowest];
        while (tiers[^1].Length > 1)
        {
            DegreeBox[] below = tiers[^1];
            var tier = new DegreeBox[(below.Length + Fan - 1) / Fan];
            for (int i = 0; i < tier.Length; i++)
            {
                tier[i] = DegreeBox.Around(below.AsSpan(i * Fan, Math.Min(Fan, below.Length - (i * Fan))));
            }

            tiers.Add(tier);
        }

        _tiers = [.. tiers];
    }

    /// <summary>Bytes of the arrays.</summary>
    public long SizeBytes => (4L * _items.Length) + _tiers.Sum(tier => 32L * tier.Length);

    /// <summary>The items that have a box which meets the given one; an item with several boxes may come several times.</summary>
    public void Meeting(in DegreeBox box, List<int> items)
    {
        if (_items.Length > 0)
        {
            Meeting(box, _tiers.Length - 1, 0, items);
        }
    }

    /// <summary>
    /// The items by the distance to their boxes, nearest first, each with metres which no place of the box is nearer than; an item with several boxes may
    /// come several times.
    /// </summary>
    public IEnumerable<(int Item, double LeastMetres)> From(Wgs84Point point)
    {
        var frame = new LocalFrame(point);
        var queue = new PriorityQueue<(int Tier, int Box), double>();
        if (_items.Length > 0)
        {
            queue.Enqueue((_tiers.Length - 1, 0), 0);
        }

        while (queue.TryDequeue(out (int Tier, int Box) next, out double metres))
        {
            if (next.Tier == 0)
            {
                yield return (_items[next.Box], metres);
                continue;
            }

            DegreeBox[] below = _tiers[next.Tier - 1];
            for (int i = next.Box * Fan; i < Math.Min(below.Length, (next.Box + 1) * Fan); i++)
            {
                queue.Enqueue((next.Tier - 1, i), frame.LeastMetres(below[i]));
            }
        }
    }

    private void Meeting(in DegreeBox box, int tier, int at, List<int> items)
    {
        if (!_tiers[tier][at].Meets(box))
        {
            return;
        }

        if (tier == 0)
        {
            items.Add(_items[at]);
            return;
        }

        for (int i = at * Fan; i < Math.Min(_tiers[tier - 1].Length, (at + 1) * Fan); i++)
        {
            Meeting(box, tier - 1, i, items);
        }
    }

    // Slices from west to east with as many boxes as make them about square, each ordered from south to north.
    private static int[] Order(ReadOnlySpan<DegreeBox> boxes)
    {
        int[] order = new int[boxes.Length];
        double[] middles = new double[boxes.Length];
        for (int i = 0; i < order.Length; i++)
        {
            (order[i], middles[i]) = (i, boxes[i].West + boxes[i].East);
        }

        Array.Sort(middles, order);
        int slice = Fan * (int)Math.Ceiling(Math.Sqrt((double)boxes.Length / Fan));
        for (int i = 0; i < order.Length; i++)
        {
            middles[i] = boxes[order[i]].South + boxes[order[i]].North;
        }

        for (int start = 0; start < order.Length; start += slice)
        {
            Array.Sort(middles, order, start, Math.Min(slice, order.Length - start));
        }

        return order;
    }
}
