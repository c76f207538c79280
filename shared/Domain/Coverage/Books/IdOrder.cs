namespace GridSteward.Domain.Coverage.Books;

/// <summary>The order of ids in lists of every engine: by UTF-8 bytes, compared without writing them.</summary>
internal static class IdOrder
{
    /// <summary>Below zero where the first comes first.</summary>
    public static int Compare(string x, string y)
    {
        int common = x.AsSpan().CommonPrefixLength(y);
        return common == x.Length || common == y.Length ? x.Length.CompareTo(y.Length) : Rank(x[common]).CompareTo(Rank(y[common]));
    }

    // what takes four bytes in UTF-8 comes after all that takes three, though its surrogates come before some of it
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
