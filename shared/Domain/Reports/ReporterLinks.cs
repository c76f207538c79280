using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>What a tracking link leads to.</summary>
/// <param name="Current">The report as it goes on now.</param>
/// <param name="Former">The reports that it went on from by transfers, first the one that the link was made for.</param>
public sealed record LinkedReport(Stored<Report> Current, IReadOnlyList<Report> Former);

/// <summary>Finds the report of a tracking link, through every transfer.</summary>
public sealed class ReporterLinks(IDocumentStore store)
{
    /// <summary>What is said to a link that does not fit.</summary>
    public const string NoReport = "This link leads to no report.";

    /// <summary>The report; null whenever the link does not fit.</summary>
    /// <param name="text">The token.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<LinkedReport?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!TrackingToken.TryParse(text, out TrackingToken? token)
            || await store.FindAsync(Kinds.Report, token!.Jurisdiction, token.Id.ToString(), cancellationToken) is not { } report
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(report.Value.TrackingHash), Encoding.ASCII.GetBytes(token.Hash()))
            || await IsArrivingAsync(token.Jurisdiction, cancellationToken))
        {
            return null;
        }

        // A report goes on under a new id each time, so this ends; one that is not open there yet is shown as it is here.
        List<Report> former = [];
        while (report.Value.TransferredTo is { } to)
        {
            var (jurisdiction, id) = ReportReference.Split(to);
            if (await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken) is not { } next)
            {
                break;
            }

            former.Add(report.Value);
            report = next;
        }

        return new LinkedReport(report, former);
    }

    /// <summary>Whether the jurisdiction is being brought from another deployment and is not there yet.</summary>
    private async Task<bool> IsArrivingAsync(string jurisdiction, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, jurisdiction, cancellationToken) is { Value.Arriving: not null };
}
