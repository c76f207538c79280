namespace GridSteward.Domain.Operations;

/// <summary>What is still to be written of a timer's day.</summary>
public sealed class RunNote(DateOnly day)
{
    /// <summary>Which note it is.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>The day in UTC.</summary>
    public DateOnly Day { get; } = day;

    /// <summary>When the latest of its runs began.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>Runs that begin.</summary>
    public List<RunMark> Begun { get; } = [];

    /// <summary>Runs that said before that they begin, and have ended.</summary>
    public List<string> Ended { get; } = [];

    /// <summary>Runs that have ended.</summary>
    public List<TimerStretch> Stretches { get; } = [];

    /// <summary>What they could not do.</summary>
    public List<RunFailure> Failures { get; } = [];

    /// <summary>Whether it was sent to the engine once: it may be written, and nothing can be added to it.</summary>
    public bool WasSent { get; set; }

    /// <summary>Notes that a run begins.</summary>
    public void Begin(RunMark mark)
    {
        Begun.Add(mark);
        SeenAt = mark.At;
    }

    /// <summary>Notes that a run has ended.</summary>
    public void End(TimerStretch run, IEnumerable<RunFailure> failures, string? marked)
    {
        SeenAt = run.First > SeenAt ? run.First : SeenAt;
        int at = Stretches.FindIndex(s => s.Hour == run.Hour && s.Outcome == run.Outcome);
        if (at < 0)
        {
            Stretches.Add(run);
        }
        else
        {
            Stretches[at] = Stretches[at].Plus(run);
        }

        Failures.AddRange(failures);
        if (marked is not null)
        {
            Ended.Add(marked);
        }
    }
}
