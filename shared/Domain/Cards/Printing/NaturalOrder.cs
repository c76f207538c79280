namespace GridSteward.Domain.Cards.Printing;

/// <summary>The order in which people number doors: 2-301 before 10-101, digits by their value and all else by its characters.</summary>
internal sealed class NaturalOrder : IComparer<string?>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 1 : 0) - (y is null ? 1 : 0);
        }

        int i = 0, j = 0;
        while (i < x.Length && j < y.Length)
        {
            int order = char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]) ? Numbers(x, ref i, y, ref j) : x[i++].CompareTo(y[j++]);
            if (order != 0)
            {
                return order;
            }
        }

        int rest = (x.Length - i).CompareTo(y.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(x, y);
    }

    private static int Numbers(string x, ref int i, string y, ref int j)
    {
        ReadOnlySpan<char> a = Number(x, ref i), b = Number(y, ref j);
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
    }

    /// <summary>The digits from here on, without leading zeros.</summary>
    private static ReadOnlySpan<char> Number(string text, ref int at)
    {
        int from = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return text.AsSpan(from, at - from).TrimStart('0');
    }
}
