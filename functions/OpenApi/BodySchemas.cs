using System.Globalization;
using System.Text.Json.Nodes;
using GridSteward.Functions.Http;
using Microsoft.OpenApi;

namespace GridSteward.Functions.OpenApi;

/// <summary>The schemas of what the program reads, from what its readers ask for. Nothing else is taken, so nothing else is allowed.</summary>
internal static class BodySchemas
{
    /// <param name="form">What the reader asks for.</param>
    /// <param name="made">What it makes of it, or what holds that: its words are those of the fields.</param>
    /// <param name="words">The words of the field itself.</param>
    public static OpenApiSchema Of(FieldForm form, Type? made, string? words = null)
    {
        var schema = new OpenApiSchema
        {
            Type = TypeOf(form.Type) | (form.Required ? 0 : JsonSchemaType.Null),
            Description = words,
            Format = form.Format ?? form.Type switch { "number" => "double", "integer" => "int32", _ => null },
            MinLength = form.MinLength,
            MaxLength = form.MaxLength,
            Minimum = form.Minimum?.ToString(CultureInfo.InvariantCulture),
            Maximum = form.Maximum?.ToString(CultureInfo.InvariantCulture),
            MinItems = form.MinItems,
            MaxItems = form.MaxItems,
        };
        if (form.Choices.Count > 0)
        {
            schema.MaxLength = null;
            schema.MinLength = null;
            schema.Enum = [.. form.Choices.Select(c => JsonValue.Create(c)), .. form.Required ? (JsonNode[])[] : [JsonNullSentinel.JsonNull]];
        }

        if (form.Items is { } items)
        {
            schema.Items = Of(items, ThingOf(made));
        }

        if (form.Fields is { } fields)
        {
            schema.AdditionalPropertiesAllowed = false;
            schema.Required = fields.Where(f => f.Value.Required).Select(f => f.Key).ToHashSet();
            schema.Properties = fields.ToDictionary(f => f.Key, IOpenApiSchema (f) => FieldSchema(f.Key, f.Value, form.Meaning ?? ThingOf(made)));
        }

        return schema;
    }

    private static OpenApiSchema FieldSchema(string name, FieldForm form, Type? made)
        => Words.PropertyOf(made, name) is { } property ? Of(form, property.PropertyType, Words.Of(property)) : Of(form, null);

    /// <summary>The thing itself: readers may make a list of it, or a function that makes it once it has an id.</summary>
    private static Type? ThingOf(Type? made) => made is { IsGenericType: true } ? made.GenericTypeArguments[^1] : made;

    private static JsonSchemaType TypeOf(string type) => type switch
    {
        "object" => JsonSchemaType.Object,
        "array" => JsonSchemaType.Array,
        "number" => JsonSchemaType.Number,
        "integer" => JsonSchemaType.Integer,
        "boolean" => JsonSchemaType.Boolean,
        _ => JsonSchemaType.String,
    };
}
