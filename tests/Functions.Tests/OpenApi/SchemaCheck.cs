using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GridSteward.Functions.Tests.OpenApi;

/// <summary>
/// Checks a value against a schema of the document, for exactly the words that the document uses. Stricter than OpenAPI in one thing: a property that a
/// schema does not name is a fault, so that nothing is answered that is not described.
/// </summary>
public static partial class SchemaCheck
{
    private static readonly string[] Known =
    [
        "$ref", "type", "nullable", "format", "enum", "minimum", "maximum", "minLength", "maxLength", "items", "minItems", "maxItems", "required", "properties",
        "additionalProperties", "allOf", "oneOf", "description", "default",
    ];

    public static IEnumerable<string> FaultsOf(JsonNode? value, JsonNode schema, string at = "$")
    {
        JsonObject s = ApiDocumentFile.Follow(schema).AsObject();
        if (s.Select(p => p.Key).FirstOrDefault(k => !Known.Contains(k)) is { } unknown)
        {
            throw new NotSupportedException($"This check does not know '{unknown}'.");
        }

        if (value is null)
        {
            return (bool?)s["nullable"] == true ? [] : [$"{at}: is null"];
        }

        return
        [
            .. (string?)s["type"] is { } type && !IsOf(value, type) ? [$"{at}: {value.ToJsonString()} is not of type {type}"] : ValueFaults(value, s, at),
            .. s["allOf"]?.AsArray().SelectMany(part => FaultsOf(value, part!, at)) ?? [],
            .. s["oneOf"] is JsonArray ways && ways.Count(way => !FaultsOf(value, way!, at).Any()) != 1 ? [$"{at}: is not exactly one of the {ways.Count} ways"] : (string[])[],
        ];
    }

    private static IEnumerable<string> ValueFaults(JsonNode value, JsonObject schema, string at)
    {
        if (schema["enum"] is JsonArray names && !names.Any(n => JsonNode.DeepEquals(n, value)))
        {
            yield return $"{at}: {value.ToJsonString()} is not one of {names.ToJsonString()}";
        }

        if ((string?)schema["format"] is { } format && !HasFormat(value, format))
        {
            yield return $"{at}: {value.ToJsonString()} is no {format}";
        }

        double size = value switch
        {
            JsonArray a => a.Count,
            JsonValue v when v.GetValueKind() == JsonValueKind.String => ((string)v!).Length,
            JsonValue v when v.GetValueKind() == JsonValueKind.Number => Number(v),
            _ => 0,
        };
        foreach (string word in new[] { "minimum", "minLength", "minItems" }.Where(w => schema[w] is { } least && size < Number(least)))
        {
            yield return $"{at}: {word} is {schema[word]}";
        }

        foreach (string word in new[] { "maximum", "maxLength", "maxItems" }.Where(w => schema[w] is { } most && size > Number(most)))
        {
            yield return $"{at}: {word} is {schema[word]}";
        }

        IEnumerable<string> inner = value switch
        {
            JsonArray array when schema["items"] is { } items => array.SelectMany((item, i) => FaultsOf(item, items, $"{at}[{i}]")),
            JsonObject o when schema["additionalProperties"] is JsonObject each => o.SelectMany(p => FaultsOf(p.Value, each, $"{at}.{p.Key}")),
            JsonObject o when schema["properties"] is JsonObject properties => ObjectFaults(o, properties, schema["required"] as JsonArray, at),
            _ => [],
        };
        foreach (string fault in inner)
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> ObjectFaults(JsonObject value, JsonObject properties, JsonArray? required, string at)
        =>
        [
            .. required?.Where(name => !value.ContainsKey((string)name!)).Select(name => $"{at}.{name}: is missing") ?? [],
            .. value.SelectMany(p => properties[p.Key] is { } schema ? FaultsOf(p.Value, schema, $"{at}.{p.Key}") : [$"{at}.{p.Key}: is not described"]),
        ];

    private static bool IsOf(JsonNode value, string type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value.GetValueKind() == JsonValueKind.String,
        "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value.GetValueKind() == JsonValueKind.Number,
        "integer" => value.GetValueKind() == JsonValueKind.Number && double.IsInteger(Number(value)),
        _ => throw new NotSupportedException($"This check does not know the type '{type}'."),
    };

    private static bool HasFormat(JsonNode value, string format) => format switch
    {
        "int32" => Number(value) is >= int.MinValue and <= int.MaxValue,
        "int64" or "double" => true,
        "date-time" => TimePattern().IsMatch((string)value!) && DateTimeOffset.TryParse((string)value!, CultureInfo.InvariantCulture, out _),
        "date" => DateOnly.TryParseExact((string)value!, "yyyy-MM-dd", out _),
        "uuid" => Guid.TryParseExact((string)value!, "D", out _),
        _ => throw new NotSupportedException($"This check does not know the format '{format}'."),
    };

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex TimePattern();
}
