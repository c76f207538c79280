using NetTopologySuite.Geometries;

namespace GridSteward.RealData;

/// <summary>
/// Longitude and latitude (WGS-84 degrees) to metres on the sinusoidal projection of the ellipsoid about a meridian: equal-area everywhere, and far from
/// the formula by which the program measures. Edges that are straight in degrees are taken as straight here: of 5 km they are a quarter of a metre off.
/// </summary>
/// <remarks>Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395, 1987: chapter 30 for the projection, equation 3-21 for the meridian's arc.</remarks>
internal sealed class EqualAreaPlane(double meridian)
{
    private const double A = 6_378_137;
    private const double E2 = 0.00669437999014;

    /// <summary>A geometry in metres.</summary>
    public Geometry Of(Geometry degrees)
    {
        Geometry metres = degrees.Copy();
        metres.Apply(new Projected(meridian));
        metres.GeometryChanged();
        return metres;
    }

    private static (double X, double Y) Of(double longitudeFromMeridian, double latitude)
    {
        double lat = double.DegreesToRadians(latitude), sin = Math.Sin(lat);
        double arc = A * (((1 - (E2 / 4) - (3 * E2 * E2 / 64) - (5 * E2 * E2 * E2 / 256)) * lat)
            - (((3 * E2 / 8) + (3 * E2 * E2 / 32) + (45 * E2 * E2 * E2 / 1024)) * Math.Sin(2 * lat))
            + (((15 * E2 * E2 / 256) + (45 * E2 * E2 * E2 / 1024)) * Math.Sin(4 * lat))
            - (35 * E2 * E2 * E2 / 3072 * Math.Sin(6 * lat)));
        return (A * double.DegreesToRadians(longitudeFromMeridian) * Math.Cos(lat) / Math.Sqrt(1 - (E2 * sin * sin)), arc);
    }

    private sealed class Projected(double meridian) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (int i = 0; i < sequence.Count; i++)
            {
                var (x, y) = Of(sequence.GetX(i) - meridian, sequence.GetY(i));
                sequence.SetX(i, x);
                sequence.SetY(i, y);
            }
        }
    }
}
