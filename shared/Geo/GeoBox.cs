using System.Globalization;
using System.Text.Json.Serialization;

namespace GridSteward.Geo;

/// <summary>A box of longitudes and latitudes in WGS-84 degrees, edges included. West greater than East means that it crosses the antimeridian (RFC 7946, section 5).</summary>
/// <remarks>Longitudes 180 and -180 are one meridian: a box that ends on it touches what begins on it. The whole world is -180, -90, 180, 90.</remarks>
public readonly partial record struct GeoBox
{
    /// <summary>Makes a box from its edges in degrees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An edge is NaN or out of range, or South lies above North.</exception>
    [JsonConstructor]
    public GeoBox(double west, double south, double east, double north)
    {
        if (Fault(west, south, east, north) is { } fault)
        {
            throw new ArgumentOutOfRangeException(null, fault);
        }

        (West, South, East, North) = (west, south, east, north);
    }

    /// <summary>Western edge, degrees in [-180, 180].</summary>
    public double West { get; }

    /// <summary>Southern edge, degrees in [-90, 90].</summary>
    public double South { get; }

    /// <summary>Eastern edge, degrees in [-180, 180].</summary>
    public double East { get; }

    /// <summary>Northern edge, degrees in [-90, 90], not below South.</summary>
    public double North { get; }

    /// <summary>Whether the box crosses the antimeridian.</summary>
    [JsonIgnore]
    public bool CrossesAntimeridian => West > East;

    /// <summary>Degrees of longitude from West eastward to East, in [0, 360].</summary>
    [JsonIgnore]
    public double WidthDegrees => CrossesAntimeridian ? 360 - West + East : East - West;

    /// <summary>One ordinary box, or the two on either side of the antimeridian.</summary>
    public IReadOnlyList<GeoBox> Split() => CrossesAntimeridian
        ? [new GeoBox(West, South, 180, North), new GeoBox(-180, South, East, North)]
        : [this];

    /// <summary>Whether a point lies in the box or on its edge.</summary>
    public bool Contains(Wgs84Point point) =>
        point.Latitude >= South && point.Latitude <= North
        && (SpansLongitude(point.Longitude) || (Math.Abs(point.Longitude) == 180 && SpansLongitude(-point.Longitude)));

    /// <summary>Whether two boxes have a point in common, edges included.</summary>
    public bool Intersects(GeoBox other) =>
        South <= other.North && other.South <= North
        && (SpansLongitude(other.West) || other.SpansLongitude(West) || MeetAtAntimeridian(this, other) || MeetAtAntimeridian(other, this));

    /// <summary>West,South,East,North: what <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{West},{South},{East},{North}");

    // The ordinary boxes of the box and, where it ends on the antimeridian, that meridian under its other name.
    internal IEnumerable<GeoBox> Pieces()
    {
        foreach (GeoBox part in Split())
        {
            yield return part;
        }

        if (!CrossesAntimeridian && (West == -180) != (East == 180))
        {
            double otherName = West == -180 ? 180 : -180;
            yield return new GeoBox(otherName, South, otherName, North);
        }
    }

    private static bool MeetAtAntimeridian(GeoBox western, GeoBox eastern) => western.East == 180 && eastern.West == -180;

    private bool SpansLongitude(double longitude) =>
        CrossesAntimeridian ? longitude >= West || longitude <= East : longitude >= West && longitude <= East;
}
