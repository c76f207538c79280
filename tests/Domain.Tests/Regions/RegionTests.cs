using GridSteward.Domain.Coverage;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Regions;
using GridSteward.Domain.Storage;
using static GridSteward.Domain.Tests.Coverage.SomeReports;

namespace GridSteward.Domain.Tests.Regions;

public sealed class RegionTests : IDisposable
{
    private static readonly RegionRef Province = new("41", "河南省"), City = new("4101", "郑州市"), County = new("410105", "金水区"), Other = new("410102", "中原区");

    private readonly World world = new();
    private readonly RegionRollups rollups;
    private readonly ReadRegions read;

    public RegionTests() => (rollups, read) = (new RegionRollups(world.Store), new ReadRegions(world.Engine));

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_sums_of_a_region_are_those_of_its_jurisdictions_on_every_level()
    {
        await NightAsync("a", 0, [Province, City, County], 100, visited: 60);
        await NightAsync("b", 0, [Province, City, County], 200, visited: 90);
        await NightAsync("c", 0, [Province, City, Other], 400, visited: 300);
        await NightAsync("d", 0, [Province], 50, visited: 20);
        RegionCoverage province = await CoverageAsync("41");
        Assert.Equal((4, 750, new Share(470, 750)), (province.Total.Jurisdictions, province.Total.Units!.Registered, province.Total.Units.EffectiveShare));
        Assert.Equal([("4101", true, 3, 700L), ("d", false, 1, 50L)], province.Rows.Select(r => (r.Code, r.IsRegion, r.Jurisdictions, r.Units!.Registered)));
        RegionCoverage city = await CoverageAsync("4101");
        Assert.Equal([("410102", 400L), ("410105", 300L)], city.Rows.Select(r => (r.Code, r.Units!.Registered)));
        RegionCoverage county = await CoverageAsync("410105");
        Assert.Equal([("a", 100L), ("b", 200L)], county.Rows.Select(r => (r.Code, r.Units!.Registered)));
        Assert.Equal([Province, City], county.Above);
    }

    [Fact]
    public async Task Writing_a_night_again_changes_nothing_and_a_corrected_one_stands_in_its_place()
    {
        await NightAsync("a", 0, [Province], 100, visited: 60);
        string before = await TextAsync();
        await NightAsync("a", 0, [Province], 100, visited: 60);
        Assert.Equal(before, await TextAsync());
        await NightAsync("a", 0, [Province], 100, visited: 70);
        Assert.Equal(new Share(70, 100), (await CoverageAsync("41")).Total.Units!.EffectiveShare);
    }

    [Fact]
    public async Task A_night_killed_at_any_write_is_completed_by_the_next_try()
    {
        await NightAsync("a", 0, [Province, City, County], 100, visited: 60);
        for (int i = 0; ; i++)
        {
            int writes = 0;
            bool dead = false;
            world.Store.BeforeCommit = _ => (dead |= writes++ == i) ? throw new KilledException() : Task.CompletedTask;
            await Record.ExceptionAsync(() => NightAsync("a", 1 + i, [Province, Other], 100, visited: 61));
            world.Store.BeforeCommit = _ => Task.CompletedTask;
            await NightAsync("a", 1 + i, [Province, Other], 100, visited: 61);
            Assert.Equal(1, (await CoverageAsync("41")).Total.Jurisdictions);
            Assert.IsType<Outcome<RegionCoverage>.NotFound>(await read.CoverageAsync("410105", Day.AddDays(1 + i), Auditor("41"), World.Ct));
            if (!dead)
            {
                break;
            }

            // back to where it was, so that it leaves again
            await NightAsync("a", 1 + i, [Province, City, County], 100, visited: 60);
        }
    }

    [Fact]
    public async Task A_jurisdiction_that_leaves_stops_counting_from_the_next_night_and_is_not_missed()
    {
        await NightAsync("a", 0, [Province, County], 100, visited: 60);
        await NightAsync("b", 0, [Province, County], 200, visited: 60);
        await NightAsync("a", 1, [Province], 100, visited: 60);
        await NightAsync("b", 1, [Province, County], 200, visited: 60);
        Assert.Equal(2, (await CoverageAsync("410105", 0)).Total.Jurisdictions);
        RegionCoverage after = await CoverageAsync("410105", 1);
        Assert.Equal(1, after.Total.Jurisdictions);
        Assert.Empty(after.Missing);
        Assert.Equal(["410105", "a"], (await CoverageAsync("41", 1)).Rows.Select(r => r.Code));
    }

    [Fact]
    public async Task Jurisdictions_without_a_report_of_the_night_are_named_with_their_last_date()
    {
        await NightAsync("a", 0, [Province], 100, visited: 60);
        await NightAsync("b", 2, [Province], 200, visited: 60);
        Assert.Equal([new MissingJurisdiction("a", "Town a", Day)], (await CoverageAsync("41")).Missing);
        Assert.IsType<Outcome<RegionCoverage>.NotFound>(await read.CoverageAsync("41", Day.AddDays(1), Auditor("41"), World.Ct));
    }

    [Fact]
    public async Task Nothing_enumerated_is_unknown_and_counted_beside_the_sum()
    {
        await WriteAsync("a", 0, [Province], Units(100));
        Assert.Null((await CoverageAsync("41")).Total.Units!.EffectiveShare.Rate);
        await NightAsync("b", 0, [Province], 200, visited: 60);
        RegionCoverage both = await CoverageAsync("41");
        Assert.Equal((new Share(60, 200), 1), (both.Total.Units!.EffectiveShare, both.Uncounted));
    }

    [Fact]
    public async Task A_grant_reaches_the_region_and_those_in_it_and_nothing_in_the_jurisdictions()
    {
        await NightAsync("a", 0, [Province, City], 100, visited: 60);
        Caller city = Auditor("4101"), province = Auditor("41");
        Assert.IsType<Outcome<RegionCoverage>.Done>(await read.CoverageAsync("4101", null, city, World.Ct));
        Assert.IsType<Outcome<RegionCoverage>.Done>(await read.CoverageAsync("4101", null, province, World.Ct));
        Assert.IsType<Outcome<RegionCoverage>.Forbidden>(await read.CoverageAsync("41", null, city, World.Ct));
        Assert.IsType<Outcome<RegionCoverage>.Forbidden>(await read.CoverageAsync("99", null, city, World.Ct));
        Assert.IsType<Outcome<RegionCoverage>.NotFound>(await read.CoverageAsync("99", null, Caller.Program, World.Ct));
        Assert.All(Enum.GetValues<Capability>(), c =>
        {
            Assert.False(province.Can(c, new Target("a", ["c1"])));
            Assert.False(province.Can(c, new Target()));
            Assert.True(province.ScopeOf(c, "a").IsEmpty);
            Assert.True(province.PrivateScopeOf(c, "a").IsEmpty);
        });
    }

    [Fact]
    public async Task No_small_number_can_be_got_from_a_province_its_cities_and_its_counties_together() => await Task.WhenAll(Enumerable.Range(0, 25).Select(async seed =>
    {
        using var own = new World();
        var random = new Random(seed);
        var write = new RegionRollups(own.Engine);
        var rows = new ReadRegions(own.Engine);
        Dictionary<string, RegionRef[]> towns = [];
        for (int i = 0; i < 9; i++)
        {
            towns[$"t{i}"] = random.Pick<RegionRef[]>([Province, City, County], [Province, City, Other], [Province, City], [Province]);
            await write.WriteAsync(Town.Settings($"t{i}") with { Regions = towns[$"t{i}"] }, Report(Area("", AnyUnits(random, random.Pick(6, 40, 900)))) with { Jurisdiction = $"t{i}" }, World.Ct);
        }

        Dictionary<string, RegionCoverage> shown = [];
        foreach (string region in towns.Values.SelectMany(r => r).Select(r => r.Code).Distinct())
        {
            shown[region] = Expect.Done(await rows.CoverageAsync(region, Day, Caller.Program, World.Ct));
        }

        // Every row that is known of anything, wherever it was read, and what is left of each whole without its known parts.
        foreach (var (region, coverage) in shown)
        {
            Assert.All(coverage.Rows.Append(coverage.Total), r => Large(r.Units, $"{seed}: {region}/{r.Code}"));
            Assert.All(coverage.Rows.Where(r => r.IsRegion), r => Assert.Equal(r.Units, shown[r.Code].Total.Units));
            if (coverage.Total.Units is { } whole)
            {
                long[] rest = coverage.Rows.Where(r => r.Units is not null).Select(r => Numbers(r.Units!)).Aggregate(Numbers(whole), (a, b) => [.. a.Zip(b, (x, y) => x - y)]);
                Assert.DoesNotContain(rest, n => n is > 0 and < 5);
            }
        }

        static void Large(RegionUnits? units, string what) => Assert.False(units is not null && Numbers(units).Any(n => n is > 0 and < 5), what);
        static long[] Numbers(RegionUnits u)
            => [u.Registered, u.Enumerated ?? 0, u.Found, u.Visited, u.VisitedFound, u.Handled, u.Responsible, u.Registered - u.Found, u.Registered - u.Visited, u.Registered - u.Handled,
                u.Handled - u.Responsible, (u.Enumerated ?? 0) - u.Found, (u.Enumerated ?? 0) - u.VisitedFound, u.Found - u.VisitedFound];
    }));

    [Fact]
    public async Task Communities_are_ranked_across_jurisdictions_with_small_ones_hidden()
    {
        UnitFigures Counted(long visited) => Units(100, 100, found: 90, visited: 80, visitedFound: visited, handled: 70, responsible: 60);
        UnitFigures few = Units(9, 9, found: 8, visited: 8, visitedFound: 7, handled: 3, responsible: 3);
        await WriteAsync("a", 0, [Province], Plus(Plus(Counted(50), Counted(70)), few), Area("x", Counted(50)), Area("y", Counted(70)), Area("few", few), Area("part", Counted(50), parent: "x"));
        await WriteAsync("b", 0, [Province], Counted(60), Area("x", Counted(60)));
        LeagueTable table = Expect.Done(await read.LeagueAsync("41", null, RegionLeague.Communities, LeagueFigure.Effective, Auditor("41"), World.Ct));
        Assert.Equal([("a/y", (int?)1), ("b/x", 2), ("a/few", null), ("a/x", null)], table.Rows.Select(r => (r.Code, r.Rank)));
        Assert.Equal(UnrankedReason.Hidden, table.Rows[^1].Unranked);
        LeagueTable towns = Expect.Done(await read.LeagueAsync("41", null, RegionLeague.Jurisdictions, LeagueFigure.Effective, Auditor("41"), World.Ct));
        Assert.Equal(["a", "b"], towns.Rows.Select(r => r.Code).Order());
    }

    [Fact]
    public async Task A_year_is_served_as_a_series_and_older_months_are_dropped()
    {
        for (int day = 0; day < 430; day += 9)
        {
            await NightAsync("a", day, [Province], 100 + day, visited: 60);
            await NightAsync("b", day, [Province], 100, visited: 60);
        }

        var points = Expect.Done(await read.SeriesAsync("41", Day, Day.AddDays(430), Auditor("41"), World.Ct));
        Assert.Equal((Day.AddDays(423), 2, 623L), (points[^1].Date, points[^1].Jurisdictions, points[^1].Units!.Registered));
        Assert.Equal(points.Select(p => p.Date).Order(), points.Select(p => p.Date));
        Assert.Equal(Day, points[0].Date);
        await NightAsync("a", 500, [Province], 100, visited: 60);
        Assert.True(Expect.Done(await read.SeriesAsync("41", Day, Day.AddDays(500), Auditor("41"), World.Ct))[0].Date > Day.AddMonths(1));
    }

    [Fact]
    public async Task Medians_of_a_sum_lie_between_the_stated_bounds()
    {
        float[] one = [0.2f, 3.5f, 3.5f, 50], other = [10, 10, 700, 9000];
        await WriteAsync("a", 0, [Province], Units(100), one);
        await WriteAsync("b", 0, [Province], Units(100), other);
        RegionLoop loop = (await CoverageAsync("41")).Total.Loop;
        Assert.Equal((new HourRange(8, 12), new HourRange(2160, null)), (loop.Median, loop.Ninetieth));
        Check.ForSeeds(200, random =>
        {
            float[] hours = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (float)Math.Pow(10, (random.NextDouble() * 5) - 1)).Order()];
            foreach (double share in new[] { 0.5, 0.9 })
            {
                HourRange range = HourHistogram.Percentile(HourHistogram.Of(hours), share)!;
                float exact = hours[Math.Max(0, (int)Math.Ceiling(share * hours.Length) - 1)];
                Assert.True(range.From <= exact && (range.To is null || exact < range.To), $"{exact} is not in {range}");
                Assert.True(range.From < 1 || range.To is null || range.To <= 2 * range.From);
            }
        });
    }

    [Fact]
    public void Faults_of_regions_are_all_named()
        => Assert.Equal(
            ["$.regions[1].code", "$.regions[2].code", "$.regions[2].name"],
            RegionRef.FaultsOf([Province, Province with { Name = "again" }, new("a b", "")]).Select(f => f.Path));

    private static Caller Auditor(string region) => new("auditor", null, [new Grant(Node.OfRegion(region), Preset.Auditor)]);

    private Task NightAsync(string town, int day, RegionRef[] regions, long units, long visited)
        => WriteAsync(town, day, regions, Units(units, units, found: units - 10, visited: visited + 5, visitedFound: visited, handled: units - 20, responsible: units - 30));

    private Task WriteAsync(string town, int day, RegionRef[] regions, UnitFigures units, params AreaFigures[] areas)
        => rollups.WriteAsync(Town.Settings(town) with { Regions = regions }, Report(Area("", units), areas) with { Jurisdiction = town, Date = Day.AddDays(day) }, World.Ct);

    private Task WriteAsync(string town, int day, RegionRef[] regions, UnitFigures units, float[] hours)
        => rollups.WriteAsync(Town.Settings(town) with { Regions = regions }, Report(Area("", units)) with { Jurisdiction = town, Date = Day.AddDays(day), Hours = HourHistogram.Of(hours) }, World.Ct);

    private async Task<RegionCoverage> CoverageAsync(string region, int? day = null)
        => Expect.Done(await read.CoverageAsync(region, day is { } d ? Day.AddDays(d) : null, Auditor(region), World.Ct));

    private async Task<string> TextAsync()
    {
        var all = await world.Engine.ListAsync(Kinds.RegionTrend.In("region:41"), new PageRequest(100), World.Ct);
        return string.Join(' ', all.Items.Select(i => i.ETag));
    }
}
