using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Uploads;

namespace GridSteward.Domain.Imports;

/// <summary>What imports work with.</summary>
/// <param name="Store">Documents.</param>
/// <param name="Uploads">The files.</param>
/// <param name="Checkpoints">How far jobs have come.</param>
/// <param name="Files">What jobs make.</param>
/// <param name="Places">Finds places among the areas.</param>
/// <param name="Snapshots">Tells the current generation.</param>
/// <param name="Followers">Takes households along with their building.</param>
/// <param name="Clock">The time.</param>
public sealed record ImportTools(
    IDocumentStore Store, KeepUploads Uploads, JobCheckpoints Checkpoints, JobFiles Files, PlaceFinder Places, AreaSnapshots Snapshots, FollowBuilding Followers,
    TimeProvider Clock)
{
    /// <summary>The rows of a job's file, in order.</summary>
    internal async IAsyncEnumerable<MappedRow> ReadAsync(
        Job job, MappedTable table, ImportRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream stream = await Uploads.OpenAsync(job.Upload!, cancellationToken);
        await foreach (MappedRow row in table.ReadAsync(stream, request.TableFormat, cancellationToken))
        {
            yield return row;
        }
    }

    /// <summary>The jurisdiction with its areas as they are.</summary>
    internal async Task<OpenJurisdiction> OpenAsync(string jurisdiction, CancellationToken cancellationToken)
        => await Places.Open().FindAsync(jurisdiction, cancellationToken) ?? throw new JobFailedException($"The jurisdiction '{jurisdiction}' is gone.");

    /// <summary>Deletes the marks of a job.</summary>
    internal async Task DropMarksAsync(Container container, Job job, CancellationToken cancellationToken)
    {
        var kind = Kinds.JobCheckpoint(container);
        while (true)
        {
            // By id, from where the job's marks would begin.
            var page = await Store.ListAsync(kind.In(job.Jurisdiction), new PageRequest(Batch.MaxOperations, new PageToken(null, RowStretch.MarkPrefix(job))), cancellationToken);
            var batch = new Batch(container, job.Jurisdiction);
            foreach (var mark in page.Items.Where(m => m.Value.Id.StartsWith(RowStretch.MarkPrefix(job), StringComparison.Ordinal)))
            {
                batch.Delete(kind, mark.Value.Id, mark.ETag);
            }

            if (batch.Operations.Count == 0)
            {
                return;
            }

            await Store.CommitAsync(batch, cancellationToken);
        }
    }
}
