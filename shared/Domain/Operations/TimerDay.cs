using System.Globalization;
using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Operations;

/// <summary>How a run of a timer went.</summary>
[JsonConverter(typeof(WireEnumConverter<RunOutcome>))]
public enum RunOutcome
{
    /// <summary>There was nothing to do.</summary>
    Quiet,

    /// <summary>It did something.</summary>
    Done,

    /// <summary>It broke; the next run takes up what it left.</summary>
    Failed,

    /// <summary>The host stopped while it ran.</summary>
    Stopped,
}

/// <summary>A run that has said that it begins, and not that it ended.</summary>
/// <param name="Run">Which run.</param>
/// <param name="At">When it began.</param>
public sealed record RunMark(string Run, DateTimeOffset At);

/// <summary>Runs of one hour that went alike.</summary>
/// <param name="Hour">The hour of the day in UTC in which they began.</param>
/// <param name="Outcome">How they went.</param>
/// <param name="Runs">How many.</param>
/// <param name="First">When the first began.</param>
/// <param name="Last">When the last began.</param>
/// <param name="EndedAt">When the last one ended.</param>
/// <param name="LongestMilliseconds">How long the longest took.</param>
/// <param name="Counts">What they did, by name, added up.</param>
public sealed record TimerStretch(
    int Hour, RunOutcome Outcome, int Runs, DateTimeOffset First, DateTimeOffset Last, DateTimeOffset EndedAt, long LongestMilliseconds, IReadOnlyDictionary<string, long> Counts)
{
    /// <summary>Both, of one hour and outcome.</summary>
    public TimerStretch Plus(TimerStretch other) => this with
    {
        Runs = Runs + other.Runs,
        First = First < other.First ? First : other.First,
        Last = Last > other.Last ? Last : other.Last,
        EndedAt = EndedAt > other.EndedAt ? EndedAt : other.EndedAt,
        LongestMilliseconds = Math.Max(LongestMilliseconds, other.LongestMilliseconds),
        Counts = Counts.Concat(other.Counts).GroupBy(c => c.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(c => c.Value)),
    };
}

/// <summary>Something that a run could not do. No words of anyone's: the log has those, under the event and the trace.</summary>
/// <param name="At">When it was first met that day.</param>
/// <param name="LastAt">When it was last met.</param>
/// <param name="Event">The log's name for it.</param>
/// <param name="Jurisdiction">Where; null where it is of no jurisdiction.</param>
/// <param name="Subject">With what, as a reference; null where it is not one thing.</param>
/// <param name="Error">The kind of exception, or a code.</param>
/// <param name="TraceId">The trace of the run that met it last; null where there is none.</param>
/// <param name="Times">How often.</param>
public sealed record RunFailure(DateTimeOffset At, DateTimeOffset LastAt, string Event, string? Jurisdiction, string? Subject, string Error, string? TraceId, int Times = 1)
{
    /// <summary>Whether both are the same trouble.</summary>
    public bool IsLike(RunFailure other) => Event == other.Event && Jurisdiction == other.Jurisdiction && Subject == other.Subject && Error == other.Error;

    /// <summary>Both, of the same trouble.</summary>
    public RunFailure Plus(RunFailure other) => (LastAt <= other.LastAt ? other : this) with { At = At < other.At ? At : other.At, Times = Times + other.Times };
}

/// <summary>
/// What one timer did on one day (UTC): for each hour at most four lines, so that a timer that runs every minute takes no more room than one that runs each night.
/// One document for all instances, written with its ETag.
/// </summary>
public sealed record TimerDay : DirectoryDocument
{
    /// <summary>The one partition.</summary>
    public const string OnlyKey = "timers";

    /// <summary>How many days are kept.</summary>
    public const int KeptDays = 30;

    /// <summary>So many different failures of a day are kept; of more it is known how many.</summary>
    public const int MostFailures = 100;

    private const int MostMarks = 20, MostApplied = 16;

    /// <inheritdoc/>
    public override string Type => "timerDay";

    /// <summary>The function's name.</summary>
    public required string Timer { get; init; }

    /// <summary>The day, as <c>yyyy-MM-dd</c>.</summary>
    public required string Day { get; init; }

    /// <summary>When the latest run began that is known of.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Runs that have not said that they ended: under way, or broken off with their process.</summary>
    public IReadOnlyList<RunMark> Begun { get; init; } = [];

    /// <summary>The runs that ended, by hour and outcome.</summary>
    public IReadOnlyList<TimerStretch> Stretches { get; init; } = [];

    /// <summary>What could not be done.</summary>
    public IReadOnlyList<RunFailure> Failures { get; init; } = [];

    /// <summary>How many more failures there were.</summary>
    public int FailuresLeftOut { get; init; }

    /// <summary>Which notes were added last, so that one whose writing was not answered is not added twice.</summary>
    public IReadOnlyList<string> Applied { get; init; } = [];

    /// <summary>A day of which nothing is known.</summary>
    public static TimerDay Of(string timer, DateOnly day) => new()
    {
        Id = IdOf(timer, day),
        Key = OnlyKey,
        Timer = timer,
        Day = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Ttl = (int)TimeSpan.FromDays(KeptDays + 1).TotalSeconds,
    };

    /// <summary>The id of a timer's day.</summary>
    public static string IdOf(string timer, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{timer}.{day:yyyy-MM-dd}");

    /// <summary>The same with a note added; as it is where the note is in it already.</summary>
    public TimerDay With(RunNote note)
    {
        if (Applied.Contains(note.Id))
        {
            return this;
        }

        List<TimerStretch> stretches = [.. Stretches];
        foreach (TimerStretch more in note.Stretches)
        {
            int at = stretches.FindIndex(s => s.Hour == more.Hour && s.Outcome == more.Outcome);
            if (at < 0)
            {
                stretches.Add(more);
            }
            else
            {
                stretches[at] = stretches[at].Plus(more);
            }
        }

        List<RunFailure> failures = [.. Failures];
        int leftOut = FailuresLeftOut;
        foreach (RunFailure more in note.Failures)
        {
            int at = failures.FindIndex(f => f.IsLike(more));
            if (at >= 0)
            {
                failures[at] = failures[at].Plus(more);
            }
            else if (failures.Count < MostFailures)
            {
                failures.Add(more);
            }
            else
            {
                leftOut += more.Times;
            }
        }

        IEnumerable<RunMark> begun = Begun.Concat(note.Begun).Where(m => !note.Ended.Contains(m.Run));
        return this with
        {
            SeenAt = note.SeenAt > SeenAt || SeenAt is null ? note.SeenAt : SeenAt,
            Begun = [.. begun.TakeLast(MostMarks)],
            Stretches = [.. stretches.OrderBy(s => s.Hour).ThenBy(s => s.Outcome)],
            Failures = failures,
            FailuresLeftOut = leftOut,
            Applied = [.. Applied.Append(note.Id).TakeLast(MostApplied)],
        };
    }
}
