using GridSteward.Domain.Coverage;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>Whether others counted what a published report says, area by area. Where they did not, nothing was measured and the run fails.</summary>
internal static class CoverageSame
{
    /// <summary>Holds another count of the program's against it: every figure of every area, of the whole and of the groups.</summary>
    /// <exception cref="InvalidOperationException">It differs.</exception>
    public static void Require(CoverageReport published, CoverageReport counted)
    {
        Require(published.Total.Code, Figures(published.Total), Figures(counted.Total));
        Require("the groups", published.Groups.Count, counted.Groups.Count);
        foreach ((GroupFigures wanted, GroupFigures got) in published.Groups.Zip(counted.Groups))
        {
            Require($"{wanted.Group} {wanted.Key}", wanted, got);
        }

        Require("the areas", published.Areas.Count, counted.Areas.Count);
        foreach ((AreaFigures wanted, AreaFigures got) in published.Areas.Zip(counted.Areas))
        {
            Require(wanted.Code, Figures(wanted), Figures(got));
        }

        static (string, UnitFigures?, LoopFigures, MopUp?) Figures(AreaFigures area) => (area.Code, area.Units, area.Loop, area.MopUp);
    }

    /// <summary>Holds what SQL counted against it.</summary>
    /// <exception cref="InvalidOperationException">It differs.</exception>
    public static void Require(CoverageReport published, IReadOnlyDictionary<string, SqlFigures> counted)
    {
        Require("areas without a row", 0, counted.Keys.Except(published.Areas.Select(a => a.Code)).Count());
        foreach (AreaFigures area in published.Areas)
        {
            SqlFigures wanted = SqlFigures.Of(area), got = counted.GetValueOrDefault(area.Code) ?? new SqlFigures();
            Require(area.Code, wanted.WithoutHours(), got.WithoutHours());

            // Hours are rounded from numbers of another width.
            if (Differ(wanted.MedianHours, got.MedianHours) || Differ(wanted.NinetiethHours, got.NinetiethHours))
            {
                throw new InvalidOperationException($"Of {area.Code} the report says {wanted.MedianHours} and {wanted.NinetiethHours} hours, the other {got.MedianHours} and {got.NinetiethHours}.");
            }
        }
    }

    private static bool Differ(double? x, double? y) => x is null != y is null || Math.Abs((x - y) ?? 0) > 0.015;

    private static void Require<T>(string of, T wanted, T got)
    {
        if (!Equals(wanted, got))
        {
            throw new InvalidOperationException($"Of {of} the report says {wanted}, the other {got}.");
        }
    }
}
