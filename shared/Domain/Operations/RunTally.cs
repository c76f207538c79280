using System.Diagnostics;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Operations;

/// <summary>What one run of a timer did, told by the run itself.</summary>
public sealed class RunTally(TimeProvider clock)
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly List<RunFailure> failures = [];

    /// <summary>What it did, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>What it could not do.</summary>
    public IReadOnlyList<RunFailure> Failures => failures;

    /// <summary>Whether there was nothing to do and nothing went wrong.</summary>
    public bool IsQuiet => counts.Count == 0 && failures.Count == 0;

    /// <summary>Counts something that was done; nothing is no news.</summary>
    /// <param name="name">Its name, of few: it is kept for each hour.</param>
    /// <param name="times">How often.</param>
    public RunTally Count(string name, long times)
    {
        if (times != 0)
        {
            counts[name] = counts.GetValueOrDefault(name) + times;
        }

        return this;
    }

    /// <summary>Counts a job that has ended, and what it did: <c>retention.done</c>, <c>retention.reports</c>, <c>exportReports.files</c>.</summary>
    public RunTally Count(Job job)
    {
        Count($"{job.Kind}.{Wire.Name(job.State)}", 1).Count($"{job.Kind}.files", job.Files.Count);
        foreach (var (name, times) in job.Progress.Counts)
        {
            Count($"{job.Kind}.{name}", times);
        }

        return this;
    }

    /// <summary>Notes what could not be done.</summary>
    /// <param name="eventName">The name under which the log has it.</param>
    /// <param name="what">A jurisdiction's code, or something in it as <c>{jurisdiction}/{id}</c>; null where it is of none.</param>
    /// <param name="why">Why; only its kind is kept.</param>
    public void Fail(string eventName, string? what, Exception why) => Fail(eventName, what, why.GetType().Name);

    /// <inheritdoc cref="Fail(string, string?, Exception)"/>
    /// <param name="eventName">The name under which the log has it.</param>
    /// <param name="what">A jurisdiction's code, or something in it as <c>{jurisdiction}/{id}</c>; null where it is of none.</param>
    /// <param name="code">Why, as a code: no words.</param>
    public void Fail(string eventName, string? what, string code)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string[] parts = what?.Split('/', 2) ?? [];
        failures.Add(new RunFailure(now, now, eventName, parts.ElementAtOrDefault(0), parts.ElementAtOrDefault(1), code, Activity.Current?.TraceId.ToString()));
    }

    /// <summary>Notes that the run itself broke.</summary>
    internal void Break(Exception why)
    {
        // what it could not do piece by piece is there already
        if (failures.Count == 0)
        {
            Fail(why is StoreUnavailableException ? "StoreUnavailable" : "RunFailed", null, why);
        }
    }
}
