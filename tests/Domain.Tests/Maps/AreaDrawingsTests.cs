using GridSteward.Domain.Areas;
using GridSteward.Domain.Maps;

namespace GridSteward.Domain.Tests.Maps;

/// <summary>Areas simplified for maps: made once, counted, and dropped when memory is short.</summary>
public sealed class AreaDrawingsTests : IDisposable
{
    private static readonly string[] Levels = ["community", "grid"];
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_zoom_is_drawn_once_for_all_who_ask_and_a_new_generation_anew()
    {
        var town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        AreaSnapshot snapshot = await world.Here.Snapshots.GetAsync("town", Levels, World.Ct);
        AreaDrawing[] drawn = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => snapshot.Drawings.GetAsync(12, World.Ct)));
        Assert.All(drawn, d => Assert.Same(drawn[0], d));
        Assert.Equal(["c1", "g1", "g2", "g3", "g4"], drawn[0].Areas.Keys.Order());
        Assert.NotSame(drawn[0], await snapshot.Drawings.GetAsync(11, World.Ct));

        Expect.Done(await World.ImportAsync(world.Beside, town, [new("g5", "grid", "c1", 3, 3)]));
        snapshot = await world.Here.Snapshots.GetAsync("town", Levels, World.Ct);
        Assert.Contains("g5", (await snapshot.Drawings.GetAsync(12, World.Ct)).Areas.Keys);
    }

    [Fact]
    public async Task Drawings_count_as_memory_and_those_not_asked_for_the_longest_go_first()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        AreaSnapshot snapshot = await world.Here.Snapshots.GetAsync("town", Levels, World.Ct);
        long areas = snapshot.SizeBytes;
        AreaDrawing eleven = await snapshot.Drawings.GetAsync(11, World.Ct);
        AreaDrawing twelve = await snapshot.Drawings.GetAsync(12, World.Ct);
        Assert.Same(eleven, await snapshot.Drawings.GetAsync(11, World.Ct));
        Assert.Equal(areas + eleven.SizeBytes + twelve.SizeBytes, snapshot.SizeBytes);

        snapshot.Drawings.Trim(eleven.SizeBytes);
        Assert.Equal(areas + eleven.SizeBytes, snapshot.SizeBytes);
        Assert.Same(eleven, await snapshot.Drawings.GetAsync(11, World.Ct));
        Assert.NotSame(twelve, await snapshot.Drawings.GetAsync(12, World.Ct));
    }

    [Fact]
    public async Task Where_memory_is_short_the_areas_in_use_stay_and_their_drawings_go()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Instance small = world.Restarted(memoryBytes: 1);
        AreaSnapshot snapshot = await small.Snapshots.GetAsync("town", Levels, World.Ct);
        await snapshot.Drawings.GetAsync(12, World.Ct);
        Assert.True(snapshot.Drawings.SizeBytes > 0);
        Assert.Same(snapshot, await small.Snapshots.GetAsync("town", Levels, World.Ct));
        Assert.Equal(0, snapshot.Drawings.SizeBytes);
    }
}
