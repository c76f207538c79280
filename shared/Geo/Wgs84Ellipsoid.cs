namespace GridSteward.Geo;

/// <summary>The WGS-84 ellipsoid and its two radii of curvature.</summary>
/// <remarks>
/// Defining constants from NGA.STND.0036, table 3.1. Radii: Rapp, "Geometric Geodesy, Part I" (Ohio State University, 1991), section 3:
/// M = a (1 - e²) / (1 - e² sin² φ)^1.5 and N = a / (1 - e² sin² φ)^0.5.
/// </remarks>
public static class Wgs84Ellipsoid
{
    /// <summary>Equatorial radius a in metres.</summary>
    public const double SemiMajorAxisMetres = 6378137.0;

    /// <summary>Flattening f.</summary>
    public const double Flattening = 1 / 298.257223563;

    /// <summary>First eccentricity squared, e² = f (2 - f).</summary>
    public const double EccentricitySquared = Flattening * (2 - Flattening);

    /// <summary>The smallest radius of curvature anywhere, M at the equator: a (1 - e²) = 6,335,439 m.</summary>
    public const double SmallestRadiusMetres = SemiMajorAxisMetres * (1 - EccentricitySquared);

    /// <summary>Radians in one degree.</summary>
    internal const double Radian = Math.PI / 180;

    /// <summary>Metres of one degree northward (M) and one degree eastward (N cos φ) at a latitude in degrees.</summary>
    public static (double East, double North) MetresPerDegree(double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude * Radian);
        double w = 1 - (EccentricitySquared * sin * sin);
        double primeVertical = SemiMajorAxisMetres / Math.Sqrt(w);
        double meridian = primeVertical * (1 - EccentricitySquared) / w;
        return (primeVertical * cos * Radian, meridian * Radian);
    }
}
