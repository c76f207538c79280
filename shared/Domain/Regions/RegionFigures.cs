using GridSteward.Domain.Coverage;

namespace GridSteward.Domain.Regions;

/// <summary>The figures of units that are written upward; the sums of the jurisdictions that were counted.</summary>
/// <param name="Registered">As in <see cref="UnitFigures"/>.</param>
/// <param name="Enumerated">Units expected where buildings were counted; null where none was in any jurisdiction.</param>
/// <param name="Found">As in <see cref="UnitFigures"/>.</param>
/// <param name="Visited">As in <see cref="UnitFigures"/>.</param>
/// <param name="VisitedFound">As in <see cref="UnitFigures"/>.</param>
/// <param name="Handled">As in <see cref="UnitFigures"/>.</param>
/// <param name="Responsible">As in <see cref="UnitFigures"/>.</param>
public sealed record RegionUnits(long Registered, long? Enumerated, long Found, long Visited, long VisitedFound, long Handled, long Responsible)
{
    /// <summary>Found of enumerated.</summary>
    public Share FoundShare => new(Found, Enumerated);

    /// <summary>Visited of found; never to be shown without <see cref="EffectiveShare"/>.</summary>
    public Share NaiveShare => new(VisitedFound, Enumerated is null ? null : Found);

    /// <summary>Visited of enumerated: the coverage.</summary>
    public Share EffectiveShare => new(VisitedFound, Enumerated);

    /// <summary>Responsible of registered.</summary>
    public Share ResponsibilityShare => new(Responsible, Registered);

    /// <summary>As figures of a report, for what judges those.</summary>
    internal UnitFigures AsUnits() => new(Registered, Enumerated, 0, Found, 0, Visited, VisitedFound, Handled, Responsible, 0, 0, 0);
}

/// <summary>The figures of reports that are written upward.</summary>
/// <param name="Counts">The counts, as in <see cref="LoopFigures"/>; their hours are those of one jurisdiction and null where there are several.</param>
/// <param name="Median">Between which hours the median from receipt to the resolve lies; null where nothing was resolved.</param>
/// <param name="Ninetieth">The same of the 90th percentile.</param>
public sealed record RegionLoop(LoopFigures Counts, HourRange? Median, HourRange? Ninetieth);

/// <summary>The figures of a jurisdiction, or the sum of several, on one night.</summary>
/// <param name="Units">Its units.</param>
/// <param name="Loop">Its reports; hours null.</param>
/// <param name="Hours">How many of them took how long (<see cref="HourHistogram"/>).</param>
internal sealed record RegionNight(RegionUnits Units, LoopFigures Loop, long[] Hours)
{
    private const int UnitNumbers = 7, LoopNumbers = 13;

    /// <summary>How many numbers a night is kept as.</summary>
    public static int Numbers => UnitNumbers + LoopNumbers + HourHistogram.Steps;

    public static RegionNight Nothing { get; } = new(new RegionUnits(0, null, 0, 0, 0, 0, 0), LoopFigures.Nothing, new long[HourHistogram.Steps]);

    /// <summary>The figures for reading.</summary>
    public RegionLoop ShownLoop => new(Loop, HourHistogram.Percentile(Hours, 0.5), HourHistogram.Percentile(Hours, 0.9));

    /// <summary>The whole jurisdiction of a report.</summary>
    public static RegionNight Of(CoverageReport report)
    {
        UnitFigures u = report.Total.Units ?? throw new ArgumentException("Roll-ups are made from whole reports.", nameof(report));
        return new(
            new RegionUnits(u.Registered, u.Enumerated, u.Found, u.Visited, u.VisitedFound, u.Handled, u.Responsible), report.Total.Loop with { MedianHours = null, NinetiethHours = null }, [.. report.Hours]);
    }

    public static RegionNight operator +(RegionNight a, RegionNight b)
    {
        long? enumerated = a.Units.Enumerated is null && b.Units.Enumerated is null ? null : (a.Units.Enumerated ?? 0) + (b.Units.Enumerated ?? 0);
        RegionNight sum = Of([.. a.ToNumbers().Zip(b.ToNumbers(), (x, y) => x + y)]);
        return sum with { Units = sum.Units with { Enumerated = enumerated } };
    }

    /// <summary>The night as numbers; what is enumerated is one more than its value, and 0 where it is not known.</summary>
    public long[] ToNumbers() =>
    [
        Units.Registered, Units.Enumerated + 1 ?? 0, Units.Found, Units.Visited, Units.VisitedFound, Units.Handled, Units.Responsible,
        Loop.Received, Loop.AcceptDue, Loop.AcceptedInTime, Loop.ResolveDue, Loop.ResolvedInTime, Loop.LateThreeTimes, Loop.Reopened,
        Loop.Answered, Loop.Satisfied, Loop.Resolved, Loop.Open, Loop.Overdue, Loop.Orphaned,
        .. Hours,
    ];

    /// <summary>The night that numbers say.</summary>
    public static RegionNight Of(long[] n) => new(
        new RegionUnits(n[0], n[1] == 0 ? null : n[1] - 1, n[2], n[3], n[4], n[5], n[6]),
        new LoopFigures(n[7], n[8], n[9], n[10], n[11], n[12], n[13], n[14], n[15], n[16], null, null, n[17], n[18], n[19]),
        n[(UnitNumbers + LoopNumbers)..]);
}
