using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Photos;

/// <summary>A photo to be shown.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Their media type.</param>
/// <param name="FileName">What a browser saves it as.</param>
public sealed record ShownPhoto(byte[] Content, string ContentType, string FileName);

/// <summary>Shows photos and takes them away.</summary>
public sealed class KeepPhotos(IDocumentStore store, StepReport steps, PhotoFiles files, AuditReads reads, Agenda agenda, TimeProvider clock)
{
    /// <summary>The photo itself, or its small copy. What staff see leaves an audit entry.</summary>
    /// <param name="ask">Who asks, about which report.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="small">Whether the small copy is wanted.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Outcome<ShownPhoto>> ShowAsync(PhotoAsk ask, string photo, bool small, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Report, ask.Jurisdiction, ask.Report, cancellationToken) is not { Value: var report } || !ask.Knows(report) || ask.Find(report, photo) is not { } kept)
        {
            return SendPhotos.NoPhoto<ShownPhoto>();
        }

        byte[]? content = small ? await files.ReadThumbnailAsync(report, kept, cancellationToken) : await files.ReadAsync(report, kept, cancellationToken);
        if (content is null)
        {
            return new Outcome<ShownPhoto>.NotFound(small ? "There is no small copy of this photo." : "The photo is gone.");
        }

        if (!ask.IsReporter)
        {
            await reads.WriteAsync(Container.Reports, report.Jurisdiction, $"report/{report.Id}", ask.Acting, cancellationToken);
        }

        string extension = small ? "small.jpg" : kept.Type switch { PhotoType.Jpeg => "jpg", PhotoType.Png => "png", _ => "webp" };
        return new ShownPhoto(content, small ? "image/jpeg" : kept.ContentType, $"{report.Number}-{report.Photos.ToList().IndexOf(kept) + 1}.{extension}");
    }

    /// <summary>Takes a photo away: staff who may close reports any, a reporter their own while the report is open; whoever sends one, that.</summary>
    public async Task<Outcome<ReportPhoto?>> DeleteAsync(PhotoAsk ask, string photo, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Report, ask.Jurisdiction, ask.Report, cancellationToken) is not { Value: var report } || !ask.Knows(report))
        {
            return SendPhotos.NoPhoto<ReportPhoto?>();
        }

        if (ask.Find(report, photo) is not { } kept)
        {
            return await ForgetAsync(ask, photo, cancellationToken);
        }

        // The agenda first: whoever dies between the step and the deletion of the file, it is swept.
        await agenda.ExpectAsync(AgendaSubject.Photo, report.Jurisdiction, SweepPhotos.SubjectOf(report.Id, photo), clock.GetUtcNow() + SweepPhotos.LongestRequest, cancellationToken);
        var wanted = new WantedStep(ask.Jurisdiction, ask.Report, ask.Acting) { Knows = ask.IsReporter, Forbids = r => ask.Forbids(Capability.CloseReports, r) };
        var outcome = await steps.RunAsync(wanted, (found, now) => Task.FromResult(Remove(ask, found.Value, photo, now)), cancellationToken);
        if (outcome is not Outcome<Stored<Report>>.Done)
        {
            return outcome.As<ReportPhoto?>();
        }

        await files.DeleteAsync(report.Jurisdiction, report.Id, photo, null, cancellationToken);
        return new Outcome<ReportPhoto?>.Done(kept);
    }

    private static Outcome<ReportStep> Remove(PhotoAsk ask, Report report, string photo, DateTimeOffset now)
        => ask.Find(report, photo) is null ? SendPhotos.NoPhoto<ReportStep>()
            : ask.IsReporter && !report.Open ? new Outcome<ReportStep>.Conflict($"The report is {Wire.Name(report.State)}: its photos stay. Ask those who handle it.")
            : new ReportStep(report with { Photos = [.. report.Photos.Where(p => p.Id != photo)] }, ReportEventKind.PhotoRemoved)
            {
                Action = "removePhoto",
                As = ask.IsReporter ? null : ask.Acting.Caller.PresetFor(Capability.CloseReports, report.Target),
                AlsoWrite = batch => batch.Create(Kinds.Deletion(Container.Reports), Deletion.Of(report.Jurisdiction, photo, Kinds.PhotoDraft.Name, now)),
            };

    /// <summary>Throws a photo away that is on its way in.</summary>
    private async Task<Outcome<ReportPhoto?>> ForgetAsync(PhotoAsk ask, string photo, CancellationToken cancellationToken)
    {
        if (await SendPhotos.DraftOfAsync(store, ask, photo, cancellationToken) is not { } draft)
        {
            return SendPhotos.NoPhoto<ReportPhoto?>();
        }

        CommitOutcome outcome = await store.CommitAsync(
            new Batch(Container.Reports, ask.Jurisdiction)
                .Delete(Kinds.PhotoDraft, photo, draft.ETag)
                .Create(Kinds.Deletion(Container.Reports), Deletion.Of(ask.Jurisdiction, photo, Kinds.PhotoDraft.Name, clock.GetUtcNow())),
            cancellationToken);
        if (!outcome.Committed)
        {
            return new Outcome<ReportPhoto?>.Conflict("The photo was sealed or forgotten meanwhile; look at it again.");
        }

        await files.DeleteBlocksAsync(ask.Jurisdiction, ask.Report, photo, cancellationToken);
        return new Outcome<ReportPhoto?>.Done(null);
    }
}
