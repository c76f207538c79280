using System.Globalization;
using System.Text;
using System.Text.Json;
using GridSteward.Geo;
using NetTopologySuite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GridSteward.Domain.Tables;

/// <content>Fields that say where.</content>
public sealed partial class MappedRow
{
    private const int Wgs84Srid = 4326;
    private const int Cgcs2000Srid = 4490;
    private static readonly NtsGeometryServices Services = new(new PrecisionModel(), Wgs84Srid);
    private static readonly GeometryJsonConverter GeoJson = new();

    /// <summary>A point by two fields in WGS-84 degrees; null where both are empty. One without the other is a fault.</summary>
    public Wgs84Point? Point(string longitude = "longitude", string latitude = "latitude")
    {
        int before = faults.Count;
        double? x = Number(longitude, double.MinValue, double.MaxValue);
        double? y = Number(latitude, double.MinValue, double.MaxValue);
        if (faults.Count > before)
        {
            return null;
        }

        if (x is null || y is null)
        {
            return x is null && y is null ? null : RefusedValue<Wgs84Point>(x is null ? longitude : latitude, "Longitude and latitude must both be given, or neither.");
        }

        if (Wgs84Point.TryCreate(x.Value, y.Value, out Wgs84Point point))
        {
            return point;
        }

        string hint = Wgs84Point.TryCreate(y.Value, x.Value, out _) ? " It looks as if longitude and latitude were exchanged." : "";
        return Math.Abs(x.Value) > 180
            ? RefusedValue<Wgs84Point>(longitude, string.Create(CultureInfo.InvariantCulture, $"-180 to 180 degrees; this is {x}.{hint}"))
            : RefusedValue<Wgs84Point>(latitude, string.Create(CultureInfo.InvariantCulture, $"-90 to 90 degrees; this is {y}.{hint}"));
    }

    /// <summary>
    /// A geometry in WGS-84 degrees, longitude first: WKT (perhaps with <c>SRID=4326;</c> or <c>SRID=4490;</c>) or a GeoJSON geometry. Form and ranges
    /// are checked, validity is not: areas go through <see cref="AreaGeometry"/>.
    /// </summary>
    public Geometry? Geometry(string field = "geometry")
    {
        TableValue value = this[field];
        if (value.Kind == TableValueKind.Geometry)
        {
            return FromGeoJson(field, value.Text!);
        }

        return Present(field) is not { } text ? null
            : text.AsSpan().TrimStart().StartsWith("{") ? FromGeoJson(field, text)
            : FromWkt(field, text);
    }

    private Geometry? FromGeoJson(string field, string json)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();
            Geometry geometry = GeoJson.Read(ref reader, typeof(Geometry), JsonSerializerOptions.Default);
            return reader.Read() ? Refused<Geometry>(field, "Something follows the GeoJSON geometry.") : geometry;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Refused<Geometry>(field, $"Not a GeoJSON geometry: {e.Message}");
        }
    }

    private Geometry? FromWkt(string field, string text)
    {
        Geometry geometry;
        try
        {
            geometry = new WKTReader(Services).Read(text);
        }
        catch (Exception e) when (e is ParseException or ArgumentException or FormatException or InvalidOperationException)
        {
            return Refused<Geometry>(field, $"{FieldText.Shown(text)} is not a geometry in WKT: {e.Message}");
        }

        if (geometry.IsEmpty)
        {
            return Refused<Geometry>(field, "The geometry is empty.");
        }

        if (geometry is not (NetTopologySuite.Geometries.Point or LineString or Polygon or MultiPolygon))
        {
            return Refused<Geometry>(field, $"A {geometry.GeometryType} is not taken; Point, LineString, Polygon and MultiPolygon are.");
        }

        if (geometry.SRID is not (Wgs84Srid or Cgcs2000Srid or 0 or -1))
        {
            return Refused<Geometry>(field, $"The geometry is in SRID {geometry.SRID}; 4326 (WGS-84) and 4490 (CGCS2000) are taken. Convert it first.");
        }

        geometry.SRID = Wgs84Srid;
        if (Array.Find(geometry.Coordinates, position => !Wgs84Point.TryCreate(position.X, position.Y, out _)) is { } outside)
        {
            return Refused<Geometry>(field, string.Create(CultureInfo.InvariantCulture, $"The position {outside.X} {outside.Y} is not longitude, latitude in degrees."));
        }

        return geometry;
    }
}
