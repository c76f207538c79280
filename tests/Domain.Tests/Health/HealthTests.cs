using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Health;
using GridSteward.Domain.Inboxes;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Operations;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Deadlines;

namespace GridSteward.Domain.Tests.Health;

/// <summary>Each part of health says what is broken, and only then.</summary>
public sealed class HealthTests : IDisposable
{
    private const long Gigabyte = 1024 * 1024 * 1024;

    private static readonly TimerPlan Quarterly = new("NightlyCoverage", null, at => at.AddMinutes(15));

    private readonly World world = new();

    private Instance Here => world.Here;

    private ReadNights Nights => new(Here.Store, Here.CoverageReports, Here.Directory, world.Clock);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_timer_is_overdue_when_two_runs_in_a_row_were_not_there()
    {
        KeepRuns runs = new(Here.Store, world.Clock);
        var health = new TimerHealth(Nights, runs, world.Clock);
        Assert.Equal((HealthStatus.Ok, "It has not been due yet."), await TimerAsync(health));
        await runs.RunAsync(Quarterly.Name, _ => Task.CompletedTask, World.Ct);
        DateTimeOffset last = world.Clock.Now;
        world.Clock.Now += TimeSpan.FromMinutes(45);
        Assert.Equal((HealthStatus.Ok, "It runs when it should."), await TimerAsync(health));
        world.Clock.Now += TimeSpan.FromMinutes(1);
        HealthPart late = Assert.Single(await health.ReadAsync([Quarterly], World.Ct));
        Assert.Equal((HealthStatus.Broken, "timer:NightlyCoverage", (DateTimeOffset?)last, false), (late.Status, late.Name, late.SeenAt, late.StopsReports));
        Assert.Contains("08:00 UTC, and should have at 2026-03-01 08:15 UTC", late.Says, StringComparison.Ordinal);
        Assert.NotNull(late.Todo);

        // one that is switched off is off, and a program that has just been started may catch up
        Assert.Contains("It is off: because.", (await health.ReadAsync([Quarterly with { Off = "because." }], World.Ct)).Single().Says, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Ok, (await TimerAsync(new TimerHealth(Nights, new KeepRuns(Here.Store, world.Clock), world.Clock))).Status);
        await runs.RunAsync(Quarterly.Name, _ => Task.CompletedTask, World.Ct);
        Assert.Equal((HealthStatus.Ok, "It runs when it should."), await TimerAsync(health));
    }

    [Fact]
    public async Task A_timer_whose_last_run_failed_or_died_is_degraded()
    {
        KeepRuns runs = new(Here.Store, world.Clock);
        var health = new TimerHealth(Nights, runs, world.Clock);
        await Assert.ThrowsAsync<InvalidOperationException>(() => runs.RunAsync(Quarterly.Name, t =>
        {
            t.Fail("CoverageFailed", "town", "late");
            throw new InvalidOperationException();
        }, World.Ct));
        HealthPart failed = Assert.Single(await health.ReadAsync([Quarterly], World.Ct));
        Assert.Equal((HealthStatus.Degraded, 1L), (failed.Status, failed.Figures["failedOfTheLastDay"]));
        Assert.Equal(["town"], failed.Affected);

        world.Clock.Now += TimeSpan.FromMinutes(15);
        await runs.RunAsync(Quarterly.Name, _ => Task.CompletedTask, World.Ct);
        Assert.Equal(HealthStatus.Ok, (await TimerAsync(health)).Status);

        world.Clock.Now += TimeSpan.FromMinutes(15);
        world.Store.DieBefore(b => b.Operations.Any(o => o.Kind == Kinds.TimerDay) && world.Store.Committed[^1] != b && world.Store.Committed.Count(c => c.Operations.Any(o => o.Kind == Kinds.TimerDay)) == 5);
        await runs.RunAsync(Quarterly.Name, _ => Task.CompletedTask, World.Ct);
        world.Store.BeforeCommit = _ => Task.CompletedTask;
        world.Clock.Now += TimeSpan.FromMinutes(16);
        Assert.Contains("never ended", (await TimerAsync(health)).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_night_is_named_and_only_where_it_is_missing()
    {
        await world.AddTownAsync(Town.Settings());
        Jurisdiction village = await world.AddTownAsync(Town.Settings("village"));
        world.Clock.Now = new DateTimeOffset(2026, 3, 1, 18, 30, 0, TimeSpan.Zero); // 02:30 in both
        JurisdictionHealth health = Jurisdictions();
        Assert.Equal(HealthStatus.Ok, Part(await health.ReadAllAsync(World.Ct), "coverage").Status);
        world.Clock.Now += TimeSpan.FromHours(2);
        await Here.Coverage.RunAsync(village, Acting.Program, World.Ct);
        HealthPart missing = Part(await health.ReadAllAsync(World.Ct), "coverage");
        Assert.Equal((HealthStatus.Degraded, 1L), (missing.Status, missing.Figures["missing"]));
        Assert.Equal(["town"], missing.Affected);
        HealthPart own = Part(await health.ReadAsync("village", World.Ct), "coverage");
        Assert.Equal((HealthStatus.Ok, "village"), (own.Status, own.Jurisdiction));
        HealthPart theirs = Part(await health.ReadAsync("town", World.Ct), "coverage");
        Assert.Equal((HealthStatus.Degraded, "town"), (theirs.Status, theirs.Jurisdiction));
    }

    [Fact]
    public async Task Reports_that_nobody_has_and_messages_that_nobody_sends_are_told_by_the_jurisdiction()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Expect.Done(await Here.Submit.RunAsync(World.Hazard(1, 1), World.Key("a"), Acting.Program, World.Ct));
        JurisdictionHealth health = Jurisdictions();
        Assert.All((await health.ReadAsync("town", World.Ct)).Where(p => p.Name != "coverage"), p => Assert.Equal(HealthStatus.Ok, p.Status));
        world.Clock.Now += TimeSpan.FromMinutes(31);
        Assert.Equal((HealthStatus.Degraded, true), (Part(await health.ReadAsync("town", World.Ct), "notices") is var n ? n.Status : default, n.Figures["unsent"] > 0));
        world.Clock.Now += TimeSpan.FromDays(1);
        HealthPart waiting = Part(await health.ReadAsync("town", World.Ct), "unassigned");
        Assert.Equal((HealthStatus.Degraded, 1L), (waiting.Status, waiting.Figures["reports"]));
        Assert.Equal(["town"], Part(await health.ReadAllAsync(World.Ct), "unassigned").Affected);
    }

    [Fact]
    public async Task Jobs_are_stuck_when_their_worker_died_when_nobody_begins_them_and_when_they_break_again_and_again()
    {
        JobHealth health = new(Here.Store, Here.Agenda, new JobPace(JobRun.LeaseTime), world.Clock);
        Job[] jobs = [await OrderAsync("a"), await OrderAsync("b"), await OrderAsync("c"), await OrderAsync("d")];
        Assert.Equal(HealthStatus.Ok, (await health.ReadAsync(World.Ct)).Status);
        await ChangeAsync(jobs[0], j => j with { State = JobState.Running, Lease = new JobLease("w", world.Clock.Now + JobRun.LeaseTime) });
        await ChangeAsync(jobs[1], j => j with { Attempts = 3, NotBefore = world.Clock.Now.AddHours(1) });
        await ChangeAsync(jobs[3], j => j with { State = JobState.Failed, EndedAt = world.Clock.Now });
        world.Clock.Now += JobRun.LeaseTime;
        HealthPart failing = await health.ReadAsync(World.Ct);
        Assert.Equal((HealthStatus.Degraded, 1L, 1L, 0L), (failing.Status, failing.Figures["failing"], failing.Figures["failedOfTheLastDay"], failing.Figures["abandoned"]));
        world.Clock.Now += JobRun.LeaseTime + TimeSpan.FromMinutes(30);
        HealthPart stuck = await health.ReadAsync("town", World.Ct);
        Assert.Equal((HealthStatus.Broken, 1L, 1L), (stuck.Status, stuck.Figures["abandoned"], stuck.Figures["notBegun"]));
        Assert.Equal(jobs.Select(j => $"town/{j.Id}").Order(), stuck.Affected.Order());
        Assert.Equal(stuck.Status, (await health.ReadAsync(World.Ct)).Status);
    }

    [Theory]
    [InlineData("2026-11-30", HealthStatus.Ok, "wanted from December on")]
    [InlineData("2026-12-01", HealthStatus.Degraded, "The holidays of 2027 are not known in china.")]
    [InlineData("2027-01-01", HealthStatus.Degraded, "The holidays of 2027 are not known in china: deadlines in working hours go by weekdays alone.")]
    [InlineData("2025-06-01", HealthStatus.Ok, "this year and the next are known")]
    public void A_calendar_without_this_year_or_in_December_without_the_next_is_told(string day, HealthStatus status, string says)
    {
        world.Clock.Now = DateTimeOffset.Parse(day + "T00:00:00Z", null);
        HolidayCalendars calendars = HolidayFiles.Read([Calendars.FileOf("china.csv", "date,kind,name", "2025,year,x", "2026,year,x", "2026-10-01,holiday,x")]);
        HealthPart part = new CalendarHealth(calendars, world.Clock).Read();
        Assert.Equal(status, part.Status);
        Assert.Contains(says, part.Says, StringComparison.Ordinal);
        Assert.Equal(2026, part.Figures["china.lastYear"]);
    }

    [Fact]
    public async Task Stores_that_write_and_read_are_well_and_what_they_wrote_is_forgotten()
    {
        IReadOnlyList<HealthPart> parts = await Stores(null).ReadAsync(World.Ct);
        Assert.Equal(["documents", "blobs", "clock"], parts.Select(p => p.Name));
        Assert.All(parts, p => Assert.Equal(HealthStatus.Ok, p.Status));
        Assert.Equal(3600, Assert.Single(await world.AllAsync(Kinds.HealthProbe, HealthProbe.OnlyKey)).Ttl);
        Assert.Empty(await Here.Blobs.ListAsync(BlobContainer.Uploads, "", World.Ct).ToListAsync(World.Ct));
    }

    [Fact]
    public async Task A_store_that_can_be_read_and_not_written_stops_reports()
    {
        world.Store.BeforeCommit = _ => throw new StoreUnavailableException("The database file cannot be used: database or disk is full", TimeSpan.FromSeconds(30));
        HealthPart documents = Part(await Stores(null).ReadAsync(World.Ct), "documents");
        Assert.Equal((HealthStatus.Broken, true), (documents.Status, documents.StopsReports));
        Assert.Contains("disk is full", documents.Says, StringComparison.Ordinal);
        Assert.NotNull(documents.Todo);
        Assert.Equal(HealthStatus.Broken, HealthPart.Sum([documents]));
    }

    [Theory]
    [InlineData(2 * Gigabyte, 0, true, HealthStatus.Ok, false)]
    [InlineData(Gigabyte - 1, 0, true, HealthStatus.Degraded, false)]
    [InlineData(Gigabyte / 32, 0, true, HealthStatus.Broken, false)]
    [InlineData(2 * Gigabyte, Gigabyte, true, HealthStatus.Degraded, false)]
    [InlineData(2 * Gigabyte, 0, false, HealthStatus.Broken, true)]
    public async Task Little_room_a_long_log_and_a_file_that_is_gone_are_told(long free, long log, bool hasFile, HealthStatus status, bool stops)
    {
        HealthPart disk = Part(await Stores(new StorageRoom("/data", free, 4 * Gigabyte, 5, log, hasFile)).ReadAsync(World.Ct), "disk");
        Assert.Equal((status, stops, free, 5L), (disk.Status, disk.StopsReports, disk.Figures["freeBytes"], disk.Figures["documentBytes"]));
        Assert.Equal(status == HealthStatus.Ok, disk.Todo is null);
    }

    [Fact]
    public async Task Areas_whose_blob_is_damaged_are_named_when_somebody_has_asked_for_them()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Instance restarted = world.Restarted();
        var health = new AreaHealth(restarted.Snapshots);
        Assert.Equal(HealthStatus.Ok, health.Read().Status);
        string blob = (await restarted.Blobs.ListAsync(BlobContainer.Generations, "", World.Ct).ToListAsync(World.Ct)).Single();
        await restarted.Blobs.WriteAsync(BlobContainer.Generations, blob, new byte[] { 1 }, "application/json", World.Ct);
        await Assert.ThrowsAsync<InvalidDataException>(() => restarted.Snapshots.GetAsync("town", ["community", "grid"], World.Ct));
        HealthPart part = health.Read();
        Assert.Equal((HealthStatus.Broken, true), (part.Status, part.StopsReports));
        Assert.Equal(["town"], part.Affected);
    }

    [Fact]
    public void All_in_one_word_is_broken_only_where_reports_are_not_taken()
    {
        var broken = new HealthPart("timer:x", HealthStatus.Broken, "x");
        Assert.Equal(HealthStatus.Ok, HealthPart.Sum([HealthPart.Ok("a", "x")]));
        Assert.Equal(HealthStatus.Degraded, HealthPart.Sum([HealthPart.Ok("a", "x"), broken]));
        Assert.Equal(HealthStatus.Broken, HealthPart.Sum([broken, broken with { StopsReports = true }]));
    }

    private static HealthPart Part(IReadOnlyList<HealthPart> parts, string name) => parts.Single(p => p.Name == name);

    private StoreHealth Stores(StorageRoom? room) => new(Here.Store, Here.Blobs, new Room(room), world.Clock);

    private JurisdictionHealth Jurisdictions()
        => new(Here.Store, Here.Directory, Here.Nightly, new UnassignedQueue(Here.Store, Here.Directory, world.Clock), Here.Deadlines, world.Clock);

    private static async Task<(HealthStatus Status, string Says)> TimerAsync(TimerHealth health)
    {
        HealthPart part = Assert.Single(await health.ReadAsync([Quarterly], World.Ct));
        return (part.Status, part.Says);
    }

    private async Task<Job> OrderAsync(string key)
        => Expect.Done(await Here.Jobs.CreateAsync("town", new JobOrder("count", JsonSerializer.SerializeToElement(1), Capability.ReadAudit), World.Key(key), Acting.Program, World.Ct)).Value;

    private async Task ChangeAsync(Job job, Func<Job, Job> change)
    {
        Stored<Job> stored = (await Here.Store.FindAsync(Kinds.Job, job.Jurisdiction, job.Id, World.Ct))!;
        Assert.True((await Here.Store.CommitAsync(new Batch(Container.Outcomes, job.Jurisdiction).Replace(Kinds.Job, change(stored.Value), stored.ETag), World.Ct)).Committed);
    }

    private sealed class Room(StorageRoom? room) : IStorageRoom
    {
        public StorageRoom? Measure() => room;
    }
}
