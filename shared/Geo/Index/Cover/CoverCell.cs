namespace GridSteward.Geo;

/// <summary>What a cell of a grid says, in one number: nothing covers it, one area covers all of it, or where to read on.</summary>
/// <param name="Code">Four times an index, plus the kind; 0 for nothing.</param>
internal readonly record struct CoverCell(int Code)
{
    public static CoverCell Empty => default;

    public CellKind Kind => (CellKind)(Code & 3);

    public int Index => Code >> 2;

    public static CoverCell Of(CellKind kind, int index) => new(checked(index * 4) | (int)kind);
}

/// <summary>The kinds of cells.</summary>
internal enum CellKind
{
    /// <summary>No area comes near.</summary>
    Empty = 0,

    /// <summary>One area covers the whole cell.</summary>
    Area = 1,

    /// <summary>Edges cross the cell, or several areas cover it: a <see cref="CoverLeaf"/>.</summary>
    Leaf = 2,

    /// <summary>The cell is divided: a <see cref="CoverGrid"/>.</summary>
    Grid = 3,
}
