using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GridSteward.Domain.Transfers;

/// <summary>
/// One spelling for one document: as its type writes it (times with seven decimals, the shortest digits that read back to a number, no nulls,
/// nothing that an engine added), members ordered by name (UTF-16 code units), no white space.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Chinese stays as it is.</summary>
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The document's one spelling.</summary>
    public static ReadOnlyMemory<byte> Of<T>(T document, JsonTypeInfo<T> json)
    {
        using JsonDocument parsed = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(document, json));
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, parsed.RootElement);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Whether everything that was sent is in what was made of it; more may be there, as when a version of the program adds a member.</summary>
    public static bool Keeps(ReadOnlyMemory<byte> made, JsonElement sent)
    {
        if (made.Span.SequenceEqual(JsonMarshal.GetRawUtf8Value(sent)))
        {
            return true;
        }

        using JsonDocument parsed = JsonDocument.Parse(made);
        return Keeps(parsed.RootElement, sent);
    }

    private static bool Keeps(JsonElement made, JsonElement sent) => sent.ValueKind switch
    {
        JsonValueKind.Object => made.ValueKind == JsonValueKind.Object
            && sent.EnumerateObject().All(p => made.TryGetProperty(p.Name, out JsonElement value) ? Keeps(value, p.Value) : p.Value.ValueKind == JsonValueKind.Null),
        JsonValueKind.Array => made.ValueKind == JsonValueKind.Array && made.GetArrayLength() == sent.GetArrayLength()
            && made.EnumerateArray().Zip(sent.EnumerateArray()).All(p => Keeps(p.First, p.Second)),
        _ => JsonElement.DeepEquals(made, sent),
    };

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
