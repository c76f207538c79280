using GridSteward.Domain.Audit;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Duplicates;

/// <summary>What is done about duplicates when a report has come in: it is kept already, and nothing here can undo that.</summary>
public sealed class OnArrival(JoinReport join, FindSimilar similar)
{
    /// <summary>Brings it under the report that its sender named, or says which it may be the same as.</summary>
    public async Task<SubmittedReport> CompleteAsync(SubmittedReport submitted, ReportSubmission submission, Acting acting, CancellationToken cancellationToken)
    {
        Report report = submitted.Report.Value;
        try
        {
            // A repeated request completes what the first one died before; once anything else has happened to the report, that stands.
            if (submission.SameAs is { } named && (report.Sequence == 1 || report.State == ReportState.Duplicate))
            {
                JoinedReport joined = await join.RunAsync(submitted.Report, named, acting, cancellationToken);
                submitted = submitted with { Report = joined.Report, Joining = joined.Joining };
            }

            return submitted.Report.Value.State == Lifecycle.First
                ? submitted with { Similar = await similar.OfReportAsync(report, submission.Words, cancellationToken) } : submitted;
        }
        catch (StoreUnavailableException)
        {
            return submission.SameAs is null || submitted.Joining is not null ? submitted : submitted with { Joining = new Joining(null, JoinRefusal.Later) };
        }
    }
}
