using GridSteward.Domain.Areas;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Areas;

/// <summary>Imports that are killed, and imports that meet.</summary>
public class AreaImportFaultTests
{
    /// <summary>The import under test: it adds, changes and removes, and has a geometry that is a blob.</summary>
    private static readonly Square[] Next =
    [
        new("c1", "community", null, 0, 0, 3, 3), new("g1", "grid", "c1", 0, 0, 0.5), new("g7", "grid", "c1", 1, 1, 2, 2, Positions: 12_000),
    ];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task An_import_killed_at_any_call_leaves_the_old_areas_or_the_new_and_a_retry_succeeds(bool afterwards, bool first)
    {
        int killed = 0;
        for (int at = 1; ; at++)
        {
            using World world = new();
            Jurisdiction town = await world.AddTownAsync(Town.Settings(), first ? [] : Town.Squares());
            string[] before = await CodesAsync(world.Beside);
            Arm(world, at, afterwards);
            Outcome<AreaImportResult>? outcome = null;
            try
            {
                outcome = await World.ImportAsync(world.Here, town, Next, ImportMode.Replace, World.Key("k"));
            }
            catch (KilledException)
            {
                killed++;
            }

            bool visible = await world.Beside.Snapshots.CurrentNumberAsync("town", World.Ct) == (first ? 1 : 2);
            Assert.Equal(visible ? ["c1", "g1", "g7"] : before, await CodesAsync(world.Beside));
            Arm(world, -1, afterwards);
            if (outcome is not null)
            {
                Expect.Fresh(outcome);
                break;
            }

            Outcome<AreaImportResult> retried = await World.ImportAsync(world.Restarted(), town, Next, ImportMode.Replace, World.Key("k"));
            AreaImportResult result = visible ? Expect.Replayed(retried) : Expect.Done(retried);
            Assert.Equal(first ? (1, 3, 0, 0) : (2, 1, 2, 3), (result.Generation, result.Added, result.Changed, result.Removed));
            Assert.Equal(["c1", "g1", "g7"], await CodesAsync(world.Beside));
            Assert.Equal("g7", (await SnapshotAsync(world.Beside)).Index.Locate(Town.Point(2.5, 2.5)).At(1).Owner!.Code);
            Assert.True(JurisdictionDirectory.Reaches((await world.Beside.Directory.FindAsync("town", World.Ct))!, Town.Point(2.9, 2.9)));
        }

        // The reservation, the versions, two blobs, the outline and the generation; reads too where nothing has happened yet.
        Assert.InRange(killed, afterwards ? 6 : 9, 30);
    }

    [Fact]
    public async Task What_a_killed_import_left_does_not_come_back_with_a_later_one()
    {
        using World world = new();
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        world.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.Generation));
        await Assert.ThrowsAsync<KilledException>(() => World.ImportAsync(world.Here, town, Next, ImportMode.Replace));
        Assert.Equal(8, (await world.AllAsync(Kinds.Area, "town")).Count);
        Expect.Fresh(await World.ImportAsync(world.Here, town, [new("g8", "grid", "c1", 1, 1)]));
        Assert.Equal(["c1", "g1", "g2", "g3", "g4", "g8"], await CodesAsync(world.Beside));
        Assert.Equal(2, (await SnapshotAsync(world.Beside)).Generation);
    }

    [Fact]
    public async Task Of_two_imports_that_meet_the_later_is_put_over_the_earlier_and_nothing_is_lost()
    {
        using World world = new();
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Generation),
            async () => Assert.Equal(2, Expect.Fresh(await World.ImportAsync(world.Beside, town, [new("g5", "grid", "c1", 3, 3), new("g1", "grid", "c1", 0, 0, 0.5)])).Generation));
        AreaImportResult result = Expect.Fresh(await World.ImportAsync(world.Here, town, [new("g6", "grid", "c1", 4, 4), new("g1", "grid", "c1", 0, 0, 0.5)]));
        Assert.Equal((3, 1, 0, 1, 7), (result.Generation, result.Added, result.Changed, result.Unchanged, result.Areas));
        Assert.Equal(["c1", "g1", "g2", "g3", "g4", "g5", "g6"], await CodesAsync(world.Beside));
    }

    [Fact]
    public async Task Two_first_imports_that_meet_are_both_kept()
    {
        using World world = new();
        Jurisdiction town = await world.AddTownAsync(Town.Settings());
        AreaImportResult[] results = [.. (await Task.WhenAll(new[] { "a", "b" }.Select(code => Task.Run(() => World.ImportAsync(world.Beside, town, [new(code, "grid", null, 0, 0)])))))
            .Select(Expect.Fresh)];
        Assert.Equal([1, 2], results.Select(r => r.Generation).Order());
        Assert.Equal(["a", "b"], await CodesAsync(world.Beside));
    }

    [Fact]
    public async Task One_import_sent_twice_at_the_same_time_is_done_once()
    {
        using World world = new();
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Generation),
            async () => Expect.Done(await World.ImportAsync(world.Beside, town, Next, ImportMode.Replace, World.Key("k"))));
        Expect.Replayed(await World.ImportAsync(world.Here, town, Next, ImportMode.Replace, World.Key("k")));
        Assert.Equal(2, (await SnapshotAsync(world.Beside)).Generation);
        Assert.Equal(2, (await world.AllAsync(Kinds.AreaImport, "town")).Count);
    }

    [Fact]
    public async Task An_import_that_others_always_overtake_gives_up_with_a_conflict()
    {
        using World world = new();
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        int others = 0;
        world.Store.BeforeCommit = async batch =>
        {
            if (batch.Operations.Any(o => o.Kind == Kinds.Generation))
            {
                others++;
                Expect.Fresh(await World.ImportAsync(world.Beside, town, [new($"h{others}", "grid", "c1", 3, 3)]));
            }
        };
        Assert.IsType<Outcome<AreaImportResult>.Conflict>(await World.ImportAsync(world.Here, town, Next));
        Assert.Equal((3, 4), (others, (await SnapshotAsync(world.Beside)).Generation));
        Assert.DoesNotContain("g7", await CodesAsync(world.Beside));
    }

    private static Task<AreaSnapshot> SnapshotAsync(Instance instance) => instance.Snapshots.GetAsync("town", ["community", "grid"], World.Ct);

    private static async Task<string[]> CodesAsync(Instance instance) => [.. (await SnapshotAsync(instance)).Areas.Select(a => a.Code)];

    /// <summary>Kills the process at one call of the store or the blobs, before it or after its effect (writes only).</summary>
    private static void Arm(World world, int at, bool afterwards)
    {
        int calls = 0;
        Task Step() => at > 0 && ++calls == at ? throw new KilledException() : Task.CompletedTask;
        static Task Nothing() => Task.CompletedTask;
        world.Store.BeforeCommit = _ => afterwards ? Nothing() : Step();
        world.Store.AfterCommit = _ => afterwards ? Step() : Nothing();
        world.Blobs.BeforeWrite = _ => afterwards ? Nothing() : Step();
        world.Blobs.AfterWrite = _ => afterwards ? Step() : Nothing();
        world.Store.BeforeRead = _ => afterwards ? Nothing() : Step();
        world.Blobs.BeforeOpen = _ => afterwards ? Nothing() : Step();
    }
}
