using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>One area of a jurisdiction as the index knows it.</summary>
public sealed record AreaShape
{
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
}
