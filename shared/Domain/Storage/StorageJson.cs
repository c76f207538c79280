using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GridSteward.Domain.Storage;

[JsonSerializable(typeof(string[]))]
internal sealed partial class StorageJson : JsonSerializerContext;

/// <summary>
/// Times in documents: UTC with seven decimals, always the same length, so that the order of the texts is the order of the times.
/// </summary>
public sealed class StoredTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>A time as documents and query parameters hold it.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetDateTimeOffset().ToUniversalTime();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
