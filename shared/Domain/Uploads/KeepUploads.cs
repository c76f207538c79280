using System.Globalization;
using System.Security.Cryptography;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Uploads;

/// <summary>An upload with the numbers of the blocks that are there, from 0.</summary>
public sealed record UploadStatus(Upload Upload, IReadOnlyList<int> Blocks);

/// <summary>Takes files in blocks: any block may be sent again, in any order, until the upload is sealed.</summary>
public sealed class KeepUploads(IDocumentStore store, IBlobStore blobs, Creator creator, Agenda agenda, TimeProvider clock)
{
    private const string BlockType = "application/octet-stream";

    /// <summary>Begins an upload.</summary>
    public Task<Outcome<Stored<Upload>>> CreateAsync(OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => creator.CreateAsync(Kinds.Upload, Upload.Home, once, acting, async id =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            await agenda.AddAsync(AgendaSubject.Upload, Upload.Home, id, now + Upload.KeptFor, cancellationToken);
            return new Creating<Upload>(new Upload { Id = id, Jurisdiction = Upload.Home, By = acting.Caller.Subject ?? "system", CreatedAt = now });
        }, cancellationToken);

    /// <summary>Which blocks are there.</summary>
    public async Task<Outcome<UploadStatus>> FindAsync(string id, Caller caller, CancellationToken cancellationToken)
        => await OwnAsync(id, caller, cancellationToken) is { Value: var upload }
            ? new UploadStatus(upload, await BlocksAsync(upload, cancellationToken))
            : NoUpload<UploadStatus>();

    /// <summary>Keeps a block, over the one that had its number.</summary>
    public async Task<Outcome<Upload>> PutBlockAsync(string id, int number, ReadOnlyMemory<byte> content, Caller caller, CancellationToken cancellationToken)
    {
        if (await OwnAsync(id, caller, cancellationToken) is not { Value: var upload })
        {
            return NoUpload<Upload>();
        }

        if (content.IsEmpty)
        {
            return new Outcome<Upload>.Invalid([new("$", "A block holds at least one byte.")]);
        }

        if (upload.Sealed is { } blocks)
        {
            // A block that is sent again because its answer was lost is no mistake.
            return number < blocks.Count && blocks[number].Sha256 == Hash(content.Span)
                ? upload
                : new Outcome<Upload>.Conflict("The upload is sealed.");
        }

        await blobs.WriteAsync(BlobContainer.Uploads, BlockName(upload, number), content, BlockType, cancellationToken);
        return upload;
    }

    /// <summary>Closes the upload when every block is there; it can be read from then on and no longer changed.</summary>
    /// <param name="id">The upload.</param>
    /// <param name="count">How many blocks it has.</param>
    /// <param name="sha256">SHA-256 of the whole in hexadecimal, as the sender knows it; null where they do not say.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<Upload>> SealAsync(string id, int count, string? sha256, Caller caller, CancellationToken cancellationToken)
    {
        if (await OwnAsync(id, caller, cancellationToken) is not { } stored)
        {
            return NoUpload<Upload>();
        }

        Upload upload = stored.Value;
        if (upload.Sealed is { } known)
        {
            return known.Count == count && (sha256 is null || sha256 == upload.Sha256) ? upload : new Outcome<Upload>.Conflict("The upload is sealed with other blocks.");
        }

        IReadOnlyList<int> there = await BlocksAsync(upload, cancellationToken);
        IReadOnlyList<Fault> faults = BlockFaults.Of(count, there);
        if (faults.Count > 0)
        {
            return new Outcome<Upload>.Invalid(faults);
        }

        using IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        List<UploadBlock> blocks = [];
        for (int i = 0; i < count; i++)
        {
            byte[] content = await ReadBlockAsync(upload, i, cancellationToken);
            whole.AppendData(content);
            blocks.Add(new UploadBlock(content.Length, Hash(content)));
        }

        string hash = Convert.ToHexStringLower(whole.GetHashAndReset());
        if (sha256 is not null && sha256 != hash)
        {
            return new Outcome<Upload>.Invalid([new("$.sha256", $"What arrived has the SHA-256 {hash}; send the blocks that differ again.")]);
        }

        Upload done = upload with { Sealed = blocks, Sha256 = hash };
        CommitOutcome outcome = await store.CommitAsync(new Batch(Container.Outcomes, Upload.Home).Replace(Kinds.Upload, done, stored.ETag), cancellationToken);
        return outcome.Committed ? done : new Outcome<Upload>.Conflict("The upload was sealed or forgotten meanwhile; look at it again.");
    }

    /// <summary>Opens a sealed upload for reading from its beginning, block after block; each is checked against its hash.</summary>
    /// <exception cref="JobFailedException">It is gone.</exception>
    public async Task<Stream> OpenAsync(string id, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Upload, Upload.Home, id, cancellationToken) is { Value: { Sealed: { } blocks } upload }
            ? new UploadStream(blocks, i => ReadBlockAsync(upload, i, CancellationToken.None))
            : throw new JobFailedException("The upload is gone: it is kept for a day, and until the first job that reads it has ended.");

    /// <summary>Throws an upload away.</summary>
    public async Task<Outcome<Upload>> DeleteAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (await OwnAsync(id, caller, cancellationToken) is not { Value: var upload })
        {
            return NoUpload<Upload>();
        }

        await ForgetAsync(id, cancellationToken);
        return upload;
    }

    /// <summary>Deletes an upload and its blocks; nothing happens where there is none.</summary>
    public async Task ForgetAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Upload, Upload.Home, id, cancellationToken) is { } stored)
        {
            await store.CommitAsync(new Batch(Container.Outcomes, Upload.Home).Delete(Kinds.Upload, id, stored.ETag), cancellationToken);
        }

        await blobs.DeleteAllAsync(BlobContainer.Uploads, $"{id}/", cancellationToken);
    }

    /// <summary>The upload, where it is the caller's own.</summary>
    private async Task<Stored<Upload>?> OwnAsync(string id, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Upload, Upload.Home, id, cancellationToken) is { } found && found.Value.By == caller.Subject ? found : null;

    private async Task<IReadOnlyList<int>> BlocksAsync(Upload upload, CancellationToken cancellationToken)
    {
        return await blobs.ListAsync(BlobContainer.Uploads, $"{upload.Id}/", cancellationToken)
            .Select(name => int.Parse(name[(name.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture))
            .ToListAsync(cancellationToken);
    }

    private async Task<byte[]> ReadBlockAsync(Upload upload, int number, CancellationToken cancellationToken)
    {
        await using OpenBlob blob = await blobs.OpenAsync(BlobContainer.Uploads, BlockName(upload, number), cancellationToken)
            ?? throw new JobFailedException($"Block {number} of the upload is gone.");
        return await blob.ReadAllAsync(cancellationToken);
    }

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string BlockName(Upload upload, int number) => $"{upload.Id}/{number:D6}";

    private static Outcome<T> NoUpload<T>() => new Outcome<T>.NotFound("There is no such upload of yours.");
}
