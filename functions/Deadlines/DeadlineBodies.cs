using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;
using GridSteward.Functions.Http;
using GridSteward.Functions.Reports;

namespace GridSteward.Functions.Deadlines;

/// <summary>How far a missed deadline has climbed.</summary>
public sealed record EscalationResponse(DeadlineKind Deadline, DateTimeOffset Missed, EscalationLevel Level, DateTimeOffset At, DateTimeOffset? NextAt);

/// <summary>
/// How a report stands to its deadlines. It is late from lateFrom on, and took three times what was allowed from lateThreeTimesFrom on: null where it missed
/// nothing and nothing runs. While its clock stands, standsSince says since when. Where holidaysUnknown is true, a deadline lies in a year of which the
/// jurisdiction's calendar knows no holidays.
/// </summary>
public sealed record TimingResponse(
    ClockKind Clock, DateTimeOffset? AcceptedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? LateFrom, DateTimeOffset? LateThreeTimesFrom, DateTimeOffset? StandsSince,
    bool HolidaysUnknown, IReadOnlyList<EscalationResponse> Escalations)
{
    public static TimingResponse Of(Report r) => new(
        r.Clock?.Kind ?? ClockKind.Calendar, r.AcceptedAt, r.ResolvedAt, Known(r.LateFrom), Known(r.LateThreeTimesFrom), r.Clock?.StandsSince, r.Clock?.HolidaysUnknown ?? false,
        [.. Rung(DeadlineKind.Accept, r.Escalation?.Accept), .. Rung(DeadlineKind.Resolve, r.Escalation?.Resolve)]);

    private static DateTimeOffset? Known(DateTimeOffset? at) => at < DeadlineClock.Never ? at : null;

    private static IEnumerable<EscalationResponse> Rung(DeadlineKind kind, EscalationRung? rung)
        => rung is null ? [] : [new(kind, rung.Missed, rung.Level, rung.At, rung.NextAt)];
}

/// <summary>Five-level responsibility 五级责任: who leads, oversees, handles, follows up and assists; in each list the nearest area first.</summary>
public sealed record ResponsibilityResponse(
    IReadOnlyList<PostRef> Lead, IReadOnlyList<PostRef> Oversee, AssigneeResponse? Handle, IReadOnlyList<PostRef> FollowUp, IReadOnlyList<PostRef> Assist)
{
    public static ResponsibilityResponse Of(Report r)
    {
        FiveLevels others = r.Responsibility ?? FiveLevels.None;
        return new(others.Lead, others.Oversee, AssigneeResponse.Of(r.Handler), others.FollowUp, others.Assist);
    }
}

/// <summary>The same as the reporter sees it: the title of the nearest of each; null where there is nobody.</summary>
public sealed record ResponsibilityTitles(string? Lead, string? Oversee, string? Handle, string? FollowUp, string? Assist)
{
    public static ResponsibilityTitles Of(Report r)
    {
        FiveLevels others = r.Responsibility ?? FiveLevels.None;
        return new(First(others.Lead), First(others.Oversee), r.Handler?.Title, First(others.FollowUp), First(others.Assist));
    }

    private static string? First(IReadOnlyList<PostRef> posts) => posts is [var nearest, ..] ? nearest.Title : null;
}

/// <summary>What an event says of an escalation, or of another severity.</summary>
public sealed record EscalationFactResponse(DeadlineKind Deadline, DateTimeOffset Missed, EscalationLevel Level, string To, IReadOnlyList<EscalationLevel> Skipped)
{
    public static EscalationFactResponse? Of(EscalationFact? fact) => fact is null ? null : new(fact.Deadline, fact.Missed, fact.Level, fact.To, fact.Skipped);
}

/// <summary>Reads another severity.</summary>
public static class SeverityInput
{
    public static WantedSeverity ReadSeverity(this JsonInput input, string jurisdiction, string id, Func<string, bool> seen)
    {
        Severity severity = input.Choice<Severity>("severity", required: true) ?? default;
        var wanted = new WantedSeverity(jurisdiction, id, severity, input.RequiredText("note", ReportInput.MaxWords), seen);
        input.Finish();
        return wanted;
    }
}
