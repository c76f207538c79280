using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tracing;
using GridSteward.Domain.Uploads;

namespace GridSteward.Domain.Jobs;

/// <summary>What is asked of a job.</summary>
/// <param name="Kind">The kind of work.</param>
/// <param name="Request">What the work reads.</param>
/// <param name="Needs">What whoever sees it or its files must hold on the whole jurisdiction.</param>
/// <param name="Upload">The sealed upload that it reads; null for none.</param>
public sealed record JobOrder(string Kind, JsonElement Request, Capability Needs, string? Upload = null)
{
    /// <summary>What only the work may read, kept beside the job until it has ended (<see cref="JobFiles.ConfideAsync"/>); empty for nothing.</summary>
    public ReadOnlyMemory<byte> Confidence { get; init; }

    /// <summary>What an audit entry of its own says it is, where that it was ordered is worth one when the job is forgotten; null for none.</summary>
    public string? Action { get; init; }

    /// <summary>Makes the final request out of the upload, which is there by then, or says why it cannot be; null where the request is final.</summary>
    public Func<CancellationToken, Task<Outcome<JsonElement>>>? Prepare { get; init; }
}

/// <summary>Jobs as people see them: asked for, looked at, cancelled.</summary>
public sealed class KeepJobs(IDocumentStore store, Creator creator, Agenda agenda, JobFiles files, TimeProvider clock)
{
    /// <summary>Enters a job; a timer works on it.</summary>
    public Task<Outcome<Stored<Job>>> CreateAsync(string jurisdiction, JobOrder order, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => creator.CreateAsync(Kinds.Job, jurisdiction, once, acting, async id =>
        {
            if (order.Upload is { } upload && await FaultOfUploadAsync(upload, acting.Caller, cancellationToken) is { } fault)
            {
                return new Outcome<Creating<Job>>.Invalid([fault]);
            }

            JsonElement request = order.Request;
            if (order.Prepare is { } prepare)
            {
                var prepared = await prepare(cancellationToken);
                if (prepared is not Outcome<JsonElement>.Done { Value: var final })
                {
                    return prepared.As<Creating<Job>>();
                }

                request = final;
            }

            // The agenda first: an entry that leads nowhere is dropped, a job that nobody knows of would never be done. Anew, since a worker may have found
            // an earlier try's entry leading nowhere and put it off.
            DateTimeOffset now = clock.GetUtcNow();
            await agenda.ExpectAsync(AgendaSubject.Job, jurisdiction, id, now, cancellationToken);
            if (!order.Confidence.IsEmpty)
            {
                await files.ConfideAsync(jurisdiction, id, order.Confidence, cancellationToken);
            }

            var job = new Job
            {
                Id = id,
                Jurisdiction = jurisdiction,
                Kind = order.Kind,
                Request = request,
                Needs = order.Needs,
                Origin = new JobOrigin(acting.Caller.Subject ?? "system", acting.TraceId, TraceText.Current),
                Upload = order.Upload,
                State = JobState.Waiting,
                Progress = JobProgress.None,
                CreatedAt = now,
            };
            return new Creating<Job>(job, AlsoWrite: batch => Audit(batch, job, order.Action, acting));
        }, cancellationToken);

    /// <summary>One job, as far as the caller may see it.</summary>
    public async Task<Outcome<Stored<Job>>> FindAsync(string jurisdiction, string id, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Job, jurisdiction, id, cancellationToken) is { } job && caller.Can(job.Value.Needs, new Target(jurisdiction))
            ? job
            : new Outcome<Stored<Job>>.NotFound("There is no such job.");

    /// <summary>A page of the jobs that the caller may see, newest first.</summary>
    public Task<Page<Job>> ListAsync(string jurisdiction, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        string[] held = [.. Enum.GetValues<Capability>().Where(c => caller.Can(c, new Target(jurisdiction))).Select(Wire.Name)];
        return store.ListAsync(Kinds.Job.In(jurisdiction).Where(new Filter.OneOf("needs", held)).OrderedBy(Kinds.NewestJobFirst), page, cancellationToken);
    }

    /// <summary>A file of an ended job. That it was fetched leaves an audit entry: files may hold personal fields.</summary>
    public async Task<Outcome<(Job Job, JobFile File)>> OpenFileAsync(string jurisdiction, string id, string name, Acting acting, CancellationToken cancellationToken)
    {
        var found = await FindAsync(jurisdiction, id, acting.Caller, cancellationToken);
        if (found is not Outcome<Stored<Job>>.Done { Value.Value: var job })
        {
            return found.As<(Job, JobFile)>();
        }

        if (job.Files.FirstOrDefault(f => f.Name == name) is not { } file)
        {
            return new Outcome<(Job, JobFile)>.NotFound(job.HasEnded ? "The job made no such file." : "The job has not ended yet.");
        }

        AuditFact fact = acting.Fact(clock.GetUtcNow(), "readFile", $"job/{id}");
        await store.CommitAsync(
            new Batch(Container.Outcomes, jurisdiction).Create(Kinds.Audit(Container.Outcomes), AuditEntry.Of(jurisdiction, fact)), cancellationToken);
        return (job, file);
    }

    /// <summary>
    /// Asks a job to stop. It stops at its next checkpoint: what the checkpoints had counted stays done. A job that has ended cannot be stopped.
    /// </summary>
    public async Task<Outcome<Stored<Job>>> CancelAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await FindAsync(jurisdiction, id, acting.Caller, cancellationToken);
            if (found is not Outcome<Stored<Job>>.Done { Value: var job } || job.Value.State == JobState.Cancelling)
            {
                return found;
            }

            if (job.Value.HasEnded)
            {
                return new Outcome<Stored<Job>>.Conflict($"The job has ended: it is {Wire.Name(job.Value.State)}.");
            }

            Job asked = job.Value with { State = JobState.Cancelling, NotBefore = null };
            AuditFact fact = acting.Fact(clock.GetUtcNow(), "cancel", $"job/{id}");
            CommitOutcome outcome = await store.CommitAsync(
                new Batch(Container.Outcomes, jurisdiction).Replace(Kinds.Job, asked, job.ETag).Create(Kinds.Audit(Container.Outcomes), AuditEntry.Of(jurisdiction, fact)),
                cancellationToken);
            if (outcome.Committed)
            {
                await agenda.RecallAsync(AgendaSubject.Job, jurisdiction, id, cancellationToken);
                return new Stored<Job>(asked, outcome.ETags[0]);
            }
        }
    }

    private static void Audit(Batch batch, Job job, string? action, Acting acting)
    {
        if (action is not null)
        {
            batch.Create(Kinds.Audit(Container.Outcomes), AuditEntry.Of(job.Jurisdiction, acting.Fact(job.CreatedAt, action, $"job/{job.Id}")));
        }
    }

    private async Task<Fault?> FaultOfUploadAsync(string upload, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Upload, Upload.Home, upload, cancellationToken) switch
        {
            { Value: var found } when found.By == (caller.Subject ?? "system") => found.Sealed is null ? new Fault("$.upload", "The upload is not sealed yet.") : null,
            _ => new Fault("$.upload", "There is no such upload of yours."),
        };
}
