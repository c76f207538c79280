using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Transfers;

/// <summary>
/// Writes a whole jurisdiction into a file (<see cref="TransferHead"/> says its form). Each document is in it once, as it was when its page was
/// read. Work that goes on meanwhile is seen in part: at the end the versions are read a second time, and the last line names the kinds that changed.
/// </summary>
public sealed class ExportJurisdiction(IDocumentStore store, IBlobStore blobs, JobFiles files, JobCheckpoints checkpoints) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "exportJurisdiction";

    /// <summary>The file's name.</summary>
    public const string FileName = "jurisdiction.ndjson";

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds => [JobKind];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var at = await checkpoints.ReadAsync(Container.Outcomes, run.Job, cancellationToken);
        JobFile file = at.Value.Files is [var begun] ? begun : new JobFile(FileName, "application/x-ndjson", []);
        using var writer = new JobFileWriter(files, run.Job, file);
        using var slice = new ExportSlice(run, store, blobs, checkpoints, at, writer);
        return await slice.RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task TidyUpAsync(Job job, CancellationToken cancellationToken) => checkpoints.DropAsync(Container.Outcomes, job, cancellationToken);
}
