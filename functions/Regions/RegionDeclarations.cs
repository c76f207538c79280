using GridSteward.Domain.Coverage;
using GridSteward.Domain.People;
using GridSteward.Domain.Regions;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Regions;

/// <summary>What the functions of regions promise.</summary>
public static class RegionDeclarations
{
    private const string Reach = "It needs ReadCoverage on the region, on one above it, or on the deployment. Numbers of units under 5, and what would give them away, are hidden.";

    private static readonly Access.Access Reads = new Access.Access.OnAnything(Capability.ReadCoverage);

    private static readonly QueryParameter Date = Text("date", "The local day of the reports as yyyy-MM-dd; the last one where nothing is said.", "2026-05-04");

    public static FeatureDeclarations All { get; } = new("Regions", "Counties, cities and provinces: the sums that jurisdictions write upward at night.",
    [
        List("GetRegionCoverage", Reads, "The sums of a region's jurisdictions on a night, with the regions and jurisdictions right below it", Written(j => j.RegionCoverageResponse), Date) with
        {
            Details = Reach + " Jurisdictions without a report of the night are named with their last one.",
            AlsoRefuses = [StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound],
        },
        List("RegionLeague", Reads, "A region's jurisdictions, or all their communities, by a rate, best first by the lower end of its 95 % interval", Written(j => j.PageResponseLeagueRow),
            Date, Choice<RegionLeague>("of", "What is ranked; jurisdictions where nothing is said. Communities are known of each jurisdiction's last night."),
            Choice<LeagueFigure>("figure", "Which rate; effective where nothing is said.")) with
        {
            Details = Reach,
            AlsoRefuses = [StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound],
        },
        Get("RegionSeries", Reads, "A rate of a region night by night, for 13 months", Written(j => j.RegionSeriesResponse),
            Choice<LeagueFigure>("figure", "Which rate; effective where nothing is said."),
            Text("from", "The first day; 13 months before to where nothing is said.", "2026-04-01"), Text("to", "The last day; today where nothing is said.", "2026-05-04")) with
        {
            Details = Reach,
            AlsoRefuses = [StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound],
        },
    ]);
}
