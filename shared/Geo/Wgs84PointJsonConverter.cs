using System.Text.Json;
using System.Text.Json.Serialization;

namespace GridSteward.Geo;

/// <summary>Reads and writes a point as <c>{"longitude":..,"latitude":..}</c>; every double reads back to the same bits.</summary>
/// <remarks>Both members are needed, once each, and no others are taken: a misspelled member must not become a point at 0, 0.</remarks>
public sealed class Wgs84PointJsonConverter : JsonConverter<Wgs84Point>
{
    /// <inheritdoc/>
    public override Wgs84Point Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A point must be an object with the numbers longitude and latitude.");
        }

        double? longitude = null;
        double? latitude = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("longitude"u8) && longitude is null)
            {
                longitude = ReadNumber(ref reader, "longitude");
            }
            else if (reader.ValueTextEquals("latitude"u8) && latitude is null)
            {
                latitude = ReadNumber(ref reader, "latitude");
            }
            else
            {
                throw new JsonException("A point has the members longitude and latitude, once each, and no others.");
            }
        }

        return longitude is { } x && latitude is { } y && Wgs84Point.TryCreate(x, y, out Wgs84Point point)
            ? point
            : throw new JsonException("A point needs a longitude in [-180, 180] and a latitude in [-90, 90], in degrees.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Wgs84Point value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("longitude"u8, value.Longitude);
        writer.WriteNumber("latitude"u8, value.Latitude);
        writer.WriteEndObject();
    }

    private static double ReadNumber(ref Utf8JsonReader reader, string member) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double number)
            ? number
            : throw new JsonException($"The {member} of a point must be a number.");
}
