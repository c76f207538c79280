using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Visits;

/// <summary>What the functions of visits promise.</summary>
public static class VisitDeclarations
{
    private static readonly BodyDeclaration Visit = Json(
        input => input.ReadVisit(),
        $$"""
        {
          "at": "2026-01-12T10:30:00+08:00", "by": "{{ExampleId("stewards")}}", "reason": "care", "outcome": "done",
          "checkIn": { "longitude": 113.505, "latitude": 34.805, "accuracyMetres": 15 }, "note": "老人想装扶手"
        }
        """);

    public static FeatureDeclarations All { get; } = new("Visits", "Visits 走访 to households.",
    [
        Create("CreateVisit", Within(Capability.WriteHouseholds), "Records a visit to a household", Visit, ApiJson.Default.VisitResponse) with
        {
            Details = "Without a time it is now; a visit that lies in the future is refused. The answer leaves out the note.",
            AlsoRefuses = [],
        },
        List("ListHouseholdVisits", Within(Capability.ReadHouseholds), "The visits to one household, newest first, without notes", ApiJson.Default.PageResponseVisitResponse),
        List("ListVisits", Within(Capability.ReadHouseholds), "The visits that one may see, newest first, without notes", ApiJson.Default.PageResponseVisitResponse,
            Text("area", "Only those to households of this area.", "G01")),
        One("GetVisit", Within(Capability.ReadHouseholds), "One visit, with its note; the reading is audited", ApiJson.Default.VisitResponse),
    ]);
}
