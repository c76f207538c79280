using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Distances in metres near a point: longitude and latitude as a plane, scaled by the WGS-84 radii of curvature there.</summary>
/// <remarks>
/// Distances between two points use both radii at their middle latitude (the mid-latitude formula; Bowring, "The direct and inverse solutions for
/// short geodesic lines on the ellipsoid", Survey Review 26, 1981, treats its error). Against geodesics the error at 10 km is at most 1.4 mm up to
/// latitude 45, 4 mm up to 60, 9 mm up to 70, 4 cm up to 80 and 16 cm up to 85 degrees; it grows with the cube of the distance (1 km: a thousandth of
/// these; 100 km: 1.4 m up to latitude 45, 9 m up to 70) and is poor around the poles.
/// Edges are straight in longitude and latitude, as NetTopologySuite has them. The nearest place of an edge is looked for in the plane of the point, which
/// misjudges it a little: the distance is then too large, by at most 1 mm at 1 km and 1 m at 10 km up to latitude 70. Longitudes go the short way around.
/// </remarks>
public static class LocalMetres
{
    /// <summary>Metres between two points.</summary>
    public static double DistanceMetres(Wgs84Point from, Wgs84Point to) =>
        MidLatitude(from.Latitude, Wrapped(to.Longitude - from.Longitude), to.Latitude);

    /// <summary>Metres from a point to the straight lon/lat line between two others.</summary>
    public static double DistanceToSegmentMetres(Wgs84Point point, Wgs84Point start, Wgs84Point end) =>
        new LocalFrame(point).Foot(new Edge(start.Longitude, start.Latitude, end.Longitude, end.Latitude)).Metres;

    /// <summary>Metres from a point, inside or outside, to the nearest edge of a geometry, holes included.</summary>
    /// <remarks>Where an area lies on both sides of the antimeridian, the cut between its parts is not an edge.</remarks>
    /// <exception cref="ArgumentException">The geometry is not a line, a polygon or several of them, or it is empty.</exception>
    public static double DistanceToEdgeMetres(Wgs84Point point, Geometry geometry) => NearestEdge(point, geometry).Metres;

    /// <summary>Metres from a point, inside or outside, to the nearest edge of a geometry, holes included, and the place of that edge.</summary>
    /// <remarks>Where an area lies on both sides of the antimeridian, the cut between its parts is not an edge.</remarks>
    /// <exception cref="ArgumentException">The geometry is not a line, a polygon or several of them, or it is empty.</exception>
    public static (double Metres, Wgs84Point At) NearestEdge(Wgs84Point point, Geometry geometry) => new EdgeIndex(geometry).Nearest(point);

    /// <summary>The direction in which to set out from one point to another: degrees clockwise from north in [0, 360); 0 where they are one point.</summary>
    /// <remarks>
    /// The mean direction of the mid-latitude formula, less half the convergence of the meridians. Against geodesics the error at 10 km is at most
    /// 0.0001 degrees up to latitude 70.
    /// </remarks>
    public static double BearingDegrees(Wgs84Point from, Wgs84Point to)
    {
        double middle = (from.Latitude + to.Latitude) / 2;
        double step = Wrapped(to.Longitude - from.Longitude);
        (double east, double north) = Wgs84Ellipsoid.MetresPerDegree(middle);
        double mean = Math.Atan2(step * east, (to.Latitude - from.Latitude) * north) / Wgs84Ellipsoid.Radian;
        double bearing = mean - (step * Math.Sin(middle * Wgs84Ellipsoid.Radian) / 2);

        // Adding 360 to a tiny negative number gives 360 itself.
        return bearing < 0 ? (bearing + 360) % 360 : bearing;
    }

    internal static double MidLatitude(double fromLatitude, double longitudeStep, double toLatitude)
    {
        (double east, double north) = Wgs84Ellipsoid.MetresPerDegree((fromLatitude + toLatitude) / 2);
        double x = longitudeStep * east;
        double y = (toLatitude - fromLatitude) * north;
        return Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>The same step of longitude in [-180, 180].</summary>
    public static double Wrapped(double degrees) => degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
}
