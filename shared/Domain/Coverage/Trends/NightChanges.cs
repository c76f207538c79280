namespace GridSteward.Domain.Coverage.Trends;

/// <summary>What changed against earlier nights.</summary>
/// <param name="Total">In the whole jurisdiction.</param>
/// <param name="Areas">In each area of the report, by code.</param>
public sealed record NightChanges(Changes Total, IReadOnlyDictionary<string, Changes> Areas)
{
    /// <summary>How many days before: the last night, the one a week before, the one a month before.</summary>
    internal static IReadOnlyList<int> DaysBack { get; } = [1, 7, 30];

    /// <summary>By how many days an earlier night may stand for one that has no report.</summary>
    internal const int Slack = 2;

    /// <summary>The report with its changes filled in.</summary>
    public CoverageReport In(CoverageReport report)
        => report with { Total = report.Total with { Changes = Total }, Areas = [.. report.Areas.Select(a => a with { Changes = Areas.GetValueOrDefault(a.Code, Changes.None) })] };

    /// <summary>What changed in an area.</summary>
    /// <param name="now">Its figures.</param>
    /// <param name="nights">The nights to compare with; null where there is none.</param>
    /// <param name="past">Its figures of earlier nights.</param>
    internal static Changes Between(AreaFigures now, IReadOnlyList<DateOnly?> nights, IReadOnlyList<TrendNight> past)
    {
        ChangeSince? Since(DateOnly? date)
            => past.FirstOrDefault(n => n.Date == date) is { } then
                ? new ChangeSince(
                    then.Date,
                    Difference(now.Units?.FoundShare, then.Units.FoundShare),
                    Difference(now.Units?.NaiveShare, then.Units.NaiveShare),
                    Difference(now.Units?.EffectiveShare, then.Units.EffectiveShare),
                    Difference(now.Units?.ResponsibilityShare, then.Units.ResponsibilityShare),
                    Difference(now.Loop.ResolvedShare, then.Loop.ResolvedShare),
                    Difference(now.Loop.SatisfiedShare, then.Loop.SatisfiedShare))
                : null;
        return new Changes(Since(nights[0]), Since(nights[1]), Since(nights[2]));
    }

    private static double? Difference(Share? now, Share then) => now?.Rate - then.Rate;
}
