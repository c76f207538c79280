using System.Runtime.CompilerServices;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>
/// Imports rows that become documents. Stretches of rows are decided one after another; several are on their way to the store at a time, each in
/// one batch with its mark, and the ledger counts them in the order of the file.
/// </summary>
/// <param name="kind">What the rows are.</param>
/// <param name="tools">What imports work with.</param>
/// <param name="run">The slice.</param>
/// <param name="request">What was asked for.</param>
/// <param name="ledger">How far it has come.</param>
/// <param name="writing">How rows are written.</param>
internal sealed class RowImport(RowKind kind, ImportTools tools, JobRun run, ImportRequest request, ImportLedger ledger, RowWriting writing)
{
    private const int StretchesAtOnce = 16;
    private const int MaxInFlight = 16;

    private readonly Queue<Task<JobCheckpoint>> inFlight = new();

    private string Jurisdiction => run.Job.Jurisdiction;

    private Container Container => kind.Makes.Container;

    /// <summary>Takes the rows that are not taken yet; false where it wants another slice.</summary>
    /// <param name="then">The phase that begins when all are taken.</param>
    /// <param name="cancellationToken">Stops it before it writes.</param>
    public async Task<bool> RunAsync(string then, CancellationToken cancellationToken)
    {
        var table = new MappedTable(request.TableMapping);
        bool isOver = false;
        try
        {
            await foreach (RowStretch stretch in PrepareAsync(table, cancellationToken))
            {
                await LandAsync(MaxInFlight - 1, cancellationToken);
                if (isOver = run.IsOver)
                {
                    break;
                }

                inFlight.Enqueue(WriteAsync(stretch, cancellationToken));
                if (ledger.IsDue)
                {
                    await ledger.SaveAsync(Container, null, cancellationToken);
                }

                await run.KeepAsync(ledger.Progress, cancellationToken);
            }

            await LandAsync(0, cancellationToken);
        }
        finally
        {
            // What is on its way arrives or not; its marks say which.
            Task arriving = Task.WhenAll(inFlight);
            await arriving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (isOver)
        {
            await (ledger.HasMore ? ledger.SaveAsync(Container, null, cancellationToken) : Task.CompletedTask);
            return false;
        }

        foreach (RowFault fault in table.Faults)
        {
            ledger.Reject(fault);
        }

        await ledger.EndAsync(Container, then, Report(table), cancellationToken);
        return true;
    }

    /// <summary>Waits until no more than so many stretches are on their way, and counts those that have arrived.</summary>
    private async Task LandAsync(int most, CancellationToken cancellationToken)
    {
        while (inFlight.TryPeek(out Task<JobCheckpoint>? first) && (inFlight.Count > most || first.IsCompleted))
        {
            JobCheckpoint mark = await first;
            if (writing == RowWriting.InPlace)
            {
                // Before the mark that names the moved buildings is counted.
                await tools.FollowAsync(run.Job, mark, cancellationToken);
            }

            ledger.Take(mark);
            _ = inFlight.Dequeue();
        }
    }

    /// <summary>Reads rows, and what is stored about them.</summary>
    private async IAsyncEnumerable<RowStretch> PrepareAsync(MappedTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FirstLines firsts = await FirstLines.ReadAsync(tools.Files, run.Job, ledger.File(CodeScan.FileName), cancellationToken);
        List<ImportRow> rows = [];
        long number = ledger.Taken / RowStretch.Rows, skipped = ledger.Taken;
        await foreach (MappedRow row in tools.ReadAsync(run.Job, table, request, cancellationToken))
        {
            if (skipped > 0)
            {
                skipped--;
                if (firsts.AreWanted)
                {
                    firsts.Before(ImportRow.KeyOf(row), row.Row.Line);
                }

                continue;
            }

            rows.Add(new ImportRow(row, request.CoordinateSystem ?? "wgs84"));
            if (rows.Count == StretchesAtOnce * RowStretch.Rows)
            {
                foreach (RowStretch stretch in await OpenAsync(number, rows, firsts, cancellationToken))
                {
                    yield return stretch;
                }

                number += StretchesAtOnce;
                rows = [];
            }
        }

        foreach (RowStretch stretch in rows.Count > 0 ? await OpenAsync(number, rows, firsts, cancellationToken) : [])
        {
            yield return stretch;
        }
    }

    private async Task<IEnumerable<RowStretch>> OpenAsync(long number, List<ImportRow> rows, FirstLines firsts, CancellationToken cancellationToken)
    {
        var open = await tools.OpenAsync(Jurisdiction, cancellationToken);
        DecideRow decide = await kind.OpenAsync(Jurisdiction, rows, cancellationToken);
        int?[] before = [.. rows.Select(row => firsts.Before(row.Key, row.Row.Line))];
        int count = (rows.Count + RowStretch.Rows - 1) / RowStretch.Rows;
        string[] ids = [.. Enumerable.Range(0, count).Select(i => RowStretch.MarkId(run.Job, ledger.Cursor.Pass, number + i))];
        var marks = (await tools.Store.FindManyAsync(Kinds.JobCheckpoint(Container), Jurisdiction, ids, cancellationToken)).ToDictionary(m => m.Value.Id);
        return Enumerable.Range(0, count).Select(i => new RowStretch(
            marks.GetValueOrDefault(ids[i]) ?? RowStretch.NoMark(run.Job, ids[i]),
            i * RowStretch.Rows, Math.Min(RowStretch.Rows, rows.Count - (i * RowStretch.Rows)),
            (row, areas) => before[row] is { } line
                ? RowVerdict.Reject(rows[row], rows[row].Fault("code", $"The code '{rows[row].Key}' is already that of line {line}."))
                : decide(row, areas),
            open));
    }

    /// <summary>Writes what is not written yet of a stretch, decided anew where the areas have changed since; the result is its mark.</summary>
    private async Task<JobCheckpoint> WriteAsync(RowStretch stretch, CancellationToken cancellationToken)
    {
        JobCheckpoint mark = stretch.Mark.Value;
        if (mark.Taken == stretch.Length)
        {
            return mark;
        }

        Stored<JobCheckpoint> stored = stretch.Mark;
        Queue<RowBatch> queue = new(Split((int)mark.Taken, stretch.Open));
        while (queue.TryPeek(out RowBatch? next))
        {
            if (kind.GoesByAreas && await tools.Snapshots.CurrentNumberAsync(Jurisdiction, cancellationToken) != next.Open.Snapshot.Generation)
            {
                queue = new(Split(next.Begin - stretch.Begin, await tools.OpenAsync(Jurisdiction, cancellationToken)));
                continue;
            }

            queue.Dequeue();
            mark = next.After(mark);
            if (next.Batch.Operations.Count > 0)
            {
                AuditFact fact = run.Job.Origin.Fact(tools.Clock.GetUtcNow(), "import", $"job/{run.Job.Id}");
                next.Batch.Create(Kinds.Audit(Container), AuditEntry.Of(Jurisdiction, fact));
                stored = await tools.Checkpoints.CommitAsync(next.Batch, stored, mark, cancellationToken);
            }
        }

        return mark;

        IEnumerable<RowBatch> Split(int from, Assignments.OpenJurisdiction open)
            => RowBatch.Split(stretch.Decide, stretch.Begin + from, stretch.Begin + stretch.Length, open, Container, writing);
    }

    private ImportReport Report(MappedTable table) => new(
        request.What, request.Atomic, request.DryRun, ledger.Taken, ledger.CountOf("added"), ledger.CountOf("changed"), ledger.CountOf("unchanged"), ledger.CountOf("rejected"),
        table.Ignored);
}
