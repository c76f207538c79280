using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Health;

/// <summary>What the functions of health promise.</summary>
public static class HealthDeclarations
{
    public static FeatureDeclarations All { get; } = new("Health", "Whether the program runs.",
    [
        Get("HealthLive", Anyone, "Whether the process runs", ApiJson.Default.HealthResponse),
        Get("HealthReady", Anyone, "Whether it can do its work; names what is broken", ApiJson.Default.HealthResponse) with
        {
            Answers = [new(200, ApiJson.Default.HealthResponse), new(503, ApiJson.Default.HealthResponse)],
        },
    ]);
}
