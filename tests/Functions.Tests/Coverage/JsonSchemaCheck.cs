using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GridSteward.Functions.Tests.Coverage;

/// <summary>Checks a value against a JSON Schema of draft 2020-12, for exactly the words that ours use; any other word is an error of this check.</summary>
internal static class JsonSchemaCheck
{
    private static readonly string[] s_words = ["$schema", "$id", "title", "description", "type", "format", "enum", "properties", "required", "items", "additionalProperties", "$ref", "default"];

    public static IEnumerable<string> FaultsOf(JsonNode? value, JsonNode schema) => FaultsOf(value, schema, schema, "$");

    private static IEnumerable<string> FaultsOf(JsonNode? value, JsonNode schema, JsonNode root, string at)
    {
        JsonObject words = schema.AsObject();
        if (words.Select(w => w.Key).FirstOrDefault(w => !s_words.Contains(w)) is { } unknown)
        {
            throw new NotSupportedException($"This check does not know '{unknown}'.");
        }

        if (words["type"] is { } type && !Types(type).Any(t => IsOf(value, t)))
        {
            yield return $"{at}: {value?.ToJsonString() ?? "null"} is not of type {type.ToJsonString()}";
        }

        if (words["enum"] is JsonArray names && !names.Any(n => JsonNode.DeepEquals(n, value)))
        {
            yield return $"{at}: {value?.ToJsonString()} is not one of {names.ToJsonString()}";
        }

        if ((string?)words["format"] is { } format && value is not null && !HasFormat((string)value!, format))
        {
            yield return $"{at}: {value} is no {format}";
        }

        List<string> inner = [];
        if ((string?)words["$ref"] is { } reference)
        {
            inner.AddRange(FaultsOf(value, Follow(root, reference), root, at));
        }

        if (value is JsonObject members)
        {
            inner.AddRange(words["required"]?.AsArray().Select(n => (string)n!).Where(n => !members.ContainsKey(n)).Select(n => $"{at}: {n} is missing") ?? []);
            inner.AddRange(members.SelectMany(m => (words["properties"]?[m.Key] ?? words["additionalProperties"]) is { } of ? FaultsOf(m.Value, of, root, $"{at}.{m.Key}") : []));
        }

        if (value is JsonArray items && words["items"] is { } each)
        {
            inner.AddRange(items.SelectMany((item, i) => FaultsOf(item, each, root, $"{at}[{i}]")));
        }

        foreach (string fault in inner)
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(t => (string)t!) : [(string)type!];

    private static JsonNode Follow(JsonNode root, string reference)
        => reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (at, part) =>
            (at is JsonArray array ? array[int.Parse(part, CultureInfo.InvariantCulture)] : at[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)])
            ?? throw new InvalidOperationException($"{reference} leads nowhere."));

    private static bool IsOf(JsonNode? value, string type) => (value?.GetValueKind() ?? JsonValueKind.Null, type) switch
    {
        (JsonValueKind.Null, "null") or (JsonValueKind.String, "string") or (JsonValueKind.Object, "object") or (JsonValueKind.Array, "array") => true,
        (JsonValueKind.True or JsonValueKind.False, "boolean") or (JsonValueKind.Number, "number") => true,
        (JsonValueKind.Number, "integer") => value!.ToJsonString().All(c => char.IsAsciiDigit(c) || c == '-'),
        _ => false,
    };

    private static bool HasFormat(string text, string format) => format switch
    {
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && text.Contains('T', StringComparison.Ordinal),
        _ => throw new NotSupportedException($"This check does not know the format '{format}'."),
    };
}
