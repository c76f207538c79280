using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Notifications;

/// <summary>What of reports and events matters to those who are told.</summary>
public static class NoticeRules
{
    /// <summary>Every name by which a channel can want events: the kinds, and the moves.</summary>
    public static IReadOnlyList<string> EventNames { get; } = [.. Wire.Names<ReportEventKind>().Union(Wire.Names<Move>())];

    /// <summary>What an event is called: its move where it was one, else its kind.</summary>
    public static string NameOf(ReportEvent e) => e.Move is { } move ? Wire.Name(move) : Wire.Name(e.Kind);

    /// <summary>Whether a channel wants an event.</summary>
    public static bool Wants(NotificationChannel channel, ReportEvent e)
        => channel.Events.Count == 0 || channel.Events.Contains(NameOf(e)) || channel.Events.Contains(Wire.Name(e.Kind));

    /// <summary>Whether an event cannot wait for the morning.</summary>
    public static bool IsUrgent(ReportEvent e) => e.Kind == ReportEventKind.Escalated;

    /// <summary>The ids of the reports whose reporters are told what becomes of this one.</summary>
    public static IReadOnlyList<string> ReadersOf(Report report) => [.. report.Followers.Prepend(report.Id).Distinct()];
}
