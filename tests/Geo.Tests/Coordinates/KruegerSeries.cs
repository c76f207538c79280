namespace GridSteward.Geo.Tests;

/// <summary>
/// The oracle of Gauss-Kruger: the transverse Mercator of EPSG Guidance Note 7-2, method 9807 (the series of Krüger in n to the fourth order, as in
/// JHS 154), forward, on the CGCS2000 ellipsoid. Its own error is below 1 µm within 4 degrees of the central meridian.
/// </summary>
internal static class KruegerSeries
{
    private const double A = 6378137.0;
    private const double F = 1 / 298.257222101;
    private const double Radian = Math.PI / 180;

    public static (double Easting, double Northing) Forward(double longitude, double latitude, double centralMeridian, double falseEasting)
    {
        double n = F / (2 - F), e = Math.Sqrt(F * (2 - F));
        double b = A / (1 + n) * (1 + (n * n / 4) + (n * n * n * n / 64));
        double[] h =
        [
            (n / 2) - (2.0 / 3 * n * n) + (5.0 / 16 * n * n * n) + (41.0 / 180 * n * n * n * n),
            (13.0 / 48 * n * n) - (3.0 / 5 * n * n * n) + (557.0 / 1440 * n * n * n * n),
            (61.0 / 240 * n * n * n) - (103.0 / 140 * n * n * n * n),
            49561.0 / 161280 * n * n * n * n,
        ];
        double phi = latitude * Radian, lambda = (longitude - centralMeridian) * Radian;
        double q = Math.Asinh(Math.Tan(phi)) - (e * Math.Atanh(e * Math.Sin(phi)));
        double beta = Math.Atan(Math.Sinh(q));
        double eta0 = Math.Atanh(Math.Cos(beta) * Math.Sin(lambda));
        double xi0 = Math.Asin(Math.Sin(beta) * Math.Cosh(eta0));
        double eta = eta0, xi = xi0;
        for (int i = 1; i <= 4; i++)
        {
            xi += h[i - 1] * Math.Sin(2 * i * xi0) * Math.Cosh(2 * i * eta0);
            eta += h[i - 1] * Math.Cos(2 * i * xi0) * Math.Sinh(2 * i * eta0);
        }

        return (falseEasting + (b * eta), b * xi);
    }
}
