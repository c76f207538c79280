using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Uploads;

namespace GridSteward.Domain.Imports;

/// <summary>What imports work with.</summary>
/// <param name="Store">Documents.</param>
/// <param name="Publishing">Shows all rows of an import at once.</param>
/// <param name="Uploads">The files.</param>
/// <param name="Checkpoints">How far jobs have come.</param>
/// <param name="Files">What jobs make.</param>
/// <param name="Places">Finds places among the areas.</param>
/// <param name="Snapshots">Tells the current generation.</param>
/// <param name="Followers">Takes households along with their building.</param>
/// <param name="Clock">The time.</param>
public sealed record ImportTools(
    IDocumentStore Store, Publishing Publishing, KeepUploads Uploads, JobCheckpoints Checkpoints, JobFiles Files, PlaceFinder Places, AreaSnapshots Snapshots, FollowBuilding Followers,
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

    /// <summary>Ends the job where the file as a whole is so wrong that it gave no row.</summary>
    internal static void RequireRows(long rows, MappedTable table)
    {
        if (rows == 0 && table.Faults.Count > 0)
        {
            throw new JobFailedException("No row of the file could be read.", [.. table.Faults.Select(f => new Fault($"line {f.Line}", f.Message))]);
        }
    }

    /// <summary>The jurisdiction with its areas as they are.</summary>
    internal async Task<OpenJurisdiction> OpenAsync(string jurisdiction, CancellationToken cancellationToken)
        => await Places.Open().FindAsync(jurisdiction, cancellationToken) ?? throw new JobFailedException($"The jurisdiction '{jurisdiction}' is gone.");

    /// <summary>Takes the households of the buildings along that the job has moved.</summary>
    internal async Task FollowAllAsync(Container container, Job job, CancellationToken cancellationToken)
    {
        await foreach (var mark in MarksAsync(container, job, cancellationToken))
        {
            await FollowAsync(job, mark.Value, cancellationToken);
        }
    }

    /// <summary>Takes the households of the moved buildings that a mark names along.</summary>
    internal async Task FollowAsync(Job job, JobCheckpoint mark, CancellationToken cancellationToken)
    {
        foreach (string id in mark.Cursor?.Split(' ') ?? [])
        {
            if (await Store.FindAsync(Kinds.Building, job.Jurisdiction, id, cancellationToken) is { Value: var building })
            {
                await Followers.RunAsync(building, new Acting(new Caller(job.Origin.Subject, null, []), job.Origin.TraceId), cancellationToken);
            }
        }
    }

    /// <summary>The marks of a job that are stored.</summary>
    internal async IAsyncEnumerable<Stored<JobCheckpoint>> MarksAsync(
        Container container, Job job, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // By id, from where the job's marks would begin.
        string prefix = RowStretch.MarkPrefix(job);
        PageToken? after = new(null, prefix);
        while (after is not null)
        {
            var page = await Store.ListAsync(Kinds.JobCheckpoint(container).In(job.Jurisdiction), new PageRequest(Batch.MaxOperations, after), cancellationToken);
            foreach (var mark in page.Items)
            {
                if (!mark.Value.Id.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield break;
                }

                yield return mark;
            }

            after = page.Next;
        }
    }

    /// <summary>Deletes the marks of a job.</summary>
    internal async Task DropMarksAsync(Container container, Job job, CancellationToken cancellationToken)
    {
        var batch = new Batch(container, job.Jurisdiction);
        await foreach (var mark in MarksAsync(container, job, cancellationToken))
        {
            batch.Delete(Kinds.JobCheckpoint(container), mark.Value.Id, mark.ETag);
            if (batch.Operations.Count == Batch.MaxOperations)
            {
                await Store.CommitAsync(batch, cancellationToken);
                batch = new Batch(container, job.Jurisdiction);
            }
        }

        await Store.CommitAsync(batch, cancellationToken);
    }
}
