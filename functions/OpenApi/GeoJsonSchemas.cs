using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Maps;
using GridSteward.Geo;
using Microsoft.OpenApi;

namespace GridSteward.Functions.OpenApi;

/// <summary>GeoJSON as RFC 7946 has it, as far as it is taken and given here. Written by hand, because it is read and written straight from and to bytes.</summary>
internal static class GeoJsonSchemas
{
    public static void AddTo(OpenApiDocument document)
    {
        IDictionary<string, IOpenApiSchema> schemas = document.Components!.Schemas!;
        schemas["GeoJsonPosition"] = Items(Number(), 2, "Longitude and latitude in degrees (WGS-84); an altitude is left out.");
        schemas["GeoJsonRing"] = Items(Ref("GeoJsonPosition"), 4, "A closed ring: the last position is the first.");
        schemas["GeoJsonRings"] = Items(Ref("GeoJsonRing"), 1, "An outer ring, then its holes.");
        schemas["Polygon"] = Geometry("Polygon", Ref("GeoJsonRings"));
        schemas["MultiPolygon"] = Geometry("MultiPolygon", Items(Ref("GeoJsonRings"), 1, null));
        schemas["Bbox"] = Items(Number(), 4, "West, south, east, north in degrees; west is greater than east across the antimeridian.", 4);
        schemas["Feature"] = Feature("A polygon or multipolygon with whatever properties the file has.", new OpenApiSchema { Type = JsonSchemaType.Object });
        schemas["FeatureCollection"] = Collection("A file of areas. Foreign members are left alone.", Ref("Feature"));
        schemas["AreaProperties"] = Properties();
        schemas["AreaFeature"] = Feature("An area.", Ref("AreaProperties"), ("id", Text("{jurisdiction}/{code}")), ("bbox", Ref("Bbox")));
        schemas["AreaFeatureCollection"] = Collection("Areas.", Ref("AreaFeature"));
        schemas["AreaProblemFeature"] = Feature("A part where something is wrong.", ProblemProperties());
        schemas["AreaReport"] = Report("What is wrong between areas.", ("generation", Count("The generation of the areas.")));
        schemas["AreaImportTrial"] = Report(
            "What would be wrong between areas after an import and is not before.",
            ("import", Object("Counts as of an import.", ("added", Count(null)), ("changed", Count(null)), ("unchanged", Count(null)), ("removed", Count(null)), ("areas", Count(null)))),
            ("reassignment", Reassignment(isOptional: false)));
        AreaEditSchemas.AddTo(document);

        IOpenApiSchema Ref(string name) => new OpenApiSchemaReference(name, document);

        OpenApiSchema Geometry(string type, IOpenApiSchema coordinates) => Object(null, ("type", Constant(type)), ("coordinates", coordinates));

        OpenApiSchema Feature(string words, IOpenApiSchema properties, params (string, IOpenApiSchema)[] more)
            => Object(words, [("type", Constant("Feature")), .. more, ("properties", properties), ("geometry", new OpenApiSchema { OneOf = [Ref("Polygon"), Ref("MultiPolygon")] })]);

        OpenApiSchema Report(string words, params (string, IOpenApiSchema)[] more) => Object(
            words,
            [
                ("type", Constant("FeatureCollection")),
                ("problems", Object("How many there are of each kind.", [.. Enum.GetValues<AreaProblemKind>().Select(kind => (Wire.Name(kind), (IOpenApiSchema)Count(null)))])),
                ("listed", Count("How many of them are listed.")), .. more, ("features", Items(Ref("AreaProblemFeature"), 0, null)),
            ]);

        OpenApiSchema Collection(string words, IOpenApiSchema feature) => Object(words, ("type", Constant("FeatureCollection")), ("features", Items(feature, 0, null)));
    }

    private static OpenApiSchema ProblemProperties() => Object(
        "What is wrong, and where.",
        ("problem", new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetValues<AreaProblemKind>().Select(kind => JsonValue.Create(Wire.Name(kind)))] }),
        ("areas", Items(Text("A code."), 0, "The areas concerned: the two that overlap, those beside a gap, the one that reaches out or is thin.")),
        ("level", Text("Their level's name.")),
        ("parent", new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "The code of the parent in which a gap lies, or out of which an area reaches." }),
        ("squareMetres", Number()), ("widthMetres", Number()), ("en", Text("In words.")), ("zh", Text("In Chinese words.")));

    /// <summary>What a change of areas would move.</summary>
    internal static OpenApiSchema Reassignment(bool isOptional)
    {
        OpenApiSchema schema = Object(
            isOptional ? "What it would move, where it is only tried; else null." : "What it would move.",
            ("complete", new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Whether all was counted; else the counts are of the documents that were read." }),
            ("read", Count("How many documents were read.")),
            ("moves", Object(
                "Counts from whom to whom; households only for who may see them.",
                ("households", Hidable()), ("reports", Count("Open reports.")),
                ("areas", Items(Object(null, ("from", Text("Areas before, between slashes.")), ("to", Text("Areas after.")), ("households", Hidable()), ("reports", Count(null))), 0, null)),
                ("assignees", Items(Object(null, ("from", Nameless()), ("to", Nameless()), ("reports", Count(null))), 0, "By assignees, those that stay with theirs left out.")))));
        schema.Type |= isOptional ? JsonSchemaType.Null : 0;
        return schema;

        static OpenApiSchema Hidable() => new() { Type = JsonSchemaType.Integer | JsonSchemaType.Null, Format = "int64" };

        static OpenApiSchema Nameless() => new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "The assignee's key; null for none." };
    }

    private static OpenApiSchema Count(string? words) => new() { Type = JsonSchemaType.Integer, Format = "int32", Description = words };

    private static OpenApiSchema Properties()
    {
        OpenApiSchema schema = Object(
            "What an area is; the measures are there where they were asked for, and null where a count is hidden.",
            ("jurisdiction", Text("The jurisdiction's code.")), ("code", Text("Its code.")), ("name", Text("Its name.")), ("level", Text("Its level's name.")),
            ("parent", new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "The code of the area it is part of." }),
            ("version", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The generation in which this version of it came." }));
        foreach (Measure measure in Enum.GetValues<Measure>())
        {
            schema.Properties![Wire.Name(measure)] = new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.Null, Format = "int64" };
        }

        return schema;
    }

    internal static OpenApiSchema Object(string? words, params (string Name, IOpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = words,
        Required = properties.Select(p => p.Name).ToHashSet(),
        Properties = properties.ToDictionary(p => p.Name, p => p.Schema),
    };

    internal static OpenApiSchema Items(IOpenApiSchema items, int least, string? words, int? most = null)
        => new() { Type = JsonSchemaType.Array, Items = items, MinItems = least, MaxItems = most, Description = words };

    internal static OpenApiSchema Constant(string value) => new() { Type = JsonSchemaType.String, Enum = [JsonValue.Create(value)] };

    internal static OpenApiSchema Text(string words) => new() { Type = JsonSchemaType.String, Description = words };

    private static OpenApiSchema Number() => new() { Type = JsonSchemaType.Number, Format = "double" };
}
