using GridSteward.Geo;

namespace GridSteward.Domain;

/// <summary>A position as a device or a file sent it.</summary>
/// <param name="Longitude">Degrees, or metres of easting where the system is a Gauss-Kruger zone.</param>
/// <param name="Latitude">Degrees, or metres of northing where the system is a Gauss-Kruger zone.</param>
/// <param name="CoordinateSystem">The tag: <c>wgs84</c>, <c>cgcs2000</c>, <c>gcj02</c>, <c>bd09</c>, or <c>EPSG:4513</c> to <c>EPSG:4554</c> (CGCS2000 3-degree Gauss-Kruger).</param>
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

        bool known = CoordinateSystems.TryParse(CoordinateSystem, out CoordinateSystem? system);
        if (!known)
        {
            faults.Add(new($"{path}.coordinateSystem", CoordinateSystems.Unknown(CoordinateSystem)));
        }

        (string? x, string? y) = (system ?? Geo.CoordinateSystem.Wgs84).Faults(Longitude, Latitude);
        if (x is not null)
        {
            faults.Add(new($"{path}.longitude", x));
        }

        if (y is not null)
        {
            faults.Add(new($"{path}.latitude", y));
        }

        return faults.Count == before ? system!.ToWgs84(Longitude, Latitude) : null;
    }

    /// <summary>
    /// What is kept of this position where another is kept already: the other one, if this is merely the WGS-84 point as which it is understood. So
    /// a file that shows WGS-84 only, and comes back, changes nothing.
    /// </summary>
    /// <param name="before">What is kept; null for nothing.</param>
    /// <param name="point">As which it is understood.</param>
    public SentPosition Over(SentPosition? before, Wgs84Point? point)
        => before is not null && point is not null && before.CoordinateSystem != CoordinateSystem && this == Of(point.Value, before.AccuracyMetres)
            && before.IsShifted()
            ? before : this;

    /// <summary>Whether it was sent in another system than WGS-84.</summary>
    internal bool IsShifted() => CoordinateSystems.TryParse(CoordinateSystem, out CoordinateSystem? system) && !system.IsWgs84;
}
