using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>The phases of an import of rows that become documents: written row by row or, with <c>atomic</c>, staged and shown together.</summary>
internal sealed class DocumentImport(RowKind kind, ImportTools tools, JobRun run, ImportRequest request, ImportLedger ledger)
{
    private const int MaxPasses = 5;

    private static readonly TimeSpan WaitForOthers = TimeSpan.FromSeconds(2);

    private Container Container => kind.Makes.Container;

    private string Jurisdiction => run.Job.Jurisdiction;

    private string Import => ImportId(run.Job, ledger.Cursor.Pass);

    private string Phase => ledger.Last.Phase ?? ImportPhase.Codes;

    /// <summary>The ids under which a job may have staged rows, one for each pass.</summary>
    public static IEnumerable<string> ImportIds(Job job) => Enumerable.Range(1, MaxPasses).Select(pass => ImportId(job, pass));

    /// <summary>Goes on with the import.</summary>
    public async Task<JobSlice> RunAsync(CancellationToken cancellationToken)
    {
        if (Phase == ImportPhase.Codes && !await new CodeScan(tools, run, request, ledger).RunAsync(Container, cancellationToken))
        {
            return JobSlice.More(JobProgress.None);
        }

        if (!await (request.Atomic && !request.DryRun ? StageAsync(cancellationToken) : WriteAsync(cancellationToken)))
        {
            return JobSlice.More(ledger.Progress) with { Pause = Phase == ImportPhase.Staged && !run.IsOver ? WaitForOthers : null };
        }

        JobFile[] files = [.. ledger.Last.Files.Where(f => f.Name != CodeScan.FileName)];
        return request.Atomic && ledger.CountOf("rejected") is > 0 and var rejected
            ? throw new JobFailedException($"{rejected} rows have faults, and all rows or none were asked for.") { Files = files, Progress = ledger.Progress }
            : JobSlice.Done(ledger.Progress, files);
    }

    private async Task<bool> WriteAsync(CancellationToken cancellationToken)
        => Phase == ImportPhase.Done || await Rows(request.DryRun ? RowWriting.Nothing : RowWriting.InPlace).RunAsync(ImportPhase.Done, cancellationToken);

    /// <summary>Stages the rows, shows them and puts them into their places; whatever phase it was killed in, it goes on from there.</summary>
    private async Task<bool> StageAsync(CancellationToken cancellationToken)
    {
        if (Phase == ImportPhase.Rows && ledger.Cursor.Pass == 0)
        {
            await BeginPassAsync(cancellationToken);
        }

        while (Phase is ImportPhase.Rows or ImportPhase.Staged)
        {
            if (Phase == ImportPhase.Rows && !await Rows(RowWriting.Staged(Jurisdiction, Import)).RunAsync(ImportPhase.Staged, cancellationToken))
            {
                return false;
            }

            if (ledger.CountOf("rejected") > 0)
            {
                return true;
            }

            if (await AreasHaveChangedAsync(cancellationToken))
            {
                await tools.Publishing.FinishAsync(Container, Jurisdiction, Import, cancellationToken);
                await BeginPassAsync(cancellationToken);
            }
            else if (!await ShowAsync(cancellationToken))
            {
                return false;
            }
        }

        return Phase == ImportPhase.Done || await PlaceAsync(cancellationToken);
    }

    /// <summary>The one write by which all rows show; false where another import is not in its places yet.</summary>
    private async Task<bool> ShowAsync(CancellationToken cancellationToken)
    {
        var last = await tools.Publishing.ReadAsync(Container, Jurisdiction, cancellationToken);
        Batch batch = ledger.AddPhase(new Batch(Container, Jurisdiction), ImportPhase.Shown);
        if (!Publishing.TryPublish(batch, last, Import))
        {
            return false;
        }

        // Whether it was written, the checkpoint says.
        AuditFact fact = run.Job.Origin.Fact(tools.Clock.GetUtcNow(), "publishImport", $"job/{run.Job.Id}");
        await tools.Store.CommitAsync(batch.Create(Kinds.Audit(Container), AuditEntry.Of(Jurisdiction, fact)), cancellationToken);
        await ledger.RereadAsync(Container, cancellationToken);
        return true;
    }

    /// <summary>Puts the rows that show into their places; false where it wants another slice.</summary>
    private async Task<bool> PlaceAsync(CancellationToken cancellationToken)
    {
        for (FoldedRows folded = new(0, [], false); !folded.IsDone;)
        {
            if (await IsOverAsync(cancellationToken))
            {
                return false;
            }

            folded = await tools.Publishing.FoldAsync(Container, Jurisdiction, Import, cancellationToken);
            if (folded.Overtaken.Count > 0)
            {
                await ledger.OvertakeAsync(Container, folded.Overtaken, cancellationToken);
            }
        }

        await tools.Publishing.CloseAsync(Container, Jurisdiction, Import, cancellationToken);
        await tools.FollowAllAsync(Container, run.Job, cancellationToken);
        await ledger.SaveAsync(Container, next => next with { Phase = ImportPhase.Done }, cancellationToken);
        return true;
    }

    /// <summary>Keeps the lease. What shows cannot be cancelled: the job ends by being done.</summary>
    private async Task<bool> IsOverAsync(CancellationToken cancellationToken)
    {
        try
        {
            await run.KeepAsync(ledger.Progress, cancellationToken);
        }
        catch (JobCancelledException)
        {
            // Too late.
        }

        return run.IsOver;
    }

    private async Task<bool> AreasHaveChangedAsync(CancellationToken cancellationToken)
        => kind.GoesByAreas && await tools.Snapshots.CurrentNumberAsync(Jurisdiction, cancellationToken) != ledger.Cursor.Generation;

    private async Task BeginPassAsync(CancellationToken cancellationToken)
    {
        ImportCursor cursor = ledger.Cursor;
        if (cursor.Pass == MaxPasses)
        {
            throw new JobFailedException("The areas kept changing while the rows were staged. Order it again when they have come to rest.");
        }

        int generation = await tools.Snapshots.CurrentNumberAsync(Jurisdiction, cancellationToken);
        await ledger.RestartAsync(Container, cursor with { Pass = cursor.Pass + 1, Generation = generation }, cancellationToken);
    }

    private static string ImportId(Job job, int pass) => $"{job.Id}.{pass}";

    private RowImport Rows(RowWriting writing) => new(kind, tools, run, request, ledger, writing);
}
