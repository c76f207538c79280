using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Demo.Land;

/// <summary>
/// Where the town lies: drawn in metres east and north of its middle, stored in WGS-84 degrees on a grid of 1e-7 degrees (about a
/// centimetre). No such town is there; it is a place among fields.
/// </summary>
internal static class Site
{
    /// <summary>Positions per degree.</summary>
    public const double Grid = 1e7;

    private const double Longitude = 115.3814, Latitude = 33.7219;

    private static readonly (double East, double North) MetresPerDegree = Wgs84Ellipsoid.MetresPerDegree(Latitude);

    /// <summary>For what is drawn in metres.</summary>
    public static GeometryFactory Plan { get; } = new();

    /// <summary>For what is stored in degrees.</summary>
    public static GeometryFactory Earth { get; } = new(new PrecisionModel(), 4326);

    public static Wgs84Point PointOf(Coordinate metres)
    {
        Coordinate degrees = DegreesOf(metres);
        return new Wgs84Point(Math.Round(degrees.X * Grid) / Grid, Math.Round(degrees.Y * Grid) / Grid);
    }

    public static Coordinate MetresOf(Wgs84Point point)
        => new((point.Longitude - Longitude) * MetresPerDegree.East, (point.Latitude - Latitude) * MetresPerDegree.North);

    /// <summary>The line in degrees, not yet on the grid: which lines meet must be seen before anything is rounded.</summary>
    public static LineString OnEarth(LineString line) => Earth.CreateLineString([.. line.Coordinates.Select(DegreesOf)]);

    private static Coordinate DegreesOf(Coordinate metres) => new(Longitude + (metres.X / MetresPerDegree.East), Latitude + (metres.Y / MetresPerDegree.North));
}
