namespace GridSteward.Geo;

/// <summary>Successive buckets, both ends included.</summary>
internal readonly record struct BucketRange(int First, int Last)
{
    public static BucketRange None => new(0, -1);
}

/// <summary>Items by bucket, each item in a range of them. Filled again and again without allocating.</summary>
internal sealed class Buckets
{
    private int[] _ends = [];
    private int[] _items = [];

    /// <summary>The items of a bucket, in the order in which they were given.</summary>
    public ReadOnlySpan<int> this[int bucket]
    {
        get
        {
            int start = bucket == 0 ? 0 : _ends[bucket - 1];
            return _items.AsSpan(start, _ends[bucket] - start);
        }
    }

    /// <summary>Puts item i into the buckets of range i.</summary>
    public void Fill(int count, ReadOnlySpan<BucketRange> ranges)
    {
        if (_ends.Length < count + 1)
        {
            _ends = new int[Math.Max(count + 1, _ends.Length * 2)];
        }

        // Counted one to the right: the sums are then where each bucket starts, and filling moves them to where it ends.
        Array.Clear(_ends, 0, count + 1);
        int total = 0;
        foreach (BucketRange range in ranges)
        {
            for (int bucket = range.First; bucket <= range.Last; bucket++)
            {
                _ends[bucket + 1]++;
                total++;
            }
        }

        for (int bucket = 1; bucket <= count; bucket++)
        {
            _ends[bucket] += _ends[bucket - 1];
        }

        if (_items.Length < total)
        {
            _items = new int[Math.Max(total, _items.Length * 2)];
        }

        for (int item = 0; item < ranges.Length; item++)
        {
            for (int bucket = ranges[item].First; bucket <= ranges[item].Last; bucket++)
            {
                _items[_ends[bucket]++] = item;
            }
        }
    }
}
