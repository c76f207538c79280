using System.Text.Json.Nodes;
using GridSteward.Functions.Access;
using Microsoft.OpenApi;

namespace GridSteward.Functions.OpenApi;

/// <summary>The parameters of paths, by name; a new name gets its row here.</summary>
internal static class PathParameters
{
    private static readonly Dictionary<string, (string Description, string Example)> Known = new()
    {
        ["jurisdiction"] = ("The code of the jurisdiction; for reports that lie in none, unassigned.", "xinjiayuan"),
        ["code"] = ("The code of the area.", "G01"),
        ["date"] = ("The local day as yyyy-MM-dd, or latest.", "latest"),
        ["token"] = ("The token of the tracking link: jurisdiction, id, secret.", $"xinjiayuan.{Declare.ExampleId("reports")}.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"),
    };

    public static OpenApiParameter Of(string noun, string name)
    {
        var (description, example) = name == "id" ? ("The id.", Declare.ExampleId(noun)) : Known[name];
        return new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = JsonValue.Create(example),
        };
    }
}
