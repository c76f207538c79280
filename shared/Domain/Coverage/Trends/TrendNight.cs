namespace GridSteward.Domain.Coverage.Trends;

/// <summary>The figures of one area on one night, as kept for trends.</summary>
/// <param name="Date">The local day of the report.</param>
/// <param name="Units">Its units.</param>
/// <param name="Loop">Its reports; hours to a tenth.</param>
/// <param name="Hidden">Whether that night's report hid the units from those who may not see households.</param>
public sealed record TrendNight(DateOnly Date, UnitFigures Units, LoopFigures Loop, bool Hidden)
{
    /// <summary>How many numbers a night is kept as.</summary>
    public const int Numbers = 28;

    /// <summary>The night as numbers; what may be unknown is one more than its value, and 0 where it is not known.</summary>
    internal long[] ToNumbers() =>
    [
        Units.Registered, Plus(Units.Enumerated), Units.BuildingsUncounted, Units.Found, Units.FoundBeyond, Units.Visited, Units.VisitedFound,
        Units.Handled, Units.Responsible, Units.Unlocated, Units.Unmatched, Units.Orphaned,
        Loop.Received, Loop.AcceptDue, Loop.AcceptedInTime, Loop.ResolveDue, Loop.ResolvedInTime, Loop.LateThreeTimes, Loop.Reopened,
        Loop.Answered, Loop.Satisfied, Loop.Resolved, Plus(Tenths(Loop.MedianHours)), Plus(Tenths(Loop.NinetiethHours)), Loop.Open, Loop.Overdue, Loop.Orphaned,
        Hidden ? 1 : 0,
    ];

    /// <summary>The night that numbers say.</summary>
    internal static TrendNight Of(DateOnly date, ReadOnlySpan<long> n) => new(
        date,
        new UnitFigures(n[0], Minus(n[1]), n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11]),
        new LoopFigures(n[12], n[13], n[14], n[15], n[16], n[17], n[18], n[19], n[20], n[21], Minus(n[22]) / 10.0, Minus(n[23]) / 10.0, n[24], n[25], n[26]),
        n[27] == 1);

    private static long Plus(long? value) => value + 1 ?? 0;

    private static long? Minus(long value) => value == 0 ? null : value - 1;

    private static long? Tenths(double? hours) => hours is { } h ? (long)Math.Round(h * 10, MidpointRounding.AwayFromZero) : null;
}
