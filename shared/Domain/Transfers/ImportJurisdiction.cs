using System.Text.Json;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Uploads;

namespace GridSteward.Domain.Transfers;

/// <summary>
/// Brings a jurisdiction from the file that <see cref="ExportJurisdiction"/> made: checks all of it, takes the code, writes the documents and
/// blobs where nobody sees them, and shows them by one write. What a job that failed or was cancelled had written is swept.
/// </summary>
public sealed class ImportJurisdiction(IDocumentStore store, IBlobStore blobs, KeepUploads uploads, JobCheckpoints checkpoints, ArrivingJurisdictions arriving) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "importJurisdiction";

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds => [JobKind];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using Stream file = await uploads.OpenAsync(run.Job.Upload!, cancellationToken);
        var at = await checkpoints.ReadAsync(Container.Outcomes, run.Job, cancellationToken);
        var slice = new ImportSlice(run, PlanOf(run.Job), file, store, blobs, checkpoints, arriving, at);
        return await slice.RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task TidyUpAsync(Job job, CancellationToken cancellationToken)
    {
        await arriving.LeaveAsync(PlanOf(job).Jurisdiction, job, cancellationToken);
        await checkpoints.DropAsync(Container.Outcomes, job, cancellationToken);
    }

    private static TransferPlan PlanOf(Job job) => job.Request.Deserialize(TransferJson.Default.TransferPlan)!;
}
