using GridSteward.Functions.Access;
using Microsoft.OpenApi;

namespace GridSteward.Functions.OpenApi;

/// <summary>
/// What the parameters of paths are: by the segment before them and their name, or by their name alone. A new one gets its row here; without, it is
/// in the document but not explained, which a test sees.
/// </summary>
internal static class PathParameters
{
    private static readonly Dictionary<string, (string Description, string Example)> Known = new()
    {
        ["jurisdiction"] = ("The code of the jurisdiction; for reports that lie in none, unassigned.", "xinjiayuan"),
        ["regions/region"] = ("The code of the region.", "410105"),
        ["areas/code"] = ("The code of the area.", "G09"),
        ["coverage-reports/date"] = ("The local day as yyyy-MM-dd, or latest.", "latest"),
        ["nights/date"] = ("The day on which the night ends as yyyy-MM-dd, or latest.", "latest"),
        ["tracking/token"] = ("The token of the tracking link: jurisdiction, id, secret.", $"xinjiayuan.{Declare.ExampleId("reports")}.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"),
        ["assists/assist"] = ("The id of the request for help.", Declare.ExampleId("assists")),
        ["photos/photo"] = ("The id of the photo.", Declare.ExampleId("photos")),
        ["blocks/number"] = ("The number of the block, from 0.", "0"),
        ["imports/what"] = ("What the rows of the file are: households, buildings, stewards, posts or areas.", "households"),
        ["files/name"] = ("The name of the file, as the job gives it.", "rows"),
    };

    public static OpenApiParameter Of(string noun, string name)
    {
        (string? Description, string? Example) known = name == "id" ? ("The id.", Declare.ExampleId(noun))
            : Known.TryGetValue($"{noun}/{name}", out var here) || Known.TryGetValue(name, out here) ? here
            : (null, null);
        return new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = known.Description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = known.Example,
        };
    }
}
