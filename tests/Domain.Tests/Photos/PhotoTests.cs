using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Photos.Files;
using GridSteward.Pictures;

namespace GridSteward.Domain.Tests.Photos;

public sealed class PhotoTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_photo_comes_in_blocks_of_any_order_and_is_kept_without_metadata()
    {
        Report report = await ReportAsync();
        PhotoAsk ask = PhotoSending.ByReporter(report);
        PhotoStatus begun = Expect.Fresh(await world.Here.SendPhotos.CreateAsync(ask, World.Key("photo", useCase: "photo"), World.Ct));
        Assert.Equal(begun.Id, Expect.Replayed(await world.Here.SendPhotos.CreateAsync(ask, World.Key("photo", useCase: "photo"), World.Ct)).Id);
        byte[][] blocks = [.. PhotoSending.Picture.Chunk(1000)];
        Assert.InRange(blocks.Length, 3, 19);
        foreach (int i in Enumerable.Range(0, blocks.Length).Reverse())
        {
            Expect.Done(await world.Here.SendPhotos.PutBlockAsync(ask, begun.Id, i, i == 1 ? "wrong"u8.ToArray() : blocks[i], World.Ct));
        }

        Assert.Equal(["$.blocks"], Expect.Faults(await world.Here.SealPhotos.RunAsync(ask, begun.Id, blocks.Length + 1, null, World.Ct)));
        Assert.Equal(["$.blocks"], Expect.Faults(await world.Here.SealPhotos.RunAsync(ask, begun.Id, blocks.Length - 1, null, World.Ct)));
        string sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(PhotoSending.Picture));
        Assert.Equal(["$.sha256"], Expect.Faults(await world.Here.SealPhotos.RunAsync(ask, begun.Id, blocks.Length, sha256, World.Ct)));
        Expect.Done(await world.Here.SendPhotos.PutBlockAsync(ask, begun.Id, 1, blocks[1], World.Ct));
        Assert.Equal(Enumerable.Range(0, blocks.Length), Expect.Done(await world.Here.SendPhotos.FindAsync(ask, begun.Id, World.Ct)).Blocks);

        ReportPhoto photo = Expect.Fresh(await world.Here.SealPhotos.RunAsync(ask, begun.Id, blocks.Length, sha256, World.Ct));
        Assert.Equal((begun.Id, PhotoType.Jpeg, 24, 40, true, PhotoSender.Reporter, world.Clock.Now), (photo.Id, photo.Type, photo.Width, photo.Height, photo.HasThumbnail, photo.From, photo.AddedAt));
        Assert.Equal(photo, Expect.Replayed(await world.Here.SealPhotos.RunAsync(ask, begun.Id, blocks.Length, sha256, World.Ct)));
        Assert.IsType<Outcome<PhotoStatus>.Conflict>(await world.Here.SendPhotos.PutBlockAsync(ask, begun.Id, 1, blocks[1], World.Ct));
        Assert.Equal(photo, Expect.Replayed(await world.Here.SendPhotos.CreateAsync(ask, World.Key("photo", useCase: "photo"), World.Ct)).Photo);

        ShownPhoto shown = Expect.Done(await world.Here.KeepPhotos.ShowAsync(ask, photo.Id, false, World.Ct));
        Assert.Equal((photo.Bytes, "image/jpeg", $"{report.Number}-1.jpg"), (shown.Content.Length, shown.ContentType, shown.FileName));
        Assert.False(Telling.Tells(shown.Content, "TellMe"));
        Assert.Equal(photo.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(shown.Content)));
        Assert.Empty(await BlobsAsync(BlobContainer.PhotoBlocks));
        Report after = await AgainAsync(report);
        Assert.Equal([photo], after.Photos);
        ReportEvent added = (await world.AllAsync(Kinds.ReportEvent, "town")).Single(e => e.Kind == ReportEventKind.PhotoAdded);
        Assert.Equal((2, "reporter", after.State, false), (added.Sequence, added.Actor, added.State, added.HasNote));
        Assert.Contains(await world.AllAsync(Kinds.Audit(Container.Reports), "town"), e => e.Fact is { Action: "addPhoto", Actor: "reporter" });
    }

    [Fact]
    public async Task What_is_refused_at_the_seal_is_not_lost()
    {
        Report report = await ReportAsync();
        PhotoAsk ask = PhotoSending.ByReporter(report);
        string photo = await PhotoSending.BeginAsync(world.Here, ask, PhotoSending.Picture[..^900]);
        Assert.Equal(["$"], Expect.Faults(await PhotoSending.SealAsync(world.Here, ask, photo, PhotoSending.Picture[..^900])));
        await PhotoSending.PutAllAsync(world.Here, ask, photo);
        int blocks = Expect.Done(await world.Here.SendPhotos.FindAsync(ask, photo, World.Ct)).Blocks.Count;
        Expect.Fresh(await world.Here.SealPhotos.RunAsync(ask, photo, blocks, null, World.Ct));
    }

    [Fact]
    public async Task A_picture_whose_coding_breaks_off_inside_a_file_that_looks_whole_is_refused()
    {
        byte[] coded = Telling.PictureOf(SamplePictures.Of(PhotoType.Webp, 400, 300, 100));
        byte[] broken = Telling.WebpOf([.. Telling.Vp8x(0x10, 400, 300), .. Telling.Riff("VP8L", coded.AsSpan(8, coded.Length / 2))]);
        Report report = await ReportAsync();
        PhotoAsk ask = PhotoSending.ByReporter(report);
        string photo = await PhotoSending.BeginAsync(world.Here, ask, broken);
        var refused = Assert.IsType<Outcome<ReportPhoto>.Invalid>(await PhotoSending.SealAsync(world.Here, ask, photo, broken));
        Assert.Contains("cannot be drawn", Assert.Single(refused.Faults).Message, StringComparison.Ordinal);
        Assert.Empty(await BlobsAsync(BlobContainer.Photos));
    }

    [Fact]
    public async Task Too_many_bytes_are_refused_and_so_are_too_many_blocks()
    {
        Report report = await ReportAsync();
        PhotoAsk ask = PhotoSending.ByReporter(report);
        var small = new PhotoLimits(PhotoDraft.MaxBlockBytes + 10, 1000);
        var send = new SendPhotos(world.Here.Store, new PhotoFiles(world.Blobs), world.Here.Creator, world.Here.Reservations, world.Here.Agenda, new AuditReads(world.Store, world.Clock), small, world.Clock);
        var seal = new SealPhotos(world.Here.Store, world.Here.Steps, new PhotoFiles(world.Blobs), new SkiaThumbnails(), small);
        string photo = Expect.Done(await send.CreateAsync(ask, null, World.Ct)).Id;
        Assert.Equal(["path.number"], Expect.Faults(await send.PutBlockAsync(ask, photo, 2, new byte[1], World.Ct)));
        Assert.Equal(["$"], Expect.Faults(await send.PutBlockAsync(ask, photo, 0, default, World.Ct)));
        Expect.Done(await send.PutBlockAsync(ask, photo, 0, new byte[PhotoDraft.MaxBlockBytes], World.Ct));
        Expect.Done(await send.PutBlockAsync(ask, photo, 1, new byte[11], World.Ct));
        Assert.Contains($"at most {small.MaxBytes} bytes", Assert.IsType<Outcome<ReportPhoto>.TooLarge>(await seal.RunAsync(ask, photo, 2, null, World.Ct)).Why, StringComparison.Ordinal);
        Expect.Done(await send.PutBlockAsync(ask, photo, 0, SamplePictures.Of(PhotoType.Png, 51, 20), World.Ct));
        Expect.Done(await send.PutBlockAsync(ask, photo, 1, "x"u8.ToArray(), World.Ct));
        Assert.Contains("51 by 20 pixels", Assert.IsType<Outcome<ReportPhoto>.TooLarge>(await seal.RunAsync(ask, photo, 2, null, World.Ct)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_has_five_photos_of_both_sides_however_many_are_sealed_at_once()
    {
        Report report = await ReportAsync();
        PhotoAsk reporter = PhotoSending.ByReporter(report), staff = PhotoSending.ByStaff(report);
        for (int i = 0; i < 3; i++)
        {
            await PhotoSending.AddAsync(world.Here, report, ask: i == 0 ? staff : reporter);
        }

        string[] begun = new string[PhotoDraft.MostAtOnce];
        for (int i = 0; i < begun.Length; i++)
        {
            begun[i] = await PhotoSending.BeginAsync(world.Here, i % 2 == 0 ? staff : reporter);
        }

        Assert.Contains("on their way", Assert.IsType<Outcome<PhotoStatus>.Conflict>(await world.Here.SendPhotos.CreateAsync(reporter, null, World.Ct)).Why, StringComparison.Ordinal);
        Outcome<ReportPhoto>[] outcomes = await Task.WhenAll(begun.Select((photo, i) => Task.Run(() => PhotoSending.SealAsync(i < 3 ? world.Here : world.Beside, i % 2 == 0 ? staff : reporter, photo))));
        Assert.Equal(2, outcomes.Count(o => o is Outcome<ReportPhoto>.Done));
        Assert.Equal(3, outcomes.Count(o => o is Outcome<ReportPhoto>.Conflict));
        Assert.Equal(ReportPhoto.Most, (await AgainAsync(report)).Photos.Count);
        Assert.Contains("5 photos", Assert.IsType<Outcome<PhotoStatus>.Conflict>(await world.Here.SendPhotos.CreateAsync(staff, null, World.Ct)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_photo_sealed_many_times_at_once_is_one()
    {
        Report report = await ReportAsync();
        PhotoAsk ask = PhotoSending.ByReporter(report);
        string photo = await PhotoSending.BeginAsync(world.Here, ask);
        Outcome<ReportPhoto>[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => PhotoSending.SealAsync(i % 2 == 0 ? world.Here : world.Beside, ask, photo))));

        // Whoever comes when the blocks are going is told to look again; nobody is told anything else.
        Assert.All(outcomes, o => Assert.True(o is Outcome<ReportPhoto>.Done or Outcome<ReportPhoto>.Conflict or Outcome<ReportPhoto>.Invalid, o.ToString()));
        Assert.Single(outcomes, o => o is Outcome<ReportPhoto>.Done { Replayed: false });
        Assert.Single((await AgainAsync(report)).Photos);
        Assert.Equal(2, (await BlobsAsync(BlobContainer.Photos)).Count);
    }

    [Fact]
    public async Task Each_side_goes_on_with_its_own_only_and_staff_need_to_handle_the_report()
    {
        Report report = await ReportAsync();
        PhotoAsk reporter = PhotoSending.ByReporter(report), staff = PhotoSending.ByStaff(report), other = PhotoSending.ByStaff(report, PhotoSending.Manager);
        PhotoAsk volunteer = PhotoSending.ByStaff(report, Holding("volunteer", Preset.Volunteer)), stranger = PhotoSending.ByStaff(report, Holding("stranger", Preset.Manager, "elsewhere"));
        Assert.IsType<Outcome<PhotoStatus>.Forbidden>(await world.Here.SendPhotos.CreateAsync(volunteer, null, World.Ct));
        Assert.IsType<Outcome<PhotoStatus>.NotFound>(await world.Here.SendPhotos.CreateAsync(stranger, null, World.Ct));

        string photo = await PhotoSending.BeginAsync(world.Here, staff);
        foreach (PhotoAsk not in new[] { reporter, other, stranger })
        {
            Assert.IsType<Outcome<PhotoStatus>.NotFound>(await world.Here.SendPhotos.FindAsync(not, photo, World.Ct));
            Assert.IsType<Outcome<PhotoStatus>.NotFound>(await world.Here.SendPhotos.PutBlockAsync(not, photo, 0, "x"u8.ToArray(), World.Ct));
            Assert.IsType<Outcome<ReportPhoto>.NotFound>(await PhotoSending.SealAsync(world.Here, not, photo));
            Assert.IsType<Outcome<ReportPhoto?>.NotFound>(await world.Here.KeepPhotos.DeleteAsync(not, photo, World.Ct));
        }

        Expect.Done(await PhotoSending.SealAsync(world.Here, staff, photo));
        Assert.IsType<Outcome<ShownPhoto>.NotFound>(await world.Here.KeepPhotos.ShowAsync(reporter, photo, false, World.Ct));
        Assert.IsType<Outcome<ShownPhoto>.NotFound>(await world.Here.KeepPhotos.ShowAsync(stranger, photo, false, World.Ct));
        Assert.IsType<Outcome<PhotoStatus>.NotFound>(await world.Here.SendPhotos.FindAsync(reporter, photo, World.Ct));
        Expect.Done(await world.Here.KeepPhotos.ShowAsync(volunteer, photo, false, World.Ct));
        ShownPhoto small = Expect.Done(await world.Here.KeepPhotos.ShowAsync(volunteer, photo, true, World.Ct));
        Assert.Equal(("image/jpeg", $"{report.Number}-1.small.jpg"), (small.ContentType, small.FileName));
        Assert.Equal(2, (await world.AllAsync(Kinds.Audit(Container.Reports), "town")).Count(e => e.Fact is { Action: "readPersonal", Actor: "volunteer" } && e.Fact.Subject == $"report/{report.Id}"));
    }

    [Fact]
    public async Task A_photo_is_taken_away_by_a_manager_or_by_its_reporter_while_the_report_is_open()
    {
        Report report = await ReportAsync();
        PhotoAsk reporter = PhotoSending.ByReporter(report), staff = PhotoSending.ByStaff(report), manager = PhotoSending.ByStaff(report, PhotoSending.Manager);
        var once = World.Key("again", useCase: "photo");
        string mine = await PhotoSending.BeginAsync(world.Here, reporter, once: once);
        Expect.Done(await PhotoSending.SealAsync(world.Here, reporter, mine));
        ReportPhoto theirs = await PhotoSending.AddAsync(world.Here, report, ask: staff), kept = await PhotoSending.AddAsync(world.Here, report);

        Assert.IsType<Outcome<ReportPhoto?>.NotFound>(await world.Here.KeepPhotos.DeleteAsync(reporter, theirs.Id, World.Ct));
        Assert.IsType<Outcome<ReportPhoto?>.Forbidden>(await world.Here.KeepPhotos.DeleteAsync(staff, theirs.Id, World.Ct));
        Expect.Done(await world.Here.KeepPhotos.DeleteAsync(reporter, mine, World.Ct));
        Assert.IsType<Outcome<ReportPhoto?>.NotFound>(await world.Here.KeepPhotos.DeleteAsync(reporter, mine, World.Ct));
        Assert.Contains("deleted", Assert.IsType<Outcome<PhotoStatus>.Conflict>(await world.Here.SendPhotos.CreateAsync(reporter, once, World.Ct)).Why, StringComparison.Ordinal);
        Expect.Done(await world.Here.KeepPhotos.DeleteAsync(manager, theirs.Id, World.Ct));
        foreach (Move move in new[] { Move.Accept, Move.Resolve })
        {
            Expect.Done(await world.Here.Move.RunAsync(new WantedMove("town", report.Id, move, null, null), null, PhotoSending.Handler, World.Ct));
        }

        Assert.IsType<Outcome<ReportPhoto?>.Conflict>(await world.Here.KeepPhotos.DeleteAsync(reporter, kept.Id, World.Ct));
        Assert.Equal([kept.Id], (await AgainAsync(report)).Photos.Select(p => p.Id));
        Assert.All(await BlobsAsync(BlobContainer.Photos), name => Assert.Contains(kept.Id, name, StringComparison.Ordinal));
        Assert.Equal(2, (await world.AllAsync(Kinds.ReportEvent, "town")).Count(e => e.Kind == ReportEventKind.PhotoRemoved));
        await PhotoSending.AddAsync(world.Here, report); // what shows whether it is solved
    }

    [Fact]
    public async Task A_photo_that_is_thrown_away_on_its_way_is_gone_and_does_not_come_back()
    {
        Report report = await ReportAsync();
        PhotoAsk ask = PhotoSending.ByReporter(report);
        string photo = await PhotoSending.BeginAsync(world.Here, ask, once: World.Key("once", useCase: "photo"));
        Expect.Done(await world.Here.KeepPhotos.DeleteAsync(ask, photo, World.Ct));
        Assert.Empty(await BlobsAsync(BlobContainer.PhotoBlocks));
        Assert.IsType<Outcome<ReportPhoto>.NotFound>(await PhotoSending.SealAsync(world.Here, ask, photo));
        Assert.IsType<Outcome<PhotoStatus>.Conflict>(await world.Here.SendPhotos.CreateAsync(ask, World.Key("once", useCase: "photo"), World.Ct));
    }

    [Fact]
    public async Task A_report_that_is_final_takes_no_photos()
    {
        Report report = await ReportAsync();
        PhotoAsk ask = PhotoSending.ByReporter(report);
        string photo = await PhotoSending.BeginAsync(world.Here, ask);
        Expect.Done(await world.Here.Move.RunForReporterAsync(new WantedMove("town", report.Id, Move.Withdraw, null, null), null, ask.Acting, World.Ct));
        Assert.IsType<Outcome<PhotoStatus>.Conflict>(await world.Here.SendPhotos.CreateAsync(ask, null, World.Ct));
        Assert.IsType<Outcome<ReportPhoto>.Conflict>(await PhotoSending.SealAsync(world.Here, ask, photo));
    }

    [Fact]
    public async Task Photos_go_along_to_the_jurisdiction_that_a_report_is_handed_to()
    {
        Report report = await ReportAsync();
        await world.AddTownAsync(Town.Settings("other"), [new Square("o1", "community", null, 20, 20)]);
        ReportPhoto photo = await PhotoSending.AddAsync(world.Here, report);
        Report moved = Expect.Done(await world.Here.Move.RunAsync(
            new WantedMove("town", report.Id, Move.Transfer, "Not ours.", null) { To = "other" }, null, Acting.Program, World.Ct)).Value;
        var (jurisdiction, id) = ReportReference.Split(moved.TransferredTo!);
        Report there = (await world.Here.Store.FindAsync(Kinds.Report, jurisdiction, id, World.Ct))!.Value;
        Assert.Equal([photo], there.Photos);
        Expect.Done(await world.Here.KeepPhotos.ShowAsync(PhotoSending.ByReporter(there), photo.Id, false, World.Ct));
        Expect.Done(await world.Here.KeepPhotos.ShowAsync(PhotoSending.ByReporter(there), photo.Id, true, World.Ct));
    }

    private static Acting Holding(string subject, Preset preset, string jurisdiction = "town") => new(new Caller(subject, null, [new Grant(Node.OfJurisdiction(jurisdiction), preset)]), null);

    private async Task<Report> ReportAsync()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        return Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct)).Report.Value;
    }

    private async Task<Report> AgainAsync(Report report) => (await world.Here.Store.FindAsync(Kinds.Report, report.Jurisdiction, report.Id, World.Ct))!.Value;

    private Task<List<string>> BlobsAsync(BlobContainer container) => world.Blobs.ListAsync(container, "", World.Ct).ToListAsync(World.Ct).AsTask();
}
