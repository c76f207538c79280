using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Assignments;

/// <summary>Orders that all assignments of a jurisdiction be replayed.</summary>
public sealed class OrderReplays(KeepJobs jobs)
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "replayAssignments";

    /// <summary>Enters the job.</summary>
    public Task<Outcome<Stored<Job>>> OrderAsync(string jurisdiction, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => jobs.CreateAsync(jurisdiction, new JobOrder(JobKind, JsonSerializer.SerializeToElement("", DomainJson.Default.String), Capability.ReadAudit), once, acting, cancellationToken);
}

/// <summary>Replays all assignments of a jurisdiction page by page and writes those that differ into a file, one JSON object a line.</summary>
public sealed class ReplayWork(ReplayAssignments replay, JobFiles files, JobCheckpoints checkpoints) : IJobWork
{
    private const string Ended = "ended";

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds => [OrderReplays.JobKind];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var at = await checkpoints.ReadAsync(Container.Outcomes, run.Job, cancellationToken);
        JobFile begun = at.Value.Files is [var file] ? file : new JobFile("differences.ndjson", "application/x-ndjson", []);
        using var parts = new JobFileWriter(files, run.Job, begun);
        JobCheckpoint next = at.Value;
        while (at.Value.Phase != Ended)
        {
            ReplayedPage page = await replay.ReplayAsync(run.Job.Jurisdiction, next.Cursor, cancellationToken);
            foreach (ReplayedReport report in page.Reports.Where(r => r.Differences.Count > 0 && !r.Erased))
            {
                parts.AddLine(report, DomainJson.Default.ReplayedReport);
            }

            var tally = ReplayTally.Of(page.Reports);
            next = next.Plus(tally.Counts) with { Taken = next.Taken + page.Reports.Count, Cursor = page.After, Phase = page.After is null ? Ended : null };
            if (page.After is null || parts.IsFull || run.IsOver)
            {
                await parts.WritePartAsync(cancellationToken);
                next = parts.File.Parts.Count == 0 ? next : next.With(parts.File);
                at = await checkpoints.CommitAsync(new Batch(Container.Outcomes, run.Job.Jurisdiction), at, next, cancellationToken);
            }

            await run.KeepAsync(Progress(at.Value), cancellationToken);
            if (page.After is not null && run.IsOver)
            {
                return JobSlice.More(Progress(at.Value));
            }
        }

        return JobSlice.Done(Progress(at.Value), at.Value.Files);
    }

    /// <inheritdoc/>
    public Task TidyUpAsync(Job job, CancellationToken cancellationToken) => checkpoints.DropAsync(Container.Outcomes, job, cancellationToken);

    private static JobProgress Progress(JobCheckpoint at) => new(at.Taken, null, at.Counts);
}
