using GridSteward.Domain.Coverage;
using static GridSteward.Domain.Tests.Coverage.SomeReports;

namespace GridSteward.Domain.Tests.Coverage;

public class LeagueTableTests
{
    [Fact]
    public void An_area_of_three_households_all_visited_cannot_top_it()
    {
        LeagueTable table = LeagueTable.Of([Effective("three", 3, 3), Effective("large", 470, 500), Effective("poor", 100, 500)], "grid", LeagueFigure.Effective);
        Assert.Equal(["large", "three", "poor"], table.Rows.Select(r => r.Code));
        Assert.Equal([1, 2, 3], table.Rows.Select(r => r.Rank!.Value));
        Assert.Equal(new Share(3, 3), table.Rows[1].Share);
        Assert.InRange(table.Rows[1].Share!.Low!.Value, 0.43, 0.44);
    }

    [Fact]
    public void Areas_that_tie_share_a_rank_and_the_next_one_counts_them()
        => Assert.Equal(
            [("a", 1), ("c", 1), ("b", 3), ("d", 4), ("e", 4)],
            LeagueTable.Of([Effective("d", 0, 10), Effective("c", 9, 10), Effective("b", 8, 10), Effective("a", 9, 10), Effective("e", 0, 700)], "grid", LeagueFigure.Effective)
                .Rows.Select(r => (r.Code, r.Rank!.Value)));

    [Fact]
    public void What_is_unknown_comes_last_without_a_rank_and_with_why()
    {
        LeagueTable table = LeagueTable.Of(
            [Area("hidden", null), Area("uncounted", Units(40)), Effective("empty", 0, 0), Effective("known", 1, 30)], "grid", LeagueFigure.Effective);
        Assert.Equal(
            [("known", (int?)1, null), ("empty", null, UnrankedReason.NothingToRate), ("hidden", null, UnrankedReason.Hidden), ("uncounted", null, (UnrankedReason?)UnrankedReason.NotEnumerated)],
            table.Rows.Select(r => (r.Code, r.Rank, r.Unranked)));
    }

    [Theory]
    [InlineData(LeagueFigure.Effective, 4, 20)]
    [InlineData(LeagueFigure.Found, 10, 20)]
    [InlineData(LeagueFigure.Responsibility, 3, 15)]
    [InlineData(LeagueFigure.ResolvedInTime, 7, 8)]
    [InlineData(LeagueFigure.Satisfied, 5, 6)]
    public void Each_figure_is_its_count_over_its_denominator(LeagueFigure figure, long count, long of)
    {
        AreaFigures area = Area("a", Units(15, 20, found: 10, visited: 6, visitedFound: 4, handled: 9, responsible: 3), Answered(9, 8, 7, 6, 5));
        Assert.Equal(new Share(count, of), Assert.Single(LeagueTable.Of([area], "grid", figure).Rows).Share);
    }

    [Fact]
    public void Only_the_areas_of_the_level_are_compared()
        => Assert.Equal(["a"], LeagueTable.Of([Effective("a", 1, 2), Effective("b", 1, 2) with { Level = "community" }], "grid", LeagueFigure.Effective).Rows.Select(r => r.Code));

    [Fact]
    public void More_evidence_at_the_same_rate_never_lowers_a_rank() => Check.ForSeeds(300, random =>
    {
        AreaFigures[] others = [.. Enumerable.Range(0, 8).Select(i => AnyEffective(random, $"o{i}"))];
        AreaFigures mine = AnyEffective(random, "mine");
        int times = random.Next(2, 30);
        AreaFigures more = Effective("mine", mine.Units!.VisitedFound * times, mine.Units.Enumerated!.Value * times);
        Assert.True(RankOf(more) <= RankOf(mine), $"{mine.Units.VisitedFound}/{mine.Units.Enumerated} times {times}: {RankOf(mine)} became {RankOf(more)}");

        int RankOf(AreaFigures own) => LeagueTable.Of([own, .. others], "grid", LeagueFigure.Effective).Rows.Single(r => r.Code == "mine").Rank!.Value;
    });

    [Fact]
    public void Ranks_follow_the_lower_ends_whatever_the_order_of_the_areas() => Check.ForSeeds(100, random =>
    {
        AreaFigures[] areas = [.. Enumerable.Range(0, 12).Select(i => AnyEffective(random, $"a{i}"))];
        var rows = LeagueTable.Of(random.Shuffled(areas), "grid", LeagueFigure.Effective).Rows;
        Assert.Equal(rows.Select(r => (r.Code, r.Rank)), LeagueTable.Of(areas, "grid", LeagueFigure.Effective).Rows.Select(r => (r.Code, r.Rank)));
        foreach (LeagueRow row in rows)
        {
            Assert.Equal(1 + rows.Count(r => r.Share!.Low!.Value > row.Share!.Low!.Value + 1e-9), row.Rank);
        }
    });

    private static AreaFigures Effective(string code, long visited, long enumerated) => Area(code, Units(enumerated, enumerated, found: enumerated, visitedFound: visited));

    private static AreaFigures AnyEffective(Random random, string code)
    {
        long of = random.Next(1, 60);
        return Effective(code, random.NextInt64(of + 1), of);
    }
}
