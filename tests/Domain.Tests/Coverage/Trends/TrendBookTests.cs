using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.Storage;
using static GridSteward.Domain.Tests.Coverage.SomeReports;

namespace GridSteward.Domain.Tests.Coverage.Trends;

using Changes = GridSteward.Domain.Coverage.Changes;

public sealed class TrendBookTests : IDisposable
{
    private readonly World world = new();
    private readonly TrendBook book;

    public TrendBookTests() => book = new TrendBook(world.Store);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Every_night_is_read_as_it_was_entered_for_the_whole_and_for_each_area()
    {
        var random = new Random(5);
        CoverageReport[] nights = [.. Enumerable.Range(0, 70).Select(i => Busy(random) with { Date = Day.AddDays(i) })];
        foreach (CoverageReport night in nights)
        {
            await book.AppendAsync(night, World.Ct);
        }

        foreach (string? area in nights.SelectMany(n => n.Areas.Select(a => a.Code)).Distinct().Append(null))
        {
            TrendNight[] expected =
            [
                .. nights.Select(n => (n.Date, Row: area is null ? n.Total : n.Areas.SingleOrDefault(a => a.Code == area), Seen: CoverageSuppression.For(n)))
                    .Where(n => n.Row is not null)
                    .Select(n => new TrendNight(n.Date, n.Row!.Units!, n.Row.Loop, (area is null ? n.Seen.Total : n.Seen.Areas.Single(a => a.Code == area)).Units is null)),
            ];
            Assert.Equal(expected, await book.SeriesAsync("town", area, Day, Day.AddDays(69), World.Ct));
            Assert.Equal(expected.Where(n => n.Date >= Day.AddDays(20) && n.Date <= Day.AddDays(40)), await book.SeriesAsync("town", area, Day.AddDays(20), Day.AddDays(40), World.Ct));
        }
    }

    [Fact]
    public async Task A_night_entered_again_stands_in_place_of_the_first_and_the_same_one_changes_nothing()
    {
        CoverageReport Night(int day, long units) => Report(Area("town", Units(units)), Area("a", Units(units)), Area($"only{day}", Units(9))) with { Date = Day.AddDays(day) };
        foreach (int day in new[] { 0, 2, 1 })
        {
            await book.AppendAsync(Night(day, 10 + day), World.Ct);
        }

        await book.AppendAsync(Night(1, 99) with { Areas = [Area("a", Units(98)), Area("b", Units(1))] }, World.Ct);
        Assert.Equal([10, 98, 12], (await book.SeriesAsync("town", "a", Day, Day.AddDays(9), World.Ct)).Select(n => n.Units.Registered));
        Assert.Equal([10, 99, 12], (await book.SeriesAsync("town", null, Day, Day.AddDays(9), World.Ct)).Select(n => n.Units.Registered));
        Assert.Empty(await book.SeriesAsync("town", "only1", Day, Day.AddDays(9), World.Ct));
        Assert.Single(await book.SeriesAsync("town", "b", Day, Day.AddDays(9), World.Ct));
        var before = await ETagsAsync();
        await book.AppendAsync(Night(2, 12), World.Ct);
        Assert.Equal(before, await ETagsAsync());
    }

    [Fact]
    public async Task Nights_are_dropped_with_their_month_after_thirteen_months()
    {
        for (DateOnly day = Day; day <= Day.AddMonths(15); day = day.AddDays(13))
        {
            await book.AppendAsync(Report(Area("town", Units(9))) with { Date = day }, World.Ct);
        }

        DateOnly last = Day.AddDays(13 * 35);
        var kept = await book.SeriesAsync("town", null, Day.AddYears(-1), Day.AddYears(3), World.Ct);
        Assert.Equal(last, kept[^1].Date);
        Assert.InRange(kept[0].Date, new DateOnly(2026, 4, 1), last.AddMonths(-13));
        Assert.Equal(14, (await world.AllAsync(Kinds.CoverageTrend, "town")).Count);
    }

    [Fact]
    public async Task Changes_are_against_the_night_itself_or_up_to_two_days_before_it()
    {
        CoverageReport Night(int day, long visited) => Report(
            Area("town", Units(100, 100, found: 100, visitedFound: visited)), Area("a", Units(100, 100, found: 100, visitedFound: visited), Answered(9, 10, 5))) with { Date = Day.AddDays(day) };
        await book.AppendAsync(Night(0, 20), World.Ct);
        await book.AppendAsync(Night(21, 40) with { Areas = [] }, World.Ct);
        await book.AppendAsync(Night(29, 60), World.Ct);
        CoverageReport now = Night(30, 70);
        NightChanges changes = await book.ChangesAsync(now, World.Ct);
        Assert.Equal((Day.AddDays(29), Day.AddDays(21), Day), (changes.Total.Night!.Date, changes.Total.Week!.Date, changes.Total.Month!.Date));
        Assert.Equal([0.1, 0.3, 0.5], new[] { changes.Total.Night, changes.Total.Week, changes.Total.Month }.Select(c => Math.Round(c!.Effective!.Value, 9)));
        Assert.Null(changes.Areas["a"].Week);
        Assert.Equal((0, null), (changes.Areas["a"].Night!.ResolvedInTime, changes.Areas["a"].Night!.Satisfied));
        Assert.Equal(changes.Areas["a"], changes.In(now).Areas[0].Changes);

        // Three days before is too long ago.
        Assert.Equal(Changes.None, (await book.ChangesAsync(Night(33, 70) with { Date = Day.AddDays(33) }, World.Ct)).Areas["a"] with { Month = null });
    }

    [Fact]
    public async Task Two_who_enter_nights_at_once_lose_none()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => new TrendBook(world.Engine).AppendAsync(Report(Area("town", Units(9)), Area("a", Units(9))) with { Date = Day.AddDays(i) }, World.Ct)));
        Assert.Equal(4, (await book.SeriesAsync("town", "a", Day, Day.AddDays(9), World.Ct)).Count);
    }

    [Fact]
    public async Task A_quiet_night_takes_two_bytes_an_area_and_a_busy_one_under_thirty()
    {
        var random = new Random(3);
        CoverageReport first = Report(
            Area("town", Units(90_000)), [.. Enumerable.Range(0, 200).Select(i => Area($"area{i}", AnyUnits(random, 900), AnyLoop(random)))]);
        for (int day = 0; day < 31; day++)
        {
            await book.AppendAsync(first with { Date = Day.AddDays(day) }, World.Ct);
        }

        int quiet = (await world.AllAsync(Kinds.CoverageTrend, "town")).Sum(t => t.Areas.Values.Sum(a => a.Length));
        Assert.InRange(quiet, 200 * 2 * 30, 200 * ((2 * 30) + 50));

        CoverageReport busy = first;
        for (int day = 31; day < 61; day++)
        {
            busy = busy with { Date = Day.AddDays(day), Areas = [.. busy.Areas.Select(a => a with { Units = Moved(random, a.Units!), Loop = AnyLoop(random) })] };
            await book.AppendAsync(busy, World.Ct);
        }

        CoverageTrend[] april = [.. (await world.AllAsync(Kinds.CoverageTrend, "town")).Where(t => t.Month == "2026-04")];
        double perNight = april.Sum(t => t.Areas.Values.Sum(a => a.Length)) / (200.0 * 30);
        Assert.InRange(perNight, 10, 30);
        TestContext.Current.TestOutputHelper!.WriteLine($"{perNight:0.0} bytes for each area and busy night");
    }

    [Fact]
    public async Task A_report_with_hidden_counts_is_refused()
        => await Assert.ThrowsAsync<ArgumentException>(() => book.AppendAsync(CoverageSuppression.For(Any(new Random(2))), World.Ct));

    private async Task<string[]> ETagsAsync()
        => [.. (await world.Engine.ListAsync(Kinds.CoverageTrend.In("town"), new PageRequest(100), World.Ct)).Items.Select(i => i.ETag)];

    private static CoverageReport Busy(Random random)
    {
        CoverageReport report = Any(random, 40);
        return report with { Areas = [.. report.Areas.Select(a => a with { Loop = AnyLoop(random) })] };
    }

    private static LoopFigures AnyLoop(Random random) => new(
        random.Next(9), random.Next(9), random.Next(9), random.Next(9), random.Next(9), random.Next(3), random.Next(3), random.Next(9), random.Next(9), random.Next(9),
        random.Next(3) == 0 ? null : random.Next(2000) / 10.0, random.Next(3) == 0 ? null : random.Next(9000) / 10.0, random.Next(20), random.Next(5), random.Next(2));

    private static UnitFigures Moved(Random random, UnitFigures u)
    {
        int More() => random.Next(-3, 4);
        return u with
        {
            Registered = Math.Max(0, u.Registered + More()), Found = Math.Max(0, u.Found + More()), Visited = Math.Max(0, u.Visited + More()),
            VisitedFound = Math.Max(0, u.VisitedFound + More()), Handled = Math.Max(0, u.Handled + More()), Responsible = Math.Max(0, u.Responsible + More()),
        };
    }
}
