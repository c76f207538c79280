using System.Text.Json;
using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Reads and writes geometries as GeoJSON geometry objects in stored documents and answers; coordinates keep their bits and their order.</summary>
/// <remarks>
/// Takes Point, LineString, Polygon and MultiPolygon. It checks form and ranges, not validity: areas from outside go through <see cref="GeoJsonReader"/>
/// or <see cref="AreaGeometry"/>. A faulty geometry is a <see cref="JsonException"/> that names its first faults.
/// </remarks>
public sealed class GeometryJsonConverter : JsonConverter<Geometry>
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeof(Geometry).IsAssignableFrom(typeToConvert);

    /// <inheritdoc/>
    public override Geometry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        using var document = JsonDocument.ParseValue(ref reader);
        var faults = new FaultList(5);
        Geometry? geometry = GeometryElement.Read(document.RootElement, "$", faults, GeoJsonLimits.Default.MaxPositionsPerFeature, areasOnly: false, CrsScope.Asked(CoordinateSystem.Wgs84));
        if (geometry is null)
        {
            throw new JsonException(string.Join(' ', faults.ToList().Select(fault => $"{fault.Path}: {fault.Message}")));
        }

        return typeToConvert.IsInstanceOfType(geometry)
            ? geometry
            : throw new JsonException($"$.type: The geometry type must be {typeToConvert.Name}, but it is '{geometry.GeometryType}'.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Geometry value, JsonSerializerOptions options) => GeoJsonWriter.WriteGeometry(writer, value);
}
