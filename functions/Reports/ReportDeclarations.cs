using GridSteward.Domain.Deadlines;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Reports;

/// <summary>What the functions of reports promise.</summary>
public static class ReportDeclarations
{
    private static readonly BodyDeclaration Report = Json(
        input => input.ReadReport(),
        $$"""
        {
          "category": "fire-safety", "words": "楼道里堆了纸箱", "point": { "longitude": 113.505, "latitude": 34.805, "accuracyMetres": 20 },
          "household": "xinjiayuan/{{ExampleId("households")}}", "jurisdiction": "xinjiayuan", "source": "resident",
          "clientTime": "2026-05-04T09:58:00+08:00", "clientId": "0196e0c0-1111-7000-8000-000000000001", "contact": { "name": "王某", "phone": "0371-00000000", "email": "wang@example.org" }
        }
        """);

    private static readonly BodyDeclaration Move = Json(
        input => input.ReadMove("", "", _ => true), """{ "move": "accept", "note": "马上去" }""");

    private static readonly BodyDeclaration ReportersMove = Json(input => input.ReadReportersMove(), """{ "move": "withdraw", "note": "已经好了" }""");

    public static FeatureDeclarations All { get; } = new("Reports", "What residents report 上报, and what becomes of it.",
    [
        Create("SubmitReport", Anyone, "Reports something; it is assigned at once", Report, ApiJson.Default.SubmittedResponse) with
        {
            Details = "At most one of household, building and card; a point may stand beside them, and then they decide. Nothing is refused for lack of a grid. "
                + "The tracking link is the reporter's secret: with an Idempotency-Key of 128 random bits, sent again, it comes out the same.",
        },
        List("ListReports", Within(Capability.ReadReports), "The reports in one's scope, newest first, without words and contact", ApiJson.Default.PageResponseReportSummary,
            Text("area", "Only those in this area.", "G01"), Choice<ReportState>("state", "Only those in this state."),
            Text("assignee", "Only those of this assignee: post:{id}, team:{id} or partner:{id}.", $"post:{ExampleId("posts")}"),
            Choice<Timeliness>("timeliness", "Only those that kept their deadlines up to now, that missed one, or that took three times what was allowed (which are late as well).")),
        One("GetReport", Within(Capability.ReadReports), "One report in full; the reading is audited", ApiJson.Default.ReportResponse),
        Get("ListReportEvents", Within(Capability.ReadReports), "What happened to a report, in order", ApiJson.Default.ReportEventsResponse),
        new("MoveReport", Within(Capability.ReadReports), "Moves a report through its lifecycle")
        {
            Details = "accept, return, wait, resume, resolve need HandleReports where the report lies; reopen of a resolved report too, twice, and then CloseReports as for refuse, close, "
                + "reopen and declineReopen; dispatch (with assignee) and transfer (with to, perhaps category) DispatchReports. return, refuse, wait (perhaps with until), reopen, "
                + "declineReopen, transfer, and dispatch where somebody has it want a note, which the reporter reads. 409 where the state does not allow it.",
            Body = Move,
            TakesKey = true,
            WantsIfMatch = true,
            Answers = [new(200, ApiJson.Default.ReportSummary) { HasETag = true }],
            AlsoRefuses = [409],
        },
        new("MoveTrackedReport", Anyone, "Takes one's own report back, or asks for it to be begun again")
        {
            Details = "By the reporter's link. requestReopen wants a note. 409 where the state does not allow it.",
            Body = ReportersMove,
            TakesKey = true,
            Answers = [new(200, ApiJson.Default.TrackingResponse)],
            AlsoRefuses = [409],
        },
        Get("TrackReport", Anyone, "A report as its reporter's link shows it, without personal data", ApiJson.Default.TrackingResponse),
    ]);
}
