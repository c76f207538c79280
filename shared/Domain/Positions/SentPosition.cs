using GridSteward.Geo;

namespace GridSteward.Domain;

/// <summary>A position as a device sent it.</summary>
/// <param name="Longitude">Degrees (or what the system has in its place).</param>
/// <param name="Latitude">Degrees (or what the system has in its place).</param>
/// <param name="CoordinateSystem">The tag: <c>wgs84</c>, <c>cgcs2000</c>.</param>
/// <param name="AccuracyMetres">Radius of the circle that the device believes itself in; null where it did not say.</param>
public sealed record SentPosition(double Longitude, double Latitude, string CoordinateSystem, double? AccuracyMetres)
{
    /// <summary>A WGS-84 position.</summary>
    public static SentPosition Of(Wgs84Point point, double? accuracyMetres = null) => new(point.Longitude, point.Latitude, "wgs84", accuracyMetres);

    /// <summary>The WGS-84 point, with every fault of the position named below <paramref name="path"/>; null when there is one.</summary>
    public Wgs84Point? ToPoint(string path, List<Fault> faults)
    {
        int before = faults.Count;
        if (AccuracyMetres is not (null or (>= 0 and <= 100_000)))
        {
            faults.Add(new($"{path}.accuracyMetres", "0 to 100000 metres."));
        }

        if (!double.IsFinite(Longitude) || Math.Abs(Longitude) > 180)
        {
            faults.Add(new($"{path}.longitude", "-180 to 180 degrees; longitude comes before latitude."));
        }

        if (!double.IsFinite(Latitude) || Math.Abs(Latitude) > 90)
        {
            faults.Add(new($"{path}.latitude", $"-90 to 90 degrees{(Math.Abs(Longitude) <= 90 && Math.Abs(Latitude) <= 180 ? "; it looks as if longitude and latitude were exchanged" : "")}."));
        }

        if (!CoordinateSystems.TryParse(CoordinateSystem, out CoordinateSystem system))
        {
            faults.Add(new($"{path}.coordinateSystem", $"'{CoordinateSystem}' is not one of wgs84, cgcs2000, gcj02, bd09."));
        }
        else if (!CoordinateSystems.IsSupported(system))
        {
            faults.Add(new($"{path}.coordinateSystem", $"'{CoordinateSystem}' cannot be converted exactly yet; send wgs84 or cgcs2000."));
        }

        return faults.Count == before ? CoordinateSystems.ToWgs84(system, Longitude, Latitude) : null;
    }
}
