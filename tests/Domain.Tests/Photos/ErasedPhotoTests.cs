using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Privacy;

namespace GridSteward.Domain.Tests.Photos;

/// <summary>Photos go with the words, and are in what a person is given.</summary>
public sealed class ErasedPhotoTests : IDisposable
{
    private readonly PrivacyWorld town = new();

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task Erasing_a_report_takes_its_photos_and_those_on_their_way()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync(), other = await town.ReportAsync("Somebody Else", "13700000000");
        PhotoAsk ask = PhotoSending.ByReporter(report);
        ReportPhoto photo = await PhotoSending.AddAsync(town.World.Here, report);
        string begun = await PhotoSending.BeginAsync(town.World.Here, ask);
        ReportPhoto kept = await PhotoSending.AddAsync(town.World.Here, other);

        await EraseAsync(report);
        Assert.Empty((await town.AgainAsync(report)).Photos);
        Assert.IsType<Outcome<ShownPhoto>.NotFound>(await town.World.Here.KeepPhotos.ShowAsync(ask, photo.Id, false, World.Ct));
        Assert.IsType<Outcome<ReportPhoto>.NotFound>(await PhotoSending.SealAsync(town.World.Here, ask, begun));
        Assert.Empty(await NamesAsync(BlobContainer.PhotoBlocks));
        Assert.All(await NamesAsync(BlobContainer.Photos), name => Assert.Contains(kept.Id, name, StringComparison.Ordinal));

        // What comes afterwards is to be erased again.
        await PhotoSending.AddAsync(town.World.Here, report);
        Assert.Null((await town.AgainAsync(report)).ErasedAt);
        await EraseAsync(report);
        Assert.Equal(2, (await NamesAsync(BlobContainer.Photos)).Count);
    }

    [Fact]
    public async Task An_erasure_that_is_killed_before_it_is_written_is_done_by_the_next()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync();
        await PhotoSending.AddAsync(town.World.Here, report);
        town.World.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.Report));
        await Assert.ThrowsAsync<KilledException>(() => EraseAsync(report));
        Assert.False((await town.AgainAsync(report)).Erased);
        await EraseAsync(report);
        Assert.Empty((await town.AgainAsync(report)).Photos);
        Assert.Empty(await NamesAsync(BlobContainer.Photos));
    }

    [Fact]
    public async Task What_a_person_is_given_lists_the_photos_of_their_reports()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync();
        ReportPhoto photo = await PhotoSending.AddAsync(town.World.Here, report);
        PersonLine line = new("report", report.Id) { Report = await town.AgainAsync(report) };
        string json = System.Text.Json.JsonSerializer.Serialize(line, DomainJson.Default.PersonLine);
        Assert.Contains($"\"photos\":[{{\"id\":\"{photo.Id}\",\"type\":\"jpeg\"", json, StringComparison.Ordinal);
    }

    private async Task EraseAsync(Report report)
    {
        var stored = (await town.World.Here.Store.FindAsync(Kinds.Report, "town", report.Id, World.Ct))!;
        var erasing = new Erasing(
            subject => Acting.Program.Fact(town.World.Clock.Now, "erasePersonal", subject), false, (batch, _) => town.World.Here.Store.CommitOrLoseAsync(batch, World.Ct));
        await new PersonalErasure(town.World.Here.Store, new PhotoFiles(town.World.Blobs), town.World.Clock).EraseAsync(stored, erasing, World.Ct);
    }

    private Task<List<string>> NamesAsync(BlobContainer container) => town.World.Blobs.ListAsync(container, "", World.Ct).ToListAsync(World.Ct).AsTask();
}
