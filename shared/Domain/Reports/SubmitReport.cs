using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>A report as it is sent.</summary>
/// <param name="Category">The category's code.</param>
/// <param name="Words">What the reporter writes (personal); may be empty.</param>
/// <param name="Where">What says where it is.</param>
/// <param name="Source">Who it comes from.</param>
/// <param name="ClientTime">When the client wrote it.</param>
/// <param name="ClientId">The client's UUID for it; becomes its id.</param>
/// <param name="ContactName">The reporter's name (personal).</param>
/// <param name="ContactPhone">The reporter's phone (personal).</param>
public sealed record ReportSubmission(
    string Category, string? Words, Whereabouts Where, ReportSource Source, DateTimeOffset? ClientTime, Guid? ClientId, string? ContactName, string? ContactPhone)
{
    /// <summary>The reporter's e-mail address (personal), to which news of the report goes; as <see cref="Notifications.EmailAddress"/> reads it.</summary>
    public string? ContactEmail { get; init; }
}

/// <summary>A report that is kept, with the link for its reporter.</summary>
/// <param name="Report">The report.</param>
/// <param name="Tracking">The reporter's token; known only now, or to whoever holds the idempotency key.</param>
public sealed record SubmittedReport(Stored<Report> Report, TrackingToken Tracking);

/// <summary>
/// Takes a report in: finds its place, chooses its assignee, and writes the report, its event, its outbox message, its personal part and its
/// audit entry in one batch, exactly once per idempotency key. Nothing is refused for lack of a grid.
/// </summary>
public sealed class SubmitReport(IDocumentStore store, PlaceFinder places, Intake intake, Reservations reservations)
{
    /// <summary>Takes a report in.</summary>
    public async Task<Outcome<SubmittedReport>> RunAsync(ReportSubmission submission, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        // A key seen before fixes the jurisdiction, even where boundaries have moved since.
        var seen = once is null ? null : await reservations.FindAsync(once, cancellationToken);
        if (seen is not (null or Outcome<Reservation>.Done))
        {
            return seen.As<SubmittedReport>();
        }

        if (seen is Outcome<Reservation>.Done { Value: var earlier } && await FindReplayedAsync(earlier, once, cancellationToken) is { } replay)
        {
            return replay;
        }

        var located = await places.FindAsync(submission.Where, cancellationToken);
        if (located is not Outcome<FoundPlace>.Done { Value: var found })
        {
            return located.As<SubmittedReport>();
        }

        // What is reserved passed this in the jurisdiction reserved, which need not be the one found now.
        if (seen is null && found.Settings is { } settings && settings.FindCategory(submission.Category) is null)
        {
            return new Outcome<SubmittedReport>.Invalid([UnknownCategory(submission.Category, settings)]);
        }

        string jurisdiction = found.Settings?.Jurisdiction ?? Jurisdiction.Unassigned;
        var claimed = await reservations.ReserveAsync(once, jurisdiction, submission.ClientId?.ToString(), cancellationToken);
        return claimed is Outcome<Reservation>.Done { Value: var reservation }
            ? await WriteAsync(submission, found, reservation, once, acting, cancellationToken)
            : claimed.As<SubmittedReport>();
    }

    /// <summary>The fault of a category that the jurisdiction's table does not have.</summary>
    public static Fault UnknownCategory(string category, Jurisdiction settings)
        => new("$.category", $"'{category}' is not a category of {settings.Jurisdiction}; it has {string.Join(", ", settings.Categories.Select(c => c.Code))}.");

    private async Task<Outcome<SubmittedReport>> WriteAsync(
        ReportSubmission submission, FoundPlace found, Reservation reservation, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        // The reservation of an interrupted try decides the partition; the place is found again inside it.
        string jurisdiction = reservation.Jurisdiction;
        if (jurisdiction != (found.Settings?.Jurisdiction ?? Jurisdiction.Unassigned))
        {
            found = jurisdiction == Jurisdiction.Unassigned || found.Point is not { } point
                ? new FoundPlace(Place.Nowhere(found.Place.Basis), null, null, found.Point)
                : await places.Open().OfPointAsync(point, submission.Where.Sent?.AccuracyMetres, jurisdiction, cancellationToken);
        }

        TrackingToken token = TrackingToken.Make(jurisdiction, Guid.Parse(reservation.CreatedId), once?.Key, reservation.Salt);
        var written = await intake.WriteAsync(submission, found, new IntakeTicket(reservation.CreatedId, jurisdiction, token.Hash()), acting, cancellationToken);
        return written switch
        {
            Outcome<Stored<Report>?>.Done { Value: { } report } => new SubmittedReport(report, token),
            Outcome<Stored<Report>?>.Done => await FindReplayedAsync(reservation, once, cancellationToken)
                ?? new Outcome<SubmittedReport>.Conflict("A report with this clientId is there already."),
            _ => written.As<SubmittedReport>(),
        };
    }

    /// <summary>The report that the reservation led to, if it is this client's; null where it is not written yet.</summary>
    private async Task<Outcome<SubmittedReport>?> FindReplayedAsync(Reservation reservation, OnceKey? once, CancellationToken cancellationToken)
    {
        if (once is null || await store.FindAsync(Kinds.Report, reservation.Jurisdiction, reservation.CreatedId, cancellationToken) is not { } report)
        {
            return null;
        }

        TrackingToken token = TrackingToken.Make(reservation.Jurisdiction, Guid.Parse(reservation.CreatedId), once.Key, reservation.Salt);
        return token.Hash() == report.Value.TrackingHash
            ? new Outcome<SubmittedReport>.Done(new SubmittedReport(report, token), Replayed: true)
            : new Outcome<SubmittedReport>.Conflict("A report with this clientId is there already.");
    }
}
