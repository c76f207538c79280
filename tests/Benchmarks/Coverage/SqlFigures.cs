using GridSteward.Domain.Coverage;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>What SQL counts of one area.</summary>
internal sealed record SqlFigures
{
    public long Registered { get; set; }

    public long? Enumerated { get; set; }

    public long Found { get; set; }

    public long Visited { get; set; }

    public long Handled { get; set; }

    public long Received { get; set; }

    public long AcceptDue { get; set; }

    public long AcceptedInTime { get; set; }

    public long ResolveDue { get; set; }

    public long ResolvedInTime { get; set; }

    public long LateThreeTimes { get; set; }

    public long Reopened { get; set; }

    public long Answered { get; set; }

    public long Satisfied { get; set; }

    public double? MedianHours { get; set; }

    public double? NinetiethHours { get; set; }

    /// <summary>The same of a report's area.</summary>
    public static SqlFigures Of(AreaFigures area)
    {
        (UnitFigures u, LoopFigures l) = (area.Units!, area.Loop);
        return new SqlFigures
        {
            Registered = u.Registered, Enumerated = u.Enumerated, Found = u.Found, Visited = u.Visited, Handled = u.Handled, Received = l.Received, AcceptDue = l.AcceptDue,
            AcceptedInTime = l.AcceptedInTime, ResolveDue = l.ResolveDue, ResolvedInTime = l.ResolvedInTime, LateThreeTimes = l.LateThreeTimes, Reopened = l.Reopened,
            Answered = l.Answered, Satisfied = l.Satisfied, MedianHours = l.MedianHours, NinetiethHours = l.NinetiethHours,
        };
    }

    /// <summary>All but the hours.</summary>
    public SqlFigures WithoutHours() => this with { MedianHours = null, NinetiethHours = null };
}
