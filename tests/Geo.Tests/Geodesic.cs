namespace GridSteward.Geo.Tests;

/// <summary>
/// The oracle of distances: Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with application of nested equations",
/// Survey Review 23 (1975), on WGS-84. Its own error is below 0.1 mm where it converges.
/// </summary>
internal static class Geodesic
{
    private const double A = 6378137.0;
    private const double F = 1 / 298.257223563;
    private const double B = A * (1 - F);
    private const double Radian = Math.PI / 180;

    public static double Metres(Wgs84Point from, Wgs84Point to)
    {
        double l = (to.Longitude - from.Longitude) * Radian;
        (double sinU1, double cosU1) = Math.SinCos(Math.Atan((1 - F) * Math.Tan(from.Latitude * Radian)));
        (double sinU2, double cosU2) = Math.SinCos(Math.Atan((1 - F) * Math.Tan(to.Latitude * Radian)));
        double lambda = l;
        for (int i = 0; i < 2000; i++)
        {
            (double sinLambda, double cosLambda) = Math.SinCos(lambda);
            double across = cosU2 * sinLambda;
            double along = (cosU1 * sinU2) - (sinU1 * cosU2 * cosLambda);
            double sinSigma = Math.Sqrt((across * across) + (along * along));
            if (sinSigma == 0)
            {
                return 0;
            }

            double cosSigma = (sinU1 * sinU2) + (cosU1 * cosU2 * cosLambda);
            double sigma = Math.Atan2(sinSigma, cosSigma);
            double sinAlpha = cosU1 * cosU2 * sinLambda / sinSigma;
            double cos2Alpha = 1 - (sinAlpha * sinAlpha);
            double cos2SigmaM = cos2Alpha < 1e-15 ? 0 : cosSigma - (2 * sinU1 * sinU2 / cos2Alpha);
            double c = F / 16 * cos2Alpha * (4 + (F * (4 - (3 * cos2Alpha))));
            double before = lambda;
            lambda = l + ((1 - c) * F * sinAlpha * (sigma + (c * sinSigma * (cos2SigmaM + (c * cosSigma * (-1 + (2 * cos2SigmaM * cos2SigmaM)))))));
            if (Math.Abs(lambda - before) < 1e-14)
            {
                return B * Series(cos2Alpha, out double bCoefficient) * (sigma - DeltaSigma(bCoefficient, sinSigma, cosSigma, cos2SigmaM));
            }
        }

        throw new InvalidOperationException($"No convergence between {from} and {to}.");
    }

    public static Wgs84Point Direct(Wgs84Point from, double azimuthDegrees, double metres)
    {
        (double sinAzimuth, double cosAzimuth) = Math.SinCos(azimuthDegrees * Radian);
        double tanU1 = (1 - F) * Math.Tan(from.Latitude * Radian);
        double cosU1 = 1 / Math.Sqrt(1 + (tanU1 * tanU1));
        double sinU1 = tanU1 * cosU1;
        double sigma1 = Math.Atan2(tanU1, cosAzimuth);
        double sinAlpha = cosU1 * sinAzimuth;
        double cos2Alpha = 1 - (sinAlpha * sinAlpha);
        double aCoefficient = Series(cos2Alpha, out double bCoefficient);
        double sigma = metres / (B * aCoefficient);
        double cos2SigmaM = 0;
        for (int i = 0; i < 100; i++)
        {
            cos2SigmaM = Math.Cos((2 * sigma1) + sigma);
            sigma = (metres / (B * aCoefficient)) + DeltaSigma(bCoefficient, Math.Sin(sigma), Math.Cos(sigma), cos2SigmaM);
        }

        (double sinSigma, double cosSigma) = Math.SinCos(sigma);
        double down = (sinU1 * sinSigma) - (cosU1 * cosSigma * cosAzimuth);
        double latitude = Math.Atan2(
            (sinU1 * cosSigma) + (cosU1 * sinSigma * cosAzimuth),
            (1 - F) * Math.Sqrt((sinAlpha * sinAlpha) + (down * down)));
        double lambda = Math.Atan2(sinSigma * sinAzimuth, (cosU1 * cosSigma) - (sinU1 * sinSigma * cosAzimuth));
        double c = F / 16 * cos2Alpha * (4 + (F * (4 - (3 * cos2Alpha))));
        double l = lambda - ((1 - c) * F * sinAlpha * (sigma + (c * sinSigma * (cos2SigmaM + (c * cosSigma * (-1 + (2 * cos2SigmaM * cos2SigmaM)))))));
        return new Wgs84Point(Math.IEEERemainder(from.Longitude + (l / Radian), 360), latitude / Radian);
    }

    private static double Series(double cos2Alpha, out double b)
    {
        double u2 = cos2Alpha * ((A * A) - (B * B)) / (B * B);
        b = u2 / 1024 * (256 + (u2 * (-128 + (u2 * (74 - (47 * u2))))));
        return 1 + (u2 / 16384 * (4096 + (u2 * (-768 + (u2 * (320 - (175 * u2)))))));
    }

    private static double DeltaSigma(double b, double sinSigma, double cosSigma, double cos2SigmaM) =>
        b * sinSigma * (cos2SigmaM + (b / 4 * ((cosSigma * (-1 + (2 * cos2SigmaM * cos2SigmaM)))
            - (b / 6 * cos2SigmaM * (-3 + (4 * sinSigma * sinSigma)) * (-3 + (4 * cos2SigmaM * cos2SigmaM))))));
}
