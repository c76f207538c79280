namespace GridSteward.Geo;

/// <summary>GCJ-02 (火星坐标系): the shift of Chinese consumer maps, up to 740 m, and its inverse.</summary>
/// <remarks>
/// <para>
/// The state has never published it. The formula and its constants are those that became public in 2010 as <c>EvilTransform.cs</c> (on4wp7, CodePlex)
/// and are repeated by googollee/eviltransform and wandergis/coordtransform on GitHub: a polynomial and sine shift in metres around longitude 105,
/// latitude 35, divided by the radii of the Krasovsky 1940 ellipsoid (a = 6378245, e² = 0.00669342162296594323). It applies in the box
/// 72.004..137.8347 by 0.8293..55.8271 of WGS-84 degrees, borders included, and leaves alone what lies outside. (coordtransform has a smaller box; the
/// formula within it is the same.) The box holds neighbours of China, Hong Kong, Macao and Taiwan, whose maps may not be shifted: the caller says.
/// </para>
/// <para>
/// The inverse solves w + shift(w) = g by iterating w = g - shift(w). The shift changes by less than 0.01 degree per degree, so that each step divides
/// the error by more than 100; it ends when a step is below 1e-13 degrees (11 nm), after at most <see cref="MostSteps"/> steps. On the meridian 105
/// the term √|longitude - 105| has an infinite slope: within 0.1 µm of it the formula folds, and all steps may be used; the error stays below 1 µm.
/// </para>
/// <para>
/// At the border of the box the formula jumps by the whole shift, so that a position near it can have two sources (a shifted one inside, itself
/// outside) or none. The inverse takes the shifted source wherever that lies in the box, which makes it exact for every place in the box. A position
/// in the box without any source is taken back by the same shift, as if the formula went on a little: shapes are not torn there. All others are
/// outside and stay as they are.
/// </para>
/// </remarks>
public static class Gcj02
{
    /// <summary>The western border of the box in which the formula applies, in WGS-84 degrees.</summary>
    public const double West = 72.004;

    /// <summary>The southern border.</summary>
    public const double South = 0.8293;

    /// <summary>The eastern border.</summary>
    public const double East = 137.8347;

    /// <summary>The northern border.</summary>
    public const double North = 55.8271;

    /// <summary>The most steps that the inverse takes.</summary>
    public const int MostSteps = 16;

    private const double A = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;

    // No shift at the border is longer than this; farther out nothing can have come from the box.
    private const double Margin = 0.05;

    // 0.1 mm: by so much the inverse of a point on the border may miss the box through rounding.
    private const double Hair = 1e-9;
    private const double Settled = 1e-13;

    /// <summary>Whether the formula shifts a WGS-84 position in degrees.</summary>
    public static bool Applies(double longitude, double latitude) => longitude is >= West and <= East && latitude is >= South and <= North;

    /// <summary>The GCJ-02 position of a WGS-84 position, both in degrees.</summary>
    public static (double Longitude, double Latitude) FromWgs84(double longitude, double latitude)
    {
        if (!Applies(longitude, latitude))
        {
            return (longitude, latitude);
        }

        (double east, double north) = Shift(longitude, latitude);
        return (longitude + east, latitude + north);
    }

    /// <summary>The WGS-84 position of a GCJ-02 position, both in degrees.</summary>
    public static (double Longitude, double Latitude) ToWgs84(double longitude, double latitude)
    {
        if (longitude is not (>= West - Margin and <= East + Margin) || latitude is not (>= South - Margin and <= North + Margin))
        {
            return (longitude, latitude);
        }

        (double x, double y) = Source(longitude, latitude);
        double insideX = Math.Clamp(x, West, East), insideY = Math.Clamp(y, South, North);
        return Math.Abs(insideX - x) <= Hair && Math.Abs(insideY - y) <= Hair ? (insideX, insideY)
            : Applies(longitude, latitude) ? (x, y)
            : (longitude, latitude);
    }

    private static (double X, double Y) Source(double longitude, double latitude)
    {
        double x = longitude, y = latitude;
        for (int i = 0; i < MostSteps; i++)
        {
            (double east, double north) = Shift(x, y);
            (double beforeX, double beforeY) = (x, y);
            x = longitude - east;
            y = latitude - north;
            if (Math.Abs(x - beforeX) < Settled && Math.Abs(y - beforeY) < Settled)
            {
                break;
            }
        }

        return (x, y);
    }

    /// <summary>The shift in degrees at a WGS-84 position.</summary>
    private static (double East, double North) Shift(double longitude, double latitude)
    {
        (double eastMetres, double northMetres) = Metres(longitude - 105.0, latitude - 35.0);
        (double sin, double cos) = Math.SinCos(latitude / 180.0 * Math.PI);
        double w = 1 - (EccentricitySquared * sin * sin);
        double root = Math.Sqrt(w);
        return (
            eastMetres * 180.0 / (A / root * cos * Math.PI),
            northMetres * 180.0 / (A * (1 - EccentricitySquared) / (w * root) * Math.PI));
    }

    /// <summary>transformLon and transformLat of the published formula.</summary>
    private static (double East, double North) Metres(double x, double y)
    {
        double root = Math.Sqrt(Math.Abs(x));
        double both = (20.0 * Wave(x, 6)) + (20.0 * Wave(x, 2));
        double east = 300.0 + x + (2.0 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * root);
        east += (both + (20.0 * Wave(x, 1)) + (40.0 * Wave(x, 1 / 3.0)) + (150.0 * Wave(x, 1 / 12.0)) + (300.0 * Wave(x, 1 / 30.0))) * 2.0 / 3.0;
        double north = -100.0 + (2.0 * x) + (3.0 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * root);
        north += (both + (20.0 * Wave(y, 1)) + (40.0 * Wave(y, 1 / 3.0)) + (160.0 * Wave(y, 1 / 12.0)) + (320.0 * Wave(y, 1 / 30.0))) * 2.0 / 3.0;
        return (east, north);
    }

    private static double Wave(double degrees, double perDegree) => Math.Sin(degrees * perDegree * Math.PI);
}
