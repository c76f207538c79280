using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Deadlines;

/// <summary>Sets what follows from a report's state and the moment: its deadlines and when it is next due.</summary>
public sealed class DeadlineClock
{
    private readonly Category outsideJurisdictions = new("other", "", null, ReportKind.Hazard, 24, 168);

    /// <summary>The deadlines of a report that begins, or begins again.</summary>
    public Report Begin(Report report, Jurisdiction? settings, DateTimeOffset now)
    {
        Category category = settings?.FindCategory(report.Category) ?? outsideJurisdictions;
        DateTimeOffset acceptBy = now.AddHours(category.AcceptHours);
        return report with { AcceptBy = acceptBy, ResolveBy = now.AddHours(category.ResolveHours), DueAt = acceptBy };
    }

    /// <summary>What a move makes of them.</summary>
    public Report Apply(Report before, Report after, Jurisdiction? settings, DateTimeOffset now) => after.Reopens > before.Reopens
        ? Begin(after, settings, now)
        : after with
        {
            DueAt = after.State switch
            {
                ReportState.Received => after.AcceptBy,
                ReportState.Accepted => after.ResolveBy,
                _ => null,
            },
        };
}
