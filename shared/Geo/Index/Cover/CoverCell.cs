namespace GridSteward.Geo;

/// <summary>What a cell says, in one number: the area that covers all of it, that nothing comes near, or where in the tile to read on.</summary>
/// <param name="Code">An area; -1 for nothing; below that, the word of the tile where a leaf or a finer grid begins.</param>
internal readonly record struct CoverCell(int Code)
{
    public static CoverCell Nothing => new(-1);

    /// <summary>Whether the code is the answer: an area, or -1.</summary>
    public bool IsAnswer => Code >= -1;

    /// <summary>The word where to read on.</summary>
    public int Word => -2 - Code;

    public static CoverCell Of(int area) => new(area);

    public static CoverCell At(int word) => new(-2 - word);
}
