namespace GridSteward.Geo;

/// <summary>Takes the cells of a grid that is swept.</summary>
internal interface ICoverCells
{
    /// <summary>A cell that no edge crosses.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="areas">The areas that cover all of it, least first.</param>
    void Whole(int row, int column, ReadOnlySpan<int> areas);

    /// <summary>
    /// A cell that edges cross. For every point in it and every area, the area's whole boundary crosses the ray from the point eastward as often, even or
    /// odd, as these edges and rails do, once more where the area is among those inside.
    /// </summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="edges">The edges.</param>
    /// <param name="rails">The rails, see <see cref="LooseEnds"/>.</param>
    /// <param name="inside">The areas inside without counting edges and rails.</param>
    void Crossed(int row, int column, ReadOnlySpan<CoverEdge> edges, ReadOnlySpan<CoverEdge> rails, AreaSet inside);
}
