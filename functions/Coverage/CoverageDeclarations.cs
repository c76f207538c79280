using GridSteward.Domain;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Coverage;

/// <summary>What the functions of coverage promise.</summary>
public static class CoverageDeclarations
{
    public static FeatureDeclarations All { get; } = new("Coverage", "How well each area is looked after, day by day.",
    [
        new("RunCoverage", OnJurisdiction(Capability.RunCoverage), "Makes the coverage report of now, in place of the one of this day")
        {
            Answers = [new(201, DomainJson.Default.CoverageReport) { HasLocation = true }],
        },
        List("ListCoverage", OnJurisdiction(Capability.ReadCoverage), "The coverage reports, newest first", ApiJson.Default.PageResponseCoverageSummary),
        One("GetCoverage", OnJurisdiction(Capability.ReadCoverage), "The coverage report of a day", DomainJson.Default.CoverageReport),
        new("NightlyCoverage", new Access.Access.Timer(), "Makes the coverage report of each jurisdiction in its own night"),
    ]);
}
