using GridSteward.Domain.Coverage;
using GridSteward.Domain.People;
using static GridSteward.Domain.Tests.Coverage.SomeReports;

namespace GridSteward.Domain.Tests.Coverage;

using Changes = GridSteward.Domain.Coverage.Changes;

/// <summary>The report for those who may not see households, against a reader who subtracts whatever can be subtracted.</summary>
public class CoverageSuppressionTests
{
    [Fact]
    public void No_small_number_of_units_can_be_seen_or_subtracted() => Check.ForSeeds(400, random =>
    {
        CoverageReport report = Any(random, random.Pick(6, 12, 60));
        NothingSmall(report, CoverageSuppression.For(report), []);
    });

    [Fact]
    public void Who_sees_the_households_of_some_areas_can_subtract_them_and_still_finds_nothing_small() => Check.ForSeeds(400, random =>
    {
        CoverageReport report = Any(random, random.Pick(6, 12, 60));
        string[] granted = [.. random.Some(report.Areas.Select(a => a.Code)).Take(2), "elsewhere"];
        HashSet<string> own = [.. report.Areas.Where(a => granted.Any(g => a.Code.StartsWith(g, StringComparison.Ordinal))).Select(a => a.Code)];
        CoverageReport shown = CoverageSuppression.For(report, new Scope(false, [.. granted.Select(Scope.AreaKey)]));
        NothingSmall(report, shown, own);
        Assert.All(own, code => Assert.Same(report.Areas.Single(a => a.Code == code), shown.Areas.Single(a => a.Code == code)));
    });

    [Fact]
    public void What_a_map_hides_is_hidden_here_too() => Check.ForSeeds(200, random =>
    {
        CoverageReport report = Any(random);
        CoverageReport shown = CoverageSuppression.For(report);
        HashSet<string> byMap = CountSuppression.HiddenIn([.. report.Areas.Select(a => new TreeCount(a.Code, a.Parent, a.Units!.Registered))]);
        Assert.Empty(byMap.Except(shown.Areas.Where(a => a.Units is null).Select(a => a.Code)));
    });

    [Fact]
    public void A_report_without_small_numbers_keeps_its_units_and_its_bands()
    {
        UnitFigures units = Units(100, 120, found: 80, visited: 60, visitedFound: 50, handled: 70, responsible: 40);
        CoverageReport report = Report(Area("town", Plus(units, units)), Area("a", units), Area("b", units));
        CoverageReport shown = CoverageSuppression.For(report);
        Assert.All([shown.Total, .. shown.Areas], a => Assert.NotNull(a.Units));
        Assert.All(shown.Areas, a => Assert.Equal(CoverageBand.Poor, a.Band));
        Assert.True(shown.Suppressed);
        Assert.Empty(shown.Groups);
    }

    [Fact]
    public void One_small_difference_takes_a_neighbour_along_and_leaves_the_reports()
    {
        UnitFigures large = Units(100, 120, found: 80, visited: 60, visitedFound: 50, handled: 70, responsible: 40);
        UnitFigures larger = large with { Registered = 300, Unmatched = 220 };
        UnitFigures nearly = large with { Visited = 98 };
        CoverageReport report = Report(
            Area("town", Plus(Plus(large, larger), nearly)), Area("a", large, Answered(7)), Area("b", larger), Area("c", nearly));
        CoverageReport shown = CoverageSuppression.For(report);
        Assert.Equal(["a", "c"], shown.Areas.Where(a => a.Units is null).Select(a => a.Code));
        Assert.Equal((CoverageBand.Unknown, 7), (shown.Areas[0].Band, shown.Areas[0].Loop.Received));
    }

    [Fact]
    public void A_small_jurisdiction_hides_all_of_it()
        => Assert.All([.. CoverageSuppression.For(Report(Area("town", Units(4)), Area("a", Units(4)))) is { } shown ? shown.Areas.Append(shown.Total) : []], a => Assert.Null(a.Units));

    [Fact]
    public void Lists_of_units_and_changes_of_their_rates_are_left_out_everywhere()
    {
        UnitFigures units = Units(100, 120, found: 80, visited: 60, visitedFound: 50, handled: 70, responsible: 40);
        var since = new ChangeSince(Day.AddDays(-1), 0.1, 0.1, 0.1, 0.1, 0.2, 0.3);
        AreaFigures Changed(string code) => Area(code, units) with { Changes = new Changes(since, null, since) };
        CoverageReport shown = CoverageSuppression.For(Report(Changed("town"), Changed("a")));
        Assert.All([shown.Total, .. shown.Areas], a =>
        {
            Assert.Null(a.MopUp);
            Assert.Equal(new Changes(new ChangeSince(since.Date, null, null, null, null, 0.2, 0.3), null, new ChangeSince(since.Date, null, null, null, null, 0.2, 0.3)), a.Changes);
        });
    }

    [Fact]
    public void Whoever_sees_all_households_gets_the_report_itself()
    {
        CoverageReport report = Any(new Random(1));
        Assert.Same(report, CoverageSuppression.For(report, new Scope(true, [])));
    }

    [Fact]
    public void The_reader_of_these_tests_finds_what_is_given_away()
    {
        UnitFigures large = Units(100, 120, found: 80, visited: 60, visitedFound: 50, handled: 70, responsible: 40);
        UnitFigures nearly = large with { Visited = 98 };
        CoverageReport report = Report(Area("town", Plus(large, nearly)), Area("a", large), Area("c", nearly));
        CoverageReport onlyOne = report with { Areas = [report.Areas[0], report.Areas[1] with { Units = null }] };
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => NothingSmall(report, report, []));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => NothingSmall(report, onlyOne, []));
    }

    /// <summary>The slow way: the number of every two columns' difference, of every shown area and of what is left of it without the parts that are known.</summary>
    private static void NothingSmall(CoverageReport report, CoverageReport shown, HashSet<string> own)
    {
        Dictionary<string, long[]> known = shown.Areas.Where(a => a.Units is not null).ToDictionary(a => a.Code, a => Numbers(a.Units!));
        IEnumerable<long[]> Topmost(string? parent) => report.Areas.Where(a => a.Parent == parent).SelectMany(a => known.TryGetValue(a.Code, out long[]? own) ? [own] : Topmost(a.Code));
        void Look(string what, long[] numbers)
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                Assert.False(numbers[i] is > 0 and < 5, $"{what}: number {i} is {numbers[i]}");
            }
        }

        foreach (var (code, numbers) in known.Where(k => !own.Contains(k.Key)))
        {
            Look(code, numbers);
            Look("the rest of " + code, Topmost(code).Aggregate(numbers, Less));
        }

        if (shown.Total.Units is { } total)
        {
            Look("the whole", Numbers(total));
            Look("the rest of the whole", Topmost(null).Aggregate(Numbers(total), Less));
        }
    }

    private static long[] Less(long[] whole, long[] part) => [.. whole.Zip(part, (w, p) => w - p)];

    private static long[] Numbers(UnitFigures u)
    {
        long enumerated = u.Enumerated ?? 0;
        return
        [
            u.Registered, enumerated, u.Found, u.Visited, u.VisitedFound, u.Handled, u.Responsible, u.Unlocated, u.Unmatched, u.Orphaned, u.FoundBeyond,
            u.Registered - u.Found, u.Registered - u.Visited, u.Registered - u.Handled, u.Registered - u.Responsible, u.Registered - u.Unlocated, u.Registered - u.Unmatched, u.Registered - u.Orphaned,
            enumerated - u.Found, enumerated - u.VisitedFound, u.Found - u.VisitedFound, u.Handled - u.Responsible, u.Visited - u.VisitedFound,
        ];
    }
}
