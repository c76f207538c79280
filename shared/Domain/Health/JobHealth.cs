using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Health;

/// <summary>Whether jobs go on: one question to the agenda, and the jobs that have been due for long.</summary>
public sealed class JobHealth(IDocumentStore store, Agenda agenda, JobPace pace, TimeProvider clock)
{
    /// <summary>The part's name.</summary>
    public const string Jobs = "jobs";

    /// <summary>A job that nobody has taken for so long is stuck.</summary>
    private static readonly TimeSpan Due = TimeSpan.FromMinutes(30);

    private const int Failing = 3, MostLooked = 50;

    /// <summary>The jobs of all jurisdictions.</summary>
    public async Task<HealthPart> ReadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        AgendaEntry[] waiting = [.. (await agenda.DueAsync(cancellationToken)).Select(e => e.Value).Where(e => e.Subject == AgendaSubject.Job)];
        List<Job> jobs = [];
        foreach (AgendaEntry entry in waiting.Take(MostLooked))
        {
            if (await store.FindAsync(Kinds.Job, entry.Jurisdiction, entry.SubjectId, cancellationToken) is { Value: var job })
            {
                jobs.Add(job);
            }
        }

        return Of(jobs, now);
    }

    /// <summary>The jobs of one jurisdiction: the newest, and those that failed within a day.</summary>
    public async Task<HealthPart> ReadAsync(string jurisdiction, CancellationToken cancellationToken)
    {
        Page<Job> newest = await store.ListAsync(Kinds.Job.In(jurisdiction).OrderedBy(Kinds.NewestJobFirst), new PageRequest(MostLooked), cancellationToken);
        return Of([.. newest.Items.Select(j => j.Value)], clock.GetUtcNow()) with { Jurisdiction = jurisdiction };
    }

    private HealthPart Of(IReadOnlyList<Job> jobs, DateTimeOffset now)
    {
        Job[] open = [.. jobs.Where(j => !j.HasEnded)];
        Job[] left = [.. open.Where(j => j.Lease is { } lease && lease.Until + pace.Lease < now)];
        Job[] untaken = [.. open.Where(j => j.Lease is null && (j.NotBefore is null || j.NotBefore < now - Due) && j.CreatedAt < now - Due && j.Progress.Done == 0 && j.Attempts == 0)];
        Job[] failing = [.. open.Where(j => j.Attempts >= Failing)];
        Job[] failed = [.. jobs.Where(j => j is { State: JobState.Failed, Faults.Count: 0 } && j.EndedAt > now.AddDays(-1))];
        Job[] bad = [.. left.Concat(untaken).Concat(failing).Concat(failed).DistinctBy(j => (j.Jurisdiction, j.Id))];
        string[] words =
        [
            .. left.Length > 0 ? [$"{left.Length} whose worker has died and that nobody has taken up"] : Array.Empty<string>(),
            .. untaken.Length > 0 ? [$"{untaken.Length} that nobody has begun for half an hour"] : Array.Empty<string>(),
            .. failing.Length > 0 ? [$"{failing.Length} that break again and again"] : Array.Empty<string>(),
            .. failed.Length > 0 ? [$"{failed.Length} that failed within a day"] : Array.Empty<string>(),
        ];
        HealthPart part = bad.Length == 0
            ? HealthPart.Ok(Jobs, open.Length == 0 ? "No job waits." : $"{open.Length} go on.")
            : new HealthPart(
                Jobs, left.Length + untaken.Length > 0 ? HealthStatus.Broken : HealthStatus.Degraded, $"There are jobs: {string.Join("; ", words)}.",
                left.Length + untaken.Length > 0 ? "Is RunJobs running? See timer:RunJobs." : "GET /api/jurisdictions/{jurisdiction}/jobs/{id} says what is wrong; the log has JobBroke. Mend it and order it again.");
        return part with
        {
            Figures = new Dictionary<string, long> { ["open"] = open.Length, ["abandoned"] = left.Length, ["notBegun"] = untaken.Length, ["failing"] = failing.Length, ["failedOfTheLastDay"] = failed.Length },
            Affected = [.. bad.Select(j => $"{j.Jurisdiction}/{j.Id}").Take(HealthPart.MostAffected)],
        };
    }
}
