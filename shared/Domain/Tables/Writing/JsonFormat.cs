using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GridSteward.Geo;

namespace GridSteward.Domain.Tables.Writing;

/// <summary>What NDJSON and GeoJSON share.</summary>
internal abstract class JsonFormat(TableFormat format) : RowFormat(format)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> row = new();

    /// <summary>Writes what the action writes, in the file's encoding.</summary>
    protected void WriteJson(IBufferWriter<byte> into, ReadOnlySpan<TableValue> values, WriteMembers write)
    {
        row.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(row, Readable))
        {
            json.WriteStartObject();
            write(json, values);
            json.WriteEndObject();
        }

        WriteUtf8(into, row.WrittenSpan);
    }

    /// <summary>Writes the members of a row's object.</summary>
    protected delegate void WriteMembers(Utf8JsonWriter json, ReadOnlySpan<TableValue> values);

    protected static void WriteValue(Utf8JsonWriter json, TableValue value)
    {
        switch (value.Kind)
        {
            case TableValueKind.Missing:
                json.WriteNullValue();
                break;
            case TableValueKind.Text:
                json.WriteStringValue(value.Text);
                break;
            case TableValueKind.List:
                json.WriteStartArray();
                foreach (string item in value.Items!)
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
                break;
            case TableValueKind.Geometry when value.Shape is { } shape:
                GeoJsonWriter.WriteGeometry(json, shape);
                break;
            case TableValueKind.Geometry or TableValueKind.Json:
                // Written anew rather than as it stood: a line break within it would end the row.
                using (var document = JsonDocument.Parse(value.Text!))
                {
                    document.RootElement.WriteTo(json);
                }

                break;
            default:
                json.WriteRawValue(value.Text!, skipInputValidation: true);
                break;
        }
    }
}
