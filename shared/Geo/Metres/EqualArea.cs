using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GridSteward.Geo;

/// <summary>Square metres on the WGS-84 ellipsoid of polygons whose edges are straight in longitude and latitude, as NetTopologySuite has them.</summary>
/// <remarks>
/// The area is the integral of y dλ around each ring, where y(φ) = b²/2 (sin φ / (1 - e² sin² φ) + artanh(e sin φ) / e) is the area from the equator to a
/// latitude per radian of longitude (Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395, 1987, equation 3-12, with the cylindrical
/// equal-area projection of chapter 10). Along an edge it is integrated by Gauss-Legendre's rule with three nodes, whose error is below 1e-10 of the area for
/// edges of up to five degrees. So there is no local frame to choose: pieces into which a polygon is cut, wherever, come to its own area but for the rounding
/// of doubles, about a square centimetre in 1,000 km².
/// </remarks>
public static class EqualArea
{
    private static readonly double s_eccentricity = Math.Sqrt(Wgs84Ellipsoid.EccentricitySquared);
    private static readonly double s_half = Wgs84Ellipsoid.SemiMajorAxisMetres * Wgs84Ellipsoid.SemiMajorAxisMetres * (1 - Wgs84Ellipsoid.EccentricitySquared) / 2;
    private static readonly double s_node = Math.Sqrt(0.6);

    /// <summary>The square metres of all polygons of a geometry, their holes taken out; 0 where it has none.</summary>
    /// <param name="geometry">Degrees, longitude first; rings in either direction.</param>
    public static double SquareMetres(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        double sum = 0;
        foreach (Polygon polygon in PolygonExtracter.GetPolygons(geometry).Cast<Polygon>())
        {
            sum += Ring(polygon.ExteriorRing) - polygon.InteriorRings.Sum(Ring);
        }

        return sum;
    }

    private static double Ring(LineString ring)
    {
        if (ring.IsEmpty)
        {
            return 0;
        }

        // Heights are taken from the first position, so that the large numbers cancel before they are multiplied.
        CoordinateSequence positions = ring.CoordinateSequence;
        double ground = Height(positions.GetY(0));
        double sum = 0;
        for (int i = 1; i < positions.Count; i++)
        {
            double width = (positions.GetX(i) - positions.GetX(i - 1)) * Wgs84Ellipsoid.Radian;
            if (width != 0)
            {
                sum += width * MeanHeight(positions.GetY(i - 1), positions.GetY(i), ground);
            }
        }

        return Math.Abs(sum);
    }

    private static double MeanHeight(double from, double to, double ground)
    {
        double middle = (from + to) / 2;
        double half = (to - from) / 2;
        return half == 0
            ? Height(middle) - ground
            : ((8 * (Height(middle) - ground)) + (5 * (Height(middle - (s_node * half)) - ground)) + (5 * (Height(middle + (s_node * half)) - ground))) / 18;
    }

    private static double Height(double latitude)
    {
        double sin = Math.Sin(latitude * Wgs84Ellipsoid.Radian);
        return s_half * ((sin / (1 - (Wgs84Ellipsoid.EccentricitySquared * sin * sin))) + (Math.Atanh(s_eccentricity * sin) / s_eccentricity));
    }
}
