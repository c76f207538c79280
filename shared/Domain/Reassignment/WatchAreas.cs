using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reassignment;

/// <summary>
/// Orders a re-assignment at once whenever a generation has come, and another when no request can be at work any more that read an older one. Whoever
/// publishes one puts the jurisdiction on the agenda before, so that it is looked at however the publication ends; as long as it may still be under
/// way, or the late look is to come, the jurisdiction stays on the agenda.
/// </summary>
public sealed class WatchAreas(IDocumentStore store, AreaSnapshots snapshots, KeepSettled settling, Agenda agenda, TimeProvider clock)
{
    /// <summary>How long after a publication the order waits, so that edits in a row become one job.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a request can be at work: the host ends it after ten minutes (host.json), and clocks may differ by one.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(11);

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>Looks whether a jurisdiction's areas have changed.</summary>
    public async Task LookAsync(Stored<AgendaEntry> entry, CancellationToken cancellationToken)
    {
        string jurisdiction = entry.Value.Jurisdiction;
        var current = await snapshots.CurrentAsync(jurisdiction, cancellationToken);
        var settled = await settling.ReadAsync(jurisdiction, cancellationToken);
        bool works = current is not null && current.Value.Number > (settled?.Value.Generation ?? 0) && await OrderAsync(current.Value, settled, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        if (works || now - entry.Value.CreatedAt <= Grace)
        {
            await agenda.PostponeAsync(entry, now + Again, cancellationToken);
        }
        else
        {
            await agenda.DropAsync(entry, cancellationToken);
        }
    }

    /// <summary>
    /// Orders the job that is due, unless one is under way or the late one's time has not come; false where the one for this generation has failed or
    /// was cancelled, and somebody has to decide.
    /// </summary>
    private async Task<bool> OrderAsync(Generation current, Stored<SettledAreas>? settled, CancellationToken cancellationToken)
    {
        string? last = settled?.Value.Job;
        bool isForThis = settled?.Value.JobFor == current.Number;
        Job? job = last is null ? null : (await store.FindAsync(Kinds.Job, current.Jurisdiction, last, cancellationToken))?.Value;
        DateTimeOffset now = clock.GetUtcNow();
        if (job is { HasEnded: false } || (isForThis && job is { State: JobState.Done } && now < settled!.Value.LateFrom(current)))
        {
            return true;
        }

        if (isForThis && job is not null and not { State: JobState.Done })
        {
            return false;
        }

        // Claimed before it is made: of two workers one makes it, and one that is killed in between leaves it to the next.
        bool isClaimed = isForThis && job is null;
        string id = isClaimed ? last! : Guid.CreateVersion7(now).ToString();
        if (isClaimed || await settling.ClaimAsync(current.Jurisdiction, settled, id, current.Number, now, cancellationToken))
        {
            await CreateAsync(id, current, cancellationToken);
        }

        return true;
    }

    private async Task CreateAsync(string id, Generation current, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        JobOrigin origin = current.By ?? new JobOrigin("system", null);
        await agenda.ExpectAsync(AgendaSubject.Job, current.Jurisdiction, id, now, cancellationToken);
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
