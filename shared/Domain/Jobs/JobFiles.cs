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

    /// <summary>Deletes all files of a job, and what it was told in confidence.</summary>
    public Task DeleteAsync(string jurisdiction, string job, CancellationToken cancellationToken)
        => blobs.DeleteAllAsync(BlobContainer.Jobs, $"{jurisdiction}/{job}/", cancellationToken);

    /// <summary>
    /// Keeps what a job is told in confidence: names and phones that may be in no document, since documents leave traces in logs of the engine,
    /// in audit and in backups. It goes when the job has ended.
    /// </summary>
    public Task ConfideAsync(string jurisdiction, string job, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => blobs.WriteAsync(BlobContainer.Jobs, ConfidenceName(jurisdiction, job), content, "application/json", cancellationToken);

    /// <summary>What a job was told in confidence.</summary>
    /// <exception cref="JobFailedException">It is gone.</exception>
    public async Task<byte[]> ReadConfidenceAsync(Job job, CancellationToken cancellationToken)
    {
        await using OpenBlob blob = await blobs.OpenAsync(BlobContainer.Jobs, ConfidenceName(job.Jurisdiction, job.Id), cancellationToken)
            ?? throw new JobFailedException("What was asked for is gone; ask again.");
        return await blob.ReadAllAsync(cancellationToken);
    }

    /// <summary>Forgets what a job was told in confidence; nothing happens where it was told nothing.</summary>
    public Task ForgetConfidenceAsync(Job job, CancellationToken cancellationToken)
        => blobs.DeleteAsync(BlobContainer.Jobs, ConfidenceName(job.Jurisdiction, job.Id), cancellationToken);

    private static string ConfidenceName(string jurisdiction, string job) => $"{jurisdiction}/{job}/confidence";

    private static string PartName(Job job, JobFile file, JobFilePart part) => $"{job.Jurisdiction}/{job.Id}/{file.Name}/{part.Blob}";
}
