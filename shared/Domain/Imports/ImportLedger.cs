using System.Text;
using System.Text.Json;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>
/// How far an import has come as a whole: the checkpoint that counts, in the order of the file, the stretches of rows that are done. Rejected
/// rows wait in it as text until they make a part of the result file.
/// </summary>
internal sealed class ImportLedger(Job job, Stored<JobCheckpoint> at, JobCheckpoints checkpoints, JobFiles files)
{
    private const int MaxTail = 16 * 1024;
    private const int MaxWaiting = 1024 * 1024;
    private const int MaxRowsBetween = 2_000;

    private readonly StringBuilder rejected = new(at.Value.Tail);
    private readonly Dictionary<string, long> counts = new(at.Value.Counts);
    private long taken = at.Value.Taken;

    /// <summary>The checkpoint as it is stored.</summary>
    public JobCheckpoint Last => at.Value;

    /// <summary>Rows taken, those after the stored checkpoint included.</summary>
    public long Taken => taken;

    /// <summary>What is known once the codes have been read.</summary>
    public ImportCursor Cursor => ImportCursor.Parse(Last.Cursor!);

    /// <summary>How far the stored checkpoint is.</summary>
    public JobProgress Progress => new(Last.Taken, Cursor.Total, Named(name => Last.Count(name)));

    /// <summary>Whether it should be stored soon.</summary>
    public bool IsDue => rejected.Length > MaxWaiting || taken - Last.Taken >= MaxRowsBetween;

    /// <summary>Whether anything is not stored yet.</summary>
    public bool HasMore => taken != Last.Taken || rejected.Length != Last.Tail.Length;

    /// <summary>The count so far, what is not stored yet included.</summary>
    public long CountOf(string name) => counts.GetValueOrDefault(name);

    /// <summary>The file with that name, as far as it is written; null where nothing of it is.</summary>
    public JobFile? File(string name) => Last.Files.FirstOrDefault(f => f.Name == name);

    /// <summary>Counts the next stretch.</summary>
    public void Take(JobCheckpoint mark)
    {
        taken += mark.Taken;
        rejected.Append(mark.Tail);
        foreach (var (name, count) in mark.Counts)
        {
            counts[name] = CountOf(name) + count;
        }
    }

    /// <summary>Begins the rows from the first.</summary>
    public async Task RestartAsync(Container container, ImportCursor cursor, CancellationToken cancellationToken)
    {
        taken = 0;
        counts.Clear();
        rejected.Clear();
        await SaveAsync(container, next => next with { Phase = ImportPhase.Rows, Cursor = cursor.ToString(), Files = [.. next.Files.Where(f => f.Name == CodeScan.FileName)] }, cancellationToken);
    }

    /// <summary>Adds to a batch that someone else commits that another phase has begun.</summary>
    public Batch AddPhase(Batch batch, string phase) => JobCheckpoints.Add(batch, at, Last with { Phase = phase });

    /// <summary>Reads the checkpoint anew.</summary>
    public async Task RereadAsync(Container container, CancellationToken cancellationToken) => at = await checkpoints.ReadAsync(container, job, cancellationToken);

    /// <summary>Notes the rows whose documents somebody had changed before they could be put into their places.</summary>
    public async Task OvertakeAsync(Container container, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken)
    {
        counts[OvertakenRows.Count] = CountOf(OvertakenRows.Count) + rows.Count;
        JobFile file = File(OvertakenRows.FileName) ?? new JobFile(OvertakenRows.FileName, OvertakenRows.ContentType, []);
        file = await files.AppendAsync(job, file, Encoding.UTF8.GetBytes(string.Concat(rows.Select(OvertakenRows.Line))), cancellationToken);
        await SaveAsync(container, next => next.With(file), cancellationToken);
    }

    /// <summary>Notes what is wrong with the file itself.</summary>
    public void Reject(RowFault fault)
    {
        counts["rejected"] = CountOf("rejected") + 1;
        rejected.Append(RejectedRows.Line(null, [fault]));
    }

    /// <summary>Stores the checkpoint.</summary>
    /// <param name="container">Where.</param>
    /// <param name="change">Changes it on the way; null for nothing.</param>
    /// <param name="cancellationToken">Stops it before it writes.</param>
    public async Task SaveAsync(Container container, Func<JobCheckpoint, JobCheckpoint>? change, CancellationToken cancellationToken)
    {
        JobCheckpoint next = await NextAsync(rejected.Length > MaxTail, cancellationToken);
        at = await checkpoints.CommitAsync(new Batch(container, job.Jurisdiction), at, change is null ? next : change(next), cancellationToken);
    }

    /// <summary>Stores the last checkpoint: the last rejected rows and the report become files.</summary>
    public async Task EndAsync(Container container, string phase, ImportReport report, CancellationToken cancellationToken)
    {
        JobCheckpoint next = await NextAsync(rejected.Length > 0, cancellationToken);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(report, DomainJson.Default.ImportReport);
        JobFile file = await files.AppendAsync(job, new JobFile(ImportReport.FileName, "application/json", []), json, cancellationToken);
        at = await checkpoints.CommitAsync(new Batch(container, job.Jurisdiction), at, next.With(file) with { Phase = phase }, cancellationToken);
    }

    // What is common is told where it is nothing, too.
    private static Dictionary<string, long> Named(Func<string, long> count)
        => RowVerdict.Counts.Concat(count(OvertakenRows.Count) > 0 ? [OvertakenRows.Count] : []).ToDictionary(name => name, count);

    private async Task<JobCheckpoint> NextAsync(bool spills, CancellationToken cancellationToken)
    {
        JobCheckpoint next = Last with { Taken = taken, Counts = new Dictionary<string, long>(counts), Tail = rejected.ToString() };
        if (!spills)
        {
            return next;
        }

        JobFile file = File(RejectedRows.FileName) ?? new JobFile(RejectedRows.FileName, RejectedRows.ContentType, []);
        file = await files.AppendAsync(job, file, Encoding.UTF8.GetBytes(next.Tail), cancellationToken);
        rejected.Clear();
        return next.With(file) with { Tail = "" };
    }
}
