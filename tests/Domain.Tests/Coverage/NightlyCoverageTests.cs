using GridSteward.Domain.Audit;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Coverage;

public sealed class NightlyCoverageTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    /// <summary>The first moment from which the day's report is due, and the last before it.</summary>
    [Theory]
    [InlineData("Asia/Shanghai", "2026-03-01T18:00:00Z", "2026-03-02")]
    [InlineData("Asia/Kathmandu", "2026-03-01T20:15:00Z", "2026-03-02")]
    [InlineData("Pacific/Kiritimati", "2026-03-01T12:00:00Z", "2026-03-02")]
    [InlineData("Pacific/Niue", "2026-03-01T13:00:00Z", "2026-03-01")]
    [InlineData("Europe/Berlin", "2026-03-28T01:00:00Z", "2026-03-28")]
    [InlineData("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29")]
    [InlineData("Europe/Berlin", "2026-10-25T00:00:00Z", "2026-10-25")]
    [InlineData("America/New_York", "2026-03-08T07:00:00Z", "2026-03-08")]
    [InlineData("America/New_York", "2026-11-01T07:00:00Z", "2026-11-01")]
    [InlineData("Australia/Lord_Howe", "2026-10-03T15:30:00Z", "2026-10-04")]
    public async Task A_days_report_is_due_from_two_oclock_local_time(string zone, string due, string day)
    {
        await world.AddTownAsync(Town.Settings() with { TimeZone = zone });
        world.Clock.Now = DateTimeOffset.Parse(due, null).AddSeconds(-1);
        Assert.Equal(["town"], (await world.Here.Nightly.RunAsync(World.Ct)).NotDue);
        world.Clock.Now = DateTimeOffset.Parse(due, null);
        Assert.Equal(["town"], (await world.Here.Nightly.RunAsync(World.Ct)).Made);
        Assert.Equal(day, Assert.Single(await world.AllAsync(Kinds.Coverage, "town")).Date);
        Assert.Equal(["town"], (await world.Here.Nightly.RunAsync(World.Ct)).NotDue);
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-06")]
    [InlineData("America/New_York", "2026-10-30")]
    [InlineData("Europe/Berlin", "2026-03-27")]
    [InlineData("Europe/Berlin", "2026-10-23")]
    [InlineData("Australia/Lord_Howe", "2026-04-03")]
    [InlineData("America/Havana", "2026-03-06")]
    public async Task Over_a_change_of_the_clocks_every_local_day_gets_one_report_not_before_two(string zone, string from)
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings() with { TimeZone = zone });
        world.Clock.Now = DateTimeOffset.Parse(from + "T12:00:00Z", null);
        List<DateTimeOffset> made = [];
        for (int i = 0; i < 5 * 96; i++)
        {
            if ((await world.Beside.Nightly.RunAsync(World.Ct)).Made.Count > 0)
            {
                made.Add(town.LocalTime(world.Clock.Now));
            }

            world.Clock.Now += TimeSpan.FromMinutes(15);
        }

        Assert.InRange(made.Count, 5, 6);
        DateOnly first = DateOnly.FromDateTime(made[0].DateTime);
        Assert.Equal(Enumerable.Range(0, made.Count).Select(first.AddDays), made.Select(m => DateOnly.FromDateTime(m.DateTime)));
        Assert.All(made.Skip(1), m => Assert.InRange(m.TimeOfDay, TimeSpan.FromHours(2), TimeSpan.FromHours(3)));
    }

    [Fact]
    public async Task Each_jurisdiction_follows_its_own_zone_and_a_missed_night_is_made_good_later_that_day()
    {
        await world.AddTownAsync(Town.Settings("east") with { TimeZone = "Asia/Shanghai" });
        await world.AddTownAsync(Town.Settings("west") with { TimeZone = "America/New_York" });
        world.Clock.Now = DateTimeOffset.Parse("2026-03-02T06:00:00Z", null);
        NightlyOutcome outcome = await world.Here.Nightly.RunAsync(World.Ct);
        Assert.Equal(["east"], outcome.Made);
        Assert.Equal(["west"], outcome.NotDue);
        world.Clock.Now = DateTimeOffset.Parse("2026-03-02T15:00:00Z", null);
        outcome = await world.Here.Nightly.RunAsync(World.Ct);
        Assert.Equal(["west"], outcome.Made);
        Assert.Equal(["east"], outcome.NotDue);
    }

    [Fact]
    public async Task The_trouble_of_one_jurisdiction_is_not_the_others_and_the_next_run_tries_again()
    {
        await world.AddTownAsync(Town.Settings("a"), Town.Squares());
        await world.AddTownAsync(Town.Settings("b"), Town.Squares());
        await world.AddTownAsync(Town.Settings("c"), Town.Squares());
        world.Blobs.BeforeOpen = name => name.StartsWith("b/", StringComparison.Ordinal) ? throw new KilledException() : Task.CompletedTask;
        NightlyOutcome outcome = await world.Here.Nightly.RunAsync(World.Ct);
        Assert.Equal(["a", "c"], outcome.Made);
        Assert.IsType<KilledException>(Assert.Single(outcome.Failed, f => f.Key == "b").Value);
        world.Blobs.BeforeOpen = _ => Task.CompletedTask;
        outcome = await world.Here.Nightly.RunAsync(World.Ct);
        Assert.Equal(["b"], outcome.Made);
        Assert.Equal(["a", "c"], outcome.NotDue);
    }

    [Fact]
    public async Task A_report_that_fails_is_missing_two_hours_after_it_was_due_and_until_it_is_made()
    {
        await world.AddTownAsync(Town.Settings("a"), Town.Squares());
        await world.AddTownAsync(Town.Settings("b"), Town.Squares());
        world.Blobs.BeforeOpen = name => name.StartsWith("b/", StringComparison.Ordinal) ? throw new KilledException() : Task.CompletedTask;
        world.Clock.Now = DateTimeOffset.Parse("2026-03-01T19:59:59Z", null);
        Assert.Empty((await world.Here.Nightly.RunAsync(World.Ct)).Missing);
        world.Clock.Now = DateTimeOffset.Parse("2026-03-01T20:00:00Z", null);
        Assert.Equal([new MissingReport("b", new DateOnly(2026, 3, 2), NightlyCoverage.LateAfter)], (await world.Here.Nightly.RunAsync(World.Ct)).Missing);
        world.Clock.Now = DateTimeOffset.Parse("2026-03-02T12:00:00Z", null);
        Assert.Equal([new MissingReport("b", new DateOnly(2026, 3, 2), TimeSpan.FromHours(18))], (await world.Here.Nightly.RunAsync(World.Ct)).Missing);
        world.Blobs.BeforeOpen = _ => Task.CompletedTask;
        Assert.Empty((await world.Here.Nightly.RunAsync(World.Ct)).Missing);
    }

    [Fact]
    public async Task Days_that_were_missed_altogether_are_made_up_for_oldest_first_as_of_their_own_nights()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        world.Clock.Now = DateTimeOffset.Parse("2026-03-01T20:00:00Z", null);
        Assert.Equal(["town"], (await world.Here.Nightly.RunAsync(World.Ct)).Made);
        world.Clock.Now = DateTimeOffset.Parse("2026-03-05T21:30:00Z", null);
        Assert.Equal(4, (await world.Here.Nightly.RunAsync(World.Ct)).Made.Count);
        List<CoverageEntry> made = [.. (await world.AllAsync(Kinds.Coverage, "town")).OrderBy(e => e.Date)];
        Assert.Equal(["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"], made.Select(e => e.Date));
        Assert.Equal(
            ["2026-03-02T18:00:00Z", "2026-03-03T18:00:00Z", "2026-03-04T18:00:00Z", "2026-03-05T21:30:00Z"], made.Skip(1).Select(e => e.AsOf!.Value.ToString("yyyy-MM-ddTHH:mm:ssZ", null)));
        Assert.Equal(["town"], (await world.Here.Nightly.RunAsync(World.Ct)).NotDue);
    }

    [Fact]
    public async Task After_a_long_standstill_a_month_is_made_up_for_and_no_more()
    {
        await world.AddTownAsync(Town.Settings());
        Assert.Equal(["town"], (await world.Here.Nightly.RunAsync(World.Ct)).Made);
        world.Clock.Now += TimeSpan.FromDays(200);
        Assert.Equal(NightlyCoverage.MaxMissedDays + 1, (await world.Here.Nightly.RunAsync(World.Ct)).Made.Count);
    }

    [Fact]
    public async Task Killed_at_any_call_a_night_is_whole_in_the_end_and_leaves_no_file_behind()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Assert.Equal(["town"], (await world.Here.Nightly.RunAsync(World.Ct)).Made);
        for (int n = 1, night = 2; ; n++, night++)
        {
            world.Clock.Now += TimeSpan.FromDays(1);
            int calls = 0;
            Task Count(object _) => ++calls == n ? throw new KilledException() : Task.CompletedTask;
            world.Blobs.BeforeWrite = world.Blobs.AfterWrite = world.Blobs.BeforeDelete = Count;
            world.Store.BeforeCommit = world.Store.AfterCommit = Count;
            NightlyOutcome outcome = await world.Restarted().Nightly.RunAsync(World.Ct);
            world.Blobs.BeforeWrite = world.Blobs.AfterWrite = world.Blobs.BeforeDelete = _ => Task.CompletedTask;
            world.Store.BeforeCommit = world.Store.AfterCommit = _ => Task.CompletedTask;
            CoverageEntry latest = (await world.Here.CoverageReports.FindAsync("town", "latest", World.Ct))!;
            Assert.NotNull(await new CoverageFiles(world.Blobs).ReadAsync(latest, World.Ct));
            await world.Restarted().Nightly.RunAsync(World.Ct);
            Assert.Equal(night, (await world.AllAsync(Kinds.Coverage, "town")).Count);
            if (outcome.Failed.Count == 0)
            {
                Assert.True(n > 5);
                break;
            }
        }

        foreach (CoverageEntry entry in await world.AllAsync(Kinds.Coverage, "town"))
        {
            List<string> names = await world.Blobs.ListAsync(BlobContainer.Coverage, $"town/{entry.Date}/", World.Ct).ToListAsync(World.Ct);
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.StartsWith(entry.Folder + "/", name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Of_two_programs_that_make_a_night_at_once_one_counts_and_both_return_it()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.Here.Coverage.RunAsync(town, Acting.Program, World.Ct);
        CoverageReport? theirs = null;
        world.Clock.Now += TimeSpan.FromSeconds(1);
        world.Store.OnceBefore(batch => batch.Container == Container.Outcomes, async () => theirs = await world.Beside.Coverage.RunAsync(town, Acting.Program, World.Ct));
        CoverageReport mine = await world.Here.Coverage.RunAsync(town, Acting.Program, World.Ct);
        Expect.SameJson(theirs!, mine, DomainJson.Default.CoverageReport);
        CoverageEntry entry = Assert.Single(await world.AllAsync(Kinds.Coverage, "town"));
        Assert.All(
            await world.Blobs.ListAsync(BlobContainer.Coverage, $"town/{entry.Date}/", World.Ct).ToListAsync(World.Ct), name => Assert.StartsWith(entry.Folder + "/", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_is_stopped_says_so()
    {
        await world.AddTownAsync(Town.Settings());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Here.Nightly.RunAsync(new CancellationToken(canceled: true)));
    }
}
