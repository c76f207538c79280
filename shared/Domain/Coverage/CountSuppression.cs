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
public static class CountSuppression
{
    /// <summary>The smallest count that is shown.</summary>
    public const long Threshold = 5;

    /// <summary>The codes whose count is hidden.</summary>
    /// <remarks>
    /// Among the parts of one whole, with what lies in none of them as one more part, the hidden ones are never exactly one and never sum to
    /// under 5; the smallest shown part (then by code) is hidden until that holds. Where no part is left to hide, the whole is hidden.
    /// </remarks>
    public static HashSet<string> HiddenIn(IReadOnlyList<TreeCount> tree)
    {
        HashSet<string> codes = [.. tree.Select(c => c.Code)];
        HashSet<string> hidden = [.. tree.Where(c => c.Count < Threshold).Select(c => c.Code)];
        ILookup<string?, TreeCount> parts = tree.ToLookup(c => c.Parent is { } p && codes.Contains(p) ? p : null);
        Dictionary<string, TreeCount> wholes = tree.ToDictionary(c => c.Code);
        bool changed;
        do
        {
            changed = false;
            foreach (IGrouping<string?, TreeCount> family in parts)
            {
                // The topmost have no published whole, but the number of all households may be known from elsewhere: they are treated alike.
                long rest = family.Key is { } code ? Math.Max(0, wholes[code].Count - family.Sum(p => p.Count)) : 0;
                changed |= HideMore(family, rest, family.Key, hidden);
            }
        }
        while (changed);
        return hidden;
    }

    private static bool HideMore(IGrouping<string?, TreeCount> family, long rest, string? whole, HashSet<string> hidden)
    {
        if (whole is not null && hidden.Contains(whole) && family.All(p => hidden.Contains(p.Code)))
        {
            return false;
        }

        bool changed = false;
        while (true)
        {
            TreeCount[] secret = [.. family.Where(p => hidden.Contains(p.Code))];

            // The rest is never published, so it hides along with the others, as far as it is not empty.
            int unknowns = secret.Length + (rest > 0 ? 1 : 0);
            if (secret.Length == 0 || (whole is not null && hidden.Contains(whole)) || (unknowns > 1 && secret.Sum(p => p.Count) + rest >= Threshold))
            {
                return changed;
            }

            TreeCount? next = family.Where(p => !hidden.Contains(p.Code)).OrderBy(p => p.Count).ThenBy(p => p.Code, StringComparer.Ordinal).FirstOrDefault();
            if (next is not null)
            {
                hidden.Add(next.Code);
            }
            else if (whole is not null)
            {
                hidden.Add(whole);
            }
            else
            {
                return changed;
            }

            changed = true;
        }
    }
}
