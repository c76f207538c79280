namespace GridSteward.Domain.Coverage;

/// <summary>Between which hours a number lies.</summary>
/// <param name="From">At least, or exactly where it is the same as <paramref name="To"/>.</param>
/// <param name="To">Less than; null for whatever is longer.</param>
public sealed record HourRange(double From, double? To);

/// <summary>
/// How many reports took how long, in a few fixed steps, so that sums of many jurisdictions still tell medians: a percentile is known to lie between two
/// bounds, of which from one hour on the upper is at most twice the lower.
/// </summary>
public static class HourHistogram
{
    private static readonly double[] Bounds = [0.5, 1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720, 1080, 1440, 2160];

    /// <summary>How many steps there are.</summary>
    public static int Steps => Bounds.Length + 1;

    /// <summary>Counts hours by step.</summary>
    public static long[] Of(IEnumerable<float> hours)
    {
        long[] counts = new long[Steps];
        foreach (float h in hours)
        {
            int step = Array.FindIndex(Bounds, b => h < b);
            counts[step < 0 ? Bounds.Length : step]++;
        }

        return counts;
    }

    /// <summary>Between which bounds a share of the counted lies (nearest rank); null where nothing was counted.</summary>
    public static HourRange? Percentile(IReadOnlyList<long> counts, double share)
    {
        long all = counts.Sum(), rank = Math.Max(1, (long)Math.Ceiling(share * all));
        if (all == 0)
        {
            return null;
        }

        int step = 0;
        for (long passed = counts[0]; passed < rank; passed += counts[step])
        {
            step++;
        }

        return new HourRange(step == 0 ? 0 : Bounds[step - 1], step < Bounds.Length ? Bounds[step] : null);
    }
}
