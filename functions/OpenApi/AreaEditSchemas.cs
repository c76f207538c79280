using Microsoft.OpenApi;
using static GridSteward.Functions.OpenApi.GeoJsonSchemas;

namespace GridSteward.Functions.OpenApi;

/// <summary>Edits of areas, which are written straight to bytes, too.</summary>
internal static class AreaEditSchemas
{
    public static void AddTo(OpenApiDocument document)
    {
        IDictionary<string, IOpenApiSchema> schemas = document.Components!.Schemas!;
        schemas["LineString"] = Object(null, ("type", Constant("LineString")), ("coordinates", Items(Ref("GeoJsonPosition"), 2, null)));
        schemas["BorderFit"] = Object(
            "How well an area fits to its neighbours.",
            ("gapSquareMetres", Number("What lies between them, where they are no further apart than the tolerance; an estimate.")),
            ("overlapSquareMetres", Number("What belongs to both.")));
        schemas["AreaEdit"] = Object(
            "What an edit does.",
            ("action", Text("What was done.")),
            ("made", new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "False where it was only tried or proposed, or changes nothing." }),
            ("generation", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The generation that holds it, or would." }),
            ("added", Codes("Codes that are new.")),
            ("changed", Codes("Codes that have another border or another parent.")),
            ("ended", Codes("Codes that end.")),
            ("touched", Codes("Codes that only get vertices in their edges.")),
            ("warnings", Items(Object(null, ("area", Nullable(Text("The area it is about."))), ("message", Text("What."))), 0, "What whoever edits should know.")),
            ("snapping", Nullable(Object("What moves, where an area is snapped; null in a replay.", ("moves", Items(Ref("LineString"), 0, "From the old place of each vertex to the new.")), ("before", Ref("BorderFit")), ("after", Ref("BorderFit"))))),
            ("households", Nullable(Object(
                "How households are divided, where that was asked.",
                ("withinTenPercent", new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Whether every part is within ten per cent of the mean." }),
                ("whyNot", Nullable(Text("Why not; only for who may see households."))),
                ("parts", Items(Object(null, ("code", Text("Its code.")), ("households", new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.Null, Format = "int32", Description = "How many; only for who may see households." })), 0, null))))),
            ("reassignment", Reassignment(isOptional: true)));
        schemas["EditedAreas"] = Object(
            "The new, changed and touched areas as they are after an edit.", ("type", Constant("FeatureCollection")), ("edit", Ref("AreaEdit")), ("features", Items(Ref("AreaFeature"), 0, null)));

        IOpenApiSchema Ref(string name) => new OpenApiSchemaReference(name, document);
    }

    private static OpenApiSchema Codes(string words) => Items(new OpenApiSchema { Type = JsonSchemaType.String }, 0, words);

    private static OpenApiSchema Nullable(OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        return schema;
    }

    private static OpenApiSchema Number(string words) => new() { Type = JsonSchemaType.Number, Format = "double", Description = words };
}
