using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>The phases of an import of rows that become documents, written row by row or, with <c>atomic</c>, staged and published.</summary>
internal sealed class DocumentImport(RowKind kind, ImportTools tools, JobRun run, ImportRequest request, ImportLedger ledger)
{
    private const int MaxPasses = 5;

    private readonly Publisher publisher = new(tools.Store, kind.Makes.Container, run.Job.Jurisdiction, run.Job.Id);

    private Container Container => kind.Makes.Container;

    private string Phase => ledger.Last.Phase ?? ImportPhase.Codes;

    /// <summary>Goes on with the import.</summary>
    public async Task<JobSlice> RunAsync(CancellationToken cancellationToken)
    {
        if (Phase == ImportPhase.Codes && !await new CodeScan(tools, run, request, ledger).RunAsync(Container, cancellationToken))
        {
            return JobSlice.More(JobProgress.None);
        }

        bool isDone = request.Atomic && !request.DryRun ? await StageAsync(cancellationToken) : await WriteAsync(cancellationToken);
        if (!isDone)
        {
            return JobSlice.More(ledger.Progress);
        }

        JobFile[] files = [.. ledger.Last.Files.Where(f => f.Name != CodeScan.FileName)];
        return request.Atomic && ledger.CountOf("rejected") is > 0 and var rejected
            ? throw new JobFailedException($"{rejected} rows have faults, and all rows or none were asked for.") { Files = files, Progress = ledger.Progress }
            : JobSlice.Done(ledger.Progress, files);
    }

    private async Task<bool> WriteAsync(CancellationToken cancellationToken)
        => Phase == ImportPhase.Done
            || await Rows(request.DryRun ? RowWriting.Nothing : RowWriting.InPlace, tools.Checkpoints).RunAsync(ImportPhase.Done, cancellationToken);

    /// <summary>Stages, publishes and settles; whatever phase it was in when it was killed, it goes on from there.</summary>
    private async Task<bool> StageAsync(CancellationToken cancellationToken)
    {
        if (Phase == ImportPhase.Rows && ledger.Cursor.Pass == 0)
        {
            await BeginPassAsync(cancellationToken);
        }

        // The engine itself: to the store as others see it, staging would be a change by someone else.
        while (Phase == ImportPhase.Rows || (Phase == ImportPhase.Publish && ledger.CountOf("rejected") == 0 && !await PublishAsync(cancellationToken)))
        {
            if (run.IsOver || !await Rows(RowWriting.Staged(run.Job.Id), new JobCheckpoints(tools.Store.Engine)).RunAsync(ImportPhase.Publish, cancellationToken))
            {
                return false;
            }
        }

        if (Phase == ImportPhase.Publish && ledger.CountOf("rejected") == 0)
        {
            if (!await publisher.SettleAsync(GoesOnAsync, cancellationToken))
            {
                return false;
            }

            await publisher.ClearAsync(ledger.AddPhase(new Batch(Container, run.Job.Jurisdiction), ImportPhase.Sweep), cancellationToken);
            await ledger.RereadAsync(Container, cancellationToken);
        }

        if (Phase == ImportPhase.Sweep)
        {
            await foreach (var mark in tools.MarksAsync(Container, run.Job, cancellationToken))
            {
                await tools.FollowAsync(run.Job, mark.Value, cancellationToken);
            }

            if (!await publisher.SweepAsync(GoesOnAsync, cancellationToken))
            {
                return false;
            }

            await ledger.SaveAsync(Container, next => next with { Phase = ImportPhase.Done }, cancellationToken);
        }

        return true;

        // What shows cannot be cancelled.
        async Task<bool> GoesOnAsync()
        {
            try
            {
                await run.KeepAsync(ledger.Progress, cancellationToken);
            }
            catch (JobCancelledException)
            {
                // It ends by being done.
            }

            return !run.IsOver;
        }
    }

    /// <summary>Publishes where everything is in waiting as the file says it; false where the rows have to be gone through again.</summary>
    private async Task<bool> PublishAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = await publisher.ReadAsync(cancellationToken);
            if (seen.Value.Showing == run.Job.Id)
            {
                return true;
            }

            if (seen.Value.Import != run.Job.Id)
            {
                throw new JobLostException("Another worker has come further.");
            }

            bool isStale = seen.Value.Releases != ledger.Cursor.Releases
                || (kind.GoesByAreas && await tools.Snapshots.CurrentNumberAsync(run.Job.Jurisdiction, cancellationToken) != ledger.Cursor.Generation);
            if (isStale)
            {
                await publisher.SweepAsync(
                    async () =>
                    {
                        await run.KeepAsync(ledger.Progress, cancellationToken);
                        return true;
                    },
                    cancellationToken);
                await BeginPassAsync(cancellationToken);
                return false;
            }

            AuditFact fact = run.Job.Origin.Fact(tools.Clock.GetUtcNow(), "publishImport", $"job/{run.Job.Id}");
            var batch = new Batch(Container, run.Job.Jurisdiction).Create(Kinds.Audit(Container), AuditEntry.Of(run.Job.Jurisdiction, fact));
            await publisher.PublishAsync(seen, batch, cancellationToken);
        }
    }

    private async Task BeginPassAsync(CancellationToken cancellationToken)
    {
        ImportCursor cursor = ledger.Cursor;
        if (cursor.Pass == MaxPasses)
        {
            throw new JobFailedException("While it was staged, others kept changing what the file changes, or the areas. Order it again in a quieter hour.");
        }

        Publication claimed = await publisher.ClaimAsync(cancellationToken);
        int generation = await tools.Snapshots.CurrentNumberAsync(run.Job.Jurisdiction, cancellationToken);
        await ledger.RestartAsync(Container, cursor with { Pass = cursor.Pass + 1, Releases = claimed.Releases, Generation = generation }, cancellationToken);
    }

    private RowImport Rows(RowWriting writing, JobCheckpoints checkpoints) => new(kind, tools, run, request, ledger, writing, checkpoints);
}
