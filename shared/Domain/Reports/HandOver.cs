using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>
/// Hands a report to another jurisdiction. The agenda first, then the move here, which decides; then the report there, under the id that the move has named. Whoever
/// dies in between, the agenda has somebody look again: a move that never came leaves nothing, and one that came is completed, however often.
/// </summary>
public sealed class HandOver(IDocumentStore store, PlaceFinder places, Intake intake, PhotoFiles photos, Agenda agenda, TimeProvider clock)
{
    /// <summary>How long the request that hands over has it to itself.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    /// <summary>Has somebody look later, whatever becomes of the request.</summary>
    public Task AnnounceAsync(string jurisdiction, string id, CancellationToken cancellationToken)
        => agenda.ExpectAsync(AgendaSubject.HandOver, jurisdiction, id, clock.GetUtcNow() + Delay, cancellationToken);

    /// <summary>Looks at what was announced, and takes it off when there is nothing more to do.</summary>
    public async Task LookAsync(Stored<AgendaEntry> entry, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var report = await store.FindAsync(Kinds.Report, entry.Value.Jurisdiction, entry.Value.SubjectId, cancellationToken);
        if (report is not { Value.State: ReportState.Transferred } && now - entry.Value.CreatedAt < Agenda.Patience)
        {
            // The request that announced it may still be at work.
            await agenda.PostponeAsync(entry, now + Delay, cancellationToken);
            return;
        }

        if (report is { Value: var here })
        {
            await CompleteAsync(here, Acting.Program, cancellationToken);
        }

        await agenda.DropAsync(entry, cancellationToken);
    }

    /// <summary>Opens the report there, where it has been transferred and is not there yet.</summary>
    public async Task CompleteAsync(Report report, Acting acting, CancellationToken cancellationToken)
    {
        if (report is not { State: ReportState.Transferred, TransferredTo: { } to, TransferredCategory: { } category })
        {
            return;
        }

        var (jurisdiction, id) = ReportReference.Split(to);
        if (await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken) is not null)
        {
            return;
        }

        var personal = await store.FindAsync(Kinds.ReportPersonalPart, report.Jurisdiction, ReportPersonalPart.IdOf(report.Id), cancellationToken);

        // Households and buildings are of their jurisdiction; where they are goes along.
        SentPosition? sent = report.Sent ?? (report.Point is { } point ? SentPosition.Of(point) : null);
        var submission = new ReportSubmission(
            category, personal?.Value.Words, new Whereabouts(sent, Jurisdiction: jurisdiction == Jurisdiction.Unassigned ? null : jurisdiction), report.Source, report.ClientTime, null,
            personal?.Value.ContactName, personal?.Value.ContactPhone)
        {
            ContactEmail = personal?.Value.ContactEmail,
        };
        FoundPlace found = await PlaceAsync(submission.Where, report, cancellationToken);
        var ticket = new IntakeTicket(id, jurisdiction, report.TrackingHash)
        {
            TransferredFrom = ReportReference.Of(report),
            Photos = await photos.CopyAsync(report, jurisdiction, id, cancellationToken),
        };
        await intake.WriteAsync(submission, found, ticket, acting, cancellationToken);
    }

    private async Task<FoundPlace> PlaceAsync(Whereabouts where, Report report, CancellationToken cancellationToken)
    {
        if (where.Jurisdiction is not null && await places.FindAsync(where, cancellationToken) is Outcome<FoundPlace>.Done { Value: var found })
        {
            return found;
        }

        // To the duty desk, or to a jurisdiction that is gone meanwhile.
        return new FoundPlace(Place.Nowhere(where.Sent is null ? Basis.None : Basis.Point), null, null, report.Point);
    }
}
