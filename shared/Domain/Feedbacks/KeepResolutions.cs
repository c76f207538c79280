using System.Globalization;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Feedbacks;

/// <summary>What a resolve leaves behind: who said it, until when the reporter can answer, and the record that the answers are counted by.</summary>
public sealed class KeepResolutions(IDocumentStore store)
{
    /// <summary>The report after a resolve.</summary>
    public static Report Resolved(Report report, string subject, Jurisdiction? settings, DateTimeOffset now) => report with
    {
        Resolutions = report.Resolutions + 1,
        ResolvedBy = subject,
        FeedbackUntil = now.AddDays(settings?.FeedbackDays ?? Jurisdiction.UsualFeedbackDays),
    };

    /// <summary>The record of the resolve that has just made the report this.</summary>
    public async Task<Resolution> OfAsync(Report report, Jurisdiction? settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset local = settings?.LocalTime(now) ?? now.ToUniversalTime();
        return new Resolution
        {
            Id = Resolution.IdOf(report.Id, report.Resolutions),
            Jurisdiction = report.Jurisdiction,
            Report = report.Id,
            Number = report.Resolutions,
            At = now,
            Month = local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            Category = report.Category,
            Assignee = report.Assignee,
            Steward = await HolderAsync(report, DateOnly.FromDateTime(local.DateTime), cancellationToken),
            Areas = report.Private ? [] : report.Areas,
            Nodes = report.Private ? [] : [.. report.OwnNodes],
            Private = report.Private,
        };
    }

    /// <summary>The record of a report's last resolution; null where there is none.</summary>
    public Task<Stored<Resolution>?> LastAsync(Report report, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.Resolution, report.Jurisdiction, Resolution.IdOf(report.Id, report.Resolutions), cancellationToken);

    private async Task<string?> HolderAsync(Report report, DateOnly day, CancellationToken cancellationToken)
        => report.Handler is { Kind: AssigneeKind.Post } handler && await store.FindAsync(Kinds.Post, report.Jurisdiction, handler.Id, cancellationToken) is { Value: var post } && post.HoldsOn(day)
            ? post.Steward
            : null;
}
