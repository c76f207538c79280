using System.Text.Json;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Privacy;

/// <summary>What an erasure did, in references only; the job's file.</summary>
/// <param name="Erased">The records whose personal parts are gone.</param>
/// <param name="Kept">What stays, and why.</param>
/// <param name="ToLookAt">What mentions the person or agrees only in part; for somebody to look at, and to name by its id in another request.</param>
/// <param name="JobFiles">Files of jobs that were deleted with it, because they may have held the person's rows.</param>
/// <param name="Uploads">Uploads that were deleted for the same reason.</param>
public sealed record ErasureResult(
    IReadOnlyList<string> Erased, IReadOnlyList<KeptRecord> Kept, IReadOnlyList<string> ToLookAt, int JobFiles, int Uploads);

/// <summary>Erases a person on their request, then every file that may hold their rows, then the bytes in the engine's own files.</summary>
public sealed class ErasePersonWork(
    IDocumentStore store, IBlobStore blobs, PersonSearch search, SubjectErasure subjects, CoverageBooks books, KeptFiles kept, JobCheckpoints checkpoints,
    JobFiles files, TimeProvider clock) : IJobWork
{
    /// <summary>What no erasure takes away.</summary>
    private static readonly KeptRecord[] Always =
    [
        new("audit", "Entries say who did what to which record, as references without names; the law wants them kept for the years that the settings say."),
        new("reportEvents", "The course of a report is kept without its notes, so that it can be answered for."),
        new("invitations", "The display name that an invitation was written for goes when the invitation expires, at most sixty days after it was made."),
        new("backups", "Backups of the platform or of the operator end by their own time."),
    ];

    /// <summary>How long a slice may rewrite the coverage book; well within a lease.</summary>
    private static readonly TimeSpan BookTime = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds => [PersonRequests.Erase];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        Stored<JobCheckpoint> at = await search.RunAsync(run, cancellationToken);
        PersonFindings findings = PersonSearch.Read(at);
        if (findings.Stage != SearchStage.Found)
        {
            return JobSlice.More(PersonSearch.ProgressOf(findings));
        }

        Retention retention = (await store.SettingsOfAsync(run.Job.Jurisdiction, cancellationToken))?.Retention ?? Retention.Default;
        var erasing = new Erasing(
            subject => run.Job.Origin.Fact(clock.GetUtcNow(), ErasureList.Action, subject), retention.EraseHouseholdPlaces, (batch, _) => store.CommitOrLoseAsync(batch, cancellationToken));
        while (findings.Handled < findings.Found.Count)
        {
            if (run.IsOver)
            {
                return JobSlice.More(PersonSearch.ProgressOf(findings));
            }

            string subject = findings.Found[findings.Handled];
            IReadOnlyList<KeptRecord> stays = await subjects.EraseAsync(run.Job.Jurisdiction, subject, erasing, run.Job.Origin, cancellationToken);
            findings = findings with { Handled = findings.Handled + 1, Kept = [.. findings.Kept, .. stays] };
            at = await search.SaveAsync(run, at, findings, cancellationToken);
        }

        if (findings.Found.Any(f => f.StartsWith("household/", StringComparison.Ordinal)) && !await books.ForgetErasedAsync(run.Job.Jurisdiction, BookTime, cancellationToken))
        {
            return JobSlice.More(PersonSearch.ProgressOf(findings));
        }

        DeletedFiles deleted = await kept.DeleteAsync(run.Job.Jurisdiction, run.Job.Id, run.Job.Origin, cancellationToken);
        await blobs.ScrubAsync(cancellationToken);
        await store.ScrubAsync(cancellationToken);
        return await ResultAsync(run.Job, findings, deleted, cancellationToken);
    }

    /// <inheritdoc/>
    public Task TidyUpAsync(Job job, CancellationToken cancellationToken) => checkpoints.DropAsync(Container.Outcomes, job, cancellationToken);

    private async Task<JobSlice> ResultAsync(Job job, PersonFindings findings, DeletedFiles deleted, CancellationToken cancellationToken)
    {
        string[] erased = [.. findings.Found.Except(findings.Kept.Select(k => k.What))];
        var result = new ErasureResult(erased, [.. findings.Kept, .. deleted.Kept, .. Always], findings.ToLookAt, deleted.JobFiles, deleted.Uploads);
        JobFile file = await files.AppendAsync(
            job, new JobFile("erasure.json", "application/json", []), JsonSerializer.SerializeToUtf8Bytes(result, DomainJson.Default.ErasureResult), cancellationToken);
        Dictionary<string, long> counts = new(PersonSearch.ProgressOf(findings).Counts)
        {
            ["erased"] = erased.Length, ["kept"] = findings.Kept.Count + deleted.Kept.Count, ["jobFiles"] = deleted.JobFiles, ["uploads"] = deleted.Uploads,
        };
        return JobSlice.Done(PersonSearch.ProgressOf(findings) with { Counts = counts }, file);
    }
}
