using System.Diagnostics.CodeAnalysis;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GridSteward.Geo;

/// <summary>A coordinate system in which positions may arrive, and its way to WGS-84 and back. <see cref="CoordinateSystems"/> has them all.</summary>
/// <remarks>
/// A position is two numbers: longitude and latitude in degrees, or easting and northing in metres, always in this order, whatever the axis order in
/// which an authority lists the system. Each conversion is a pure function of the position: equal numbers give equal bits, so that vertices which two
/// areas share stay shared. Edges are not bent: they are straight between the converted vertices.
/// </remarks>
public abstract class CoordinateSystem
{
    private protected CoordinateSystem(string tag) => Tag = tag;

    /// <summary>World Geodetic System 1984 (NGA.STND.0036): what GPS receivers and browsers give.</summary>
    public static CoordinateSystem Wgs84 { get; } = new PlainDegrees("wgs84");

    /// <summary>China Geodetic Coordinate System 2000, 2000国家大地坐标系 (EPSG:4490, GB 22021-2008), in degrees: Chinese official maps.</summary>
    /// <remarks>
    /// Taken as identical with WGS-84. The ellipsoids differ only in flattening (1/298.257222101 against 1/298.257223563), which moves a point by at
    /// most 0.11 mm (Wei Ziqing, "China Geodetic Coordinate System 2000 and its comparison with WGS84", Journal of Geodesy and Geodynamics 28(5),
    /// 2008). CGCS2000 is ITRF97 at epoch 2000.0, and the Chinese mainland moves about 3 cm a year against ITRF, so that by the 2020s the two names of
    /// one lamp post differ by 0.6 to 0.9 m: less than what a phone knows, too much for cadastral surveys.
    /// </remarks>
    public static CoordinateSystem Cgcs2000 { get; } = new PlainDegrees("cgcs2000");

    /// <summary>GCJ-02, the shifted system of Chinese consumer maps (火星坐标系), see <see cref="Geo.Gcj02"/>.</summary>
    public static CoordinateSystem Gcj02 { get; } = new Gcj02Degrees();

    /// <summary>BD-09, Baidu's second shift on top of GCJ-02, see <see cref="Geo.Bd09"/>.</summary>
    public static CoordinateSystem Bd09 { get; } = new Bd09Degrees();

    /// <summary>Its name on the wire and in stored documents, such as <c>gcj02</c> or <c>EPSG:4526</c>.</summary>
    public string Tag { get; }

    /// <summary>Whether its positions are longitude and latitude in degrees; else easting and northing in metres.</summary>
    public virtual bool IsDegrees => true;

    /// <summary>Whether its numbers are taken as those of WGS-84.</summary>
    public virtual bool IsWgs84 => false;

    /// <summary>What is wrong with the first and with the second number of a position, in sentences; null for nothing. NaN is wrong.</summary>
    public abstract (string? X, string? Y) Faults(double x, double y);

    /// <summary>The WGS-84 point of a position without faults.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position has <see cref="Faults"/>.</exception>
    public Wgs84Point ToWgs84(double x, double y)
    {
        (string? wrongX, string? wrongY) = Faults(x, y);
        return wrongX is not null ? throw new ArgumentOutOfRangeException(nameof(x), x, wrongX)
            : wrongY is not null ? throw new ArgumentOutOfRangeException(nameof(y), y, wrongY)
            : Convert(x, y);
    }

    /// <summary>A geometry with each position converted; the same one where the system's numbers are those of WGS-84.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position has <see cref="Faults"/>.</exception>
    [return: NotNullIfNotNull(nameof(geometry))]
    public Geometry? ToWgs84(Geometry? geometry)
        => geometry is null || IsWgs84 ? geometry : new GeometryEditor(LonLat.Factory).Edit(geometry, new Conversion(this));

    /// <summary>The position of a WGS-84 point in this system; it may have <see cref="Faults"/> where the system is not made for that place.</summary>
    public abstract (double X, double Y) FromWgs84(Wgs84Point point);

    /// <summary>Whether two systems mean the same numbers.</summary>
    public bool Agrees(CoordinateSystem other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this == other || (IsWgs84 && other.IsWgs84);
    }

    /// <summary>The tag.</summary>
    public override string ToString() => Tag;

    /// <summary>Converts a position without faults.</summary>
    private protected abstract Wgs84Point Convert(double x, double y);

    private sealed class Conversion(CoordinateSystem system) : GeometryEditor.CoordinateOperation
    {
        public override Coordinate[] Edit(Coordinate[] coordinates, Geometry geometry)
            => Array.ConvertAll(coordinates, position => system.ToWgs84(position.X, position.Y).ToCoordinate());
    }
}
