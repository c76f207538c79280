namespace GridSteward.Domain.Coverage;

/// <summary>Every number of units that can be read off figures, or got from them by subtraction.</summary>
internal static class CoverageMeasures
{
    private static readonly Func<UnitFigures, long>[] All =
    [
        u => u.Registered,
        u => u.Enumerated ?? 0,
        u => u.Found,
        u => u.FoundBeyond,
        u => u.Visited,
        u => u.VisitedFound,
        u => u.Handled,
        u => u.Responsible,
        u => u.Unlocated,
        u => u.Unmatched,
        u => u.Orphaned,
        u => u.Registered - u.Unlocated,
        u => u.Registered - u.Unmatched,
        u => u.Registered - u.Orphaned,
        u => u.Registered - u.Found,
        u => u.Registered - u.Found - u.FoundBeyond,
        u => u.Registered - u.Visited,
        u => u.Registered - u.Handled,
        u => u.Registered - u.Responsible,
        u => u.Registered - u.Unlocated - u.Unmatched,
        u => u.Handled - u.Responsible,
        u => u.Visited - u.VisitedFound,
        u => u.Found - u.VisitedFound,
        u => (u.Enumerated ?? 0) - u.Found,
        u => (u.Enumerated ?? 0) - u.VisitedFound,
    ];

    /// <summary>How many there are.</summary>
    public static int Count => All.Length;

    /// <summary>The numbers of some figures.</summary>
    public static long[] Of(UnitFigures units) => [.. All.Select(m => m(units))];

    /// <summary>Whether a number says something about so few units that they could be told apart. That there is none says nothing about anybody.</summary>
    public static bool IsSmall(long count) => Math.Abs(count) is > 0 and < CountSuppression.Threshold;
}
