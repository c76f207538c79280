using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GridSteward.Domain;
using GridSteward.Functions.Http;
using GridSteward.Geo;
using Microsoft.OpenApi;

namespace GridSteward.Functions.OpenApi;

/// <summary>The schemas of what the program writes, from the very contracts by which it writes it. Each type becomes one named component.</summary>
internal sealed class Schemas(OpenApiDocument document)
{
    private readonly Dictionary<string, Type> named = [];

    /// <summary>The schema of a contract.</summary>
    public IOpenApiSchema Of(JsonTypeInfo json) => Value(json.Type, json.Options, null, nullable: false);

    /// <summary>The name by which a type is known outside.</summary>
    public static string NameOf(Type type)
        => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(PageResponse<>) ? NameOf(type.GenericTypeArguments[0]) + "Page"
            : type.IsGenericType ? throw new NotSupportedException($"{type} has no name for the API's document.")
            : type.Name.EndsWith("Response", StringComparison.Ordinal) ? type.Name[..^"Response".Length]
            : type.Name;

    private IOpenApiSchema Value(Type type, JsonSerializerOptions options, string? words, bool nullable)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        nullable |= bare != type;
        JsonTypeInfo json = options.GetTypeInfo(bare);
        if (Plain(bare) is { } plain)
        {
            plain.Description = words;
            plain.Type |= nullable ? JsonSchemaType.Null : 0;
            return plain;
        }

        if (json.Kind == JsonTypeInfoKind.Enumerable)
        {
            return new OpenApiSchema
            {
                Type = JsonSchemaType.Array | (nullable ? JsonSchemaType.Null : 0),
                Description = words,
                Items = Value(json.ElementType!, options, null, nullable: false),
            };
        }

        if (json.Kind == JsonTypeInfoKind.Dictionary)
        {
            return new OpenApiSchema
            {
                Type = JsonSchemaType.Object | (nullable ? JsonSchemaType.Null : 0),
                Description = words,
                AdditionalProperties = Value(json.ElementType!, options, null, nullable: false),
            };
        }

        return bare.IsEnum && nullable ? EnumSchema(bare, words, nullable) : Reference(json, words, nullable);
    }

    /// <summary>OpenAPI 3.0 ignores whatever stands beside a $ref, so words and null need a schema around it.</summary>
    private IOpenApiSchema Reference(JsonTypeInfo json, string? words, bool nullable)
    {
        string name = NameOf(json.Type);
        if (named.TryAdd(name, json.Type))
        {
            document.Components!.Schemas![name] = json.Type.IsEnum ? EnumSchema(json.Type, Words.Of(json.Type), nullable: false) : ObjectSchema(json);
        }
        else if (named[name] != json.Type)
        {
            throw new NotSupportedException($"{json.Type} and {named[name]} are both named {name} in the API's document.");
        }

        var reference = new OpenApiSchemaReference(name, document);
        return words is null && !nullable ? reference : new OpenApiSchema
        {
            Type = nullable ? JsonSchemaType.Object | JsonSchemaType.Null : null,
            Description = words,
            AllOf = [reference],
        };
    }

    private OpenApiSchema ObjectSchema(JsonTypeInfo json)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Description = Words.Of(json.Type), Properties = new Dictionary<string, IOpenApiSchema>(), Required = new HashSet<string>() };
        if (json.Type == typeof(Wgs84Point))
        {
            schema.Properties["longitude"] = new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double", Minimum = "-180", Maximum = "180" };
            schema.Properties["latitude"] = new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double", Minimum = "-90", Maximum = "90" };
            schema.Required = new HashSet<string>(["longitude", "latitude"]);
            return schema;
        }

        if (json.Kind != JsonTypeInfoKind.Object)
        {
            throw new NotSupportedException($"{json.Type} is written in a way that the API's document does not know.");
        }

        foreach (JsonPropertyInfo property in json.Properties.Where(p => p.Get is not null))
        {
            bool nullable = property.IsGetNullable;
            bool leftOut = nullable && IsLeftOutWhenNull(property, json.Options);
            schema.Properties[property.Name] = Value(property.PropertyType, json.Options, Words.Of((PropertyInfo)property.AttributeProvider!), nullable && !leftOut);
            if (!leftOut)
            {
                schema.Required.Add(property.Name);
            }
        }

        return schema;
    }

    private static bool IsLeftOutWhenNull(JsonPropertyInfo property, JsonSerializerOptions options)
        => (property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), true) is [JsonIgnoreAttribute ignore] ? ignore.Condition : options.DefaultIgnoreCondition)
            == JsonIgnoreCondition.WhenWritingNull;

    private static OpenApiSchema EnumSchema(Type type, string? words, bool nullable)
    {
        if (type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType is not { IsGenericType: true } converter || converter.GetGenericTypeDefinition() != typeof(WireEnumConverter<>))
        {
            throw new NotSupportedException($"{type} is not written by its wire names.");
        }

        List<JsonNode> names = [.. Enum.GetNames(type).Select(n => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(n)))];
        return new OpenApiSchema
        {
            Type = JsonSchemaType.String | (nullable ? JsonSchemaType.Null : 0),
            Description = words,
            Enum = nullable ? [.. names, JsonNullSentinel.JsonNull] : names,
        };
    }

    private static OpenApiSchema? Plain(Type type)
        => type == typeof(string) ? new() { Type = JsonSchemaType.String }
            : type == typeof(bool) ? new() { Type = JsonSchemaType.Boolean }
            : type == typeof(int) ? new() { Type = JsonSchemaType.Integer, Format = "int32" }
            : type == typeof(long) ? new() { Type = JsonSchemaType.Integer, Format = "int64" }
            : type == typeof(double) ? new() { Type = JsonSchemaType.Number, Format = "double" }
            : type == typeof(DateTimeOffset) ? new() { Type = JsonSchemaType.String, Format = "date-time" }
            : type == typeof(DateOnly) ? new() { Type = JsonSchemaType.String, Format = "date" }
            : type == typeof(Guid) ? new() { Type = JsonSchemaType.String, Format = "uuid" }
            : null;
}
