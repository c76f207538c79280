using GridSteward.Domain.Households;
using GridSteward.Domain.People;
using GridSteward.Domain.Visits;
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

    private const int BatchBytes = 2 * 1024 * 1024;

    private static readonly BodyDeclaration Batch = Json<VisitBatch>(
        input => new VisitBatch([.. input.ReadVisitItems().Select(i => i.ReadVisitItem().Item)]),
        $$"""
        {
          "items": [{
            "key": "f1a7c0de-5a9b-4b0e-9a53-0d2f6c1b8e11", "household": "{{ExampleId("households")}}",
            "visit": { "at": "2026-01-12T10:30:00+08:00", "by": "{{ExampleId("stewards")}}", "outcome": "nobodyHome", "checkIn": { "longitude": 113.505, "latitude": 34.805, "accuracyMetres": 15 } }
          }]
        }
        """) with
    {
        MaxBytes = BatchBytes,
    };

    private static readonly BodyDeclaration Request = Json(
        input => input.ReadVisitRequest(),
        $$"""{ "source": "call", "reason": "care", "post": "{{ExampleId("posts")}}", "note": "请帮忙看看燃气灶" }""");

    private static readonly BodyDeclaration Asked = Json(input => input.ReadCompanion(), """{ "steward": null }""");

    private static readonly BodyDeclaration Answered = Json(input => input.ReadCompanionAnswer(), """{ "accepts": true }""");

    private static readonly BodyDeclaration Cancelled = Json(input => input.ReadVisitCancellation(), """{ "note": "已电话解决" }""");

    private static readonly QueryParameter Area = Text("area", "Only those to units of this area.", "G01");

    private static readonly QueryParameter From = Time("from", "Only those of this moment and later."), Before = Time("before", "Only those before this moment.");

    public static FeatureDeclarations All { get; } = new("Visits", "Visits 走访 to households: planned, asked for, made.",
    [
        Create("CreateVisit", Within(Capability.WriteHouseholds), "Records a visit to a household", Visit, Written(j => j.VisitResponse)) with
        {
            Details = "Without a time it is now; a visit that lies in the future is refused. With it the unit's summary of visits is written, and the request that it names: done where somebody was met. "
                + "A check-in farther from the unit than coverage.checkInMetres, its accuracy and that of the unit's own position together is kept and flagged far. The answer leaves out the note.",
            AlsoRefuses = [],
        },
        new("CreateVisitBatch", Within(Capability.WriteHouseholds), "Records up to 50 visits that a device has kept while it was offline; each is answered by itself")
        {
            Details = "Each item has its own key: sent again in a batch it is kept once and answered 200. The answer has each item in its place; one bad item stops nothing. at is the device's time and stays beside "
                + "receivedAt as capturedAt; what is ahead, over a day or over a week old is flagged, never refused, and what is ahead counts as of its receipt.",
            Body = Batch,
            Answers = [new(200, Written(j => j.VisitBatchResponse))],
        },
        List("ListHouseholdVisits", Within(Capability.ReadHouseholds), "The visits to one household, newest first, without notes", Written(j => j.PageResponseVisitResponse)),
        List("ListVisits", Within(Capability.ReadHouseholds), "The visits that one may see, newest first, without notes", Written(j => j.PageResponseVisitResponse),
            Area, Flag("far", "Only those whose visitor was too far from the unit, or only the others."),
            Text("steward", "Only those by this steward.", ExampleId("stewards")), Text("team", "Only those for this team.", ExampleId("teams")),
            Choice<VisitOutcome>("outcome", "Only those of which this came."), Text("campaign", "Only those of this campaign.", ExampleId("campaigns")), From, Before),
        One("GetVisit", Within(Capability.ReadHouseholds), "One visit, with its note; the reading is audited", Written(j => j.VisitResponse)),
        List("ListVisitCounts", Within(Capability.ReadHouseholds), "How many visits each steward made, or were made for each team, by what came of them", Written(j => j.PageResponseVisitCountsResponse),
            Choice<VisitsBy>("by", "Of each steward, or for each team; without it of each steward."), Area, From, Before),
        List("ListDueUnits", Within(Capability.ReadHouseholds), "The units that were not met within the interval of their care level", Written(j => j.PageResponseDueUnitResponse),
            Area with { Description = "Only those in this area." }, Text("building", "Only those in this building.", ExampleId("buildings")),
            Text("steward", "Only those of the posts that this steward holds today.", ExampleId("stewards")), Text("post", "Only those of this post.", ExampleId("posts")),
            Choice<CareLevel>("care", "Only those of this care level."), Text("campaign", "All units of this campaign, due or not, that nobody has checked in it nor met in a visit for it.", ExampleId("campaigns")),
            Flag("resting", "Also those whose door rests after a visit in vain.")) with
        {
            Details = "The highest care level first; in it those never met, then those met longest ago. A door rests after a visit in vain: until the next day where nobody was at home, for seven days after a refusal "
                + "(two for key care). What a visit found moved away is in the move marks instead. A page can hold fewer than asked for before the last.",
        },
        Get("GetDayList", Within(Capability.ReadHouseholds), "Whom a steward visits on a day, in walking order, with all that they need offline", Written(j => j.DayListResponse),
            Text("steward", "Whose day; needed.", ExampleId("stewards")) with { Required = true }, new("day", "The local day, today or one of the 31 after; without it today.", new QueryForm.Text(10), null),
            WholeNumber("count", $"How many visits; without it {WantedDay.UsualCount}.", 1, WantedDay.MostCount, "12"),
            Text("start", "Where the walk begins: longitude,latitude; without it anywhere.", "113.505,34.805"), InSystem("The coordinate system of the start.")) with
        {
            Details = "Of the posts that they hold on the day: first what was asked for, then who needs key care and is due, then whoever is overdue for longest; those never met before all others. "
                + "Names and phones only where the caller may see them; reading the list is one entry in the audit. Walking order is short, not shortest: straight lines, building after building, floor by floor; what is not located comes last.",
        },
        List("ListMoveMarks", Within(Capability.ReadHouseholds), "The units that a visit found moved away and nobody has confirmed or denied, the oldest first", Written(j => j.PageResponseDueUnitResponse),
            Area with { Description = "Only those in this area." }),
        Remove("DeleteMoveMark", Within(Capability.WriteHouseholds), "Says that a unit stays that a visit found moved away; to confirm the move, give the household the day on which it moved"),
        Create("CreateVisitRequest", Within(Capability.WriteHouseholds), "Asks for a visit to a household, out of turn", Request, Written(j => j.VisitRequestResponse)) with
        {
            Details = "For a post, a steward, or anybody of the area; companion asks a steward whom the household knows to come along. 409 where the unit has moved away. The answer leaves out the note.",
        },
        List("ListVisitRequests", Within(Capability.ReadHouseholds), "The requests for visits that one may see, open ones first by the day for which they are wanted, without notes", Written(j => j.PageResponseVisitRequestResponse),
            Flag("open", "Only open ones, or only those that have ended."), Area with { Description = "Only those for units of this area." },
            Text("household", "Only those for this household.", ExampleId("households")), Text("post", "Only those for this post.", ExampleId("posts")), Text("steward", "Only those for this steward.", ExampleId("stewards"))),
        One("GetVisitRequest", Within(Capability.ReadHouseholds), "One request for a visit, with its words; the reading is audited", Written(j => j.VisitRequestResponse)),
        Moved("CancelVisitRequest", Within(Capability.WriteHouseholds), "Takes a request for a visit back, saying why", Cancelled),
        List("ListCompanions", Within(Capability.ReadHouseholds), "The stewards whom a household knows", Written(j => j.PageResponseCompanionResponse)) with
        {
            Details = "Those who have met somebody there before; and, only where the household asked for somebody who knows the village it came from, the holders of posts that do. Whoever is on leave is left out.",
        },
        Moved("AskCompanion", Within(Capability.WriteHouseholds), "Asks a steward whom the household knows to come along, in place of whoever was asked before; null for nobody", Asked),
        Moved("AnswerCompanion", Within(Capability.ReadHouseholds), "Says as the steward who was asked whether one comes along", Answered),
        List("ListCompanionRequests", Within(Capability.ReadHouseholds), "The open requests for which the caller was asked to come along, and has not declined, wherever they are", Written(j => j.PageResponseVisitRequestResponse)) with
        {
            Details = "For the stewards who sign in with the caller's subject. What the caller's grants do not reach of the household stays unseen.",
        },
        new("NightlyVisits", new Access.Access.Timer(), "Has the visits of before counted with their units"),
    ]);

    private static FunctionDeclaration Moved(string name, Access.Access access, string summary, BodyDeclaration body)
        => Change(name, access, summary, body, Written(j => j.VisitRequestResponse)) with { AlsoRefuses = [409] };

    private static QueryParameter Time(string name, string description) => Text(name, description + " As in RFC 3339; a + is written %2B.", "2026-01-01T00:00:00Z");
}
