using System.Text.Json.Serialization;

namespace GridSteward.Domain.Deadlines;

/// <summary>The levels that an overdue report climbs, lowest first.</summary>
[JsonConverter(typeof(WireEnumConverter<EscalationLevel>))]
public enum EscalationLevel
{
    /// <summary>主办: whoever has it.</summary>
    Handle,

    /// <summary>跟办.</summary>
    FollowUp,

    /// <summary>督办.</summary>
    Oversee,

    /// <summary>总领.</summary>
    Lead,

    /// <summary>值班: the duty desk and the managers. The last.</summary>
    DutyDesk,
}

/// <summary>How far a missed deadline has climbed.</summary>
/// <param name="Missed">The deadline.</param>
/// <param name="Level">The level that was told last.</param>
/// <param name="At">When it was told.</param>
/// <param name="NextAt">From when on the next level is to be told; null after the last.</param>
public sealed record EscalationRung(DateTimeOffset Missed, EscalationLevel Level, DateTimeOffset At, DateTimeOffset? NextAt);

/// <summary>How far a report's missed deadlines have climbed, each by itself.</summary>
/// <param name="Accept">The deadline to accept; null where it was kept, was mended, or nobody was told yet.</param>
/// <param name="Resolve">The deadline to resolve, likewise.</param>
public sealed record ReportEscalation(EscalationRung? Accept, EscalationRung? Resolve);

/// <summary>What an event says of an escalation.</summary>
/// <param name="Deadline">Which deadline was missed.</param>
/// <param name="Missed">When it was.</param>
/// <param name="Level">The level that was told.</param>
/// <param name="To">Who that is: an assignee's key or <c>dutyDesk</c>.</param>
/// <param name="Skipped">The levels before it that had nobody.</param>
public sealed record EscalationFact(DeadlineKind Deadline, DateTimeOffset Missed, EscalationLevel Level, string To, IReadOnlyList<EscalationLevel> Skipped);
