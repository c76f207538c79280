using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
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
            await foreach (RowStretch stretch in new RowReading(kind, tools, run.Job, request, ledger).ReadAsync(table, cancellationToken))
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

        IEnumerable<RowBatch> Split(int from, OpenJurisdiction open)
            => RowBatch.Split(stretch.Decide, stretch.Begin + from, stretch.Begin + stretch.Length, open, Container, writing);
    }

    private ImportReport Report(MappedTable table) => new(
        request.What, request.Atomic, request.DryRun, ledger.Taken, ledger.CountOf("added"), ledger.CountOf("changed"), ledger.CountOf("unchanged"), ledger.CountOf("rejected"),
        table.Ignored);
}
