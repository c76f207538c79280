using System.Text.Json.Serialization;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;

namespace GridSteward.Domain.Inboxes;

/// <summary>Why a report lies in somebody's inbox.</summary>
[JsonConverter(typeof(WireEnumConverter<InboxKind>))]
public enum InboxKind
{
    /// <summary>主办: it is theirs to handle.</summary>
    Handle,

    /// <summary>协办: they were asked to help, and have not answered.</summary>
    Assist,

    /// <summary>督办: it was not done in time, and they were told.</summary>
    Escalated,

    /// <summary>派遣: nobody has it.</summary>
    Dispatch,

    /// <summary>申请重办: its reporter says that it is not solved, and somebody has to decide.</summary>
    Reopen,

    /// <summary>核查: it is said to be solved, and somebody has to verify that.</summary>
    Verify,
}

/// <summary>
/// One thing that a report waits for: of a post, a team or a partner (by the assignee's key), or of whoever may dispatch or close at a node that it lies
/// in (as <see cref="People.Scope"/> names it, or <see cref="Everywhere"/>). Written <c>{kind}:{of}</c>, so that one question finds a whole inbox.
/// </summary>
/// <param name="Kind">What.</param>
/// <param name="Of">Of whom.</param>
public readonly record struct InboxKey(InboxKind Kind, string Of)
{
    /// <summary>Of whoever may do it in the whole jurisdiction.</summary>
    public const string Everywhere = "*";

    /// <summary>What a report waits for; follows from the report alone.</summary>
    public static IEnumerable<InboxKey> AllOf(Report report)
    {
        if (Lifecycle.IsOpen(report.State))
        {
            IEnumerable<InboxKey> handling = report.Assignee is { } handler ? [new(InboxKind.Handle, handler)] : OfNodes(report, InboxKind.Dispatch);
            return handling.Concat(report.Assists.Where(a => a.IsOpen).Select(a => new InboxKey(InboxKind.Assist, a.Asked.Key))).Concat(OfEscalation(report)).Distinct();
        }

        return report.State switch
        {
            ReportState.ReopenRequested => OfNodes(report, InboxKind.Reopen),
            ReportState.Resolved => OfNodes(report, InboxKind.Verify),
            _ => [],
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Wire.Name(Kind)}:{Of}";

    /// <summary>Those above its handler who were told of a deadline that is still missed: on each level the first, at the top the duty desk and the managers.</summary>
    private static IEnumerable<InboxKey> OfEscalation(Report report)
    {
        EscalationRung?[] rungs = [report.State == ReportState.Received ? report.Escalation?.Accept : null, report.Escalation?.Resolve];
        if (report.State == ReportState.Waiting || rungs.OfType<EscalationRung>().MaxBy(r => r.Level) is not { Level: var told })
        {
            return [];
        }

        FiveLevels levels = report.Responsibility ?? FiveLevels.None;
        IEnumerable<(EscalationLevel Level, IReadOnlyList<PostRef> Posts)> ladder =
            [(EscalationLevel.FollowUp, levels.FollowUp), (EscalationLevel.Oversee, levels.Oversee), (EscalationLevel.Lead, levels.Lead)];
        return ladder.Where(l => l.Level <= told).SelectMany(l => l.Posts.Take(1)).Select(p => new InboxKey(InboxKind.Escalated, p.Key))
            .Concat(told == EscalationLevel.DutyDesk ? OfNodes(report, InboxKind.Escalated) : []);
    }

    private static IEnumerable<InboxKey> OfNodes(Report report, InboxKind kind) => report.OwnNodes.Prepend(Everywhere).Select(node => new InboxKey(kind, node));
}
