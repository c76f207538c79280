using GridSteward.Domain.Jobs;
using GridSteward.Domain.Operations;

namespace GridSteward.Functions.Operations;

/// <summary>Runs of one hour that went alike.</summary>
/// <param name="Outcome">How they went.</param>
/// <param name="Runs">How many.</param>
/// <param name="First">When the first began.</param>
/// <param name="Last">When the last began.</param>
/// <param name="EndedAt">When the last one ended.</param>
/// <param name="LongestMilliseconds">How long the longest took.</param>
/// <param name="Counts">What they did, by name, added up.</param>
public sealed record RunsResponse(
    RunOutcome Outcome, int Runs, DateTimeOffset First, DateTimeOffset Last, DateTimeOffset EndedAt, long LongestMilliseconds, IReadOnlyDictionary<string, long> Counts)
{
    public static RunsResponse Of(TimerStretch s) => new(s.Outcome, s.Runs, s.First, s.Last, s.EndedAt, s.LongestMilliseconds, s.Counts);
}

/// <summary>Something that could not be done.</summary>
/// <param name="At">When it was first met that day.</param>
/// <param name="LastAt">When it was last met.</param>
/// <param name="Event">The log's name for it.</param>
/// <param name="Jurisdiction">Where; null where it is of no jurisdiction.</param>
/// <param name="Subject">With what, as a reference; null where it is not one thing.</param>
/// <param name="Error">The kind of exception, or a code; the log has the words.</param>
/// <param name="TraceId">The trace of the run that met it last; null where there is none.</param>
/// <param name="Times">How often.</param>
public sealed record RunFailureResponse(
    DateTimeOffset At, DateTimeOffset LastAt, string Event, string? Jurisdiction, string? Subject, string Error, string? TraceId, int Times)
{
    public static RunFailureResponse Of(RunFailure f) => new(f.At, f.LastAt, f.Event, f.Jurisdiction, f.Subject, f.Error, f.TraceId, f.Times);
}

/// <summary>What one timer did.</summary>
/// <param name="Timer">Its name.</param>
/// <param name="Runs">How many runs ended.</param>
/// <param name="Failed">How many of them broke.</param>
/// <param name="Hours">The runs, by hour and outcome.</param>
/// <param name="UnderWay">When runs began that may be going on.</param>
/// <param name="Crashed">When runs began that never ended: their process died.</param>
/// <param name="Failures">What could not be done.</param>
/// <param name="FailuresLeftOut">How many more failures there were on its days.</param>
public sealed record TimerRunsResponse(
    string Timer, int Runs, int Failed, IReadOnlyList<RunsResponse> Hours, IReadOnlyList<DateTimeOffset> UnderWay, IReadOnlyList<DateTimeOffset> Crashed,
    IReadOnlyList<RunFailureResponse> Failures, int FailuresLeftOut)
{
    public static TimerRunsResponse Of(TimerRuns t) => new(
        t.Timer, t.Runs, t.Failed, [.. t.Stretches.Select(RunsResponse.Of)], t.UnderWay, t.Crashed, [.. t.Failures.Select(RunFailureResponse.Of)], t.FailuresLeftOut);
}

/// <summary>What the timers did in a night.</summary>
/// <param name="Date">The day on which it ends.</param>
/// <param name="TimeZone">The zone by which it is reckoned.</param>
/// <param name="From">Its first moment.</param>
/// <param name="To">The moment at which it is over.</param>
/// <param name="Timers">What each did.</param>
public sealed record NightResponse(DateOnly Date, string TimeZone, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimerRunsResponse> Timers);

/// <summary>What became of a coverage report.</summary>
/// <param name="Date">The local day.</param>
/// <param name="DueAt">From when on it was due.</param>
/// <param name="GeneratedAt">When it was made; null where it is not there.</param>
public sealed record NightCoverageResponse(DateOnly Date, DateTimeOffset DueAt, DateTimeOffset? GeneratedAt);

/// <summary>A job of a night.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Which work it is.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Done">What it has done of whatever it counts.</param>
/// <param name="Counts">What it did, by name.</param>
/// <param name="Attempts">Tries in a row that broke.</param>
/// <param name="Problem">Why it failed; null where it did not.</param>
/// <param name="TraceId">The trace of whoever ordered it.</param>
/// <param name="CreatedAt">When it was ordered.</param>
/// <param name="EndedAt">When it ended; null while it has not.</param>
public sealed record NightJobResponse(
    string Id, string Kind, JobState State, long Done, IReadOnlyDictionary<string, long> Counts, int Attempts, string? Problem, string? TraceId, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt)
{
    public static NightJobResponse Of(Job j) => new(
        j.Id, j.Kind, j.State, j.Progress.Done, j.Progress.Counts, j.Attempts, j.Problem, j.Origin.TraceId, j.CreatedAt, j.EndedAt);
}

/// <summary>What became of a jurisdiction in a night.</summary>
/// <param name="Jurisdiction">Its code.</param>
/// <param name="Date">The day on which the night ends.</param>
/// <param name="TimeZone">The zone by which it is reckoned.</param>
/// <param name="From">Its first moment.</param>
/// <param name="To">The moment at which it is over.</param>
/// <param name="Coverage">Its coverage report of that day.</param>
/// <param name="Jobs">Its jobs that were ordered or ended then.</param>
/// <param name="Timers">The timers, with what failed there.</param>
public sealed record JurisdictionNightResponse(
    string Jurisdiction, DateOnly Date, string TimeZone, DateTimeOffset From, DateTimeOffset To, NightCoverageResponse Coverage, IReadOnlyList<NightJobResponse> Jobs,
    IReadOnlyList<TimerRunsResponse> Timers);
