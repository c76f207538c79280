using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;

namespace GridSteward.Domain.Deadlines;

/// <summary>Who is told next of a missed deadline.</summary>
public static class EscalationLadder
{
    /// <summary>The next level that has somebody: whoever has it, then the nearest post that follows up, oversees, leads, then the duty desk.</summary>
    /// <param name="report">The report, with who answers for it now.</param>
    /// <param name="kind">Which deadline was missed.</param>
    /// <returns>What the event says; null where the duty desk has been told already.</returns>
    public static EscalationFact? Next(Report report, DeadlineKind kind)
    {
        EscalationRung? last = kind == DeadlineKind.Accept ? report.Escalation?.Accept : report.Escalation?.Resolve;
        List<EscalationLevel> skipped = [];
        foreach (EscalationLevel level in Enum.GetValues<EscalationLevel>().Where(l => last is null || l > last.Level))
        {
            if (KeyOf(report, level) is { } to)
            {
                return new EscalationFact(kind, kind == DeadlineKind.Accept ? report.AcceptBy : report.ResolveBy, level, to, skipped);
            }

            skipped.Add(level);
        }

        return null;
    }

    private static string? KeyOf(Report report, EscalationLevel level) => level switch
    {
        EscalationLevel.Handle => report.Assignee,
        EscalationLevel.FollowUp => First(report.Responsibility?.FollowUp),
        EscalationLevel.Oversee => First(report.Responsibility?.Oversee),
        EscalationLevel.Lead => First(report.Responsibility?.Lead),
        _ => OutboxMessage.DutyDesk,
    };

    private static string? First(IReadOnlyList<PostRef>? posts) => posts is [var nearest, ..] ? nearest.Key : null;
}
