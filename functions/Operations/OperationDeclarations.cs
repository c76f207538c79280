using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Operations;

/// <summary>What the functions of operations promise.</summary>
public static class OperationDeclarations
{
    /// <summary>Any of these on the whole jurisdiction shows how its nightly and running work goes.</summary>
    internal static Capability[] OfOneJurisdiction { get; } = [Capability.ReadAudit, Capability.RunCoverage];

    public static FeatureDeclarations All { get; } = new("Operations", "What the program did by itself.",
    [
        Get("GetNight", OnDeployment(Capability.ReadAudit), "What the timers did in a night: runs, counts, failures", Written(j => j.NightResponse)) with
        {
            Details = "A night goes from noon to noon in the zone of the first jurisdiction by code. Runs of an hour that went alike are one line. Kept for 30 days.",
        },
        Get("GetJurisdictionNight", new Access.Access.OnJurisdictionAny(OfOneJurisdiction), "What became of a jurisdiction in a night: its coverage report, its jobs, what failed there", Written(j => j.JurisdictionNightResponse)) with
        {
            Details = "A night goes from noon to noon in the jurisdiction's zone. Timers are shown without what they counted in all jurisdictions together. Runs are kept for 30 days, jobs for seven days after their end.",
        },
    ]);
}
