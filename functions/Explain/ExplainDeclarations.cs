using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Explain;

/// <summary>What the functions of explaining promise.</summary>
public static class ExplainDeclarations
{
    public static FeatureDeclarations All { get; } = new("Explain", "Why a report goes to whom it goes to.",
    [
        Get("Explain", Anyone, "Says who would get a report, why, who would be next, and what would change that", Written(j => j.ExplainResponse),
            Text("longitude", "Degrees east.", "113.505") with { Example = null },
            Text("latitude", "Degrees north.", "34.805") with { Example = null },
            InSystem("The coordinate system of the point; wgs84 when left out.") with { Example = null },
            Number("accuracyMetres", "The radius of the circle in which the device believes itself.", "20") with { Example = null },
            Text("household", "The household it is about, as jurisdiction/id; 404 for those who do not see it.", $"xinjiayuan/{ExampleId("households")}"),
            Text("building", "The building it is about, as jurisdiction/id.", $"xinjiayuan/{ExampleId("buildings")}"),
            Text("card", "The code of a contact card.", "") with { Example = null },
            Text("jurisdiction", "Only this jurisdiction.", "xinjiayuan"),
            Text("category", "The category of the report.", "fire-safety"),
            Text("at", "The moment, as in RFC 3339: of the past with the areas and staff of then, of the future with what is set for that day.", "2026-05-03T02:00:00Z")) with
        {
            Details = "A point (longitude and latitude), or one of household, building and card, which then decide. Candidates, loads and days to come are shown to those who may "
                + "read reports there. What would change the answer was tried out each time: at that place, with that load, on that day.",
            AlsoRefuses = [404],
        },
        Order("ReplayAssignments", OnJurisdiction(Capability.ReadAudit), "Orders that every assignment be made again from what it keeps, and compared") with
        {
            Details = "The job counts assignments, same, differ and erased; differences.ndjson names each report whose answer is not the same.",
        },
    ]);
}
