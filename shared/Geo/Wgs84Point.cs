using System.Globalization;
using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>A place on the WGS-84 ellipsoid (EPSG:4326 datum) in degrees, longitude first as in RFC 7946.</summary>
/// <remarks>Longitude lies in [-180, 180] and latitude in [-90, 90]; both are finite. The default value is 0, 0. JSON: <c>{"longitude":..,"latitude":..}</c>.</remarks>
[JsonConverter(typeof(Wgs84PointJsonConverter))]
public readonly record struct Wgs84Point
{
    /// <summary>Makes a point from a longitude and a latitude in degrees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is NaN, infinite or out of its range.</exception>
    public Wgs84Point(double longitude, double latitude)
    {
        Longitude = IsLongitude(longitude) ? longitude
            : throw new ArgumentOutOfRangeException(nameof(longitude), longitude, "A longitude must be a number of degrees in [-180, 180].");
        Latitude = IsLatitude(latitude) ? latitude
            : throw new ArgumentOutOfRangeException(nameof(latitude), latitude, "A latitude must be a number of degrees in [-90, 90].");
    }

    /// <summary>Degrees east of Greenwich, in [-180, 180].</summary>
    public double Longitude { get; }

    /// <summary>Geodetic degrees north of the equator, in [-90, 90].</summary>
    public double Latitude { get; }

    /// <summary>Makes a point where both values are in range, and says false where they are not.</summary>
    public static bool TryCreate(double longitude, double latitude, out Wgs84Point point)
    {
        bool valid = IsLongitude(longitude) && IsLatitude(latitude);
        point = valid ? new Wgs84Point(longitude, latitude) : default;
        return valid;
    }

    /// <summary>The same place as a coordinate of NetTopologySuite: x is the longitude, y the latitude.</summary>
    public Coordinate ToCoordinate() => new(Longitude, Latitude);

    /// <summary>Longitude, latitude, in the shortest digits that read back to the same numbers.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Longitude}, {Latitude}");

    // A comparison with NaN is false, so these refuse it too.
    internal static bool IsLongitude(double degrees) => degrees is >= -180 and <= 180;

    internal static bool IsLatitude(double degrees) => degrees is >= -90 and <= 90;
}
