using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Exports;

/// <summary>
/// Writes a table into a file, part by part. Every document is in it once, as it was when its page was read; what comes or goes while the job
/// runs is in it or not, by whether its place in the order had been passed.
/// </summary>
public sealed class ExportTable(IDocumentStore store, AreaSnapshots snapshots, JobFiles files, JobCheckpoints checkpoints) : IJobWork
{
    private const string Ended = "ended";

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds { get; } = [.. Enum.GetValues<ExportSubject>().Select(ExportRequest.JobKindOf)];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ExportRequest request = run.Job.Request.Deserialize(DomainJson.Default.ExportRequest)!;
        ExportRows rows = RowsOf(request);
        var at = await checkpoints.ReadAsync(Container.Outcomes, run.Job, cancellationToken);
        JobFile begun = at.Value.Files is [var file] ? file : new JobFile(request.FileName, request.ContentType, []);
        using var parts = new JobFileWriter(files, run.Job, begun);
        TableWriter table = begun.Parts.Count == 0
            ? TableWriter.Begin(parts.Part, request.TableFormat, rows.Columns, request.Labels)
            : TableWriter.Append(parts.Part, request.TableFormat, rows.Columns, at.Value.Taken, request.Labels);
        string? after = at.Value.Cursor;
        while (at.Value.Phase != Ended)
        {
            ExportPage page = await rows.ReadAsync(run.Job.Jurisdiction, after, cancellationToken);
            foreach (TableValue[] row in page.Rows)
            {
                await table.WriteAsync(row, cancellationToken);
            }

            after = page.Last ?? after;
            await (page.More ? table.FlushAsync(cancellationToken) : table.EndAsync(cancellationToken));
            if (!page.More || parts.IsFull || run.IsOver)
            {
                await parts.WritePartAsync(cancellationToken);
                JobCheckpoint next = at.Value.With(parts.File) with { Taken = table.Rows, Cursor = after, Phase = page.More ? null : Ended };
                at = await checkpoints.CommitAsync(new Batch(Container.Outcomes, run.Job.Jurisdiction), at, next, cancellationToken);
            }

            await run.KeepAsync(Progress(at.Value), cancellationToken);
            if (page.More && run.IsOver)
            {
                return JobSlice.More(Progress(at.Value));
            }
        }

        return JobSlice.Done(Progress(at.Value), at.Value.Files);
    }

    /// <inheritdoc/>
    public Task TidyUpAsync(Job job, CancellationToken cancellationToken) => checkpoints.DropAsync(Container.Outcomes, job, cancellationToken);

    private static JobProgress Progress(JobCheckpoint at) => new(at.Taken, null, new Dictionary<string, long> { ["rows"] = at.Taken });

    private ExportRows RowsOf(ExportRequest request) => request.What switch
    {
        ExportSubject.Households => new HouseholdRows(store, request),
        ExportSubject.Buildings => new BuildingRows(store, request),
        ExportSubject.Stewards => new StewardRows(store),
        ExportSubject.Posts => new PostRows(store, request),
        ExportSubject.Areas => new AreaRows(store, snapshots),
        ExportSubject.Reports => new ReportRows(store, request),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.What, "There is no such export."),
    };
}
