using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Photos;

/// <summary>Who asks about the photos of which report.</summary>
/// <param name="Jurisdiction">The report's partition.</param>
/// <param name="Report">The report.</param>
/// <param name="From">On whose side: a reporter has shown their link, and knows their own photos only.</param>
/// <param name="Acting">Who.</param>
public sealed record PhotoAsk(string Jurisdiction, string Report, PhotoSender From, Acting Acting)
{
    /// <summary>Whether a reporter asks.</summary>
    public bool IsReporter => From == PhotoSender.Reporter;

    /// <summary>Who a draft of theirs is of.</summary>
    public string By => IsReporter ? "reporter" : Acting.Caller.Subject ?? "system";

    /// <summary>Whether they know of the report.</summary>
    public bool Knows(Report report) => IsReporter || Acting.Caller.Can(Capability.ReadReports, report.Target);

    /// <summary>Why they may not; null where they may, as a reporter always as far as their own go.</summary>
    public string? Forbids(Capability needs, Report report)
        => IsReporter || Acting.Caller.Can(needs, report.Target) ? null : $"It needs {needs} where the report lies.";

    /// <summary>The photo with this id, where they know it; null where there is none.</summary>
    public ReportPhoto? Find(Report report, string photo) => report.FindPhoto(photo) is { } found && (!IsReporter || found.From == PhotoSender.Reporter) ? found : null;
}

/// <summary>How far a photo has come.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Blocks">The numbers of the blocks that are there; none once it is sealed.</param>
/// <param name="Photo">The photo, once it is sealed.</param>
/// <param name="ForgottenAt">When it is forgotten unless it is sealed; null once it is.</param>
public sealed record PhotoStatus(string Id, IReadOnlyList<int> Blocks, ReportPhoto? Photo, DateTimeOffset? ForgottenAt);
