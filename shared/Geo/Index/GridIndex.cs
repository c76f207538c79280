using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>An immutable snapshot of all areas of a jurisdiction that says which of them own a point. Safe for concurrent use.</summary>
/// <remarks>
/// Its answer is for every level what <c>Geometry.Covers</c> of NetTopologySuite answers on each polygon, boundary included. It needs valid areas, as
/// <see cref="AreaGeometry"/> makes them. Distances are those of <see cref="LocalMetres"/>, also across the antimeridian.
/// The answers come from grids of cells laid over each level: most cells are covered by one area or by none, and in the others the few edges that
/// cross the cell are tested exactly.
/// </remarks>
public sealed partial class GridIndex
{
    private readonly LevelIndex[] _levels;
    private readonly Lazy<AreaShape[]> _shapes;
    private readonly Lazy<Geometry> _hull;

    private GridIndex(LevelIndex[] levels, Lazy<AreaShape[]> shapes, long areaBytes)
    {
        (_levels, _shapes, _areaBytes) = (levels, shapes, areaBytes);
        _hull = new Lazy<Geometry>(() => AreaHull.Around(Shapes));
        SizeBytes = areaBytes + levels.Sum(level => level.Cover.SizeBytes);
    }

    // The covers belong to the levels, in their order.
    private GridIndex(AreaShape[] shapes, Func<int, AreaShape[], LevelCover> coverOf)
        : this(
            [.. ByLevel(shapes).Select((level, i) => new LevelIndex(level[0].Level, coverOf(i, level)))],
            new Lazy<AreaShape[]>(shapes),
            shapes.Sum(SizeOf))
    {
    }

    /// <summary>All areas, by level and code.</summary>
    public IReadOnlyList<AreaShape> Shapes => _shapes.Value;

    /// <summary>Makes the snapshot.</summary>
    /// <exception cref="ArgumentException">Two areas of one level have the same code, or a geometry is not in degrees.</exception>
    public static GridIndex Build(IReadOnlyList<AreaShape> shapes) => new(Sorted(shapes), (_, level) => LevelCover.Build(level));

    /// <summary>The areas of every level that cover a point.</summary>
    public AreaOwners Locate(Wgs84Point point) => new(Array.ConvertAll(_levels, level => level.Owners(point)));

    /// <summary>The area of a level to which a point belongs: the one with the smallest code of those that cover it; null where none does.</summary>
    /// <remarks>Allocates nothing.</remarks>
    public AreaShape? Owner(Wgs84Point point, int level) => Find(level)?.Owner(point);

    /// <summary>The same for many points, several times as fast as one by one: the numbers of the areas, see <see cref="AreaAt"/>.</summary>
    /// <param name="points">The points, in any order.</param>
    /// <param name="level">The level.</param>
    /// <param name="owners">Takes a number for every point; -1 where no area covers it, or the level has none.</param>
    /// <exception cref="ArgumentException">There are fewer places for numbers than points.</exception>
    /// <remarks>Allocates nothing.</remarks>
    public void Owners(ReadOnlySpan<Wgs84Point> points, int level, Span<int> owners)
    {
        if (owners.Length < points.Length)
        {
            throw new ArgumentException($"{points.Length} points have {points.Length} owners, and there is room for {owners.Length}.", nameof(owners));
        }

        if (Find(level) is { } index)
        {
            index.Cover.Owners(points, owners);
        }
        else
        {
            owners[..points.Length].Fill(-1);
        }
    }

    /// <summary>The area of a level that has a number. Numbers belong to this snapshot, and are in no order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level has no area of this number.</exception>
    public AreaShape AreaAt(int level, int number) => Find(level) is { } index && number >= 0 && number < index.Cover.Areas.Count
        ? index.Cover.Areas[number]
        : throw new ArgumentOutOfRangeException(nameof(number), number, $"Level {level} has no area of this number.");

    /// <summary>The convex hull of all areas in degrees, split at the antimeridian: a conservative outline of the jurisdiction. Empty for no areas.</summary>
    public Geometry Hull() => _hull.Value;

    private LevelIndex? Find(int level)
    {
        foreach (LevelIndex index in _levels)
        {
            if (index.Level == level)
            {
                return index;
            }
        }

        return null;
    }

    private static IEnumerable<AreaShape[]> ByLevel(IEnumerable<AreaShape> shapes) => shapes.GroupBy(shape => shape.Level).Select(level => level.ToArray());

    private static AreaShape[] Sorted(IEnumerable<AreaShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        AreaShape[] sorted = [.. shapes];
        if (!IsSorted(sorted))
        {
            Array.Sort(sorted, Compare);
        }

        for (int i = 1; i < sorted.Length; i++)
        {
            if (Compare(sorted[i - 1], sorted[i]) == 0)
            {
                throw SameCode(sorted[i]);
            }
        }

        return sorted;
    }

    private static bool IsSorted(AreaShape[] shapes)
    {
        for (int i = 1; i < shapes.Length; i++)
        {
            if (Compare(shapes[i - 1], shapes[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int Compare(AreaShape one, AreaShape other) => one.Level != other.Level ? one.Level.CompareTo(other.Level) : string.CompareOrdinal(one.Code, other.Code);

    private static ArgumentException SameCode(AreaShape shape) => new($"Two areas of level {shape.Level} have the code {shape.Code}.");
}
