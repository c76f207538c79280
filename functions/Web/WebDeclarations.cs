using GridSteward.Functions.Access;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Web;

/// <summary>What the function of the web promises.</summary>
public static class WebDeclarations
{
    public static FeatureDeclarations All { get; } = new("Web", "The pages.",
    [
        new("ZzWeb", Anyone, "Serves the web, and whatever no other function answers") { Query = null },
    ]);
}
