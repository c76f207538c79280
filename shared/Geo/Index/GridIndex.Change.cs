namespace GridSteward.Geo;

/// <content>Snapshots of other areas.</content>
public sealed partial class GridIndex
{
    private const int MostChanged = 4;

    /// <summary>
    /// The snapshot after a change of some areas. This one stays as it is, so that questions go on. What it costs depends on the areas that change and on
    /// their neighbours, not on how many others there are, unless an area moves beyond all others or most areas of a level change: then that level is built anew.
    /// </summary>
    /// <param name="removed">Areas of this snapshot that go.</param>
    /// <param name="added">Areas that come. An area that changes is removed and added under the same code.</param>
    /// <exception cref="ArgumentException">A removed area is not one of this snapshot, or two areas of one level would have the same code.</exception>
    public GridIndex With(IReadOnlyList<AreaShape> removed, IReadOnlyList<AreaShape> added)
    {
        ArgumentNullException.ThrowIfNull(removed);
        ArgumentNullException.ThrowIfNull(added);
        AreaShape[] gone = [.. removed.Distinct()], come = Sorted(added);
        if (gone.FirstOrDefault(shape => Find(shape.Level) is null) is { } unknown)
        {
            throw NotHere(unknown);
        }

        List<LevelIndex> levels = [];
        foreach (int number in _levels.Select(level => level.Level).Union(come.Select(shape => shape.Level)).Order())
        {
            AreaShape[] less = [.. gone.Where(shape => shape.Level == number)], more = [.. come.Where(shape => shape.Level == number)];
            if (Changed(Find(number), number, less, more) is { } level)
            {
                levels.Add(level);
            }
        }

        return new GridIndex([.. levels], AllOf([.. levels]), _areaBytes - gone.Sum(SizeOf) + come.Sum(SizeOf));
    }

    // Static, so that it cannot hold the snapshot that was changed: or none of a long row of changes would ever be let go.
    private static Lazy<AreaShape[]> AllOf(LevelIndex[] levels) => new(() => Sorted(levels.SelectMany(level => level.Cover.Areas.All.OfType<AreaShape>())));

    /// <summary>The snapshot of areas of which most are those of this one, see <see cref="With"/>.</summary>
    /// <param name="shapes">The areas; those that stay are the very objects of this snapshot.</param>
    /// <returns>Null where more than a quarter of the areas would change: to build the index is then as good.</returns>
    /// <exception cref="ArgumentException">Two areas of one level have the same code.</exception>
    public GridIndex? Become(IReadOnlyList<AreaShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        HashSet<AreaShape> stay = [.. Shapes], next = [.. shapes];
        AreaShape[] removed = [.. stay.Where(shape => !next.Contains(shape))], added = [.. next.Where(shape => !stay.Contains(shape))];
        return removed.Length + added.Length > (stay.Count + next.Count) / MostChanged ? null
            : removed.Length + added.Length == 0 ? this
            : With(removed, added);
    }

    private static LevelIndex? Changed(LevelIndex? level, int number, AreaShape[] removed, AreaShape[] added)
    {
        if (level is null)
        {
            return new LevelIndex(number, LevelCover.Build(added));
        }

        if (removed.Length == 0 && added.Length == 0)
        {
            return level;
        }

        RequireNewCodes(level, removed, added);
        int[] gone = Array.ConvertAll(removed, shape => level.NumberOf(shape) is >= 0 and int slot ? slot : throw NotHere(shape));
        if (level.Cover.Areas.Used - gone.Length + added.Length == 0)
        {
            return null;
        }

        return new LevelIndex(number, level.Cover.With(gone, added) ?? LevelCover.Build([.. level.Cover.Areas.All.OfType<AreaShape>().Except(removed)
            .Concat(added).OrderBy(shape => shape.Code, StringComparer.Ordinal)]));
    }

    private static void RequireNewCodes(LevelIndex level, AreaShape[] removed, AreaShape[] added)
    {
        HashSet<string> codes = [.. added.Select(shape => shape.Code).Except(removed.Select(shape => shape.Code))];
        if (codes.Count > 0 && level.Cover.Areas.All.FirstOrDefault(shape => shape is not null && codes.Contains(shape.Code)) is { } twin)
        {
            throw SameCode(twin);
        }
    }

    private static ArgumentException NotHere(AreaShape shape) => new($"The area {shape.Code} of level {shape.Level}, which is to go, is not one of this snapshot.");
}
