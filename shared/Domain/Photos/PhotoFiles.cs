using System.Globalization;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Photos;

/// <summary>
/// Where the bytes of photos lie: <c>{jurisdiction}/{report}/{photo}/{number}</c> as blocks on their way in, <c>{jurisdiction}/{report}/{photo}.{hash}</c> and
/// the small copy beside it once they are stripped. The name says what is in a blob, so that nobody writes over another's.
/// </summary>
public sealed class PhotoFiles(IBlobStore blobs)
{
    private const string BlockType = "application/octet-stream";
    private const string ThumbnailType = "image/jpeg";

    /// <summary>Keeps a block, over the one that had its number.</summary>
    public Task WriteBlockAsync(PhotoDraft draft, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => blobs.WriteAsync(BlobContainer.PhotoBlocks, BlocksOf(draft.Jurisdiction, draft.Report, draft.Id) + number.ToString("D4", CultureInfo.InvariantCulture), content, BlockType, cancellationToken);

    /// <summary>The numbers of the blocks that are there, from 0, in order.</summary>
    public async Task<IReadOnlyList<int>> BlocksAsync(PhotoDraft draft, CancellationToken cancellationToken)
        => await blobs.ListAsync(BlobContainer.PhotoBlocks, BlocksOf(draft.Jurisdiction, draft.Report, draft.Id), cancellationToken)
            .Select(name => int.Parse(name[(name.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture))
            .ToListAsync(cancellationToken);

    /// <summary>A block; null where it is gone.</summary>
    public Task<byte[]?> ReadBlockAsync(PhotoDraft draft, int number, CancellationToken cancellationToken)
        => ReadAsync(BlobContainer.PhotoBlocks, BlocksOf(draft.Jurisdiction, draft.Report, draft.Id) + number.ToString("D4", CultureInfo.InvariantCulture), cancellationToken);

    /// <summary>Deletes the blocks of a photo.</summary>
    public Task DeleteBlocksAsync(string jurisdiction, string report, string photo, CancellationToken cancellationToken)
        => blobs.DeleteAllAsync(BlobContainer.PhotoBlocks, BlocksOf(jurisdiction, report, photo), cancellationToken);

    /// <summary>Keeps a stripped photo and its small copy; written twice it is the same.</summary>
    public async Task WriteAsync(string jurisdiction, string report, ReportPhoto photo, ReadOnlyMemory<byte> content, ReadOnlyMemory<byte>? thumbnail, CancellationToken cancellationToken)
    {
        await blobs.WriteAsync(BlobContainer.Photos, NameOf(jurisdiction, report, photo), content, photo.ContentType, cancellationToken);
        if (thumbnail is { } small)
        {
            await blobs.WriteAsync(BlobContainer.Photos, ThumbnailOf(jurisdiction, report, photo), small, ThumbnailType, cancellationToken);
        }
    }

    /// <summary>A stripped photo; null where it is gone.</summary>
    public Task<byte[]?> ReadAsync(Report report, ReportPhoto photo, CancellationToken cancellationToken)
        => ReadAsync(BlobContainer.Photos, NameOf(report.Jurisdiction, report.Id, photo), cancellationToken);

    /// <summary>Its small copy, a JPEG file; null where it is gone, or never was.</summary>
    public Task<byte[]?> ReadThumbnailAsync(Report report, ReportPhoto photo, CancellationToken cancellationToken)
        => photo.HasThumbnail ? ReadAsync(BlobContainer.Photos, ThumbnailOf(report.Jurisdiction, report.Id, photo), cancellationToken) : Task.FromResult<byte[]?>(null);

    /// <summary>Deletes what lies of a photo among the stripped ones, but for what the report names.</summary>
    public async Task DeleteAsync(string jurisdiction, string id, string photo, Report? report, CancellationToken cancellationToken)
    {
        ReportPhoto? kept = report?.FindPhoto(photo);
        string[] named = kept is null ? [] : [NameOf(jurisdiction, id, kept), ThumbnailOf(jurisdiction, id, kept)];
        foreach (string name in await blobs.ListAsync(BlobContainer.Photos, $"{jurisdiction}/{id}/{photo}.", cancellationToken).ToListAsync(cancellationToken))
        {
            if (!named.Contains(name))
            {
                await blobs.DeleteAsync(BlobContainer.Photos, name, cancellationToken);
            }
        }
    }

    /// <summary>Deletes everything of a report.</summary>
    public async Task DeleteAllAsync(string jurisdiction, string report, CancellationToken cancellationToken)
    {
        await blobs.DeleteAllAsync(BlobContainer.PhotoBlocks, $"{jurisdiction}/{report}/", cancellationToken);
        await blobs.DeleteAllAsync(BlobContainer.Photos, $"{jurisdiction}/{report}/", cancellationToken);
    }

    /// <summary>Copies a report's photos to the report that it goes on as; those that are there.</summary>
    public async Task<IReadOnlyList<ReportPhoto>> CopyAsync(Report from, string jurisdiction, string id, CancellationToken cancellationToken)
    {
        List<ReportPhoto> copied = [];
        foreach (ReportPhoto photo in from.Photos)
        {
            if (await ReadAsync(from, photo, cancellationToken) is { } content)
            {
                byte[]? thumbnail = await ReadThumbnailAsync(from, photo, cancellationToken);
                ReportPhoto copy = photo with { HasThumbnail = thumbnail is not null };
                await WriteAsync(jurisdiction, id, copy, content, thumbnail is null ? null : (ReadOnlyMemory<byte>?)thumbnail, cancellationToken);
                copied.Add(copy);
            }
        }

        return copied;
    }

    private static string BlocksOf(string jurisdiction, string report, string photo) => $"{jurisdiction}/{report}/{photo}/";

    private static string NameOf(string jurisdiction, string report, ReportPhoto photo) => $"{jurisdiction}/{report}/{photo.Id}.{photo.Sha256[..32]}";

    private static string ThumbnailOf(string jurisdiction, string report, ReportPhoto photo) => NameOf(jurisdiction, report, photo) + ".small";

    private async Task<byte[]?> ReadAsync(BlobContainer container, string name, CancellationToken cancellationToken)
    {
        await using OpenBlob? blob = await blobs.OpenAsync(container, name, cancellationToken);
        return blob is null ? null : await blob.ReadAllAsync(cancellationToken);
    }
}
