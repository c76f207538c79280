using System.Globalization;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Transfers;

/// <summary>
/// Writes a checked file's documents in batches, each with the checkpoint of its container, and its blobs, after each of which the job's own
/// checkpoint moves. The furthest of all checkpoints says where the file is to be read on.
/// </summary>
internal sealed class ImportWriting(JobRun run, string jurisdiction, Stream file, IBlobStore blobs, JobCheckpoints checkpoints, Stored<JobCheckpoint> own)
{
    /// <summary>What a checkpoint takes of a batch.</summary>
    private const int CheckpointBytes = 4000;

    private static readonly Dictionary<string, MovedKind> KindsByKey = TransferKinds.Moved.ToDictionary(k => k.Key);
    private static readonly Dictionary<string, BlobContainer> BlobContainers = TransferKinds.MovedBlobs.ToDictionary(TransferKinds.NameOf);

    private readonly Dictionary<Container, Stored<JobCheckpoint>> at = [];
    private Batch? batch;
    private long offset;
    private long line;

    /// <summary>Documents written so far.</summary>
    public long Documents => at.Values.Sum(a => a.Value.Taken);

    /// <summary>The job's own checkpoint.</summary>
    public Stored<JobCheckpoint> Own { get; private set; } = own;

    /// <summary>How far the job has come.</summary>
    public JobProgress Progress => new(Own.Value.Count("linesChecked") + Documents, null, new Dictionary<string, long>(Own.Value.Counts) { ["documents"] = Documents });

    /// <summary>Writes until the file is done (true) or the slice is over.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        foreach (Container container in TransferKinds.Moved.Select(k => k.Kind.Container).Distinct())
        {
            at[container] = await checkpoints.ReadAsync(container, ArrivingJurisdictions.In(run.Job, jurisdiction), cancellationToken);
            Reach(at[container].Value);
        }

        Reach(Own.Value);
        file.Position = offset;
        using var lines = new LineReader(file, offset, line);
        while (await lines.ReadAsync(cancellationToken))
        {
            bool goesOn = TransferLine.Read(lines.Line) switch
            {
                TransferLine.Document document => await TakeAsync(document, lines.Line.Length, cancellationToken),
                TransferLine.Blob blob => await CommitAsync(cancellationToken) & await TakeAsync(blob.Value, lines, cancellationToken),
                _ => true,
            };
            if (!goesOn)
            {
                return false;
            }

            (offset, line) = (lines.Offset, lines.Number);
        }

        await CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Adds a document to the batch, after committing one that is full or of another container.</summary>
    private async Task<bool> TakeAsync(TransferLine.Document document, int bytes, CancellationToken cancellationToken)
    {
        MovedKind kind = KindsByKey[document.Key];
        bool fits = batch is null
            || (batch.Container == kind.Kind.Container && batch.Operations.Count < Batch.MaxOperations - 1 && batch.HasRoomFor(bytes + CheckpointBytes));
        if (!fits && !await CommitAsync(cancellationToken))
        {
            return false;
        }

        batch ??= new Batch(kind.Kind.Container, jurisdiction) { KeepsPast = false };
        kind.Create(batch, document.Value);
        return true;
    }

    /// <summary>Reads a blob's pieces and writes it. A blob written twice is the same blob.</summary>
    private async Task<bool> TakeAsync(TransferBlob blob, LineReader lines, CancellationToken cancellationToken)
    {
        byte[] content = new byte[blob.Length];
        for (int filled = 0; filled < content.Length;)
        {
            await lines.ReadAsync(cancellationToken);
            byte[] piece = ((TransferLine.Chunk)TransferLine.Read(lines.Line)!).Content;
            piece.CopyTo(content, filled);
            filled += piece.Length;
        }

        await blobs.WriteAsync(BlobContainers[blob.Container], blob.Name, content, blob.ContentType, cancellationToken);
        (offset, line) = (lines.Offset, lines.Number);
        Own = await checkpoints.CommitAsync(new Batch(Container.Outcomes, run.Job.Jurisdiction), Own, Reached(Own.Value.Plus(("blobs", 1))), cancellationToken);
        return await GoesOnAsync(cancellationToken);
    }

    /// <summary>Commits the batch, where there is one, with how far the file is read; false where the slice is over.</summary>
    private async Task<bool> CommitAsync(CancellationToken cancellationToken)
    {
        if (batch is not { } writing)
        {
            return true;
        }

        Stored<JobCheckpoint> from = at[writing.Container];
        if (from.ETag.Length == 0)
        {
            // They were all there when the code was taken: the job has ended, and was tidied up after.
            throw new JobLostException("The checkpoint is gone.");
        }

        JobCheckpoint next = Reached(from.Value) with { Taken = from.Value.Taken + writing.Operations.Count };
        at[writing.Container] = await checkpoints.CommitAsync(writing, from, next, cancellationToken);
        batch = null;
        return await GoesOnAsync(cancellationToken);
    }

    private async Task<bool> GoesOnAsync(CancellationToken cancellationToken)
    {
        await run.KeepAsync(Progress, cancellationToken);
        return !run.IsOver;
    }

    private JobCheckpoint Reached(JobCheckpoint checkpoint) => checkpoint with { Cursor = string.Create(CultureInfo.InvariantCulture, $"{offset} {line}") };

    private void Reach(JobCheckpoint checkpoint)
    {
        if (checkpoint.Cursor?.Split(' ') is [var bytes, var lines] && long.Parse(bytes, CultureInfo.InvariantCulture) is var reached && reached > offset)
        {
            (offset, line) = (reached, long.Parse(lines, CultureInfo.InvariantCulture));
        }
    }
}
