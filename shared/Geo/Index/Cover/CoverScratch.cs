namespace GridSteward.Geo;

/// <summary>What the building of the grids of one depth works with, kept from grid to grid.</summary>
internal sealed class CoverScratch
{
    /// <summary>The rows that each edge of the grid meets.</summary>
    public List<BucketRange> RowRanges { get; } = [];

    /// <summary>The edges of the grid by row.</summary>
    public Buckets Rows { get; } = new();

    /// <summary>The row that is being filled.</summary>
    public CoverRow Row { get; } = new();

    /// <summary>The areas that cover the middle of the cell that is being filled.</summary>
    public AreaSet Inside { get; } = new();

    /// <summary>The same without counting the cell's own edges.</summary>
    public AreaSet CellInside { get; } = new();

    /// <summary>The edges and rails of the cell.</summary>
    public List<CoverEdge> CellEdges { get; } = [];

    /// <summary>Where boundaries leave the cell eastward.</summary>
    public LooseEnds Loose { get; } = new();
}
