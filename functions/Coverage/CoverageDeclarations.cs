using GridSteward.Domain;
using GridSteward.Domain.Coverage;
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
        Get("CoverageSeries", Within(Capability.ReadCoverage), "A rate of coverage night by night, for 13 months", ApiJson.Default.CoverageSeriesResponse,
            Text("area", "The code of an area; left out for the whole jurisdiction.", "G01"), Choice<LeagueFigure>("figure", "Which rate; effective where nothing is said."),
            Text("from", "The first day as yyyy-MM-dd; 13 months before to where nothing is said.", "2026-04-01"), Text("to", "The last day; today where nothing is said.", "2026-05-04")),
        List("CoverageLeague", Within(Capability.ReadCoverage), "The areas of a level by a rate, best first by the lower end of its 95 % interval; those without a rate last", ApiJson.Default.PageResponseLeagueRow,
            Text("level", "The level of the areas; the topmost where nothing is said.", "grid"), Choice<LeagueFigure>("figure", "Which rate; effective where nothing is said.")),
        new("NightlyCoverage", new Access.Access.Timer(), "Makes the coverage report of each jurisdiction in its own night"),
    ]);
}
