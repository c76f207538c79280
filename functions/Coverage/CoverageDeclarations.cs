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
        List("GetMopUp", Within(Capability.ReadHouseholds), "The units whose visits lift an area to its target, in walking order", ApiJson.Default.PageResponseHouseholdResponse,
            Text("area", "The area; the lists of its parts follow its own.", "G01") with { Required = true }) with
        {
            Details = "Made with the report of the day: the highest care level first, then those not met for longest, as many as the target takes. Each unit is shown as it is now; those that have gone are left out.",
            AlsoRefuses = [404],
        },
        new("NightlyCoverage", new Access.Access.Timer(), "Makes the coverage report of each jurisdiction in its own night"),
    ]);
}
