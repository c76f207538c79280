using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Deadlines;

/// <summary>What the functions of deadlines promise.</summary>
public static class DeadlineDeclarations
{
    public static FeatureDeclarations All { get; } = new("Deadlines", "How bad reports are, and what becomes of those that are overdue.",
    [
        new("GradeReport", Within(Capability.ReadReports), "Changes how bad a report is, and its deadlines with it")
        {
            Details = "Needs HandleReports where the report lies, and says why. The hours of the new severity count from receipt (or the last reopening), without what the clock stood; a deadline "
                + "that would lie in the past is due at once. 409 where the report is not open or has that severity.",
            Body = Json(input => input.ReadSeverity("", "", _ => true), """{ "severity": "urgent", "note": "明火" }"""),
            TakesKey = true,
            WantsIfMatch = true,
            Answers = [new(200, Written(j => j.ReportSummary)) { HasETag = true }],
            AlsoRefuses = [409],
        },
        new("EscalateReports", new Access.Access.Timer(), "Tells the next level of overdue reports, and ends waits that are over"),
    ]);
}
