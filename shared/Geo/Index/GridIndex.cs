using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>An immutable snapshot of all areas of a jurisdiction that says which of them own a point. Safe for concurrent use.</summary>
/// <remarks>
/// Its answer is for every level what <c>Geometry.Covers</c> of NetTopologySuite answers on each polygon, boundary included. It needs valid areas, as
/// <see cref="AreaGeometry"/> makes them. Distances are those of <see cref="LocalMetres"/>, also across the antimeridian.
/// </remarks>
public sealed partial class GridIndex
{
    private readonly Dictionary<AreaShape, IndexedArea> _areas;
    private readonly LevelIndex[] _levels;
    private readonly Lazy<Geometry> _hull;

    private GridIndex(IReadOnlyList<AreaShape> shapes)
    {
        Shapes = shapes;
        _areas = new(ReferenceEqualityComparer.Instance);
        foreach (AreaShape shape in shapes)
        {
            _areas.Add(shape, new IndexedArea(shape));
        }

        _levels = [.. shapes.GroupBy(shape => shape.Level).OrderBy(level => level.Key)
            .Select(level => new LevelIndex(level.Key, [.. level.Select(shape => _areas[shape])]))];
        _hull = new Lazy<Geometry>(() => AreaHull.Around(shapes));
    }

    /// <summary>All areas, by level and code.</summary>
    public IReadOnlyList<AreaShape> Shapes { get; }

    /// <summary>Makes the snapshot.</summary>
    /// <exception cref="ArgumentException">Two areas of one level have the same code, or a geometry is not in degrees.</exception>
    public static GridIndex Build(IReadOnlyList<AreaShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        AreaShape[] sorted = [.. shapes.OrderBy(shape => shape.Level).ThenBy(shape => shape.Code, StringComparer.Ordinal)];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Level == sorted[i - 1].Level && sorted[i].Code == sorted[i - 1].Code)
            {
                throw new ArgumentException($"Two areas of level {sorted[i].Level} have the code {sorted[i].Code}.", nameof(shapes));
            }
        }

        return new GridIndex(sorted);
    }

    /// <summary>The areas of every level that cover a point.</summary>
    public AreaOwners Locate(Wgs84Point point)
    {
        Coordinate position = point.ToCoordinate();
        return new AreaOwners(Array.ConvertAll(_levels, level => level.Owners(position)));
    }

    /// <summary>Metres from a point, inside or outside, to the nearest edge of an area; the cut at the antimeridian is no edge.</summary>
    public double DistanceToEdgeMetres(Wgs84Point point, AreaShape area) => NearestEdge(point, area).Metres;

    /// <summary>Metres from a point, inside or outside, to the nearest edge of an area, and the place of that edge; the cut at the antimeridian is no edge.</summary>
    public (double Metres, Wgs84Point At) NearestEdge(Wgs84Point point, AreaShape area)
    {
        ArgumentNullException.ThrowIfNull(area);
        return _areas.TryGetValue(area, out IndexedArea? indexed) ? indexed.NearestEdge(point) : LocalMetres.NearestEdge(point, area.Geometry);
    }

    /// <summary>The convex hull of all areas in degrees, split at the antimeridian: a conservative outline of the jurisdiction. Empty for no areas.</summary>
    public Geometry Hull() => _hull.Value;
}
