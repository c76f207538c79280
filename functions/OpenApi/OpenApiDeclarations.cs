using GridSteward.Functions.Access;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.OpenApi;

/// <summary>What the function of the API's document promises.</summary>
public static class OpenApiDeclarations
{
    public static FeatureDeclarations All { get; } = new("OpenApi", "This document.",
    [
        One("OpenApi", Anyone, "This document: OpenAPI 3.0", new BodyForm.AnyObject()),
    ]);
}
