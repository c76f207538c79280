namespace GridSteward.Geo;

/// <summary>Who owns a point, level by level.</summary>
/// <param name="Levels">One entry for every level of the index, the topmost first, also where nothing covers the point.</param>
public sealed record AreaOwners(IReadOnlyList<LevelOwners> Levels)
{
    /// <summary>Whether an area of any level covers the point.</summary>
    public bool Any => Levels.Any(level => level.Owner is not null);

    /// <summary>The owners on one level; nobody where the index has no such level.</summary>
    public LevelOwners At(int level) => Levels.FirstOrDefault(owners => owners.Level == level) ?? new LevelOwners(level, []);
}
