using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using GridSteward.Domain;
using GridSteward.Domain.Coverage;
using GridSteward.Functions.OpenApi;

namespace GridSteward.Functions.Coverage;

/// <summary>The JSON Schema (draft 2020-12) of coverage reports, from the very contracts by which they are written, in the words of the code's documentation.</summary>
public static class CoverageSchema
{
    /// <summary>Where it is published.</summary>
    public const string Path = "/api/schemas/coverage-report.json";

    private static readonly JsonSchemaExporterOptions s_options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Described };

    /// <summary>The schema, by the address at which it stands.</summary>
    public static byte[] Write(string address)
    {
        JsonObject report = DomainJson.Default.Options.GetJsonSchemaAsNode(typeof(CoverageReport), s_options).AsObject();
        JsonObject schema = new() { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$id"] = address, ["title"] = "Coverage report" };
        foreach (var (name, value) in report.ToList())
        {
            report.Remove(name);
            schema[name] = value;
        }

        return JsonSerializer.SerializeToUtf8Bytes(schema, s_written);
    }

    private static readonly JsonSerializerOptions s_written = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static JsonObject Described(JsonSchemaExporterContext context, JsonNode node)
    {
        Type type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        JsonObject schema = node as JsonObject ?? (type == typeof(DateTimeOffset) ? new JsonObject { ["type"] = "string", ["format"] = "date-time" } : []);
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && schema["properties"] is JsonObject)
        {
            // What is null is left out when it is written.
            schema["required"] = new JsonArray([.. context.TypeInfo.Properties.Where(p => p.Get is not null && !p.IsGetNullable).Select(p => JsonValue.Create(p.Name))]);
        }

        string? words = (context.PropertyInfo?.AttributeProvider is PropertyInfo property ? Words.Of(property) : null) ?? (type.Namespace?.StartsWith("GridSteward", StringComparison.Ordinal) == true ? Words.Of(type) : null);
        if (words is not null)
        {
            schema["description"] = words;
        }

        return schema;
    }
}
