
using GridSteward.Domain.Audit;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Coverage;

public sealed class CoverageRunTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_report_is_what_counting_everything_one_by_one_gives(int seed)
    {
        var random = new Random(seed);
        Square[] squares =
        [
            new("c1", "community", null, 0, 0, 2, 2), new("c2", "community", null, 2, 0, 2, 2), new("g1", "grid", "c1", 0, 0), new("g2", "grid", "c1", 1, 0), new("g3", "grid", "c2", 2, 0, 2),
            new("g0", "grid", "c1", 0.5, 0.5), new("lone", "grid", null, 5, 0),
        ];
        Jurisdiction town = await world.AddTownAsync(Town.Settings() with { ToleranceMetres = 0 }, squares);
        DateOnly day = town.DayOf(world.Clock.Now.AddHours(40));
        Post[] posts = [.. Enumerable.Range(0, 6).Select(i => Town.Post($"p{i}", random.Pick("c1", "c2", "g1", "g2", "g3", "lone")) with
        {
            Duty = random.Next(4) == 0 ? Duty.Lead : Duty.Handle,
            Steward = random.Next(3) == 0 ? null : "s",
            ValidTo = random.Pick<DateOnly?>(null, day, day.AddDays(1)),
        })];
        await world.WriteAsync(Kinds.Post, posts);

        // Off every edge by the odd tenth.
        Wgs84Point Anywhere() => Town.Point((random.Next(-10, 65) + 0.13) / 10, (random.Next(-5, 25) + 0.17) / 10);
        for (int i = 0; i < 50; i++)
        {
            SentPosition? position = random.Next(10) == 0 ? null : SentPosition.Of(Anywhere());
            Expect.Fresh(await world.Beside.Households.CreateAsync(town, new HouseholdSubmission($"h{i}", null, null, position, null, null, 1, null), null, Acting.Program, World.Ct));
        }

        for (int i = 0; i < 40; i++)
        {
            world.Clock.Now += TimeSpan.FromHours(1);
            ReportSubmission submission = World.Hazard(Anywhere());
            Stored<Report> report = Expect.Fresh(await world.Beside.Submit.RunAsync(submission with { Where = submission.Where with { Jurisdiction = "town" } }, null, Acting.Program, World.Ct)).Report;
            foreach (Move move in new[] { Move.Accept, Move.Resolve, Move.Close }.Take(random.Next(4)))
            {
                report = Expect.Fresh(await world.Beside.Move.RunAsync(new WantedMove("town", report.Value.Id, move, null, _ => true), null, Acting.Program, World.Ct));
            }
        }

        CoverageReport made = await world.Here.Coverage.RunAsync(town, Acting.Program, World.Ct);
        DateTimeOffset now = world.Clock.Now;
        var areas = (await world.Beside.Snapshots.GetAsync("town", town.Levels, World.Ct)).Areas;

        // One by one, by geometry: of each level the covering area with the smallest code.
        HashSet<string> AreasAt(Wgs84Point? point) => point is not { } p ? [] :
        [
            .. areas.Where(a => a.Geometry!.Covers(new NetTopologySuite.Geometries.Point(p.Longitude, p.Latitude)))
                .GroupBy(a => a.Level).Select(level => level.Select(a => a.Code).Min(StringComparer.Ordinal)!),
        ];
        bool Handled(string area) => posts.Any(p => p.Area == area && p.Duty == Duty.Handle && p.Steward is not null && p.ValidFrom <= day && (p.ValidTo is null || p.ValidTo > day));
        List<HashSet<string>> households = [.. (await world.AllAsync(Kinds.Household, "town")).Select(h => AreasAt(h.Point))];
        List<(HashSet<string> Areas, bool Overdue)> open = [];
        foreach (Report report in (await world.ReportsAsync("town")).Where(r => r.State is ReportState.Received or ReportState.Accepted))
        {
            open.Add((AreasAt(report.Point), now > report.ReceivedAt.AddHours(report.State == ReportState.Received ? 24 : 72)));
        }

        Assert.Equal(day, made.Date);
        Assert.Equal(["c1", "c2", "g0", "g1", "g2", "g3", "lone"], made.Areas.Select(a => a.Code));
        foreach (AreaFigures row in made.Areas)
        {
            Assert.Equal(
                (households.Count(h => h.Contains(row.Code)), households.Count(h => h.Contains(row.Code) && h.Any(Handled)), open.Count(r => r.Areas.Contains(row.Code)), open.Count(r => r.Areas.Contains(row.Code) && r.Overdue)),
                (row.Units!.Registered, row.Units.Handled, row.Loop.Open, row.Loop.Overdue));
        }

        Assert.Equal(
            (households.Count, households.Count(h => h.Any(Handled)), open.Count, open.Count(r => r.Overdue)),
            (made.Total.Units!.Registered, made.Total.Units.Handled, made.Total.Loop.Open, made.Total.Loop.Overdue));
    }

    [Fact]
    public async Task A_report_is_due_from_its_deadline_on_not_at_it()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct));
        world.Clock.Now += TimeSpan.FromHours(24);
        Assert.Equal(0, (await world.Here.Coverage.RunAsync(town, Acting.Program, World.Ct)).Total.Loop.Overdue);
        world.Clock.Now += TimeSpan.FromTicks(1);
        Assert.Equal(1, (await world.Here.Coverage.RunAsync(town, Acting.Program, World.Ct)).Total.Loop.Overdue);
    }

    [Fact]
    public async Task Running_twice_writes_the_same_report_over_itself_and_it_is_found_by_day_and_as_the_latest()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        Assert.Null(await world.Here.CoverageReports.FindAsync("town", "latest", World.Ct));
        CoverageReport first = await world.Here.Coverage.RunAsync(town, Acting.Program, World.Ct);
        CoverageReport again = await world.Here.Coverage.RunAsync(town, Acting.Program, World.Ct);
        Expect.SameJson(first, again, DomainJson.Default.CoverageReport);
        Assert.Equal("2026-03-01", Assert.Single(await world.AllAsync(Kinds.Coverage, "town")).Date);
        world.Clock.Now += TimeSpan.FromDays(1);
        CoverageReport next = await world.Here.Coverage.RunAsync(town, Acting.Program, World.Ct);
        Assert.Equal(["2026-03-02", "2026-03-01"], (await world.Here.CoverageReports.ListAsync("town", new PageRequest(5), World.Ct)).Items.Select(i => i.Value.Date));
        Expect.SameJson(next, await ReadAsync("latest"), DomainJson.Default.CoverageReport);
        Expect.SameJson(first, await ReadAsync("2026-03-01"), DomainJson.Default.CoverageReport);
        Assert.Null(await world.Here.CoverageReports.FindAsync("town", "2026-03-03", World.Ct));
        Assert.True(await world.Here.Coverage.IsDoneAsync("town", new(2026, 3, 2), next.GeneratedAt, World.Ct));
        Assert.False(await world.Here.Coverage.IsDoneAsync("town", new(2026, 3, 2), next.GeneratedAt.AddTicks(1), World.Ct));
        Assert.False(await world.Here.Coverage.IsDoneAsync("town", new(2026, 3, 3), first.GeneratedAt, World.Ct));
    }

    [Fact]
    public async Task A_night_says_what_changed_since_the_one_before()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.WriteAsync(Kinds.Building, Town.Building("b", 0.5, 0.5) with { Expected = new ExpectedUnits(4) });
        for (int i = 0; i < 4; i++)
        {
            await world.Here.Households.CreateAsync(town, new HouseholdSubmission($"h{i}", null, null, null, "b", null, 1, null), null, Acting.Program, World.Ct);
            CoverageReport made = await world.Here.Coverage.RunAsync(town, Acting.Program, World.Ct);
            AreaFigures grid = made.Areas.Single(a => a.Code == "g1");
            Assert.Equal((0.25 * (i + 1), i == 0 ? null : 0.25), (grid.Units!.FoundShare.Rate!.Value, grid.Changes.Night?.Found));
            Assert.Equal(made.Total.Changes, grid.Changes);
            Assert.Equal(1, made.Areas.Single(a => a.Code == "c1").Spatial!.Rate, 6);
            world.Clock.Now += TimeSpan.FromDays(1);
        }
    }

    [Fact]
    public async Task An_entry_never_names_a_report_that_is_not_there()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        world.Blobs.AfterWrite = _ => throw new KilledException();
        await Assert.ThrowsAsync<KilledException>(() => world.Here.Coverage.RunAsync(town, Acting.Program, World.Ct));
        Assert.Empty(await world.AllAsync(Kinds.Coverage, "town"));
        Assert.Null(await world.Here.CoverageReports.FindAsync("town", "latest", World.Ct));
    }

    private async Task<CoverageReport> ReadAsync(string day)
        => (await new CoverageFiles(world.Blobs).ReadAsync((await world.Here.CoverageReports.FindAsync("town", day, World.Ct))!, World.Ct))!;
}
