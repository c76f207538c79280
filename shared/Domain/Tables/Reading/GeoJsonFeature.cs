using System.Text;
using System.Text.Json;
using GridSteward.Geo;

namespace GridSteward.Domain.Tables.Reading;

/// <summary>One feature as a row: its properties, then <c>id</c>, <c>longitude</c> and <c>latitude</c> of a Point, and <c>geometry</c>.</summary>
/// <remarks>What the geometry says wins over properties of these names; properties named <c>longitude</c> and <c>latitude</c> count where it is no Point.</remarks>
internal sealed class GeoJsonFeature(TextSource text)
{
    private readonly JsonFields fields = new();

    /// <param name="feature">The feature.</param>
    /// <param name="line">The line on which it begins.</param>
    /// <param name="index">How many stand before it.</param>
    /// <param name="json">Its text.</param>
    /// <param name="system">What the collection's <c>crs</c> member names.</param>
    public TableRow Row(JsonElement feature, int line, int index, ReadOnlySpan<byte> json, CoordinateSystem? system)
    {
        string raw = Encoding.UTF8.GetString(json);
        if (raw.Contains(TextEncodings.Invalid))
        {
            return TableRow.Unread(line, index, null, raw.Replace(TextEncodings.Invalid, '\uFFFD'), $"Bytes that are not {text.EncodingName}.");
        }

        try
        {
            return Row(feature, line, index, raw, system);
        }
        catch (InvalidOperationException)
        {
            return TableRow.Unread(line, index, null, raw, "A text holds half a surrogate pair (\\ud800 to \\udfff).");
        }
    }

    private TableRow Row(JsonElement feature, int line, int index, string raw, CoordinateSystem? system)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("type"u8, out JsonElement type)
            || type.ValueKind != JsonValueKind.String || !type.ValueEquals("Feature"u8))
        {
            return TableRow.Unread(line, index, null, raw, "A feature must be an object whose type is 'Feature'.");
        }

        var faults = new List<RowFault>();
        fields.Begin();
        JsonElement geometry = Member(feature, "geometry", JsonValueKind.Object, faults, line);
        JsonElement properties = Member(feature, "properties", JsonValueKind.Object, faults, line);
        if (feature.TryGetProperty("crs"u8, out JsonElement crs))
        {
            (CoordinateSystem? own, string? fault) = GeoJsonParts.ReadCrs(crs);
            if ((fault ?? GeoJsonParts.CrsFault(own, system)) is { } wrong)
            {
                faults.Add(new(line, "crs", null, wrong));
            }

            system ??= own;
        }

        bool point = IsPoint(geometry, out JsonElement longitude, out JsonElement latitude);
        if (properties.ValueKind == JsonValueKind.Object)
        {
            ReadOnlySpan<string> shadowed = point ? ["geometry", "longitude", "latitude"] : ["geometry"];
            fields.AddMembers(properties, "", shadowed);
        }

        faults.AddRange(fields.Repeated.Select(name => new RowFault(line, name, null, "The property stands twice in one feature.")));
        if (feature.TryGetProperty("id"u8, out JsonElement id) && !fields.Has("id"))
        {
            fields.Add("id", TableValue.Read(id));
        }

        if (point)
        {
            fields.Add("longitude", TableValue.Read(longitude));
            fields.Add("latitude", TableValue.Read(latitude));
        }

        fields.Add("geometry", geometry.ValueKind == JsonValueKind.Object ? TableValue.ReadGeometry(geometry) : default);
        return new TableRow(line, index, fields.Columns(line), fields.Values(), raw) { Faults = faults, System = system };
    }

    private static JsonElement Member(JsonElement feature, string name, JsonValueKind wanted, List<RowFault> faults, int line)
    {
        if (!feature.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null || value.ValueKind == wanted)
        {
            return value;
        }

        faults.Add(new(line, name, null, $"The {name} of a feature must be an object or null."));
        return default;
    }

    private static bool IsPoint(JsonElement geometry, out JsonElement longitude, out JsonElement latitude)
    {
        longitude = latitude = default;
        if (geometry.ValueKind != JsonValueKind.Object
            || !geometry.TryGetProperty("type"u8, out JsonElement type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals("Point"u8)
            || !geometry.TryGetProperty("coordinates"u8, out JsonElement position) || position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2)
        {
            return false;
        }

        longitude = position[0];
        latitude = position[1];
        return true;
    }
}
