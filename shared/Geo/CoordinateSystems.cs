using System.Diagnostics;

namespace GridSteward.Geo;

/// <summary>Tags of the coordinate systems, and the way from each supported one to WGS-84.</summary>
/// <remarks>
/// CGCS2000 is taken as identical with WGS-84. The ellipsoids differ only in flattening (1/298.257222101 against 1/298.257223563), which moves
/// a point by at most 0.11 mm (Wei Ziqing, "China Geodetic Coordinate System 2000 and its comparison with WGS84", Journal of Geodesy and
/// Geodynamics 28(5), 2008). CGCS2000 is ITRF97 at epoch 2000.0, and the Chinese mainland moves about 3 cm a year against ITRF, so that by the
/// 2020s the two names of one lamp post differ by 0.6 to 0.9 m: less than what a phone knows, too much for cadastral surveys.
/// </remarks>
public static class CoordinateSystems
{
    /// <summary>Finds the system of a tag, spelled exactly (<c>wgs84</c>, <c>cgcs2000</c>, <c>gcj02</c>, <c>bd09</c>).</summary>
    public static bool TryParse(string? tag, out CoordinateSystem system)
    {
        (bool known, system) = tag switch
        {
            "wgs84" => (true, CoordinateSystem.Wgs84),
            "cgcs2000" => (true, CoordinateSystem.Cgcs2000),
            "gcj02" => (true, CoordinateSystem.Gcj02),
            "bd09" => (true, CoordinateSystem.Bd09),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>The tag of a system on the wire and in stored documents.</summary>
    public static string Tag(this CoordinateSystem system) => system switch
    {
        CoordinateSystem.Wgs84 => "wgs84",
        CoordinateSystem.Cgcs2000 => "cgcs2000",
        CoordinateSystem.Gcj02 => "gcj02",
        CoordinateSystem.Bd09 => "bd09",
        _ => throw new UnreachableException($"No tag for coordinate system {(int)system}."),
    };

    /// <summary>Whether <see cref="ToWgs84"/> can convert from the system; a known tag may still be unsupported.</summary>
    public static bool IsSupported(CoordinateSystem system) => system is CoordinateSystem.Wgs84 or CoordinateSystem.Cgcs2000;

    /// <summary>Converts a longitude and a latitude in degrees of the given system to WGS-84.</summary>
    /// <exception cref="NotSupportedException">The system is known but cannot be converted yet.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The values are not a longitude and a latitude.</exception>
    public static Wgs84Point ToWgs84(CoordinateSystem system, double longitude, double latitude) => IsSupported(system)
        ? new Wgs84Point(longitude, latitude)
        : throw new NotSupportedException($"Coordinates tagged {system.Tag()} cannot be converted to WGS-84 yet.");
}
