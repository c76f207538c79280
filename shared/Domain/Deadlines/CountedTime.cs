using System.Text.Json.Serialization;

namespace GridSteward.Domain.Deadlines;

/// <summary>Which hours count.</summary>
[JsonConverter(typeof(WireEnumConverter<ClockKind>))]
public enum ClockKind
{
    /// <summary>自然时: every hour of every day.</summary>
    Calendar,

    /// <summary>工作时: the jurisdiction's working hours.</summary>
    Working,
}

/// <summary>A way to count time: from a moment on so much of it has passed.</summary>
public abstract class CountedTime
{
    /// <summary>Every hour counts.</summary>
    public static CountedTime Calendar { get; } = new Always();

    /// <summary>The earliest moment, not before the start, until which so much time has counted; the start itself where that is none.</summary>
    /// <param name="start">From when it counts.</param>
    /// <param name="time">How much; negative is none.</param>
    public abstract DateTimeOffset Add(DateTimeOffset start, TimeSpan time);

    /// <summary>How much time counted from one moment to a later one; none where the second is not later.</summary>
    public abstract TimeSpan Between(DateTimeOffset from, DateTimeOffset to);

    /// <summary>Whether all that decides what counts from one moment to another is known: every local year it touches has its holidays on record.</summary>
    public virtual bool Knows(DateTimeOffset from, DateTimeOffset to) => true;

    private sealed class Always : CountedTime
    {
        public override DateTimeOffset Add(DateTimeOffset start, TimeSpan time) => time > TimeSpan.Zero ? start + time : start;

        public override TimeSpan Between(DateTimeOffset from, DateTimeOffset to) => to > from ? to - from : TimeSpan.Zero;
    }
}
