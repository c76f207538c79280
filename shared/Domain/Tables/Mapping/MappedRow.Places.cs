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
    private const int MaxSystem = 60;
    private static readonly NtsGeometryServices Services = new(new PrecisionModel(), -1);

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

    /// <summary>The coordinate system of the row's positions: what its own column says, else what is asked for, else what the file's <c>crs</c> member says; null for none.</summary>
    /// <remarks>A member that says another thing than the column or the request is a fault.</remarks>
    public CoordinateSystem? System(CoordinateSystem? asked, string field = "coordinateSystem")
    {
        CoordinateSystem? said = asked;
        if (Code(field, MaxSystem) is { } text && !TableWords.TryParseSystem(text, out said))
        {
            return Refused<CoordinateSystem>(field, CoordinateSystems.Unknown(text));
        }

        return GeoJsonParts.CrsFault(Row.System, said) is { } fault ? Refused<CoordinateSystem>(field, fault) : said ?? Row.System;
    }

    /// <summary>
    /// A geometry, brought to WGS-84: WKT, perhaps with <c>SRID=4490;</c>, or a GeoJSON geometry, in the system that <see cref="System"/> says, longitude
    /// or easting first. Form and ranges are checked, validity is not: areas go through <see cref="AreaGeometry"/>.
    /// </summary>
    public Geometry? Geometry(CoordinateSystem? asked = null, string field = "geometry")
    {
        int before = faults.Count;
        CoordinateSystem? system = System(asked);
        TableValue value = this[field];
        if (faults.Count > before)
        {
            return null;
        }

        if (value.Kind == TableValueKind.Geometry)
        {
            return FromGeoJson(field, value.Text!, system);
        }

        return Present(field) is not { } text ? null
            : text.AsSpan().TrimStart().StartsWith("{") ? FromGeoJson(field, text, system)
            : FromWkt(field, text, system);
    }

    private Geometry? FromGeoJson(string field, string json, CoordinateSystem? system)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
            {
                return Refused<Geometry>(field, "Something follows the GeoJSON geometry.");
            }

            (Geometry? geometry, IReadOnlyList<GeoFault> wrong) = GeoJsonParts.ReadGeometry(document.RootElement, system);
            return geometry ?? Refused<Geometry>(field, $"Not a GeoJSON geometry: {string.Join(' ', wrong.Select(fault => $"{fault.Path}: {fault.Message}"))}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Refused<Geometry>(field, $"Not a GeoJSON geometry: {e.Message}");
        }
    }

    private Geometry? FromWkt(string field, string text, CoordinateSystem? said)
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

        CoordinateSystem system = said ?? CoordinateSystem.Wgs84;
        if (geometry.SRID is not (0 or -1))
        {
            if (!TableWords.TryParseSystem(string.Create(CultureInfo.InvariantCulture, $"EPSG:{geometry.SRID}"), out CoordinateSystem? own))
            {
                return Refused<Geometry>(
                    field, $"The geometry is in SRID {geometry.SRID}; 4326 (WGS-84), 4490 (CGCS2000) and 4513 to 4554 (its 3-degree Gauss-Kruger zones) are taken. Convert it first.");
            }

            if (said is not null && !said.Agrees(own))
            {
                return Refused<Geometry>(field, $"The geometry is in SRID {geometry.SRID}, but the coordinate system is {said.Tag}. Make them the same, or leave one away.");
            }

            system = own;
        }

        geometry.SRID = Wgs84Srid;
        foreach (Coordinate position in geometry.Coordinates)
        {
            (string? x, string? y) = system.Faults(position.X, position.Y);
            if (x is not null || y is not null)
            {
                string why = system.IsDegrees ? "is not longitude, latitude in degrees." : string.Join(' ', new[] { "is not easting, northing.", x, y }.OfType<string>());
                return Refused<Geometry>(field, string.Create(CultureInfo.InvariantCulture, $"The position {position.X} {position.Y} {why}"));
            }
        }

        return system.ToWgs84(geometry);
    }
}
