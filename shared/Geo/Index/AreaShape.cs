using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>One area of a jurisdiction as the index knows it. Two are equal where they have the same code, level and geometry object.</summary>
public sealed record AreaShape
{
    // Made when first asked for. Two threads may both make them; they make the same.
    private EdgeIndex? _edges;
    private LevelOwners? _alone;

    /// <summary>Makes a shape.</summary>
    /// <param name="code">Its code, not empty; codes are ordered ordinally.</param>
    /// <param name="level">Its level in the tree; 0 is the topmost.</param>
    /// <param name="geometry">Its normalized Polygon or MultiPolygon in WGS-84 degrees, see <see cref="AreaGeometry"/>; never changed afterwards.</param>
    /// <exception cref="ArgumentException">The code is empty, the level negative, or the geometry no area.</exception>
    public AreaShape(string code, int level, Geometry geometry)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentNullException.ThrowIfNull(geometry);
        if (geometry is not (Polygon or MultiPolygon) || geometry.IsEmpty)
        {
            throw new ArgumentException($"Area {code} must be a Polygon or MultiPolygon that is not empty.", nameof(geometry));
        }

        (Code, Level, Geometry) = (code, level, geometry);
    }

    /// <summary>The code of the area.</summary>
    public string Code { get; }

    /// <summary>The level of the area; 0 is the topmost.</summary>
    public int Level { get; }

    /// <summary>The outline, lon/lat degrees.</summary>
    public Geometry Geometry { get; }

    /// <summary>The owners of a point that it alone covers.</summary>
    internal LevelOwners Alone => _alone ??= new LevelOwners(Level, [this]);

    /// <summary>Metres from a point, inside or outside, to the nearest edge; the cut at the antimeridian is no edge.</summary>
    public double DistanceToEdgeMetres(Wgs84Point point) => NearestEdge(point).Metres;

    /// <summary>Metres from a point, inside or outside, to the nearest edge, and the place of that edge; the cut at the antimeridian is no edge.</summary>
    public (double Metres, Wgs84Point At) NearestEdge(Wgs84Point point) => (_edges ??= new EdgeIndex(Geometry)).Nearest(point);

    /// <summary>Whether code, level and geometry object are the same.</summary>
    public bool Equals(AreaShape? other) => other is not null && Code == other.Code && Level == other.Level && ReferenceEquals(Geometry, other.Geometry);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Level);
}
