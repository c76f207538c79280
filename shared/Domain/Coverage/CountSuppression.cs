namespace GridSteward.Domain.Coverage;

/// <summary>A count in a tree of counts.</summary>
/// <param name="Code">What is counted.</param>
/// <param name="Parent">What it is part of; null at the top.</param>
/// <param name="Count">How many, those of its parts included.</param>
public sealed record TreeCount(string Code, string? Parent, long Count);

/// <summary>
/// Hides small counts of households from those who may not see households: every count under 5, and as many more as keep a reader from
/// finding a hidden one by subtraction. It is decided over the whole tree, so that no choice of box or level tells more.
/// </summary>
/// <remarks>
/// What it guarantees (the tests play the reader exactly): who sees every shown count, knows the tree, and knows which wholes have nobody outside
/// their parts, can take each hidden count for more than one number, 5 or more among them; likewise the number of those outside all parts of a
/// shown whole where they are 1 to 4. The same holds for who also knows how many there are in all, unless everything at the top is hidden.
/// What it does not guarantee: a reader who sees one of the hidden counts by a grant of their own, who compares the counts of different days,
/// or who reasons from these rules (that two were hidden says that one of them is small) can learn more.
/// </remarks>
public static class CountSuppression
{
    /// <summary>The smallest count that is shown.</summary>
    public const long Threshold = 5;

    /// <summary>The codes whose count is hidden.</summary>
    /// <remarks>
    /// Of the parts of a shown whole, with those in none of them as one more part that is never shown, the smallest (then by code) are hidden until
    /// the hidden ones are none, or several that come to 5 or more. What is part of something hidden is hidden: a part that showed would bound it
    /// from below, and with a neighbour's count from above.
    /// </remarks>
    public static HashSet<string> HiddenIn(IReadOnlyList<TreeCount> tree)
    {
        HashSet<string> hidden = [.. tree.Select(c => c.Code)];
        ILookup<string?, TreeCount> parts = tree.ToLookup(c => c.Parent is { } p && hidden.Contains(p) ? p : null);

        // The topmost have no published whole, but the number of all households may be known from elsewhere: they are treated alike.
        ShowPartsOf(null, parts[null].Sum(p => p.Count));
        return hidden;

        void ShowPartsOf(string? whole, long count)
        {
            TreeCount[] family = [.. parts[whole].OrderBy(p => p.Count).ThenBy(p => p.Code, StringComparer.Ordinal)];
            long outside = Math.Max(0, count - family.Sum(p => p.Count));
            int secret = family.Count(p => p.Count < Threshold);
            while (secret < family.Length && !IsSafe(secret, outside, count - family.Skip(secret).Sum(p => p.Count)))
            {
                secret++;
            }

            foreach (TreeCount part in family.Skip(secret))
            {
                hidden.Remove(part.Code);
                ShowPartsOf(part.Code, part.Count);
            }
        }
    }

    /// <summary>Whether parts can stay hidden behind what a reader gets by subtracting the shown ones from their whole; one small part alone never comes to so much.</summary>
    private static bool IsSafe(int secret, long outside, long difference) => secret == 0 ? outside is 0 or >= Threshold : difference >= Threshold;
}
