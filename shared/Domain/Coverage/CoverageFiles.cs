using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>
/// The files of coverage reports. Each making has a folder of its own, so that nobody reads a report that is half of one making and half of another; which
/// folder counts says the entry, and the others go when a day is made again.
/// </summary>
public sealed class CoverageFiles(IBlobStore blobs)
{
    /// <summary>The report as JSON.</summary>
    public const string ReportName = "report.json";

    /// <summary>The folder of all makings of a day.</summary>
    public static string DayOf(string jurisdiction, DateOnly day) => $"{jurisdiction}/{CoverageEntry.TextOf(day)}/";

    /// <summary>A folder for a new making; later ones come later in ordinal order.</summary>
    public static string NewFolder(string jurisdiction, DateOnly day) => DayOf(jurisdiction, day) + Guid.CreateVersion7().ToString("N");

    /// <summary>Writes a file of a making.</summary>
    public Task WriteAsync(string folder, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
        => blobs.WriteAsync(BlobContainer.Coverage, $"{folder}/{name}", content, contentType, cancellationToken);

    /// <summary>Writes the report.</summary>
    public Task WriteAsync(string folder, CoverageReport report, CancellationToken cancellationToken)
        => WriteAsync(folder, ReportName, JsonSerializer.SerializeToUtf8Bytes(report, DomainJson.Default.CoverageReport), "application/json", cancellationToken);

    /// <summary>Opens a file of a day's report; null where it has none of that name.</summary>
    public Task<OpenBlob?> OpenAsync(CoverageEntry entry, string name, CancellationToken cancellationToken)
        => name == ReportName ? blobs.OpenAsync(BlobContainer.Coverage, entry.Blob, cancellationToken)
            : entry.Folder is { } folder ? blobs.OpenAsync(BlobContainer.Coverage, $"{folder}/{name}", cancellationToken)
            : Task.FromResult<OpenBlob?>(null);

    /// <summary>The report of an entry; null where it is of the first release, which counted other things.</summary>
    public async Task<CoverageReport?> ReadAsync(CoverageEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Folder is null)
        {
            return null;
        }

        await using OpenBlob? blob = await OpenAsync(entry, ReportName, cancellationToken);
        return blob is null ? null : await JsonSerializer.DeserializeAsync(blob.Content, DomainJson.Default.CoverageReport, cancellationToken);
    }

    /// <summary>Deletes the files of a making that did not come to count.</summary>
    public Task DeleteAsync(string folder, CancellationToken cancellationToken) => blobs.DeleteAllAsync(BlobContainer.Coverage, folder + "/", cancellationToken);

    /// <summary>
    /// Deletes the files of a day's makings that began before the one its entry names: they were replaced, or killed, or cannot come to count any more. Those
    /// that began later may still.
    /// </summary>
    public async Task SweepAsync(CoverageEntry entry, DateOnly day, CancellationToken cancellationToken)
    {
        List<string> old = await blobs.ListAsync(BlobContainer.Coverage, DayOf(entry.Jurisdiction, day), cancellationToken)
            .Where(name => string.CompareOrdinal(name, entry.Folder) < 0).ToListAsync(cancellationToken);
        foreach (string name in old)
        {
            await blobs.DeleteAsync(BlobContainer.Coverage, name, cancellationToken);
        }
    }
}
