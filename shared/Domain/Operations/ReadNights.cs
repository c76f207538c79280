using GridSteward.Domain.Coverage;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Operations;

/// <summary>What one timer did in some time.</summary>
/// <param name="Timer">The function's name.</param>
/// <param name="SeenAt">When the latest run began that is known of, in the days asked for; null for none.</param>
/// <param name="Stretches">Its runs, by hour and outcome.</param>
/// <param name="Failures">What it could not do.</param>
/// <param name="FailuresLeftOut">How many more failures its days had.</param>
/// <param name="UnderWay">When runs began that may be going on.</param>
/// <param name="Crashed">When runs began that never said that they ended, and cannot be going on any more.</param>
public sealed record TimerRuns(
    string Timer, DateTimeOffset? SeenAt, IReadOnlyList<TimerStretch> Stretches, IReadOnlyList<RunFailure> Failures, int FailuresLeftOut,
    IReadOnlyList<DateTimeOffset> UnderWay, IReadOnlyList<DateTimeOffset> Crashed)
{
    /// <summary>How many runs ended.</summary>
    public int Runs => Stretches.Sum(s => s.Runs);

    /// <summary>How many of them broke.</summary>
    public int Failed => Stretches.Where(s => s.Outcome == RunOutcome.Failed).Sum(s => s.Runs);

    /// <summary>What can be told of it to those who look after one jurisdiction: no sums over all, and what failed there.</summary>
    public TimerRuns In(string jurisdiction) => this with
    {
        Stretches = [.. Stretches.Select(s => s with { Counts = new Dictionary<string, long>() })],
        Failures = [.. Failures.Where(f => f.Jurisdiction == jurisdiction)],
    };
}

/// <summary>What became of a jurisdiction's coverage report of a night.</summary>
/// <param name="Date">The local day.</param>
/// <param name="GeneratedAt">When it was made; null where it is not there.</param>
/// <param name="DueAt">From when on it was due.</param>
public sealed record NightCoverage(DateOnly Date, DateTimeOffset? GeneratedAt, DateTimeOffset DueAt);

/// <summary>What the timers and jobs did in a night.</summary>
public sealed class ReadNights(IDocumentStore store, ReadCoverage coverage, JurisdictionDirectory directory, TimeProvider clock)
{
    /// <summary>No run goes on for longer: the host ends it after ten minutes (host.json).</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(15);

    private const int MostJobs = 200;

    /// <summary>The settings by whose zone the deployment's nights are reckoned: those of the first jurisdiction by code; null where there is none.</summary>
    public async Task<Jurisdiction?> ZoneAsync(CancellationToken cancellationToken)
        => (await directory.AllAsync(cancellationToken)) is [var first, ..] ? await store.SettingsOfAsync(first.Code, cancellationToken) : null;

    /// <summary>What timers did from one moment until before another, in the order of their names.</summary>
    public async Task<IReadOnlyList<TimerRuns>> TimersAsync(IReadOnlyList<string> timers, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        List<DateOnly> days = [];
        for (DateOnly day = DateOnly.FromDateTime(from.UtcDateTime); day <= DateOnly.FromDateTime(before.UtcDateTime); day = day.AddDays(1))
        {
            days.Add(day);
        }

        var found = await store.FindManyAsync(Kinds.TimerDay, TimerDay.OnlyKey, [.. timers.SelectMany(t => days.Select(d => TimerDay.IdOf(t, d)))], cancellationToken);
        return
        [
            .. timers.Order(StringComparer.Ordinal).Select(timer =>
            {
                List<TimerDay> kept = [.. found.Select(f => f.Value).Where(d => d.Timer == timer).OrderBy(d => d.Day, StringComparer.Ordinal)];
                ILookup<bool, DateTimeOffset> begun = kept.SelectMany(d => d.Begun).Select(m => m.At).Where(at => at >= from && at < before).Order().ToLookup(at => now - at > LongestRun);
                return new TimerRuns(
                    timer,
                    kept.Max(d => d.SeenAt),
                    [.. kept.SelectMany(d => d.Stretches).Where(s => s.Last >= from && s.First < before)],
                    [.. kept.SelectMany(d => d.Failures).Where(f => f.LastAt >= from && f.At < before).OrderBy(f => f.At)],
                    kept.Sum(d => d.FailuresLeftOut),
                    [.. begun[false]],
                    [.. begun[true]]);
            }),
        ];
    }

    /// <summary>What became of a jurisdiction's coverage report of the night.</summary>
    public async Task<NightCoverage> CoverageAsync(Jurisdiction settings, NightWindow night, CancellationToken cancellationToken)
    {
        CoverageEntry? entry = await coverage.FindAsync(settings.Jurisdiction, CoverageEntry.TextOf(night.Date), cancellationToken);
        return new NightCoverage(night.Date, entry?.GeneratedAt, settings.MomentOf(night.Date, new TimeOnly(NightlyCoverage.DueHour, 0)));
    }

    /// <summary>The jobs of a jurisdiction that were ordered or ended in the night, oldest first; jobs are kept for seven days after their end.</summary>
    public async Task<IReadOnlyList<Job>> JobsAsync(string jurisdiction, NightWindow night, CancellationToken cancellationToken)
    {
        Query<Job> newest = Kinds.Job.In(jurisdiction).Where(new Filter.Range("createdAt", null, StoredTimeConverter.Text(night.To))).OrderedBy(Kinds.NewestJobFirst);
        Page<Job> page = await store.ListAsync(newest, new PageRequest(MostJobs), cancellationToken);
        return [.. page.Items.Select(j => j.Value).Where(j => j.CreatedAt >= night.From || (j.EndedAt >= night.From && j.EndedAt < night.To)).Reverse()];
    }
}
