using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Photos;

/// <summary>
/// Looks after what photos may leave over: blocks that were never sealed, files of a sealing or a taking away that was killed halfway. The draft goes first, and
/// without it nothing is sealed any more; so the second look, an hour later, finds whatever a request still wrote that had begun before the first.
/// </summary>
public sealed class SweepPhotos(IDocumentStore store, PhotoFiles files, Agenda agenda, TimeProvider clock)
{
    /// <summary>No request lasts as long.</summary>
    public static readonly TimeSpan LongestRequest = TimeSpan.FromHours(1);

    /// <summary>How the agenda names a photo.</summary>
    public static string SubjectOf(string report, string photo) => $"{report}.{photo}";

    /// <summary>Looks at a photo, and takes it off when nothing more can come.</summary>
    public async Task LookAsync(Stored<AgendaEntry> entry, CancellationToken cancellationToken)
    {
        string jurisdiction = entry.Value.Jurisdiction, subject = entry.Value.SubjectId;
        int dot = subject.LastIndexOf('.');
        string report = subject[..dot], photo = subject[(dot + 1)..];
        var draft = await store.FindAsync(Kinds.PhotoDraft, jurisdiction, photo, cancellationToken);
        if (draft is not null && draft.Value.CreatedAt + PhotoDraft.KeptFor is var due && due > clock.GetUtcNow())
        {
            // Begun again under the same key.
            await agenda.PostponeAsync(entry, due, cancellationToken);
            return;
        }

        if (draft is not null)
        {
            await store.CommitAsync(new Batch(Container.Reports, jurisdiction).Delete(Kinds.PhotoDraft, photo, draft.ETag), cancellationToken);
        }

        // Read when there is no draft any more: what is sealed then is all that will be.
        var found = await store.FindAsync(Kinds.Report, jurisdiction, report, cancellationToken);
        await files.DeleteBlocksAsync(jurisdiction, report, photo, cancellationToken);
        await files.DeleteAsync(jurisdiction, report, photo, found?.Value, cancellationToken);
        await (draft is null
            ? agenda.DropAsync(entry, cancellationToken)
            : agenda.PostponeAsync(entry, clock.GetUtcNow() + LongestRequest, cancellationToken));
    }
}
