using System.Text;
using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Transfers;

/// <summary>
/// One slice of an export: the steps one after another, from where the checkpoint says. A step is the head, a kind of document, a container of
/// blobs, a kind's versions once more, or the end.
/// </summary>
internal sealed class ExportSlice : IDisposable
{
    /// <summary>Areas may be 256 kB each, so that pages are short.</summary>
    private const int PageSize = 200;

    private readonly JobRun run;
    private readonly IDocumentStore store;
    private readonly IBlobStore blobs;
    private readonly JobCheckpoints checkpoints;
    private readonly JobFileWriter file;
    private readonly TransferWriter lines;
    private readonly List<(string Name, Func<CancellationToken, Task<bool>> WorkAsync)> steps;
    private readonly string jurisdiction;

    private Stored<JobCheckpoint> at;
    private ExportCursor cursor;
    private LineChain versions;

    public ExportSlice(JobRun run, IDocumentStore store, IBlobStore blobs, JobCheckpoints checkpoints, Stored<JobCheckpoint> at, JobFileWriter file)
    {
        this.run = run;
        this.store = store;
        this.blobs = blobs;
        this.checkpoints = checkpoints;
        this.file = file;
        this.at = at;
        jurisdiction = run.Job.Jurisdiction;
        cursor = at.Value.Cursor is { } text ? JsonSerializer.Deserialize(text, TransferJson.Default.ExportCursor)! : new ExportCursor();
        versions = new LineChain(cursor.Versions);
        lines = new TransferWriter(file.Part, cursor);
        steps =
        [
            ("head", HeadAsync),
            .. TransferKinds.Moved.Select(k => ($"documents {k.Key}", (Func<CancellationToken, Task<bool>>)(token => DocumentsAsync(k, token)))),
            .. TransferKinds.MovedBlobs.Select(c => ($"blobs {TransferKinds.NameOf(c)}", (Func<CancellationToken, Task<bool>>)(token => BlobsAsync(c, token)))),

            // Audit entries come with every reading, and nothing hangs on one.
            .. TransferKinds.Moved.Where(k => k.Kind is not DocumentKind<AuditEntry>)
                .Select(k => ($"versions {k.Key}", (Func<CancellationToken, Task<bool>>)(token => VersionsAsync(k, token)))),
            ("end", EndAsync),
        ];
    }

    private JobProgress Progress => new(at.Value.Taken, null, at.Value.Counts);

    /// <summary>Goes on until all is done or the slice is over.</summary>
    public async Task<JobSlice> RunAsync(CancellationToken cancellationToken)
    {
        for (int i = cursor.Step is null ? 0 : steps.FindIndex(s => s.Name == cursor.Step); i < steps.Count; i++)
        {
            if (cursor.Step != steps[i].Name)
            {
                bool isFirst = cursor.Step is null;
                cursor = cursor with { Step = steps[i].Name, After = null };
                versions = new LineChain();
                if (!isFirst && await IsOverAsync(cancellationToken))
                {
                    return JobSlice.More(Progress);
                }
            }

            if (!await steps[i].WorkAsync(cancellationToken))
            {
                return JobSlice.More(Progress);
            }
        }

        return JobSlice.Done(Progress, file.File);
    }

    public void Dispose() => lines.Dispose();

    private async Task<bool> HeadAsync(CancellationToken cancellationToken)
    {
        JurisdictionEntry entry = (await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, jurisdiction, cancellationToken))?.Value
            ?? throw new JobFailedException($"There is no jurisdiction '{jurisdiction}'.");
        lines.Head(new TransferHead(TransferHead.Name, TransferHead.CurrentVersion, jurisdiction, entry));
        return true;
    }

    private async Task<bool> DocumentsAsync(MovedKind kind, CancellationToken cancellationToken)
    {
        bool done = await PagesAsync(kind, versionsOnly: false, async document =>
        {
            if (!document.Json.IsEmpty)
            {
                lines.Document(kind.Kind.Container, document.Json);
            }

            if (file.IsFull)
            {
                await KeepAsync(cancellationToken);
            }
        }, cancellationToken);
        cursor = done ? cursor with { Read = new Dictionary<string, string>(cursor.Read) { [kind.Key] = versions.Text } } : cursor;
        return done;
    }

    private async Task<bool> VersionsAsync(MovedKind kind, CancellationToken cancellationToken)
    {
        bool done = await PagesAsync(kind, versionsOnly: true, _ => Task.CompletedTask, cancellationToken);
        cursor = done && cursor.Read[kind.Key] != versions.Text ? cursor with { Changed = [.. cursor.Changed, kind.Key] } : cursor;
        return done;
    }

    private async Task<bool> PagesAsync(MovedKind kind, bool versionsOnly, Func<MovedDocument, Task> each, CancellationToken cancellationToken)
    {
        while (true)
        {
            MovedPage page = await kind.ReadAsync(store, jurisdiction, cursor.After, PageSize, versionsOnly, cancellationToken);
            foreach (MovedDocument document in page.Documents)
            {
                versions.Add(Encoding.UTF8.GetBytes($"{document.Id} {document.ETag}"));
                cursor = cursor with { After = document.Id };
                await each(document);
            }

            if (!page.More || await IsOverAsync(cancellationToken))
            {
                return !page.More;
            }
        }
    }

    private async Task<bool> BlobsAsync(BlobContainer container, CancellationToken cancellationToken)
    {
        await foreach (string name in blobs.ListAsync(container, $"{jurisdiction}/", cancellationToken))
        {
            if (cursor.After is { } after && string.CompareOrdinal(name, after) <= 0)
            {
                continue;
            }

            await using OpenBlob? blob = await blobs.OpenAsync(container, name, cancellationToken);
            if (blob is not null)
            {
                byte[] content = await blob.ReadAllAsync(cancellationToken);

                // Parts in the middle of a blob are written but not counted yet: the checkpoint stands between blobs.
                await lines.BlobAsync(
                    TransferKinds.NameOf(container), name, blob.ContentType, content, () => file.IsFull ? file.WritePartAsync(cancellationToken) : Task.CompletedTask);
            }

            cursor = cursor with { After = name };
            if (file.IsFull || file.File.Parts.Count > at.Value.Files.Sum(f => f.Parts.Count))
            {
                await KeepAsync(cancellationToken);
            }

            if (await IsOverAsync(cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> EndAsync(CancellationToken cancellationToken)
    {
        if (cursor.After is null)
        {
            lines.End(cursor.Changed);
            cursor = cursor with { After = "" };
            await KeepAsync(cancellationToken);
        }

        return true;
    }

    private async Task<bool> IsOverAsync(CancellationToken cancellationToken)
    {
        if (run.IsOver)
        {
            await KeepAsync(cancellationToken);
            return true;
        }

        await run.KeepAsync(Progress, cancellationToken);
        return false;
    }

    /// <summary>Writes what has gathered as a part and counts it.</summary>
    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        await file.WritePartAsync(cancellationToken);
        cursor = cursor with { Chain = lines.Chain, Versions = versions.Text, Documents = lines.Documents, Blobs = lines.Blobs };
        long taken = lines.Documents.Values.Sum();
        at = await checkpoints.CommitAsync(
            new Batch(Container.Outcomes, jurisdiction),
            at,
            at.Value.With(file.File) with
            {
                Cursor = JsonSerializer.Serialize(cursor, TransferJson.Default.ExportCursor),
                Taken = taken,
                Counts = new Dictionary<string, long> { ["documents"] = taken, ["blobs"] = lines.Blobs, ["changedMeanwhile"] = cursor.Changed.Count },
            },
            cancellationToken);
        await run.KeepAsync(Progress, cancellationToken);
    }
}
