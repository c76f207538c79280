namespace GridSteward.Geo;

/// <content>Snapshots of other areas.</content>
public sealed partial class GridIndex
{
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
        HashSet<(int, string)> free = [.. gone.Select(shape => (shape.Level, shape.Code))];
        Lazy<AreaShape[]> shapes = new(() => Sorted(Shapes.Except(gone).Concat(come)));
        if (!come.All(shape => free.Contains((shape.Level, shape.Code))))
        {
            // The codes are new: whether others have them, all must be asked.
            _ = shapes.Value;
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

        if (gone.FirstOrDefault(shape => Find(shape.Level) is null) is { } unknown)
        {
            throw NotHere(unknown);
        }

        return new GridIndex([.. levels], shapes, _areaBytes - gone.Sum(SizeOf) + come.Sum(SizeOf));
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

        int[] gone = Array.ConvertAll(removed, shape => level.NumberOf(shape) is >= 0 and int slot ? slot : throw NotHere(shape));
        if (level.Cover.Areas.Used - gone.Length + added.Length == 0)
        {
            return null;
        }

        return new LevelIndex(number, level.Cover.With(gone, added) ?? LevelCover.Build([.. level.Cover.Areas.All.OfType<AreaShape>().Except(removed)
            .Concat(added).OrderBy(shape => shape.Code, StringComparer.Ordinal)]));
    }

    private static ArgumentException NotHere(AreaShape shape) => new($"The area {shape.Code} of level {shape.Level}, which is to go, is not one of this snapshot.");
}
