using GridSteward.Domain;
using GridSteward.Domain.Coverage.Outputs;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Coverage;

/// <summary>What the functions of coverage promise.</summary>
public static class CoverageDeclarations
{
    private static readonly QueryParameter Language = Choice<OutputLanguage>("lang", "The language of words and headers: zh where nothing is said, or en.");

    public static FeatureDeclarations All { get; } = new("Coverage", "How well each area is looked after, day by day.",
    [
        new("RunCoverage", OnJurisdiction(Capability.RunCoverage), "Makes the coverage report of now, in place of the one of this day")
        {
            Answers = [new(201, new BodyForm.Written(() => DomainJson.Default.CoverageReport)) { HasLocation = true }],
        },
        List("ListCoverage", Within(Capability.ReadCoverage), "The coverage reports, newest first", Written(j => j.PageResponseCoverageSummary)),
        One("GetCoverage", Within(Capability.ReadCoverage), "The coverage report of a day", new BodyForm.Written(() => DomainJson.Default.CoverageReport)) with
        {
            Details = "Whoever may not see all households of the jurisdiction gets it with small counts hidden, but for the areas whose households they may see.",
        },
        List("GetMopUp", Within(Capability.ReadHouseholds), "The units whose visits lift an area to its target, in walking order", Written(j => j.PageResponseHouseholdResponse),
            Text("area", "The area; the lists of its parts follow its own.", "G01") with { Required = true }) with
        {
            Details = "Made with the report of the day: the highest care level first, then those not met for longest, as many as the target takes. Each unit is shown as it is now; those that have gone are left out.",
            AlsoRefuses = [404],
        },
        Table("GetCoverageAreas", "The areas of a coverage report as a table: the whole jurisdiction first, then a row for each area"),
        Table("GetCoverageGroups", "The stewards, teams, kinds and care levels of a coverage report as a table"),
        new("GetCoverageMap", Within(Capability.ReadCoverage), "The areas of a coverage report as GeoJSON, their figures as properties")
        {
            Query = [Text("level", "Only areas of this level.", "grid"), Choice<Borders>("borders", "simple, as maps draw them, where nothing is said; or full, to a centimetre.")],
            Answers = [File("application/geo+json")],
            AlsoRefuses = [404],
        },
        new("GetCoverageSpatial", Within(Capability.ReadCoverage), "What lies in several parts of an area, or in none of them, as GeoJSON with its square metres")
        {
            Answers = [File("application/geo+json")],
            AlsoRefuses = [404],
        },
        new("GetCoveragePage", Within(Capability.ReadCoverage), "A coverage report as one page to read, print or pass on; it asks nothing of any server")
        {
            Query = [Language],
            Answers = [File("text/html")],
            AlsoRefuses = [404],
        },
        One("GetCoverageSchema", Anyone, "The JSON Schema (draft 2020-12) of coverage reports", new BodyForm.AnyObject()) with
        {
            Answers = [new(200, new BodyForm.AnyObject()) { HasETag = true, ContentType = "application/schema+json" }],
        },
        Get("CoverageSeries", Within(Capability.ReadCoverage), "A rate of coverage night by night, for 13 months", Written(j => j.CoverageSeriesResponse),
            Text("area", "The code of an area; left out for the whole jurisdiction.", "G01"), Choice<LeagueFigure>("figure", "Which rate; effective where nothing is said."),
            Text("from", "The first day as yyyy-MM-dd; 13 months before to where nothing is said.", "2026-04-01"), Text("to", "The last day; today where nothing is said.", "2026-05-04")),
        List("CoverageLeague", Within(Capability.ReadCoverage), "The areas of a level by a rate, best first by the lower end of its 95 % interval; those without a rate last", Written(j => j.PageResponseLeagueRow),
            Text("level", "The level of the areas; the topmost where nothing is said.", "grid"), Choice<LeagueFigure>("figure", "Which rate; effective where nothing is said.")),
        new("NightlyCoverage", new Access.Access.Timer(), "Makes the coverage report of each jurisdiction in its own night"),
    ]);

    private static AnswerDeclaration File(string contentType) => new(200, new BodyForm.Binary()) { HasETag = true, ContentType = contentType };

    private static FunctionDeclaration Table(string name, string summary) => new(name, Within(Capability.ReadCoverage), summary)
    {
        Details = "CSV in UTF-8 with a byte order mark. Rates are from 0 to 1; what is unknown or hidden is empty. Text that a spreadsheet would take for a formula has an apostrophe in front.",
        Query = [Language],
        Answers = [File("text/csv")],
        AlsoRefuses = [404],
    };
}
