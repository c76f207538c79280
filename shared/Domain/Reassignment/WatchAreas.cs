using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reassignment;

/// <summary>
/// Orders a re-assignment whenever a generation has come that is not settled. Whoever publishes one puts the jurisdiction on the agenda before,
/// so that it is looked at however the publication ends; as long as it may still be under way, the jurisdiction stays on the agenda.
/// </summary>
public sealed class WatchAreas(IDocumentStore store, AreaSnapshots snapshots, KeepSettled settling, Agenda agenda, TimeProvider clock)
{
    /// <summary>How long after a publication the order waits, so that edits in a row become one job.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>Looks whether a jurisdiction's areas have changed.</summary>
    public async Task LookAsync(Stored<AgendaEntry> entry, CancellationToken cancellationToken)
    {
        string jurisdiction = entry.Value.Jurisdiction;
        var current = await snapshots.CurrentAsync(jurisdiction, cancellationToken);
        var settled = await settling.ReadAsync(jurisdiction, cancellationToken);
        bool works = current is not null && current.Value.Number > (settled?.Value.Generation ?? 0) && await OrderAsync(current.Value, settled, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        if (works || now - entry.Value.CreatedAt <= ReassignWork.Grace)
        {
            await agenda.PostponeAsync(entry, now + Again, cancellationToken);
        }
        else
        {
            await agenda.DropAsync(entry, cancellationToken);
        }
    }

    /// <summary>Orders a job unless one is under way, which takes in what is new; false where the one for this generation has failed or was cancelled, and somebody has to decide.</summary>
    private async Task<bool> OrderAsync(Generation current, Stored<SettledAreas>? settled, CancellationToken cancellationToken)
    {
        string? last = settled?.Value.Job;
        bool isForThis = settled?.Value.JobFor == current.Number;
        Job? job = last is null ? null : (await store.FindAsync(Kinds.Job, current.Jurisdiction, last, cancellationToken))?.Value;
        if (job is not null && (isForThis || !job.HasEnded))
        {
            return !job.HasEnded;
        }

        // Claimed before it is made: of two workers one makes it, and one that is killed in between leaves it to the next.
        string id = isForThis ? last! : Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        if (isForThis || await settling.ClaimAsync(current.Jurisdiction, settled, id, current.Number, cancellationToken))
        {
            await CreateAsync(id, current, cancellationToken);
        }

        return true;
    }

    private async Task CreateAsync(string id, Generation current, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        JobOrigin origin = current.By ?? new JobOrigin("system", null);
        await agenda.AddAsync(AgendaSubject.Job, current.Jurisdiction, id, now, cancellationToken);
        var job = new Job
        {
            Id = id,
            Jurisdiction = current.Jurisdiction,
            Kind = ReassignWork.Kind,
            Request = JsonSerializer.SerializeToElement(new ReassignRequest(false, false), DomainJson.Default.ReassignRequest),
            Needs = Capability.ManageAreas,
            Origin = origin,
            State = JobState.Waiting,
            Progress = JobProgress.None,
            CreatedAt = now,
        };
        await store.CommitAsync(
            new Batch(Container.Outcomes, current.Jurisdiction)
                .Create(Kinds.Job, job)
                .Create(Kinds.Audit(Container.Outcomes), AuditEntry.Of(current.Jurisdiction, origin.Fact(now, "create", $"job/{id}"))),
            cancellationToken);
    }
}
