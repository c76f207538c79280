using GridSteward.Domain.Operations;

namespace GridSteward.Domain.Health;

/// <summary>A timer as it is set.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Off">Why it does not run, in words; null where it runs.</param>
/// <param name="After">The first moment after another at which it is due.</param>
public sealed record TimerPlan(string Name, string? Off, Func<DateTimeOffset, DateTimeOffset> After);

/// <summary>Whether timers run, by what they have kept of their runs.</summary>
public sealed class TimerHealth(ReadNights nights, KeepRuns runs, TimeProvider clock)
{
    /// <summary>After a start timers have so long to catch up.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);

    /// <summary>Quiet runs are written every ten minutes, and a host may be some minutes late.</summary>
    private static readonly TimeSpan Grace = KeepRuns.WriteEvery + TimeSpan.FromMinutes(5);

    /// <summary>The part of a timer.</summary>
    public static string PartOf(string timer) => $"timer:{timer}";

    /// <summary>A part for each.</summary>
    public async Task<IReadOnlyList<HealthPart>> ReadAsync(IReadOnlyList<TimerPlan> plans, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var kept = await nights.TimersAsync([.. plans.Select(p => p.Name)], now.AddDays(-1), now.AddMinutes(1), cancellationToken);
        return [.. plans.Select(p => Of(p, kept.First(k => k.Timer == p.Name), now)).OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    private HealthPart Of(TimerPlan plan, TimerRuns kept, DateTimeOffset now)
    {
        HealthPart part = Judge(plan, kept, now);
        return part with
        {
            SeenAt = kept.SeenAt,
            Figures = new Dictionary<string, long> { ["runsOfTheLastDay"] = kept.Runs, ["failedOfTheLastDay"] = kept.Failed, ["crashedOfTheLastDay"] = kept.Crashed.Count },
            Affected = [.. kept.Failures.Select(f => f.Jurisdiction).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(HealthPart.MostAffected)],
        };
    }

    private HealthPart Judge(TimerPlan plan, TimerRuns kept, DateTimeOffset now)
    {
        string name = PartOf(plan.Name);
        if (plan.Off is { } off)
        {
            return HealthPart.Ok(name, $"It is off: {off}");
        }

        // Two runs in a row were not there, and no third of which nothing is written yet.
        DateTimeOffset from = kept.SeenAt ?? runs.Since;
        DateTimeOffset late = plan.After(plan.After(from)) + Grace;
        if (now > late && now - runs.Since > StartTime)
        {
            string last = kept.SeenAt is { } seen ? $"It last ran at {seen.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "It has not run for a day";
            return new HealthPart(
                name, HealthStatus.Broken, $"{last}, and should have at {plan.After(from).UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
                "Is another process holding its lock, is the host running at all (single box: the data folder's timers/*.lock; Azure: the host's storage)? Its log says why.");
        }

        TimerStretch? newest = kept.Stretches.MaxBy(s => s.Last);
        if (newest?.Outcome == RunOutcome.Failed)
        {
            return new HealthPart(name, HealthStatus.Degraded, $"Its last run failed, at {newest.Last.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", "See the night's report and the log; what it could not do, the next run takes up.");
        }

        return kept.Crashed is [.., var crash]
            ? new HealthPart(name, HealthStatus.Degraded, $"A run that began at {crash.UtcDateTime:yyyy-MM-dd HH:mm} UTC never ended: its process died or was killed.", "See the log of that time: memory, a restart, a deployment. What it left, later runs take up.")
            : HealthPart.Ok(name, kept.SeenAt is null ? "It has not been due yet." : "It runs when it should.");
    }
}
