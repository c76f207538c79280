using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GridSteward.Domain.Publications;

namespace GridSteward.Domain.Imports;

/// <summary>The file of the rows of an atomic import whose documents somebody changed before the rows could be put into their places.</summary>
internal static class OvertakenRows
{
    /// <summary>The file's name.</summary>
    public const string FileName = "overtaken.ndjson";

    /// <summary>Its media type.</summary>
    public const string ContentType = "application/x-ndjson";

    /// <summary>The name of their count.</summary>
    public const string Count = "overtaken";

    /// <summary>The line of a row: its code, and what was to be written.</summary>
    public static string Line(StagedRow row)
    {
        StagedWrite first = row.Writes[0];
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("kind", first.Kind);
            json.WriteString("id", first.Id);
            if (first.Body is { } body && body.TryGetProperty("code", out JsonElement code))
            {
                json.WriteString("code", code.GetString());
            }

            json.WriteString("message", "Somebody changed it between its staging and its placing; their version stays.");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }
}
