using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Tests.History;

/// <summary>Areas by generation and as of a moment.</summary>
public sealed class AreasOfThenTests : IDisposable
{
    private static readonly string[] Levels = ["community", "grid"];
    private readonly World world = new();

    private DateTimeOffset Start { get; }

    public AreasOfThenTests() => Start = world.Clock.Now;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Each_moment_has_the_areas_that_held_then()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings());
        await ImportAsync(town, Start.AddDays(1), Town.Squares());
        await ImportAsync(town, Start.AddDays(2), new Square("g1", "grid", "c1", 0, 0, 0.5));
        await ImportAsync(town, Start.AddDays(3), new Square("g5", "grid", "c1", 3, 3));
        Assert.Equal((0, 0), await SeenAsync(Start.AddDays(1).AddTicks(-1)));
        Assert.Equal((1, 5), await SeenAsync(Start.AddDays(1)));
        Assert.Equal((1, 5), await SeenAsync(Start.AddDays(2).AddTicks(-1)));
        Assert.Equal((2, 5), await SeenAsync(Start.AddDays(2)));
        Assert.Equal((3, 6), await SeenAsync(Start.AddYears(1)));
        Assert.Equal((1, 2), ((await AtAsync(Start.AddDays(1))).Find("g1")!.Version, (await AtAsync(Start.AddDays(2))).Find("g1")!.Version));
        Assert.Equal(0, (await world.Here.Snapshots.GetAsync("nowhere", Levels, Start.AddDays(5), World.Ct)).Generation);
    }

    [Fact]
    public async Task Each_generation_can_be_had_by_its_number()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        await ImportAsync(town, Start.AddDays(1), new Square("g5", "grid", "c1", 3, 3));
        Assert.Empty((await world.Here.Snapshots.GetGenerationAsync("town", 0, Levels, World.Ct))!.Areas);
        Assert.Equal(5, (await world.Here.Snapshots.GetGenerationAsync("town", 1, Levels, World.Ct))!.Areas.Count);
        AreaSnapshot current = await world.Here.Snapshots.GetAsync("town", Levels, World.Ct);
        Assert.Same(current, await world.Here.Snapshots.GetGenerationAsync("town", 2, Levels, World.Ct));
        Assert.Same(current, await AtAsync(Start.AddDays(1)));

        // With the levels of another time it is another snapshot, which does not take the place of the one of now.
        Assert.NotSame(current, await world.Here.Snapshots.GetAsync("town", ["grid"], Start.AddDays(1), World.Ct));
        Assert.Same(current, await world.Here.Snapshots.GetAsync("town", Levels, World.Ct));
        Assert.Null(await world.Here.Snapshots.GetGenerationAsync("town", 3, Levels, World.Ct));
    }

    [Fact]
    public async Task A_generation_holds_since_no_earlier_than_the_one_before_whatever_the_clocks_say()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings());
        await ImportAsync(town, Start.AddHours(2), Town.Squares());
        await ImportAsync(town, Start.AddHours(1), new Square("g5", "grid", "c1", 3, 3));
        await ImportAsync(town, Start.AddHours(2), new Square("g6", "grid", "c1", 4, 3));
        Generation[] all = [.. (await world.AllAsync(Kinds.Generation, "town")).Where(g => g.Id != Generation.CurrentId).OrderBy(g => g.Number)];
        Assert.All(all, g => Assert.Equal(Start.AddHours(2), g.Since));
        Assert.Equal((0, 3), ((await AtAsync(Start.AddHours(2).AddTicks(-1))).Generation, (await AtAsync(Start.AddHours(2))).Generation));
    }

    /// <summary>Looking at the past must not slow down the present: snapshots of now outlast those of then.</summary>
    [Fact]
    public async Task Beyond_the_memory_cap_the_past_is_dropped_first()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        for (int day = 1; day <= 3; day++)
        {
            await ImportAsync(town, Start.AddDays(day), new Square("g4", "grid", "c1", 1, 1, 1 - (day * 0.1)));
        }

        long size = (await world.Beside.Snapshots.GetAsync("town", Levels, World.Ct)).Index.SizeBytes;
        AreaSnapshots two = world.Restarted((2 * size) + (size / 2)).Snapshots;
        Assert.Equal("4 1 2 1", await ReadAsync(two, 0, 1, 1, 2, 0, 1, 0));
        Assert.Equal("", await ReadAsync(two, 0, 1, 4));
    }

    [Fact]
    public async Task Levels_that_were_added_later_are_not_those_of_then()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        world.Clock.Now = Start.AddDays(1);
        var stored = (await world.Here.Jurisdictions.FindAsync("town", World.Ct))!;
        Expect.Done(await world.Here.Jurisdictions.UpdateAsync(town with { Levels = ["street", .. town.Levels], ToleranceMetres = 5 }, _ => true, Acting.Program, World.Ct));
        Jurisdiction then = await world.Here.Hindsight.SettingsAsync(stored.Value, Start, World.Ct);
        Jurisdiction now = await world.Here.Hindsight.SettingsAsync(stored.Value, Start.AddDays(1), World.Ct);
        Assert.Equal((2, 50.0, 3, 5.0), (then.Levels.Count, then.ToleranceMetres, now.Levels.Count, now.ToleranceMetres));
        var open = await world.Here.Places.Open(Start.AddHours(1)).FindAsync("town", World.Ct);
        Assert.Equal(["community", "grid"], open!.Snapshot.Levels);
    }

    private async Task ImportAsync(Jurisdiction town, DateTimeOffset at, params Square[] squares)
    {
        world.Clock.Now = at;
        Expect.Done(await World.ImportAsync(world.Beside, town, squares));
    }

    private Task<AreaSnapshot> AtAsync(DateTimeOffset at) => world.Here.Snapshots.GetAsync("town", Levels, at, World.Ct);

    private async Task<(int Generation, int Areas)> SeenAsync(DateTimeOffset at) => await AtAsync(at) is var seen ? (seen.Generation, seen.Areas.Count) : default;

    /// <summary>The generations whose blob was opened while they were asked for in turn, 0 for the one of now.</summary>
    private async Task<string> ReadAsync(AreaSnapshots snapshots, params int[] numbers)
    {
        world.Blobs.Opened.Clear();
        foreach (int number in numbers)
        {
            _ = number == 0 ? await snapshots.GetAsync("town", Levels, World.Ct) : await snapshots.GetGenerationAsync("town", number, Levels, World.Ct);
        }

        return string.Join(' ', world.Blobs.Opened.Select(name => int.Parse(name.Split('/')[1][..8], System.Globalization.CultureInfo.InvariantCulture)));
    }
}
