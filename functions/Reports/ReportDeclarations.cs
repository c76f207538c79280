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
    private static readonly string ReportExample = $$"""
        {
          "category": "fire-safety", "words": "楼道里堆了纸箱", "point": { "longitude": 113.505, "latitude": 34.805, "accuracyMetres": 20 },
          "household": "xinjiayuan/{{ExampleId("households")}}", "jurisdiction": "xinjiayuan", "source": "resident",
          "clientTime": "2026-05-04T09:58:00+08:00", "clientId": "0196e0c0-1111-7000-8000-000000000001", "contact": { "name": "王某", "phone": "0371-00000000", "email": "wang@example.org" },
          "sameAs": "xinjiayuan/0196e0c0-2222-7000-8000-000000000002"
        }
        """;

    private const int BatchBytes = 2 * 1024 * 1024;

    private static readonly BodyDeclaration Report = Json(input => input.ReadReport(), ReportExample);

    private static readonly BodyDeclaration Batch = Json<ReportBatch>(
        input => new ReportBatch([.. input.ReadItems().Select(i => i.ReadItem()).Select(i => new ReportBatchItem(i.Key, i.Submission))]),
        $$"""{ "items": [ { "key": "7c2e9f40b1d84a6f93e5d0c7a8b61f32", "report": {{ReportExample.Replace("000001", "000002", StringComparison.Ordinal)}} } ] }""") with
    {
        MaxBytes = BatchBytes,
    };

    private static readonly BodyDeclaration Hiding = Json(input => input.ReadReason(required: true), """{ "reason": "辱骂邻居" }""");

    private static readonly BodyDeclaration Showing = Json(input => input.ReadReason(required: false), """{ "reason": "已核实" }""");

    private static readonly BodyDeclaration Redacting = Json(
        input => input.ReadRedaction(), """{ "words": "楼道里堆了纸箱，户主电话已隐去", "reason": "写出了他人电话" }""");

    private static readonly BodyDeclaration Move = Json(
        input => input.ReadMove("", "", _ => true), """{ "move": "accept", "note": "马上去" }""");

    private static readonly BodyDeclaration ReportersMove = Json(input => input.ReadReportersMove(), """{ "move": "withdraw", "note": "已经好了" }""");

    public static FeatureDeclarations All { get; } = new("Reports", "What residents report 上报, and what becomes of it.",
    [
        Create("SubmitReport", Anyone, "Reports something; it is assigned at once", Report, Written(j => j.SubmittedResponse)) with
        {
            IsLimited = true,
            Details = "At most one of household, building and card; a point may stand beside them, and then they decide. Nothing is refused for lack of a grid. "
                + "The tracking link is the reporter's secret: with an Idempotency-Key of 128 random bits, sent again, it comes out the same. "
                + "With sameAs the report is kept all the same and followed under that one, where it could have been offered; else sameAs in the answer says why not. "
                + "similar are open reports that it may be the same as (see FindSimilarReports).",
        },
        new("SubmitReportBatch", Anyone, "Reports up to 50 things that a phone has kept while it was offline; each is answered by itself")
        {
            Details = "Each item's key is its Idempotency-Key: whether a report comes alone or in a batch, once or often, it is kept once. The answer has each item in its place, "
                + "with the status and the body that the report would have had alone; one bad item stops nothing. Send 429 and 503 items again, later; after a break, the whole batch. "
                + "clientTime stays as sent beside receivedAt: what is ahead, over a day or over a week old is flagged, never refused, and deadlines run from receipt.",
            Body = Batch,
            IsLimited = true,
            Answers = [new(200, Written(j => j.ReportBatchResponse))],
        },
        List("ListReports", Within(Capability.ReadReports), "The reports in one's scope, newest first, without words and contact", Written(j => j.PageResponseReportSummary),
            Text("area", "Only those in this area.", "G01"), Choice<ReportState>("state", "Only those in this state."),
            Text("assignee", "Only those of this assignee: post:{id}, team:{id} or partner:{id}.", $"post:{ExampleId("posts")}"),
            Flag("private", "Only private cases, which no other list holds: those that one has, or all with ReadPrivateReports on the jurisdiction. The listing is audited."),
            Choice<CapturedFlag>("captured", "Only those whose client's time is odd in this way."),
            Choice<Timeliness>("timeliness", "Only those that kept their deadlines up to now, that missed one, or that took three times what was allowed (which are late as well)."),
            Text("duplicateOf", "Only those that are followed under this report, as jurisdiction/id.", $"xinjiayuan/{ExampleId("reports")}")),
        One("GetReport", Within(Capability.ReadReports), "One report in full; the reading is audited", Written(j => j.ReportResponse)),
        Get("ListReportEvents", Within(Capability.ReadReports), "What happened to a report, in order", Written(j => j.ReportEventsResponse)),
        new("MoveReport", Within(Capability.ReadReports), "Moves a report through its lifecycle")
        {
            Details = "accept, return, wait, resume, resolve need HandleReports where the report lies; reopen of a resolved report too, twice, and then CloseReports as for refuse, close, "
                + "reopen and declineReopen; dispatch (with assignee) and transfer (with to, perhaps category) DispatchReports. return, refuse, wait (perhaps with until), reopen, "
                + "declineReopen, transfer, and dispatch where somebody has it want a note, which the reporter reads. 409 where the state does not allow it.",
            Body = Move,
            TakesKey = true,
            WantsIfMatch = true,
            Answers = [new(200, Written(j => j.ReportSummary)) { HasETag = true }],
            AlsoRefuses = [409],
        },
        new("MoveTrackedReport", Anyone, "Takes one's own report back, or asks for it to be begun again")
        {
            Details = "By the reporter's link. requestReopen wants a note. 409 where the state does not allow it.",
            Body = ReportersMove,
            TakesKey = true,
            IsLimited = true,
            Answers = [new(200, Written(j => j.TrackingResponse))],
            AlsoRefuses = [409],
        },
        Moderate("HideReport", "Hides words, contact and photos from all but the auditor and whoever hides them", Hiding) with
        {
            Details = "Needs CloseReports where the report lies. Its state, and what the reporter's link shows of it, stay. 409 where it is hidden already.",
        },
        Moderate("ShowReport", "Shows again what was hidden", Showing) with { Details = "Needs CloseReports where the report lies. 409 where it is not hidden." },
        Moderate("RedactReport", "Replaces a report's words, or the note of one of its events", Redacting) with
        {
            Details = "Needs CloseReports where the report lies. What stood there first is kept for the auditor alone, until it is erased. 409 where there are no words.",
        },
        Get("ListReportOriginals", Within(Capability.ReadOriginals), "What stood in a report before it was redacted, for the auditor; the reading is audited", Written(j => j.ReportOriginalsResponse)),
        Get("TrackReport", Anyone, "A report as its reporter's link shows it, without personal data", Written(j => j.TrackingResponse)),
    ]);

    private static FunctionDeclaration Moderate(string name, string summary, BodyDeclaration body) => new(name, Within(Capability.ReadReports), summary)
    {
        Body = body,
        TakesKey = true,
        WantsIfMatch = true,
        Answers = [new(200, Written(j => j.ReportSummary)) { HasETag = true }],
        AlsoRefuses = [409],
    };
}
