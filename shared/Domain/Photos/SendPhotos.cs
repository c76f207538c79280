using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Photos;

/// <summary>Takes photos of a report in blocks: any block may be sent again, in any order, until the photo is sealed (<see cref="SealPhotos"/>).</summary>
public sealed class SendPhotos(
    IDocumentStore store, PhotoFiles files, Creator creator, Reservations reservations, Agenda agenda, AuditReads reads, PhotoLimits limits, TimeProvider clock)
{
    /// <summary>Begins a photo.</summary>
    public async Task<Outcome<PhotoStatus>> CreateAsync(PhotoAsk ask, OnceKey? once, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Report, ask.Jurisdiction, ask.Report, cancellationToken) is not { Value: var report } || !ask.Knows(report))
        {
            return new Outcome<PhotoStatus>.NotFound("There is no such report.");
        }

        if (ask.Forbids(Capability.HandleReports, report) is { } why)
        {
            return new Outcome<PhotoStatus>.Forbidden(why);
        }

        // A phone that sends its whole queue again begins a photo that is sealed by now; what sealed it may have died before the blocks went.
        if (once is not null && await reservations.FindAsync(once, cancellationToken) is Outcome<Reservation>.Done { Value.CreatedId: var earlier } && ask.Find(report, earlier) is { } kept)
        {
            await files.DeleteBlocksAsync(report.Jurisdiction, report.Id, earlier, cancellationToken);
            return new Outcome<PhotoStatus>.Done(new PhotoStatus(earlier, [], kept, null), Replayed: true);
        }

        var created = await creator.CreateAsync(Kinds.PhotoDraft, report.Jurisdiction, once, ask.Acting, async id =>
        {
            if (await WhyNotAsync(report, cancellationToken) is { } full)
            {
                return new Outcome<Creating<PhotoDraft>>.Conflict(full);
            }

            // The agenda first: what is begun is forgotten, whatever becomes of the request.
            DateTimeOffset now = clock.GetUtcNow();
            await agenda.AddAsync(AgendaSubject.Photo, report.Jurisdiction, SweepPhotos.SubjectOf(report.Id, id), now + PhotoDraft.KeptFor, cancellationToken);
            return new Creating<PhotoDraft>(new PhotoDraft { Id = id, Jurisdiction = report.Jurisdiction, Report = report.Id, From = ask.From, By = ask.By, CreatedAt = now });
        }, cancellationToken);
        return created is Outcome<Stored<PhotoDraft>>.Done { Value.Value: var draft, Replayed: var replayed }
            ? new Outcome<PhotoStatus>.Done(await StatusAsync(draft, cancellationToken), replayed)
            : created.As<PhotoStatus>();
    }

    /// <summary>How far a photo has come: which blocks are there, or what it is once it is sealed. What staff see then leaves an audit entry.</summary>
    public async Task<Outcome<PhotoStatus>> FindAsync(PhotoAsk ask, string photo, CancellationToken cancellationToken)
    {
        Stored<PhotoDraft>? draft = await DraftOfAsync(store, ask, photo, cancellationToken);
        if (await store.FindAsync(Kinds.Report, ask.Jurisdiction, ask.Report, cancellationToken) is not { Value: var report } || !ask.Knows(report))
        {
            return NoPhoto<PhotoStatus>();
        }

        if (ask.Find(report, photo) is not { } kept)
        {
            return draft is null ? NoPhoto<PhotoStatus>() : await StatusAsync(draft.Value, cancellationToken);
        }

        if (!ask.IsReporter)
        {
            await reads.WriteAsync(Container.Reports, report.Jurisdiction, $"report/{report.Id}", ask.Acting, cancellationToken);
        }

        return new PhotoStatus(photo, [], kept, null);
    }

    /// <summary>Keeps a block, over the one that had its number.</summary>
    /// <param name="ask">Who sends it, to which report.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="number">The block's number, from 0.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<Outcome<PhotoStatus>> PutBlockAsync(PhotoAsk ask, string photo, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Stored<PhotoDraft>? found = await DraftOfAsync(store, ask, photo, cancellationToken);
        if (await store.FindAsync(Kinds.Report, ask.Jurisdiction, ask.Report, cancellationToken) is not { Value: var report } || !ask.Knows(report))
        {
            return NoPhoto<PhotoStatus>();
        }

        if (ask.Forbids(Capability.HandleReports, report) is { } why)
        {
            return new Outcome<PhotoStatus>.Forbidden(why);
        }

        if (ask.Find(report, photo) is not null)
        {
            return new Outcome<PhotoStatus>.Conflict("The photo is sealed.");
        }

        if (number < 0 || number >= limits.MaxBlocks)
        {
            return new Outcome<PhotoStatus>.Invalid([new("path.number", $"A whole number from 0 to {limits.MaxBlocks - 1}.")]);
        }

        if (content.IsEmpty)
        {
            return new Outcome<PhotoStatus>.Invalid([new("$", "A block holds at least one byte.")]);
        }

        if (found is not { Value: var draft })
        {
            return NoPhoto<PhotoStatus>();
        }

        await files.WriteBlockAsync(draft, number, content, cancellationToken);
        return new PhotoStatus(photo, [number], null, draft.CreatedAt + PhotoDraft.KeptFor);
    }

    /// <summary>
    /// A photo on its way in, where it is of that report and of whoever asks. Read before the report: sealing moves a photo from here to there in one batch, and
    /// whoever reads in the other order may find it in neither.
    /// </summary>
    internal static async Task<Stored<PhotoDraft>?> DraftOfAsync(IDocumentStore store, PhotoAsk ask, string photo, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.PhotoDraft, ask.Jurisdiction, photo, cancellationToken) is { } draft && draft.Value.Report == ask.Report && draft.Value.From == ask.From && draft.Value.By == ask.By
            ? draft
            : null;

    internal static Outcome<T> NoPhoto<T>() => new Outcome<T>.NotFound("There is no such photo of this report.");

    /// <summary>Why a report takes no further photo; null where it does.</summary>
    internal static string? WhyFull(Report report)
        => Lifecycle.IsFinal(report.State) ? $"A report that is {Wire.Name(report.State)} takes no photos."
            : report.Photos.Count >= ReportPhoto.Most ? $"The report has {ReportPhoto.Most} photos, its reporter's and staff's together; delete one first."
            : null;

    private async Task<string?> WhyNotAsync(Report report, CancellationToken cancellationToken)
        => WhyFull(report) ?? (await store.CountAsync(Kinds.PhotoDraft.In(report.Jurisdiction).Where(new Filter.Equal("report", report.Id)), cancellationToken) >= PhotoDraft.MostAtOnce
            ? $"{PhotoDraft.MostAtOnce} photos of the report are on their way; seal or delete one first."
            : null);

    private async Task<PhotoStatus> StatusAsync(PhotoDraft draft, CancellationToken cancellationToken)
        => new(draft.Id, await files.BlocksAsync(draft, cancellationToken), null, draft.CreatedAt + PhotoDraft.KeptFor);
}
