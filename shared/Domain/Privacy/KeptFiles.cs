using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Uploads;

namespace GridSteward.Domain.Privacy;

/// <summary>What became of the files.</summary>
/// <param name="JobFiles">Files of jobs that are deleted.</param>
/// <param name="Uploads">Uploads that are deleted.</param>
/// <param name="Kept">What had to stay.</param>
public sealed record DeletedFiles(int JobFiles, int Uploads, IReadOnlyList<KeptRecord> Kept);

/// <summary>
/// Deletes the files that may hold an erased person's rows. Which do cannot be told without reading them all, and they are made for days only:
/// so every file that a job of the jurisdiction made, and every upload that no job is about to read, wherever it is for.
/// </summary>
public sealed class KeptFiles(IDocumentStore store, IBlobStore blobs, JobFiles files, KeepUploads uploads, TimeProvider clock)
{
    /// <summary>An upload that is still being sent is left for so long.</summary>
    private static readonly TimeSpan Sending = TimeSpan.FromHours(1);

    /// <summary>Deletes them.</summary>
    /// <param name="jurisdiction">Whose.</param>
    /// <param name="self">The job that asks, whose own files stay; null where none does.</param>
    /// <param name="origin">Who has them deleted.</param>
    /// <param name="cancellationToken">Stops it; whoever asks again deletes the rest.</param>
    public async Task<DeletedFiles> DeleteAsync(string jurisdiction, string? self, JobOrigin origin, CancellationToken cancellationToken)
    {
        List<KeptRecord> kept = [];
        HashSet<string> inUse = await UploadsInUseAsync(cancellationToken);
        int deleted = 0;
        List<string> running = self is null ? [] : [self];
        await foreach (Stored<Job> job in store.AllAsync(Kinds.Job.In(jurisdiction), cancellationToken))
        {
            if (!job.Value.HasEnded && job.Value.Id != self)
            {
                running.Add(job.Value.Id);
                kept.Add(new($"job/{job.Value.Id}", "It has not ended; what it makes may hold the person's rows. Ask again when it has."));
            }
            else if (job.Value.Files.Count > 0)
            {
                deleted += job.Value.Files.Count;
                await ForgetFilesAsync(job, origin, cancellationToken);
            }
        }

        // By the blobs too: what a killed job left, and what an earlier try of this one had begun.
        HashSet<string> owners = await blobs.ListAsync(BlobContainer.Jobs, $"{jurisdiction}/", cancellationToken)
            .Select(name => name.Split('/')[1]).ToHashSetAsync(cancellationToken: cancellationToken);

        foreach (string owner in owners.Except(running))
        {
            await files.DeleteAsync(jurisdiction, owner, cancellationToken);
        }

        int forgotten = 0;
        await foreach (Stored<Upload> upload in store.AllAsync(Kinds.Upload.In(Upload.Home), cancellationToken))
        {
            bool sending = upload.Value.Sealed is null && clock.GetUtcNow() - upload.Value.CreatedAt < Sending;
            if (sending || inUse.Contains(upload.Value.Id))
            {
                kept.Add(new($"upload/{upload.Value.Id}", sending ? "It is being sent; it is forgotten after a day." : "A job reads it; it is forgotten when the job has ended."));
            }
            else
            {
                await uploads.ForgetAsync(upload.Value.Id, cancellationToken);
                forgotten++;
            }
        }

        return new DeletedFiles(deleted, forgotten, kept);
    }

    private Task<CommitOutcome> ForgetFilesAsync(Stored<Job> job, JobOrigin origin, CancellationToken cancellationToken)
    {
        AuditFact fact = origin.Fact(clock.GetUtcNow(), "eraseFiles", $"job/{job.Value.Id}");
        return store.CommitOrLoseAsync(
            new Batch(Container.Outcomes, job.Value.Jurisdiction)
                .Replace(Kinds.Job, job.Value with { Files = [] }, job.ETag)
                .Create(Kinds.Audit(Container.Outcomes), AuditEntry.Of(job.Value.Jurisdiction, fact)),
            cancellationToken);
    }

    /// <summary>The uploads of all jobs that have not ended, in whatever jurisdiction; the agenda knows the jobs.</summary>
    private async Task<HashSet<string>> UploadsInUseAsync(CancellationToken cancellationToken)
    {
        HashSet<string> inUse = [];
        await foreach (Stored<AgendaEntry> entry in store.AllAsync(Kinds.AgendaEntry.In(AgendaEntry.OnlyKey), cancellationToken))
        {
            if (entry.Value.Subject == AgendaSubject.Job
                && await store.FindAsync(Kinds.Job, entry.Value.Jurisdiction, entry.Value.SubjectId, cancellationToken) is { Value: { HasEnded: false, Upload: { } upload } })
            {
                inUse.Add(upload);
            }
        }

        return inUse;
    }
}
