using GridSteward.Domain.Areas;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Transfers;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Areas;

/// <summary>The built index as a blob: a help to whoever starts, and never more than that.</summary>
public sealed class KeptIndexTests : IDisposable
{
    private const string Name = "town/current.index";
    private static readonly string[] Levels = ["community", "grid"];
    private readonly World world = new();
    private readonly List<string> written = [];

    public KeptIndexTests() => world.Blobs.BeforeWrite = name =>
    {
        written.Add(name);
        return Task.CompletedTask;
    };

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_first_loading_keeps_it_and_a_start_takes_it_up()
    {
        await AddLargeTownAsync();
        AreaSnapshot built = await LoadAsync(world.Here);
        Assert.Equal([Name], written);
        world.Blobs.Opened.Clear();
        AreaSnapshot taken = await LoadAsync(world.Restarted());
        Assert.Equal([Name], written);
        Assert.Equal([Name], world.Blobs.Opened.Where(n => n.StartsWith(Name, StringComparison.Ordinal)));
        Random random = new(20260301);
        for (int i = 0; i < 500; i++)
        {
            Wgs84Point point = Town.Point((random.NextDouble() * 2.2) - 0.1, (random.NextDouble() * 2.2) - 0.1);
            Assert.Equal(Codes(built, point), Codes(taken, point));
        }
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("damaged")]
    [InlineData("foreign")]
    public async Task What_is_not_the_index_of_these_areas_is_built_again_and_replaced(string how)
    {
        await AddLargeTownAsync();
        await LoadAsync(world.Here);
        byte[] good = (await KeptAsync())!;
        byte[] bad = how switch { "empty" => [], "cut" => good[..^1], "foreign" => Foreign(), _ => [.. good] };
        if (how == "damaged")
        {
            bad[bad.Length / 2] ^= 1;
        }

        await world.Beside.Blobs.WriteAsync(BlobContainer.Indexes, Name, bad, "application/octet-stream", World.Ct);
        AreaSnapshot snapshot = await LoadAsync(world.Restarted());
        Assert.Equal(["c1", "g4"], Codes(snapshot, Town.Point(1.5, 1.5)));
        Assert.Equal([Name, Name], written);
        Assert.Equal(good, await KeptAsync());
    }

    [Fact]
    public async Task After_an_edit_the_next_loading_replaces_it()
    {
        await AddLargeTownAsync();
        await LoadAsync(world.Here);
        byte[] before = (await KeptAsync())!;
        Expect.Done(await World.ImportAsync(world.Beside, Town.Settings(), [new("g5", "grid", "c1", 3, 3)]));
        Assert.Equal(["g5"], Codes(await LoadAsync(world.Here), Town.Point(3.5, 3.5)));
        Assert.Equal([Name, Name], written);
        Assert.NotEqual(before, await KeptAsync());
        Assert.Equal(["g5"], Codes(await LoadAsync(world.Restarted()), Town.Point(3.5, 3.5)));
        Assert.Equal(2, written.Count);
    }

    [Fact]
    public async Task Few_positions_are_built_each_time_and_nothing_is_asked_or_kept()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Assert.Equal(["c1", "g4"], Codes(await LoadAsync(world.Here), Town.Point(1.5, 1.5)));
        Assert.Empty(written);
        Assert.DoesNotContain(Name, world.Blobs.Opened);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_refuses_it_hurts_nobody_and_is_asked_again_by_the_next_start(bool unavailable)
    {
        await AddLargeTownAsync();
        Func<string, Task> keeps = world.Blobs.BeforeWrite;
        Task Refuse(string name) => name != Name ? Task.CompletedTask
            : Task.FromException(unavailable ? new StoreUnavailableException("Busy.", TimeSpan.FromSeconds(1)) : new IOException("No space left."));
        (world.Blobs.BeforeWrite, world.Blobs.BeforeOpen) = (Refuse, Refuse);
        Assert.Equal(["c1", "g4"], Codes(await LoadAsync(world.Here), Town.Point(1.5, 1.5)));
        Assert.Null(await KeptAsync());

        (world.Blobs.BeforeWrite, world.Blobs.BeforeOpen) = (keeps, _ => Task.CompletedTask);
        await LoadAsync(world.Restarted());
        Assert.Equal([Name], written);
    }

    [Fact]
    public async Task The_past_is_built_and_leaves_what_is_kept_alone()
    {
        await AddLargeTownAsync();
        Expect.Done(await World.ImportAsync(world.Beside, Town.Settings(), [new("g5", "grid", "c1", 3, 3)]));
        AreaSnapshot then = (await world.Here.Snapshots.GetGenerationAsync("town", 1, Levels, World.Ct))!;
        AreaSnapshot asNow = (await world.Here.Snapshots.GetGenerationAsync("town", 2, Levels, World.Ct))!;
        Assert.Empty(Codes(then, Town.Point(3.5, 3.5)));
        Assert.Equal(["g5"], Codes(asNow, Town.Point(3.5, 3.5)));
        Assert.Empty(written);
        Assert.DoesNotContain(Name, world.Blobs.Opened);
    }

    [Fact]
    public async Task It_goes_with_its_jurisdiction_and_stays_when_that_moves()
    {
        await AddLargeTownAsync();
        await LoadAsync(world.Here);
        Assert.DoesNotContain(FullTown.Lines(await FullTown.ExportAsync(world)), l => l.Contains("current.index", StringComparison.Ordinal));
        await world.Here.Sweep.RunAsync("town", null, World.Ct);
        Assert.Null(await KeptAsync());
    }

    // The community's outline has more positions than are worth keeping an index for.
    private Task<Jurisdiction> AddLargeTownAsync() => world.AddTownAsync(Town.Settings(), [Town.Squares()[0] with { Positions = 50_000 }, .. Town.Squares()[1..]]);

    private static Task<AreaSnapshot> LoadAsync(Instance instance) => instance.Snapshots.GetAsync("town", Levels, World.Ct);

    private static string[] Codes(AreaSnapshot snapshot, Wgs84Point point)
        => [.. Enumerable.Range(0, Levels.Length).Select(level => snapshot.Index.Owner(point, level)?.Code).OfType<string>()];

    private static byte[] Foreign()
    {
        using MemoryStream bytes = new();
        Town.Snapshot(Town.Squares()).Index.Write(bytes, []);
        return bytes.ToArray();
    }

    private async Task<byte[]?> KeptAsync()
    {
        await using OpenBlob? blob = await world.Beside.Blobs.OpenAsync(BlobContainer.Indexes, Name, World.Ct);
        return blob is null ? null : await blob.ReadAllAsync(World.Ct);
    }
}
