using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Photos;

/// <summary>Photos whose requests are killed at every write, and what the sweep then leaves.</summary>
public sealed class KilledPhotoTests
{
    [Fact]
    public async Task A_photo_killed_at_any_write_is_whole_after_the_phone_has_tried_again_and_leaves_nothing_over()
    {
        int kills = 0;
        for (bool killed = true; killed; kills += killed ? 1 : 0)
        {
            using World world = new();
            Report report = await ReportAsync(world);
            PhotoAsk ask = PhotoSending.ByReporter(report);
            killed = await KillAtAsync(world, kills, () => SendAsync(world, ask));
            ReportPhoto photo = await SendAsync(world, ask);
            Assert.Equal([photo], (await AgainAsync(world, report)).Photos);
            Assert.Single(await world.AllAsync(Kinds.ReportEvent, "town"), e => e.Kind == ReportEventKind.PhotoAdded);
            Expect.Done(await world.Here.KeepPhotos.ShowAsync(ask, photo.Id, false, World.Ct));
            Expect.Done(await world.Here.KeepPhotos.ShowAsync(ask, photo.Id, true, World.Ct));
            await SweepAsync(world);
            Assert.Equal(2, (await BlobsAsync(world, BlobContainer.Photos)).Count);
            await NothingOnItsWayAsync(world);
        }

        Assert.InRange(kills, 10, 100);
    }

    [Fact]
    public async Task A_photo_killed_at_any_write_and_given_up_is_swept_after_a_day_unless_it_is_the_reports()
    {
        int kills = 0;
        for (bool killed = true; killed; kills += killed ? 1 : 0)
        {
            using World world = new();
            Report report = await ReportAsync(world);
            killed = await KillAtAsync(world, kills, () => SendAsync(world, PhotoSending.ByReporter(report)));
            await SweepAsync(world);
            Assert.Equal(2 * (await AgainAsync(world, report)).Photos.Count, (await BlobsAsync(world, BlobContainer.Photos)).Count);
            await NothingOnItsWayAsync(world);
        }

        Assert.InRange(kills, 10, 100);
    }

    [Fact]
    public async Task A_deletion_killed_at_any_write_happened_whole_or_not_at_all_once_it_is_swept()
    {
        int kills = 0;
        for (bool killed = true; killed; kills += killed ? 1 : 0)
        {
            using World world = new();
            Report report = await ReportAsync(world);
            PhotoAsk ask = PhotoSending.ByReporter(report);
            ReportPhoto photo = await PhotoSending.AddAsync(world.Beside, report);
            killed = await KillAtAsync(world, kills, async () => Expect.Done(await world.Here.KeepPhotos.DeleteAsync(ask, photo.Id, World.Ct)));
            await SweepAsync(world);
            Assert.Equal(2 * (await AgainAsync(world, report)).Photos.Count, (await BlobsAsync(world, BlobContainer.Photos)).Count);
        }

        Assert.InRange(kills, 4, 20);
    }

    [Fact]
    public async Task What_a_request_writes_that_is_swept_meanwhile_is_swept_too()
    {
        using World world = new();
        Report report = await ReportAsync(world);
        PhotoAsk ask = PhotoSending.ByReporter(report);
        string photo = await PhotoSending.BeginAsync(world.Beside, ask);
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Report), async () =>
        {
            world.Clock.Now += PhotoDraft.KeptFor;
            await world.Beside.Runner(world.Clock).RunDueAsync(TimeSpan.FromMinutes(1), World.Ct);
            await new PhotoFiles(world.Blobs).WriteBlockAsync(
                new PhotoDraft { Id = photo, Jurisdiction = "town", Report = report.Id, From = PhotoSender.Reporter, By = "reporter", CreatedAt = default }, 3, "late"u8.ToArray(), World.Ct);
        });
        Assert.IsType<Outcome<ReportPhoto>.NotFound>(await PhotoSending.SealAsync(world.Here, ask, photo));
        Assert.Empty((await AgainAsync(world, report)).Photos);
        world.Clock.Now += SweepPhotos.LongestRequest;
        await world.Beside.Runner(world.Clock).RunDueAsync(TimeSpan.FromMinutes(1), World.Ct);
        Assert.Empty(await BlobsAsync(world, BlobContainer.Photos));
        await NothingOnItsWayAsync(world);
    }

    [Fact]
    public async Task A_photo_that_is_begun_again_under_its_key_after_its_day_has_another_day()
    {
        using World world = new();
        Report report = await ReportAsync(world);
        PhotoAsk ask = PhotoSending.ByReporter(report);
        string photo = await PhotoSending.BeginAsync(world.Here, ask, once: World.Key("key", useCase: "photo"));
        world.Clock.Now += PhotoDraft.KeptFor;
        await world.Here.Runner(world.Clock).RunDueAsync(TimeSpan.FromMinutes(1), World.Ct);
        Assert.IsType<Outcome<ReportPhoto>.NotFound>(await PhotoSending.SealAsync(world.Here, ask, photo));
        Assert.Equal(photo, await PhotoSending.BeginAsync(world.Here, ask, once: World.Key("key", useCase: "photo")));
        world.Clock.Now += SweepPhotos.LongestRequest;
        await world.Here.Runner(world.Clock).RunDueAsync(TimeSpan.FromMinutes(1), World.Ct);
        Expect.Fresh(await PhotoSending.SealAsync(world.Here, ask, photo));
    }

    /// <summary>What a phone does until it has its answer, whatever it has done before.</summary>
    private static async Task<ReportPhoto> SendAsync(World world, PhotoAsk ask)
    {
        PhotoStatus status = Expect.Done(await world.Here.SendPhotos.CreateAsync(ask, World.Key("phone", useCase: "photo"), World.Ct));
        if (status.Photo is { } done)
        {
            return done;
        }

        await PhotoSending.PutAllAsync(world.Here, ask, status.Id);
        return Expect.Done(await PhotoSending.SealAsync(world.Here, ask, status.Id));
    }

    /// <summary>Kills at the so-many-th write of a document or a file, before it is done or, every second time, right after; false where there are fewer.</summary>
    private static async Task<bool> KillAtAsync(World world, int write, Func<Task> work)
    {
        int count = 0;
        Task Strike() => count++ == write ? throw new KilledException() : Task.CompletedTask;
        world.Store.BeforeCommit = _ => Strike();
        world.Store.AfterCommit = _ => Strike();
        world.Blobs.BeforeWrite = _ => Strike();
        world.Blobs.AfterWrite = _ => Strike();
        world.Blobs.BeforeDelete = _ => Strike();
        bool killed = false;
        try
        {
            await work();
        }
        catch (KilledException)
        {
            killed = true;
        }

        world.Store.BeforeCommit = world.Store.AfterCommit = _ => Task.CompletedTask;
        world.Blobs.BeforeWrite = world.Blobs.AfterWrite = world.Blobs.BeforeDelete = _ => Task.CompletedTask;
        return killed;
    }

    /// <summary>A day and two hours of the timer.</summary>
    private static async Task SweepAsync(World world)
    {
        for (int hour = 0; hour < 27; hour++)
        {
            world.Clock.Now += TimeSpan.FromHours(1);
            await world.Beside.Runner(world.Clock).RunDueAsync(TimeSpan.FromMinutes(1), World.Ct);
        }
    }

    private static async Task NothingOnItsWayAsync(World world)
    {
        Assert.Empty(await BlobsAsync(world, BlobContainer.PhotoBlocks));
        Assert.Empty(await world.AllAsync(Kinds.PhotoDraft, "town"));
        Assert.DoesNotContain(await world.AllAsync(Kinds.AgendaEntry, AgendaEntry.OnlyKey), e => e.Subject == AgendaSubject.Photo);
    }

    private static async Task<Report> ReportAsync(World world)
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        return Expect.Done(await world.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct)).Report.Value;
    }

    private static async Task<Report> AgainAsync(World world, Report report) => (await world.Here.Store.FindAsync(Kinds.Report, "town", report.Id, World.Ct))!.Value;

    private static Task<List<string>> BlobsAsync(World world, BlobContainer container) => world.Blobs.ListAsync(container, "", World.Ct).ToListAsync(World.Ct).AsTask();
}
