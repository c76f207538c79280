using System.Text.Json;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Reads areas from GeoJSON (RFC 7946), a feature collection or one feature, and reports all that is wrong with it at once.</summary>
/// <remarks>
/// Faults are data, not exceptions. Foreign members are passed over. A third number of a position, the altitude, is dropped. Names that stand twice
/// are faults in the collection, the features, their geometries and their properties. Every geometry comes out normalized by <see cref="AreaGeometry"/>.
/// Positions are in the system that is asked for, else in that of the outermost <c>crs</c> member, else in WGS-84; a member that says otherwise is a
/// fault. They are converted vertex by vertex before anything is checked.
/// </remarks>
public static class GeoJsonReader
{
    // One feature's own nesting is 8 deep; what lies deeper can only be a foreign member or a property.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 64 };

    /// <summary>Reads the features of a collection in UTF-8, with or without a byte order mark.</summary>
    public static GeoJsonReading ReadFeatures(ReadOnlyMemory<byte> utf8, GeoJsonLimits limits, CoordinateSystem? asked = null)
        => Read(utf8, limits, CrsScope.Asked(asked), ReadCollection);

    /// <summary>Reads a text in UTF-8, with or without a byte order mark, that is one feature.</summary>
    public static GeoJsonReading ReadFeature(ReadOnlyMemory<byte> utf8, GeoJsonLimits limits, CoordinateSystem? asked = null)
        => Read(utf8, limits, CrsScope.Asked(asked), ReadAlone);

    private static GeoJsonReading Read(ReadOnlyMemory<byte> utf8, GeoJsonLimits limits, CrsScope crs, RootReader readRoot)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var faults = new FaultList(limits.MaxFaults);
        var features = new List<GeoFeature>();
        int mark = utf8.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        ReadOnlyMemory<byte> text = utf8[mark..];
        if (utf8.Length > limits.MaxBytes)
        {
            faults.Add("$", $"The text is {utf8.Length} bytes long; at most {limits.MaxBytes} are taken.");
        }
        else if (JsonText.Fault(text.Span, mark) is { } fault)
        {
            faults.Add("$", fault);
        }
        else
        {
            Parse(text, mark, limits, crs, readRoot, features, faults);
        }

        return new GeoJsonReading(features, faults.ToList());
    }

    private static void Parse(ReadOnlyMemory<byte> utf8, int mark, GeoJsonLimits limits, CrsScope crs, RootReader readRoot, List<GeoFeature> features, FaultList faults)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, s_options);
            readRoot(document.RootElement, limits, crs, features, faults);
        }
        catch (JsonException exception)
        {
            faults.Add("$", $"The text is not JSON, or nested deeper than {s_options.MaxDepth}: it breaks at byte {mark + JsonText.Offset(utf8.Span, exception)}.");
        }
    }

    private static void ReadAlone(JsonElement root, GeoJsonLimits limits, CrsScope crs, List<GeoFeature> features, FaultList faults)
    {
        if (ReadFeature(root, 0, "$", limits, crs, faults) is { } feature)
        {
            features.Add(feature);
        }
    }

    private static void ReadCollection(JsonElement root, GeoJsonLimits limits, CrsScope crs, List<GeoFeature> features, FaultList faults)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add("$", $"The text must be a FeatureCollection, but it is {JsonMembers.Kind(root)}.");
            return;
        }

        JsonElement[] members = JsonMembers.Take(root, "$", faults, "type", "features", "crs");
        crs = crs.Enter(members[2], "$.crs", faults);
        if (!IsText(members[0], "FeatureCollection"))
        {
            faults.Add("$.type", $"The type must be 'FeatureCollection', but it is {JsonMembers.Kind(members[0])}.");
            return;
        }

        int count = members[1].ValueKind == JsonValueKind.Array ? members[1].GetArrayLength() : -1;
        if (count <= 0 || count > limits.MaxFeatures)
        {
            faults.Add("$.features", count < 0 ? $"The features must be an array, but are {JsonMembers.Kind(members[1])}."
                : count == 0 ? "The collection holds no features."
                : $"The collection holds {count} features; at most {limits.MaxFeatures} are taken.");
            return;
        }

        int index = 0;
        foreach (JsonElement element in members[1].EnumerateArray())
        {
            if (ReadFeature(element, index, $"$.features[{index}]", limits, crs, faults) is { } feature)
            {
                features.Add(feature);
            }

            index++;
        }
    }

    private static GeoFeature? ReadFeature(JsonElement element, int index, string path, GeoJsonLimits limits, CrsScope crs, FaultList faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, $"A feature must be an object, but it is {JsonMembers.Kind(element)}.");
            return null;
        }

        int before = faults.Count;
        JsonElement[] members = JsonMembers.Take(element, path, faults, "type", "id", "geometry", "properties", "crs");
        if (!IsText(members[0], "Feature"))
        {
            faults.Add($"{path}.type", $"The type must be 'Feature', but it is {JsonMembers.Kind(members[0])}.");
        }

        crs = crs.Enter(members[4], $"{path}.crs", faults);
        string? id = ReadId(members[1], $"{path}.id", faults);
        IReadOnlyDictionary<string, JsonElement> properties = ReadProperties(members[3], $"{path}.properties", faults);
        Geometry? geometry = ReadArea(members[2], $"{path}.geometry", limits, crs, faults);
        return faults.Count == before ? new GeoFeature(index, id, geometry!, properties) { Path = path } : null;
    }

    private static Geometry? ReadArea(JsonElement element, string path, GeoJsonLimits limits, CrsScope crs, FaultList faults)
    {
        if (GeometryElement.Read(element, path, faults, limits.MaxPositionsPerFeature, areasOnly: true, crs) is not { } raw)
        {
            return null;
        }

        (Geometry? geometry, IReadOnlyList<string> wrong) = AreaGeometry.Normalize(raw);
        foreach (string message in wrong)
        {
            faults.Add(path, message);
        }

        return geometry;
    }

    private static string? ReadId(JsonElement id, string path, FaultList faults)
    {
        switch (id.ValueKind)
        {
            case JsonValueKind.Undefined:
                return null;
            case JsonValueKind.String:
                return id.GetString();
            case JsonValueKind.Number:
                return id.GetRawText();
            default:
                faults.Add(path, $"An id must be a text or a number, but it is {JsonMembers.Kind(id)}.");
                return null;
        }
    }

    private static Dictionary<string, JsonElement> ReadProperties(JsonElement properties, string path, FaultList faults)
    {
        switch (properties.ValueKind)
        {
            case JsonValueKind.Object:
                return JsonMembers.TakeAll(properties, path, faults);
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return [];
            default:
                faults.Add(path, $"Properties must be an object or null, but are {JsonMembers.Kind(properties)}.");
                return [];
        }
    }

    private delegate void RootReader(JsonElement root, GeoJsonLimits limits, CrsScope crs, List<GeoFeature> features, FaultList faults);

    private static bool IsText(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);
}
