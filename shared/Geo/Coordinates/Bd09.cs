namespace GridSteward.Geo;

/// <summary>BD-09 (百度坐标系): Baidu's shift on top of GCJ-02, and its inverse.</summary>
/// <remarks>
/// Baidu has not published it; the formula is the <c>bd_encrypt</c> that is found everywhere since 2013, as in wandergis/coordtransform on GitHub
/// (<c>gcj02tobd09</c> in its index.js): in polar coordinates of the degrees taken as plane numbers, the radius is stretched by
/// 0.00002 sin(latitude k), the angle turned by 0.000003 cos(longitude k), k = 3000 π / 180, and the result moved by 0.0065 and 0.006 degrees. It is
/// defined on the whole plane, outside China too, where GCJ-02 is WGS-84; near the antimeridian and the poles it leaves the range of degrees. The
/// published <c>bd_decrypt</c> evaluates the two waves at the shifted point and misses by up to 0.22 m in China. Here the same equations are iterated: the
/// waves change by at most 0.033 per degree anywhere on the earth (0.025 in China), so that each step divides the error by 30 or more; it ends when a
/// step is below 1e-13 degrees (11 nm), after at most <see cref="MostSteps"/> steps.
/// </remarks>
public static class Bd09
{
    /// <summary>The most steps that the inverse takes.</summary>
    public const int MostSteps = 16;

    private const double K = Math.PI * 3000.0 / 180.0;
    private const double East = 0.0065;
    private const double North = 0.006;
    private const double Settled = 1e-13;

    /// <summary>The BD-09 position of a GCJ-02 position, both in degrees.</summary>
    public static (double Longitude, double Latitude) FromGcj02(double longitude, double latitude)
    {
        double radius = Radius(longitude, latitude) + Stretch(latitude);
        (double sin, double cos) = Math.SinCos(Math.Atan2(latitude, longitude) + Turn(longitude));
        return ((radius * cos) + East, (radius * sin) + North);
    }

    /// <summary>The GCJ-02 position of a BD-09 position, both in degrees.</summary>
    public static (double Longitude, double Latitude) ToGcj02(double longitude, double latitude)
    {
        double x = longitude - East, y = latitude - North;
        double radius = Radius(x, y), angle = Math.Atan2(y, x);
        for (int i = 0; i < MostSteps; i++)
        {
            (double beforeX, double beforeY) = (x, y);
            (double sin, double cos) = Math.SinCos(angle - Turn(beforeX));
            x = (radius - Stretch(beforeY)) * cos;
            y = (radius - Stretch(beforeY)) * sin;
            if (Math.Abs(x - beforeX) < Settled && Math.Abs(y - beforeY) < Settled)
            {
                break;
            }
        }

        return (x, y);
    }

    private static double Radius(double x, double y) => Math.Sqrt((x * x) + (y * y));

    private static double Stretch(double latitude) => 0.00002 * Math.Sin(latitude * K);

    private static double Turn(double longitude) => 0.000003 * Math.Cos(longitude * K);
}
