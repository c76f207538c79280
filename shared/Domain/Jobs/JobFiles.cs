using System.Security.Cryptography;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jobs;

/// <summary>
/// The files that jobs make. A file is a list of blobs: a part is written first and counted in a checkpoint then, so that one that was never
/// counted is not of the file. A part is named by its content too: a worker that is late with another reading of the same documents writes a blob
/// of its own, not over the one that was counted.
/// </summary>
public sealed class JobFiles(IBlobStore blobs)
{
    /// <summary>Writes the next part of a file.</summary>
    /// <returns>The file with the part, to be put into the checkpoint.</returns>
    public async Task<JobFile> AppendAsync(Job job, JobFile file, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        var written = new JobFilePart(part.Length, $"{file.Parts.Count:D6}-{Convert.ToHexStringLower(SHA256.HashData(part.Span))[..16]}");
        await blobs.WriteAsync(BlobContainer.Jobs, PartName(job, file, written), part, file.ContentType, cancellationToken);
        return file with { Parts = [.. file.Parts, written] };
    }

    /// <summary>Opens a file for reading; it can be sought, so that a client may take it in pieces.</summary>
    public Stream Open(Job job, JobFile file)
        => new JobFileStream(file, async part => await blobs.OpenAsync(BlobContainer.Jobs, PartName(job, file, file.Parts[part]), CancellationToken.None)
            ?? throw new InvalidDataException($"Part {part} of {file.Name} is missing."));

    /// <summary>Deletes all files of a job.</summary>
    public Task DeleteAsync(Job job, CancellationToken cancellationToken) => blobs.DeleteAllAsync(BlobContainer.Jobs, $"{job.Jurisdiction}/{job.Id}/", cancellationToken);

    private static string PartName(Job job, JobFile file, JobFilePart part) => $"{job.Jurisdiction}/{job.Id}/{file.Name}/{part.Blob}";
}
