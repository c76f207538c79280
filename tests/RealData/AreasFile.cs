using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;

namespace GridSteward.RealData;

/// <summary>An area of the file.</summary>
internal sealed record CityArea(string Code, string Name, JsonElement Properties, Geometry Geometry);

/// <summary>
/// The areas of a GeoJSON file as NetTopologySuite has them: longitude first, degrees. Read by the plainest code rather than by the program's
/// own reader, because the program's answers are held against it.
/// </summary>
internal sealed class AreasFile
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    private AreasFile(ReadOnlyMemory<byte> bytes, IReadOnlyList<CityArea> areas)
    {
        Bytes = bytes;
        Areas = areas;
    }

    /// <summary>The file as it is.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The areas, by code (ordinal).</summary>
    public IReadOnlyList<CityArea> Areas { get; }

    public static AreasFile Read(string path, string codeProperty, string nameProperty)
    {
        if (!File.Exists(path))
        {
            throw new UnusableException($"--areas: there is no file {path}.");
        }

        byte[] bytes = File.ReadAllBytes(path);
        List<CityArea> areas = [];
        try
        {
            using JsonDocument file = JsonDocument.Parse(Unmarked(bytes));
            foreach (JsonElement feature in file.RootElement.GetProperty("features").EnumerateArray())
            {
                JsonElement properties = feature.GetProperty("properties").Clone();
                string code = Text(properties, codeProperty)
                    ?? throw new UnusableException($"--code: a feature of {path} has no property '{codeProperty}'; it has {string.Join(", ", properties.EnumerateObject().Select(p => p.Name))}.");
                areas.Add(new CityArea(code, Text(properties, nameProperty) ?? code, properties, Shape(feature.GetProperty("geometry"))));
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new UnusableException($"--areas: {path} is not a feature collection of polygons: {e.Message}");
        }

        return new AreasFile(bytes, [.. areas.OrderBy(a => a.Code, StringComparer.Ordinal)]);
    }

    /// <summary>A file of one of the areas, with its feature as it is.</summary>
    public AreasFile Only(CityArea area)
    {
        using JsonDocument file = JsonDocument.Parse(Unmarked(Bytes));
        JsonElement feature = file.RootElement.GetProperty("features").EnumerateArray().Single(f => f.GetProperty("properties").GetRawText() == area.Properties.GetRawText());
        return new AreasFile(Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{feature.GetRawText()}}]}"""), [area]);
    }

    /// <summary>The file with one more property, which names each area's parent where it has one.</summary>
    public ReadOnlyMemory<byte> WithParents(string property, string codeProperty, Func<string, string?> parentOf)
    {
        using JsonDocument file = JsonDocument.Parse(Unmarked(Bytes));
        var copy = JsonObject.Create(file.RootElement.Clone())!;
        foreach (JsonNode? feature in copy["features"]!.AsArray())
        {
            JsonObject properties = feature!["properties"]!.AsObject();
            properties[property] = parentOf(Text(JsonSerializer.SerializeToElement(properties), codeProperty)!);
        }

        return JsonSerializer.SerializeToUtf8Bytes(copy);
    }

    /// <summary>A property as text; null where it is missing or empty.</summary>
    public static string? Text(JsonElement properties, string name)
        => properties.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            && value.ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Without a byte order mark.</summary>
    private static ReadOnlyMemory<byte> Unmarked(ReadOnlyMemory<byte> bytes) => bytes[(bytes.Span.StartsWith("\uFEFF"u8) ? 3 : 0)..];

    private static Geometry Shape(JsonElement geometry)
    {
        JsonElement coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() switch
        {
            "Polygon" => Polygon(coordinates),
            "MultiPolygon" => Factory.CreateMultiPolygon([.. coordinates.EnumerateArray().Select(Polygon)]),
            var other => throw new ArgumentException($"an area is a {other}"),
        };
    }

    private static Polygon Polygon(JsonElement rings)
    {
        LinearRing[] all = [.. rings.EnumerateArray().Select(ring => Factory.CreateLinearRing([.. ring.EnumerateArray().Select(p => new Coordinate(p[0].GetDouble(), p[1].GetDouble()))]))];
        return Factory.CreatePolygon(all[0], all[1..]);
    }
}
