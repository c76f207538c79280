using GridSteward.Domain.Assists;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Http;
using GridSteward.Functions.Reports;

namespace GridSteward.Functions.Assists;

/// <summary>A request for help within a report. What was said with it stands in the report's events.</summary>
public sealed record AssistResponse(
    string Id, AssigneeResponse Asked, bool Required, AssistState State, DateTimeOffset AskedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? EndedAt, IReadOnlyList<AssistMove> AllowedMoves)
{
    public static AssistResponse Of(Assist assist, Report report) => new(
        assist.Id, AssigneeResponse.Of(assist.Asked)!, assist.Required, assist.State, assist.AskedAt, assist.AcceptedAt, assist.EndedAt,
        Lifecycle.IsOpen(report.State) ? [.. AssistTable.Moves.Where(m => m.From == assist.State).Select(m => m.Move)] : []);
}

/// <summary>The requests for help of a report, first the oldest; for who no longer sees the report, only the one that they spoke for.</summary>
public sealed record AssistsResponse(string Jurisdiction, string Id, string Number, ReportState State, IReadOnlyList<AssistResponse> Assists)
{
    public static AssistsResponse Of(Report report, Caller caller, string? spokenFor) => new(
        report.Jurisdiction, report.Id, report.Number, report.State,
        [.. report.Assists.Where(a => a.Id == spokenFor || caller.Can(Capability.ReadReports, report.Target)).Select(a => AssistResponse.Of(a, report))]);
}

/// <summary>Reads requests for help and what is done with them from bodies.</summary>
public static class AssistInput
{
    public static WantedAssist ReadAssist(this JsonInput input, string jurisdiction, string report, Func<string, bool> seen)
    {
        var wanted = new WantedAssist(
            jurisdiction, report, input.RequiredText("assignee", 300), input.RequiredFlag("required"), input.Text("note", ReportInput.MaxWords), input.Text("insteadOf", 60), seen);
        input.Finish();
        return wanted;
    }

    public static WantedAssistMove ReadAssistMove(this JsonInput input, string jurisdiction, string report, string assist, Func<string, bool> seen)
    {
        var wanted = new WantedAssistMove(jurisdiction, report, assist, input.Choice<AssistMove>("move", required: true) ?? default, input.Text("note", ReportInput.MaxWords), seen);
        input.Finish();
        return wanted;
    }
}
