using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using GridSteward.Functions.Access;
using Microsoft.OpenApi;

namespace GridSteward.Functions.OpenApi;

/// <summary>Query parameters, as they are declared.</summary>
internal static class QueryParameters
{
    public static OpenApiParameter Of(QueryParameter declared)
    {
        bool isList = declared.Form is QueryForm.Choices or QueryForm.Box;
        return new OpenApiParameter
        {
            Name = declared.Name,
            In = ParameterLocation.Query,
            Required = declared.Required,
            Description = declared.Description,
            Style = isList ? ParameterStyle.Form : null,
            Explode = !isList,
            Schema = SchemaOf(declared.Form),
            Example = ExampleOf(declared),
        };
    }

    private static OpenApiSchema SchemaOf(QueryForm form) => form switch
    {
        QueryForm.Text text => new() { Type = JsonSchemaType.String, MaxLength = text.MaxLength },
        QueryForm.Number => new() { Type = JsonSchemaType.Number, Format = "double" },
        QueryForm.WholeNumber number => new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = number.Min.ToString(CultureInfo.InvariantCulture),
            Maximum = number.Max.ToString(CultureInfo.InvariantCulture),
            Default = number.Default is { } usual ? JsonValue.Create(usual) : null,
        },
        QueryForm.Flag => new() { Type = JsonSchemaType.Boolean },
        QueryForm.Choice choice => Names(choice.Names),
        QueryForm.Choices choices => new() { Type = JsonSchemaType.Array, Items = Names(choices.Names) },
        QueryForm.Box => new()
        {
            Type = JsonSchemaType.Array,
            Description = "West, south, east, north in degrees; west is greater than east across the antimeridian.",
            MinItems = 4,
            MaxItems = 4,
            Items = new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" },
        },
        _ => throw new UnreachableException(),
    };

    private static OpenApiSchema Names(IReadOnlyList<string> names) => new() { Type = JsonSchemaType.String, Enum = [.. names.Select(n => JsonValue.Create(n))] };

    private static JsonNode? ExampleOf(QueryParameter declared) => declared switch
    {
        { Example: null } => null,
        { Form: QueryForm.Number or QueryForm.WholeNumber or QueryForm.Flag } => JsonNode.Parse(declared.Example),
        { Form: QueryForm.Box } => new JsonArray([.. declared.Example.Split(',').Select(n => JsonNode.Parse(n))]),
        { Form: QueryForm.Choices } => new JsonArray([.. declared.Example.Split(',').Select(n => JsonValue.Create(n))]),
        _ => JsonValue.Create(declared.Example),
    };
}
