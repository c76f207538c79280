using GridSteward.Domain.Areas;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Areas;

/// <summary>Snapshots in memory: what is read, kept, dropped and refused.</summary>
public sealed class AreaSnapshotsTests : IDisposable
{
    private static readonly string[] Levels = ["community", "grid"];
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Without_an_import_a_jurisdiction_has_an_empty_generation_zero()
    {
        AreaSnapshot snapshot = await world.Here.Snapshots.GetAsync("town", Levels, World.Ct);
        Assert.Equal((0, 0), (snapshot.Generation, snapshot.Areas.Count));
        Assert.Equal(0, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));
    }

    [Fact]
    public async Task A_generation_is_read_once_and_a_new_one_shows_at_once_on_every_instance()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        AreaSnapshot first = await world.Here.Snapshots.GetAsync("town", Levels, World.Ct);
        Assert.Same(first, await world.Here.Snapshots.GetAsync("town", [.. Levels], World.Ct));
        Assert.Single(world.Blobs.Opened);
        Expect.Done(await World.ImportAsync(world.Beside, town, [new("g5", "grid", "c1", 3, 3)]));
        AreaSnapshot second = await world.Here.Snapshots.GetAsync("town", Levels, World.Ct);
        Assert.Equal((2, true), (second.Generation, second.Find("g5") is not null));
        Assert.Equal(2, world.Blobs.Opened.Count);
    }

    [Fact]
    public async Task Many_who_ask_at_once_wait_for_one_reading()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        AreaSnapshot[] all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.Here.Snapshots.GetAsync("town", Levels, World.Ct))));
        Assert.All(all, s => Assert.Same(all[0], s));
        Assert.Single(world.Blobs.Opened);
    }

    [Fact]
    public async Task Other_levels_are_another_snapshot()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        AreaSnapshot two = await world.Here.Snapshots.GetAsync("town", Levels, World.Ct);
        AreaSnapshot three = await world.Here.Snapshots.GetAsync("town", ["street", .. Levels], World.Ct);
        Assert.Equal((1, 2), (two.LevelOf(two.Find("g1")!), three.LevelOf(three.Find("g1")!)));
    }

    [Fact]
    public async Task A_new_generation_takes_from_the_one_before_what_has_not_changed()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        AreaSnapshot first = await world.Here.Snapshots.GetAsync("town", Levels, World.Ct);
        Expect.Done(await World.ImportAsync(world.Beside, town, [new("g4", "grid", "c1", 3, 3)]));
        AreaSnapshot second = await world.Here.Snapshots.GetAsync("town", Levels, World.Ct);
        Assert.Same(first.Find("g1"), second.Find("g1"));
        Assert.Same(first.ShapeOf("g1"), second.ShapeOf("g1"));
        Assert.NotSame(first.ShapeOf("g4"), second.ShapeOf("g4"));
        Assert.Equal(("g4", null), (first.Index.Owner(Town.Point(1.5, 1.5), 1)?.Code, second.Index.Owner(Town.Point(1.5, 1.5), 1)?.Code));
        AreaSnapshot anew = await world.Restarted().Snapshots.GetAsync("town", Levels, World.Ct);
        foreach (double x in new[] { 0.5, 1, 1.5, 2, 3, 3.5 })
        {
            Assert.Equal(anew.Index.Locate(Town.Point(x, x)).Levels.Select(level => level.Owner?.Code), second.Index.Locate(Town.Point(x, x)).Levels.Select(level => level.Owner?.Code));
        }
    }

    [Fact]
    public async Task A_generation_that_is_no_longer_asked_for_is_let_go()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        WeakReference<AreaSnapshot> first = await LoadedAsync();
        Expect.Done(await World.ImportAsync(world.Beside, town, [new("g4", "grid", "c1", 3, 3)]));
        WeakReference<AreaSnapshot> second = await LoadedAsync();

        // Off the stack of whoever loaded.
        await Task.Delay(1, World.Ct);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal((false, true), (first.TryGetTarget(out _), second.TryGetTarget(out _)));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private async Task<WeakReference<AreaSnapshot>> LoadedAsync() => new(await world.Here.Snapshots.GetAsync("town", Levels, World.Ct));

    [Theory]
    [InlineData("damaged")]
    [InlineData("cut")]
    [InlineData("missing")]
    public async Task A_damaged_or_missing_blob_is_never_read_as_areas_and_heals_when_it_is_back(string how)
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        string name = (await world.Here.Snapshots.CurrentAsync("town", World.Ct))!.Value.Blob;
        byte[] good;
        await using (OpenBlob blob = (await world.Blobs.OpenAsync(BlobContainer.Generations, name, World.Ct))!)
        {
            good = new byte[blob.Length];
            await blob.Content.ReadExactlyAsync(good, World.Ct);
        }

        byte[] bad = how == "cut" ? good[..^1] : [.. good];
        bad[^3] ^= 1;
        await (how == "missing"
            ? world.Blobs.DeleteAsync(BlobContainer.Generations, name, World.Ct)
            : world.Blobs.WriteAsync(BlobContainer.Generations, name, bad, "application/json", World.Ct));
        var broken = await Assert.ThrowsAsync<InvalidDataException>(() => world.Here.Snapshots.GetAsync("town", Levels, World.Ct));
        Assert.Contains(how == "missing" ? "missing" : "damaged", broken.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidDataException>(() => World.ImportAsync(world.Here, town, [new("g5", "grid", "c1", 3, 3)]));
        Assert.Equal(1, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));

        await world.Blobs.WriteAsync(BlobContainer.Generations, name, good, "application/json", World.Ct);
        Assert.Equal(5, (await world.Here.Snapshots.GetAsync("town", Levels, World.Ct)).Areas.Count);
    }

    [Fact]
    public async Task Beyond_the_memory_cap_the_least_recently_used_is_dropped()
    {
        foreach (string code in new[] { "a", "b", "c" })
        {
            await world.AddTownAsync(Town.Settings(code), Town.Squares());
        }

        long size = (await world.Beside.Snapshots.GetAsync("a", Levels, World.Ct)).Index.SizeBytes;
        AreaSnapshots two = world.Restarted(2 * size).Snapshots;
        Assert.Equal("a b c", await ReadFromAsync(two, "a", "b", "a", "b", "a", "c"));
        Assert.Equal("", await ReadFromAsync(two, "a", "c", "a"));
        Assert.Equal("b c a", await ReadFromAsync(two, "b", "c", "a", "c", "c"));

        AreaSnapshots none = world.Restarted(0).Snapshots;
        Assert.Equal("a b a", await ReadFromAsync(none, "a", "a", "b", "b", "a", "a"));
        AreaSnapshots all = world.Restarted(3 * size).Snapshots;
        Assert.Equal("a b c", await ReadFromAsync(all, "a", "b", "c", "a", "b", "c"));
    }

    /// <summary>The jurisdictions whose blob was opened while they were asked for in turn.</summary>
    private async Task<string> ReadFromAsync(AreaSnapshots snapshots, params string[] codes)
    {
        world.Blobs.Opened.Clear();
        foreach (string code in codes)
        {
            await snapshots.GetAsync(code, Levels, World.Ct);
        }

        return string.Join(' ', world.Blobs.Opened.Select(name => name.Split('/')[0]));
    }
}
