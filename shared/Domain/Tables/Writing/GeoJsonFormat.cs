using System.Buffers;
using System.Text.Json;

namespace GridSteward.Domain.Tables.Writing;

/// <summary>A GeoJSON FeatureCollection with one feature a line.</summary>
internal sealed class GeoJsonFormat(string[] fields, string[] headers, TableFormat format) : JsonFormat(format)
{
    private readonly int geometry = Array.IndexOf(fields, "geometry");
    private readonly int longitude = Array.IndexOf(fields, "geometry") >= 0 ? -1 : Array.IndexOf(fields, "longitude");
    private readonly int latitude = Array.IndexOf(fields, "geometry") >= 0 ? -1 : Array.IndexOf(fields, "latitude");

    public override void Begin(IBufferWriter<byte> into) => Write(into, "{\"type\":\"FeatureCollection\",\"features\":[");

    public override void Row(IBufferWriter<byte> into, ReadOnlySpan<TableValue> values, bool first)
    {
        Write(into, first ? "\n" : ",\n");
        WriteJson(into, values, WriteFeature);
    }

    public override void End(IBufferWriter<byte> into) => Write(into, "\n]}\n");

    private void WriteFeature(Utf8JsonWriter json, ReadOnlySpan<TableValue> values)
    {
        json.WriteString("type"u8, "Feature"u8);
        json.WritePropertyName("geometry"u8);
        WriteGeometry(json, values);
        json.WriteStartObject("properties"u8);
        for (int i = 0; i < values.Length; i++)
        {
            if (!IsGeometry(i))
            {
                json.WritePropertyName(headers[i]);
                WriteValue(json, values[i]);
            }
        }

        json.WriteEndObject();
    }

    private bool IsGeometry(int place) => place == geometry || (longitude >= 0 && latitude >= 0 && (place == longitude || place == latitude));

    private void WriteGeometry(Utf8JsonWriter json, ReadOnlySpan<TableValue> values)
    {
        if (geometry >= 0)
        {
            WriteValue(json, values[geometry].Kind is TableValueKind.Geometry or TableValueKind.Missing ? values[geometry]
                : throw new ArgumentException("The geometry of a feature must be a geometry.", nameof(values)));
            return;
        }

        TableValue x = longitude >= 0 && latitude >= 0 ? values[longitude] : default;
        TableValue y = longitude >= 0 && latitude >= 0 ? values[latitude] : default;
        switch (x.Kind, y.Kind)
        {
            case (TableValueKind.Missing, TableValueKind.Missing):
                json.WriteNullValue();
                break;
            case (TableValueKind.Number, TableValueKind.Number):
                json.WriteStartObject();
                json.WriteString("type"u8, "Point"u8);
                json.WriteStartArray("coordinates"u8);
                WriteValue(json, x);
                WriteValue(json, y);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            default:
                throw new ArgumentException("Longitude and latitude must both be numbers, or both be missing.", nameof(values));
        }
    }
}
