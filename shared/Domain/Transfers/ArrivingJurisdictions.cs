using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Transfers;

/// <summary>
/// Jurisdictions that a job is bringing from another deployment. Their entry lies in the list from the beginning, so that nobody else takes the
/// code, but the list does not show it: one write at the end makes all of it visible.
/// </summary>
public sealed class ArrivingJurisdictions(IDocumentStore store, JurisdictionSweep sweep, JurisdictionDirectory directory, JobCheckpoints checkpoints, Agenda agenda, TimeProvider clock)
{
    private static readonly Container[] Containers = [.. TransferKinds.Moved.Select(k => k.Kind.Container).Distinct()];

    /// <summary>The job as it stands in the jurisdiction's partitions, where its checkpoints lie beside what it writes.</summary>
    public static Job In(Job job, string jurisdiction) => job with { Jurisdiction = jurisdiction };

    /// <summary>Takes the code for the job, and puts its first checkpoints where it will write.</summary>
    /// <exception cref="JobFailedException">There is such a jurisdiction, or another job brings it, or something of it lies here.</exception>
    public async Task ClaimAsync(JurisdictionEntry entry, Job job, CancellationToken cancellationToken)
    {
        await TakeCodeAsync(entry with { Arriving = job.Id }, cancellationToken);
        foreach (Container container in Containers)
        {
            var at = await checkpoints.ReadAsync(container, In(job, entry.Code), cancellationToken);
            if (at.ETag.Length == 0)
            {
                await checkpoints.CommitAsync(new Batch(container, entry.Code), at, at.Value, cancellationToken);
            }
        }
    }

    /// <summary>The jurisdiction is there. Repeating it does nothing.</summary>
    public async Task ShowAsync(string code, Job job, CancellationToken cancellationToken)
    {
        while (await FindAsync(code, cancellationToken) is { } entry && entry.Value.Arriving == job.Id)
        {
            AuditEntry arrived = AuditEntry.Of(code, job.Origin.Fact(clock.GetUtcNow(), ImportJurisdiction.JobKind, $"job/{job.Id}")) with { Id = "audit." + job.Id };
            await store.CommitAsync(new Batch(Container.Areas, code).Create(Kinds.Audit(Container.Areas), arrived), cancellationToken);

            // Jobs stay where they are: what was not re-assigned there is re-assigned here.
            await agenda.ExpectAsync(AgendaSubject.Areas, code, code, clock.GetUtcNow() + WatchAreas.Delay, cancellationToken);
            await directory.SaveAsync(batch => batch.Replace(Kinds.JurisdictionEntry, entry.Value with { Arriving = null }, entry.ETag), cancellationToken);
        }
    }

    /// <summary>After the job: its checkpoints go, and all that it brought where the jurisdiction has not been shown. May be repeated.</summary>
    public async Task LeaveAsync(string code, Job job, CancellationToken cancellationToken)
    {
        // The checkpoints first: a worker that still believes that the job is its own can write nothing without them.
        foreach (Container container in Containers)
        {
            await checkpoints.DropAsync(container, In(job, code), cancellationToken);
        }

        if (await FindAsync(code, cancellationToken) is { } entry && entry.Value.Arriving == job.Id)
        {
            await sweep.RunAsync(code, null, cancellationToken);
            await store.CommitAsync(new Batch(Container.Directory, JurisdictionEntry.ListKey).Delete(Kinds.JurisdictionEntry, code, entry.ETag), cancellationToken);
        }
    }

    private Task<Stored<JurisdictionEntry>?> FindAsync(string code, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, code, cancellationToken);

    private async Task TakeCodeAsync(JurisdictionEntry wanted, CancellationToken cancellationToken)
    {
        var batch = new Batch(Container.Directory, JurisdictionEntry.ListKey);
        var known = await FindAsync(wanted.Code, cancellationToken);
        if (known?.Value.Arriving == wanted.Arriving && known is not null)
        {
            return;
        }

        if (known is { Value.Arriving: null })
        {
            throw new JobFailedException($"There is already a jurisdiction '{wanted.Code}'.");
        }

        if (known is { Value.Arriving: { } other })
        {
            if (await store.FindAsync(Kinds.Job, Jurisdiction.Unassigned, other, cancellationToken) is { Value.TidiedUp: false })
            {
                throw new JobFailedException($"Another job is bringing the jurisdiction '{wanted.Code}', or has not been tidied up yet.");
            }

            await sweep.RunAsync(wanted.Code, null, cancellationToken);
            batch.Replace(Kinds.JurisdictionEntry, wanted, known.ETag);
        }
        else
        {
            foreach (MovedKind kind in TransferKinds.Moved)
            {
                if ((await kind.ReadAsync(store, wanted.Code, null, 1, versionsOnly: true, cancellationToken)).Documents.Count > 0)
                {
                    throw new JobFailedException($"There is no jurisdiction '{wanted.Code}', but documents of one: {kind.Key}.");
                }
            }

            batch.Create(Kinds.JurisdictionEntry, wanted);
        }

        if (!(await store.CommitAsync(batch, cancellationToken)).Committed)
        {
            throw new JobLostException($"The entry of {wanted.Code} has just been written.");
        }
    }
}
