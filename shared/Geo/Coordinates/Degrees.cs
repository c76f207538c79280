using System.Globalization;

namespace GridSteward.Geo;

/// <summary>A system of longitudes and latitudes.</summary>
internal abstract class Degrees(string tag) : CoordinateSystem(tag)
{
    public override (string? X, string? Y) Faults(double x, double y) => (
        Wgs84Point.IsLongitude(x) ? null : "-180 to 180 degrees; longitude comes before latitude.",
        Wgs84Point.IsLatitude(y) ? null
            : Math.Abs(x) <= 90 && Math.Abs(y) <= 180 ? "-90 to 90 degrees; it looks as if longitude and latitude were exchanged."
            : "-90 to 90 degrees.");
}

/// <summary>A system whose numbers are those of WGS-84.</summary>
internal sealed class PlainDegrees(string tag) : Degrees(tag)
{
    public override bool IsWgs84 => true;

    public override (double X, double Y) FromWgs84(Wgs84Point point) => (point.Longitude, point.Latitude);

    private protected override Wgs84Point Convert(double x, double y) => new(x, y);
}

/// <summary>GCJ-02.</summary>
internal sealed class Gcj02Degrees() : Degrees("gcj02")
{
    public override (double X, double Y) FromWgs84(Wgs84Point point) => Geo.Gcj02.FromWgs84(point.Longitude, point.Latitude);

    private protected override Wgs84Point Convert(double x, double y)
    {
        (double longitude, double latitude) = Geo.Gcj02.ToWgs84(x, y);
        return new Wgs84Point(longitude, latitude);
    }
}

/// <summary>BD-09. Within 0.01 degrees of the antimeridian and the poles the formula leaves the earth; such positions are faults.</summary>
internal sealed class Bd09Degrees() : Degrees("bd09")
{
    public override (string? X, string? Y) Faults(double x, double y)
    {
        (string? wrongX, string? wrongY) = base.Faults(x, y);
        return wrongX is not null || wrongY is not null || TryConvert(x, y, out _) ? (wrongX, wrongY)
            : (null, string.Create(CultureInfo.InvariantCulture, $"BD-09 has no place on the earth at longitude {x}, latitude {y}."));
    }

    public override (double X, double Y) FromWgs84(Wgs84Point point)
    {
        (double longitude, double latitude) = Geo.Gcj02.FromWgs84(point.Longitude, point.Latitude);
        return Geo.Bd09.FromGcj02(longitude, latitude);
    }

    private protected override Wgs84Point Convert(double x, double y)
    {
        TryConvert(x, y, out Wgs84Point point);
        return point;
    }

    private static bool TryConvert(double x, double y, out Wgs84Point point)
    {
        (double longitude, double latitude) = Geo.Bd09.ToGcj02(x, y);
        (longitude, latitude) = Geo.Gcj02.ToWgs84(longitude, latitude);
        return Wgs84Point.TryCreate(longitude, latitude, out point);
    }
}
