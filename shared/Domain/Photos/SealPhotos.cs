using System.Security.Cryptography;
using GridSteward.Domain.People;
using GridSteward.Domain.Photos.Files;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Uploads;

namespace GridSteward.Domain.Photos;

/// <summary>
/// Makes a photo of the blocks that were sent: puts them together, strips them, keeps what is left and records it on the report. The file comes first, under a
/// name that says what is in it; then one batch records it and takes the draft away; then the blocks go. Whoever is killed in between is sealed again by the next
/// try, or swept after a day.
/// </summary>
public sealed class SealPhotos(IDocumentStore store, StepReport steps, PhotoFiles files, IThumbnails thumbnails, PhotoLimits limits)
{
    /// <summary>Seals a photo. What is refused is not lost: blocks can be sent again until the day is over.</summary>
    /// <param name="ask">Who asks, about which report.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="count">How many blocks it has.</param>
    /// <param name="sha256">SHA-256 of what was sent in lower-case hexadecimal, as the sender knows it; null where they do not say.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<Outcome<ReportPhoto>> RunAsync(PhotoAsk ask, string photo, int count, string? sha256, CancellationToken cancellationToken)
    {
        // The draft before the report: one batch moves the photo from the one to the other, and what the first no longer has the second has by then.
        Stored<PhotoDraft>? found = await SendPhotos.DraftOfAsync(store, ask, photo, cancellationToken);
        if (await store.FindAsync(Kinds.Report, ask.Jurisdiction, ask.Report, cancellationToken) is not { Value: var report } || !ask.Knows(report))
        {
            return SendPhotos.NoPhoto<ReportPhoto>();
        }

        if (ask.Forbids(Capability.HandleReports, report) is { } why)
        {
            return new Outcome<ReportPhoto>.Forbidden(why);
        }

        if (ask.Find(report, photo) is { } sealedBefore)
        {
            // Whoever sealed it may have died before its blocks went.
            await files.DeleteBlocksAsync(report.Jurisdiction, report.Id, photo, cancellationToken);
            return new Outcome<ReportPhoto>.Done(sealedBefore, Replayed: true);
        }

        if (found is not { Value: var draft })
        {
            return SendPhotos.NoPhoto<ReportPhoto>();
        }

        if (SendPhotos.WhyFull(report) is { } full)
        {
            return new Outcome<ReportPhoto>.Conflict(full);
        }

        var read = await ReadAsync(draft, count, sha256, cancellationToken);
        if (read is not Outcome<byte[]>.Done { Value: var sent })
        {
            // Sealed by the same request, sent twice: its blocks are going.
            return await SealedAsync(ask, photo, cancellationToken) ?? read.As<ReportPhoto>();
        }

        var stripped = PhotoFile.Strip(sent, limits.MaxPixels);
        if (stripped is not Outcome<StrippedPhoto>.Done { Value: var file })
        {
            return stripped.As<ReportPhoto>();
        }

        Thumbnail small = thumbnails.Draw(file);
        if (small.IsDamaged)
        {
            return new Outcome<ReportPhoto>.Invalid([new("$", "It is damaged: the picture cannot be drawn to its end.")]);
        }

        var made = new ReportPhoto(
            photo, file.Type, file.Content.Length, file.Width, file.Height, Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)), small.Jpeg is not null, default, ask.From);
        await files.WriteAsync(report.Jurisdiction, report.Id, made, file.Content, small.Jpeg, cancellationToken);
        return await RecordAsync(ask, made, cancellationToken);
    }

    /// <summary>Records a photo whose file is there.</summary>
    private async Task<Outcome<ReportPhoto>> RecordAsync(PhotoAsk ask, ReportPhoto made, CancellationToken cancellationToken)
    {
        var wanted = new WantedStep(ask.Jurisdiction, ask.Report, ask.Acting) { Knows = ask.IsReporter, Forbids = report => ask.Forbids(Capability.HandleReports, report) };
        var outcome = await steps.RunAsync(wanted, async (found, now) =>
        {
            Report report = found.Value;
            if (report.FindPhoto(made.Id) is not null)
            {
                return new Outcome<ReportStep>.Conflict("The photo is sealed.");
            }

            if (await SendPhotos.DraftOfAsync(store, ask, made.Id, cancellationToken) is not { } draft)
            {
                return SendPhotos.NoPhoto<ReportStep>();
            }

            return SendPhotos.WhyFull(report) is { } full
                ? new Outcome<ReportStep>.Conflict(full)
                : new ReportStep(report with { Photos = [.. report.Photos, made with { AddedAt = now }], ErasedAt = null }, ReportEventKind.PhotoAdded)
                {
                    Action = "addPhoto",
                    As = ask.IsReporter ? null : ask.Acting.Caller.PresetFor(Capability.HandleReports, report.Target),
                    AlsoWrite = batch => batch.Delete(Kinds.PhotoDraft, draft.Value.Id, draft.ETag),
                };
        }, cancellationToken);
        if (outcome is not Outcome<Stored<Report>>.Done { Value.Value: var recorded })
        {
            // Sealed twice at once: the other one's file is the photo, and this one is swept if it differs.
            return await SealedAsync(ask, made.Id, cancellationToken) ?? outcome.As<ReportPhoto>();
        }

        await files.DeleteBlocksAsync(ask.Jurisdiction, ask.Report, made.Id, cancellationToken);
        return recorded.FindPhoto(made.Id)!;
    }

    /// <summary>The photo where the report has it by now; null where it does not.</summary>
    private async Task<Outcome<ReportPhoto>?> SealedAsync(PhotoAsk ask, string photo, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Report, ask.Jurisdiction, ask.Report, cancellationToken) is { Value: var now } && ask.Find(now, photo) is { } kept
            ? new Outcome<ReportPhoto>.Done(kept, Replayed: true)
            : null;

    /// <summary>The blocks as one file.</summary>
    private async Task<Outcome<byte[]>> ReadAsync(PhotoDraft draft, int count, string? sha256, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> there = await files.BlocksAsync(draft, cancellationToken);
        IReadOnlyList<Fault> faults = BlockFaults.Of(count, there);
        if (faults.Count > 0)
        {
            return new Outcome<byte[]>.Invalid(faults);
        }

        var whole = new MemoryStream();
        for (int i = 0; i < count; i++)
        {
            if (await files.ReadBlockAsync(draft, i, cancellationToken) is not { } block)
            {
                return new Outcome<byte[]>.Conflict("The photo was sealed or forgotten meanwhile; look at it again.");
            }

            whole.Write(block);
            if (whole.Length > limits.MaxBytes)
            {
                return new Outcome<byte[]>.TooLarge($"A photo has at most {limits.MaxBytes} bytes.");
            }
        }

        byte[] sent = whole.ToArray();
        string hash = Convert.ToHexStringLower(SHA256.HashData(sent));
        return sha256 is null || sha256 == hash ? sent : new Outcome<byte[]>.Invalid([new("$.sha256", $"What arrived has the SHA-256 {hash}; send the blocks that differ again.")]);
    }
}
