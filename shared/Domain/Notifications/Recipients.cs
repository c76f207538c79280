using GridSteward.Domain.Assignments;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Notifications;

/// <summary>Whose messages a channel gets: <c>all</c>, <c>dutyDesk</c>, an assignee's key (<c>post:{id}</c>, ...), or <c>area:{code}</c>.</summary>
public static class Recipients
{
    /// <summary>Every message, to whomever.</summary>
    public const string All = "all";

    private const string AreaPrefix = "area:";

    /// <summary>The recipient of an area.</summary>
    public static string Area(string code) => AreaPrefix + code;

    /// <summary>The code of an area's recipient; null where it is none.</summary>
    public static string? AreaOf(string recipient) => recipient.StartsWith(AreaPrefix, StringComparison.Ordinal) ? recipient[AreaPrefix.Length..] : null;

    /// <summary>The assignee of a key; null where it is none.</summary>
    public static (AssigneeKind Kind, string Id)? AssigneeOf(string recipient)
        => recipient.Split(':', 2) is [var kind, { Length: > 0 } id] && Wire.TryParse(kind, out AssigneeKind known) && DocumentIds.IsValid(id) ? (known, id) : null;

    /// <summary>Whether a recipient is spelled as one.</summary>
    public static bool IsOne(string recipient)
        => recipient is All or OutboxMessage.DutyDesk || AreaOf(recipient) is { Length: > 0 and <= 64 } || AssigneeOf(recipient) is not null;

    /// <summary>
    /// Whether a channel gets a message. What is private goes only to channels that name the very recipient: a chat group of an area has readers whom it does not concern.
    /// </summary>
    /// <param name="channel">The channel.</param>
    /// <param name="to">Whom the message is for.</param>
    /// <param name="report">The report.</param>
    /// <param name="areasOfAssignee">The areas that the assignee itself is there for.</param>
    public static bool Serves(NotificationChannel channel, string to, Report report, IReadOnlyList<string> areasOfAssignee)
        => channel.Recipients.Any(r => r == to || (!report.Private && (r == All
            || (AreaOf(r) is { } area && AssigneeOf(to) is not null && (report.Areas.Contains(area) || areasOfAssignee.Contains(area))))));
}
