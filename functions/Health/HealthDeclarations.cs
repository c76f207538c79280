using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Health;

/// <summary>What the functions of health promise.</summary>
public static class HealthDeclarations
{
    public static FeatureDeclarations All { get; } = new("Health", "Whether the program runs.",
    [
        Get("Health", Anyone, "How the program is, part by part", Written(j => j.HealthReportResponse)) with
        {
            Details = "Anyone is told whether reports are taken. Whoever holds ReadAudit on the deployment sees every part, with what is wrong and what to do; whoever holds ReadAudit or RunCoverage on a jurisdiction sees that jurisdiction's parts. What was seen is kept for ten seconds, of jurisdictions for a minute.",
            Answers = [new(200, Written(j => j.HealthReportResponse)), new(503, Written(j => j.HealthReportResponse))],
            AnswersStrangers = true,
        },
        Get("HealthLive", Anyone, "Whether the process runs", Written(j => j.HealthResponse)),
        Get("HealthReady", Anyone, "Whether it can do its work; names what is broken", Written(j => j.HealthResponse)) with
        {
            Answers = [new(200, Written(j => j.HealthResponse)), new(503, Written(j => j.HealthResponse))],
        },
        new("WatchQueues", new Access.Access.Timer(), "Says in the log whether the stores answer and how many reports nobody has"),
    ]);
}
