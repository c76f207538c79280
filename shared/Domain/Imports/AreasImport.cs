using System.Text;
using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>
/// Imports a file of areas as one generation, made visible by one write, in which the job's checkpoint is: so it happens once however often it is
/// tried. Without <c>atomic</c> rows with faults are left out; with it they end the import.
/// </summary>
internal sealed class AreasImport(ImportTools tools, AreaStaging staging, TryAreaImport trial, JobRun run, ImportRequest request)
{
    private const int Tries = 5;
    private const int RowsBetween = 500;
    private const string ProblemsFile = "problems.geojson";
    private const int MostProblems = 10_000;

    private Stored<JobCheckpoint> at = null!;

    /// <summary>Does the import in one slice.</summary>
    public async Task<JobSlice> RunAsync(CancellationToken cancellationToken)
    {
        at = await tools.Checkpoints.ReadAsync(Container.Areas, run.Job, cancellationToken);
        for (int i = 0; i < Tries && at.Value.Phase != ImportPhase.Done; i++)
        {
            await TryAsync(cancellationToken);
        }

        JobCheckpoint end = at.Value.Phase == ImportPhase.Done ? at.Value : throw new JobLostException("Other imports and edits of the same areas came in between.");
        JobProgress progress = new(end.Taken, end.Taken, end.Counts);
        return request.Atomic && end.Count("rejected") > 0
            ? throw new JobFailedException("Rows have faults, and all or none were asked for.") { Files = end.Files, Progress = progress }
            : JobSlice.Done(progress, end.Files);
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        string jurisdiction = run.Job.Jurisdiction;
        var open = await tools.OpenAsync(jurisdiction, cancellationToken);
        var file = new AreaFile(request, open.Settings);
        var table = new MappedTable(request.TableMapping);
        await foreach (MappedRow row in tools.ReadAsync(run.Job, table, request, cancellationToken))
        {
            file.Add(row);
            if (file.Rows % RowsBetween == 0)
            {
                await run.KeepAsync(JobProgress.None, cancellationToken);
            }
        }

        ImportTools.RequireRows(file.Rows, table);
        foreach (RowFault fault in table.Faults)
        {
            file.Reject(fault);
        }

        NextGeneration next = await staging.BeginAsync(jurisdiction, cancellationToken);
        AreaEdition edition = file.Compose(next);
        bool publishes = edition.ChangesAnything && !request.DryRun && !(request.Atomic && file.RejectedRows > 0);
        AreaReport problems = await trial.CausedAsync(next, edition, open.Settings.Levels, cancellationToken);
        await run.KeepAsync(JobProgress.None, cancellationToken);
        JobCheckpoint end = await EndAsync(file, table, next, edition, problems, cancellationToken);
        if (!publishes)
        {
            at = await tools.Checkpoints.CommitAsync(new Batch(Container.Areas, jurisdiction), at, end, cancellationToken);
            return;
        }

        // Where it was not written, another import may have come first, or this very one in another worker.
        await staging.PublishAsync(
            next, edition, now => run.Job.Origin.Fact(now, "importAreas", $"generation/{next.Number}"), batch => JobCheckpoints.Add(batch, at, end), cancellationToken);
        at = await tools.Checkpoints.ReadAsync(Container.Areas, run.Job, cancellationToken);
    }

    private async Task<JobCheckpoint> EndAsync(
        AreaFile file, MappedTable table, NextGeneration next, AreaEdition edition, AreaReport problems, CancellationToken cancellationToken)
    {
        ImportReport report = new(request.What, request.Atomic, request.DryRun, file.Rows, edition.Added, edition.Changed, edition.Unchanged, file.RejectedRows, table.Ignored)
        {
            Removed = edition.Removed,
            Generation = edition.ChangesAnything ? next.Number : next.Number - 1,
            Problems = problems.Counts,
        };
        List<JobFile> files = [];
        if (problems.Problems.Count > 0)
        {
            files.Add(await tools.Files.AppendAsync(
                run.Job, new JobFile(ProblemsFile, AreaReportJson.ContentType, []), AreaReportJson.Write(problems, MostProblems), cancellationToken));
        }

        if (file.RejectedRows > 0)
        {
            files.Add(await tools.Files.AppendAsync(
                run.Job, new JobFile(RejectedRows.FileName, RejectedRows.ContentType, []), Encoding.UTF8.GetBytes(file.Rejected), cancellationToken));
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(report, DomainJson.Default.ImportReport);
        files.Add(await tools.Files.AppendAsync(run.Job, new JobFile(ImportReport.FileName, "application/json", []), json, cancellationToken));
        return at.Value with
        {
            Phase = ImportPhase.Done,
            Taken = file.Rows,
            Counts = new Dictionary<string, long>
            {
                ["added"] = edition.Added,
                ["changed"] = edition.Changed,
                ["unchanged"] = edition.Unchanged,
                ["removed"] = edition.Removed,
                ["rejected"] = file.RejectedRows,
            },
            Files = files,
        };
    }
}
