namespace GridSteward.Geo;

/// <summary>The areas of one level that cover a point, their boundary included.</summary>
/// <param name="Level">The level; 0 is the topmost.</param>
/// <param name="All">The areas in the ordinal order of their codes; empty where none covers the point.</param>
public sealed record LevelOwners(int Level, IReadOnlyList<AreaShape> All)
{
    /// <summary>The area with the smallest code, to which the point belongs; null where there is none.</summary>
    public AreaShape? Owner => All.Count > 0 ? All[0] : null;

    /// <summary>The other areas: neighbours across a shared edge, or overlapping ones.</summary>
    public IEnumerable<AreaShape> Others => All.Skip(1);
}
