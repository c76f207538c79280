using System.Text;
using System.Text.Json;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>
/// What an import has counted and rejected since its last checkpoint, and the writing of checkpoints. Rejected rows wait in the checkpoint as
/// text until they make a part of the result file.
/// </summary>
internal sealed class ImportLedger(Job job, Stored<JobCheckpoint> at, JobCheckpoints checkpoints, JobFiles files)
{
    private const int MaxTail = 16 * 1024;
    private const int MaxWaiting = 1024 * 1024;
    private const int MaxRowsBetween = 10_000;

    private readonly StringBuilder rejected = new(at.Value.Tail);
    private readonly Dictionary<string, long> counts = new(at.Value.Counts);
    private long taken = at.Value.Taken;

    /// <summary>The last checkpoint.</summary>
    public JobCheckpoint Last => at.Value;

    /// <summary>Rows taken since the file's beginning, those after the last checkpoint included.</summary>
    public long Taken => taken;

    /// <summary>How many rows the file has, once that is known.</summary>
    public long? Total { get; set; }

    /// <summary>How far the last checkpoint is.</summary>
    public JobProgress Progress => new(Last.Taken, Total, RowVerdict.Counts.ToDictionary(name => name, Last.Count));

    /// <summary>Whether so much waits that a checkpoint is due.</summary>
    public bool IsFull => rejected.Length > MaxWaiting || taken - Last.Taken >= MaxRowsBetween;

    /// <summary>Whether anything is not in a checkpoint yet.</summary>
    public bool HasMore => taken != Last.Taken || rejected.Length != Last.Tail.Length;

    /// <summary>Counts rows.</summary>
    public void Take(IEnumerable<RowVerdict> verdicts)
    {
        foreach (RowVerdict verdict in verdicts)
        {
            taken++;
            Count(verdict.Count);
            if (verdict.Fate == RowFate.Rejected)
            {
                rejected.Append(RejectedRows.Line(verdict.Row.Row, verdict.Faults));
            }
        }
    }

    /// <summary>Notes what is wrong with the file itself.</summary>
    public void Reject(RowFault fault)
    {
        Count("rejected");
        rejected.Append(RejectedRows.Line(null, [fault]));
    }

    /// <summary>Begins a phase from its first row.</summary>
    public void Restart()
    {
        taken = 0;
        counts.Clear();
        rejected.Clear();
    }

    /// <summary>Commits a batch with the next checkpoint, and with an audit entry where it writes anything else.</summary>
    public async Task CommitAsync(Batch batch, Func<JobCheckpoint, JobCheckpoint>? change, CancellationToken cancellationToken)
    {
        JobCheckpoint next = at.Value with { Taken = taken, Counts = new Dictionary<string, long>(counts), Tail = rejected.ToString() };
        if (rejected.Length > MaxTail)
        {
            next = await SpillAsync(next, cancellationToken);
        }

        at = await checkpoints.CommitAsync(batch, at, change is null ? next : change(next), cancellationToken);
    }

    /// <summary>Ends the import: the last rejected rows and the report become files.</summary>
    public async Task EndAsync(Batch batch, string phase, ImportReport report, CancellationToken cancellationToken)
    {
        JobCheckpoint next = at.Value with { Taken = taken, Counts = new Dictionary<string, long>(counts), Phase = phase };
        next = rejected.Length > 0 ? await SpillAsync(next, cancellationToken) : next;
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(report, DomainJson.Default.ImportReport);
        JobFile file = await files.AppendAsync(job, new JobFile(ImportReport.FileName, "application/json", []), json, cancellationToken);
        at = await checkpoints.CommitAsync(batch, at, next.With(file), cancellationToken);
    }

    /// <summary>The file with that name, as far as it is written; null where nothing of it is.</summary>
    public JobFile? File(string name) => Last.Files.FirstOrDefault(f => f.Name == name);

    /// <summary>The count so far, the rows after the last checkpoint included.</summary>
    public long CountOf(string name) => counts.GetValueOrDefault(name);

    private void Count(string name) => counts[name] = counts.GetValueOrDefault(name) + 1;

    private async Task<JobCheckpoint> SpillAsync(JobCheckpoint next, CancellationToken cancellationToken)
    {
        byte[] part = Encoding.UTF8.GetBytes(rejected.ToString());
        JobFile file = await files.AppendAsync(job, File(RejectedRows.FileName) ?? new JobFile(RejectedRows.FileName, RejectedRows.ContentType, []), part, cancellationToken);
        rejected.Clear();
        return next.With(file) with { Tail = "" };
    }
}
