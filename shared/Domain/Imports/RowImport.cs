using System.Globalization;
using System.Runtime.CompilerServices;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>
/// Imports rows that become documents. Rows are worked in the order of the file; each batch carries the checkpoint that counts its rows, so each
/// row happens exactly once. While one batch is on its way to the disk the next is decided.
/// </summary>
internal sealed class RowImport(RowKind kind, ImportTools tools, JobRun run, ImportRequest request, ImportLedger ledger)
{
    private const int RowsAtOnce = 500;

    private JobCheckpoint? followed;

    private string Jurisdiction => run.Job.Jurisdiction;

    private Container Container => kind.Makes.Container;

    /// <summary>Goes on with the import.</summary>
    public async Task<JobSlice> RunAsync(CancellationToken cancellationToken)
    {
        if (ledger.Last.Phase is null or ImportPhase.Codes
            && !await new CodeScan(tools, run, request, ledger).RunAsync(NewBatch(), cancellationToken))
        {
            return JobSlice.More(JobProgress.None);
        }

        ledger.Total = long.Parse(ledger.Last.Cursor!.Split(' ')[0], CultureInfo.InvariantCulture);
        if (ledger.Last.Phase == ImportPhase.Rows && !await RowsAsync(cancellationToken))
        {
            return JobSlice.More(ledger.Progress);
        }

        return JobSlice.Done(ledger.Progress, [.. ledger.Last.Files.Where(f => f.Name != CodeScan.FileName)]);
    }

    /// <summary>Takes the rows that are not taken yet; false where it wants another slice.</summary>
    private async Task<bool> RowsAsync(CancellationToken cancellationToken)
    {
        await FollowAsync(cancellationToken);
        var table = new MappedTable(request.TableMapping);
        Task writing = Task.CompletedTask;
        try
        {
            await foreach (RowBatch prepared in PrepareAsync(table, cancellationToken))
            {
                await writing;
                await FollowAsync(cancellationToken);
                await run.KeepAsync(ledger.Progress, cancellationToken);
                if (run.IsOver)
                {
                    await SaveAsync(cancellationToken);
                    return false;
                }

                writing = await WriteAsync(prepared, cancellationToken);
            }

            await writing;
            await FollowAsync(cancellationToken);
        }
        finally
        {
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (RowFault fault in table.Faults)
        {
            ledger.Reject(fault);
        }

        await ledger.EndAsync(NewBatch(), ImportPhase.Done, Report(table), cancellationToken);
        return true;
    }

    /// <summary>Reads rows and decides what becomes of them.</summary>
    private async IAsyncEnumerable<RowBatch> PrepareAsync(MappedTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FirstLines firsts = await FirstLines.ReadAsync(tools.Files, run.Job, ledger.File(CodeScan.FileName), cancellationToken);
        List<ImportRow> rows = new(RowsAtOnce);
        long skipped = ledger.Taken;
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
            if (rows.Count == RowsAtOnce)
            {
                foreach (RowBatch batch in await OpenAsync(rows, firsts, cancellationToken))
                {
                    yield return batch;
                }

                rows = new(RowsAtOnce);
            }
        }

        if (rows.Count > 0)
        {
            foreach (RowBatch batch in await OpenAsync(rows, firsts, cancellationToken))
            {
                yield return batch;
            }
        }
    }

    private async Task<IEnumerable<RowBatch>> OpenAsync(List<ImportRow> rows, FirstLines firsts, CancellationToken cancellationToken)
    {
        OpenJurisdiction areas = await tools.OpenAsync(Jurisdiction, cancellationToken);
        DecideRow decide = await kind.OpenAsync(Jurisdiction, rows, cancellationToken);
        int?[] before = [.. rows.Select(row => firsts.Before(row.Key, row.Row.Line))];
        return Split((i, open) => before[i] is { } line ? RowVerdict.Reject(rows[i], rows[i].Fault("code", $"The code '{rows[i].Key}' is already that of line {line}.")) : decide(i, open),
            0, rows.Count, areas);
    }

    private IEnumerable<RowBatch> Split(DecideRow decide, int begin, int end, OpenJurisdiction open)
        => RowBatch.Split(decide, begin, end, open, Container, writes: !request.DryRun);

    /// <summary>Writes what was prepared, decided anew where the areas have changed since; the last batch is on its way when this returns.</summary>
    private async Task<Task> WriteAsync(RowBatch prepared, CancellationToken cancellationToken)
    {
        Task writing = Task.CompletedTask;
        Queue<RowBatch> queue = new([prepared]);
        while (queue.TryPeek(out RowBatch? next))
        {
            await writing;
            if (kind.GoesByAreas && await tools.Snapshots.CurrentNumberAsync(Jurisdiction, cancellationToken) != next.Open.Snapshot.Generation)
            {
                OpenJurisdiction open = await tools.OpenAsync(Jurisdiction, cancellationToken);
                queue = new(Split(next.Decide, next.Begin, prepared.End, open));
                continue;
            }

            queue.Dequeue();
            ledger.Take(next.Verdicts);
            writing = next.Batch.Operations.Count > 0 || ledger.IsFull ? CommitAsync(next, cancellationToken) : Task.CompletedTask;
        }

        return writing;
    }

    private Task CommitAsync(RowBatch next, CancellationToken cancellationToken)
    {
        if (next.Batch.Operations.Count > 0)
        {
            var fact = run.Job.Origin.Fact(tools.Clock.GetUtcNow(), "import", $"job/{run.Job.Id}");
            next.Batch.Create(Kinds.Audit(Container), AuditEntry.Of(Jurisdiction, fact));
        }

        string cursor = string.Join(' ', [$"{ledger.Total}", .. request.DryRun ? [] : next.Verdicts.Select(v => v.Moved).OfType<string>()]);
        return ledger.CommitAsync(next.Batch, at => at with { Cursor = cursor }, cancellationToken);
    }

    private Task SaveAsync(CancellationToken cancellationToken) => ledger.HasMore ? ledger.CommitAsync(NewBatch(), null, cancellationToken) : Task.CompletedTask;

    /// <summary>Takes the households of moved buildings along. The checkpoint names the buildings until the next one, so that a killed worker's successor does it.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        foreach (string id in ReferenceEquals(followed, ledger.Last) ? [] : ledger.Last.Cursor!.Split(' ').Skip(1))
        {
            if (await tools.Store.FindAsync(Kinds.Building, Jurisdiction, id, cancellationToken) is { Value: var building })
            {
                var acting = new Acting(new Caller(run.Job.Origin.Subject, null, []), run.Job.Origin.TraceId);
                await tools.Followers.RunAsync(building, acting, cancellationToken);
            }
        }

        followed = ledger.Last;
    }

    private ImportReport Report(MappedTable table) => new(
        request.What, request.Atomic, request.DryRun, ledger.Taken, ledger.CountOf("added"), ledger.CountOf("changed"), ledger.CountOf("unchanged"), ledger.CountOf("rejected"),
        table.Ignored);

    private Batch NewBatch() => new(Container, Jurisdiction);
}
