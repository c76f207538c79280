using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Areas.Editing;

/// <summary>Edits that are sent twice, that meet, and that are killed.</summary>
public sealed class OnceOrNotAtAllTests : IDisposable
{
    private static readonly SplitOrder Order = EditTown.SplitAt(0.5, "g1", "g5");

    private readonly World world = new();
    private readonly EditTown town;

    public OnceOrNotAtAllTests() => town = new EditTown(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_same_key_answers_the_same_and_does_nothing_again()
    {
        await town.BuildAsync();
        EditManner once = EditTown.Manner with { Once = EditTown.Key("k"), SeenETag = (await town.AreaAsync("g1")).ETag.Equals };
        EditedAreas made = Expect.Fresh(await town.SplitAsync("g1", Order, once));
        Expect.Done(await town.SplitAsync("g5", new(EditTown.Line((0, 0.5), (2, 0.5)), [new("g5", "x", []), new("g6", "x", [])])));
        EditedAreas replayed = Expect.Replayed(await town.SplitAsync("g1", Order, once));
        Assert.Equal(made.Areas.Select(a => (a.Code, a.ETag)), replayed.Areas.Select(a => (a.Code, a.ETag)));
        Assert.Equal((made.Edit.Id, 2, true), (replayed.Edit.Id, replayed.Edit.Generation, replayed.IsMade));
        Assert.IsType<Outcome<EditedAreas>.KeyReused>(await town.SplitAsync("g1", Order, once with { Once = EditTown.Key("k", "other") }));
        Assert.Equal(3, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));
    }

    [Fact]
    public async Task A_key_is_not_used_up_by_an_edit_that_cannot_be_made()
    {
        await town.BuildAsync();
        EditManner once = EditTown.Manner with { Once = EditTown.Key("k") };
        Assert.IsType<Outcome<EditedAreas>.Invalid>(await town.SplitAsync("g1", EditTown.SplitAt(5, "g1", "g5"), once));
        Expect.Fresh(await town.SplitAsync("g1", Order, EditTown.Manner with { Once = EditTown.Key("k", "other") }));
    }

    [Fact]
    public async Task Killed_at_whatever_write_it_is_not_made_or_made_whole_and_its_retry_completes_it()
    {
        await town.BuildAsync();
        EditManner once = EditTown.Manner with { Once = EditTown.Key("k"), SeenETag = (await town.AreaAsync("g1")).ETag.Equals };
        string before = await town.ShownAsync(), after = "c1.2 g1.2/c1 g2.1/c1 g3.2/c1 g4.1/c1 g5.2/c1";
        foreach (DocumentKind kind in new DocumentKind[] { Kinds.Reservation, Kinds.Area, Kinds.Generation })
        {
            world.Store.DieBefore(b => b.Operations.Any(o => o.Kind == kind));
            await Assert.ThrowsAsync<KilledException>(() => town.SplitAsync("g1", Order, once, world.Restarted()));
            Assert.Equal(before, await town.ShownAsync());
        }

        world.Store.BeforeCommit = _ => Task.CompletedTask;
        Expect.Fresh(await town.SplitAsync("g1", Order, once, world.Restarted()));
        Assert.Equal(after, await town.ShownAsync());
        Expect.Replayed(await town.SplitAsync("g1", Order, once, world.Beside));
    }

    [Fact]
    public async Task Killed_after_the_visible_write_its_retry_finds_it_made()
    {
        await town.BuildAsync();
        EditManner once = EditTown.Manner with { Once = EditTown.Key("k"), SeenETag = (await town.AreaAsync("g1")).ETag.Equals };
        world.Store.KillAfter(b => b.Operations.Any(o => o.Kind == Kinds.Generation));
        await Assert.ThrowsAsync<KilledException>(() => town.SplitAsync("g1", Order, once));
        Expect.Replayed(await town.SplitAsync("g1", Order, once, world.Restarted()));
        Assert.Equal(2, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));
    }

    [Fact]
    public async Task Of_many_splits_of_one_version_at_once_exactly_one_wins()
    {
        await town.BuildAsync();
        string seen = (await town.AreaAsync("g1")).ETag;
        var all = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Task.Run(() => town.SplitAsync(
            "g1", EditTown.SplitAt(i * 0.1, "g1", "new"), EditTown.Manner with { SeenETag = seen.Equals }, world.Beside))));
        Assert.Single(all, o => o is Outcome<EditedAreas>.Done);
        Assert.Equal(5, all.Count(o => o is Outcome<EditedAreas>.Stale));
    }

    [Fact]
    public async Task The_same_edit_sent_twice_at_once_is_made_once()
    {
        await town.BuildAsync();
        EditManner once = EditTown.Manner with { Once = EditTown.Key("k"), SeenETag = (await town.AreaAsync("g1")).ETag.Equals };
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Generation), async () => Expect.Fresh(await town.SplitAsync("g1", Order, once, world.Beside)));
        Expect.Replayed(await town.SplitAsync("g1", Order, once));
        Assert.Equal(2, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));
    }

    [Fact]
    public async Task An_edit_that_meets_one_of_others_keeps_what_that_changed()
    {
        await town.BuildAsync();
        EditManner seen = EditTown.Manner with { SeenETag = (await town.AreaAsync("g1")).ETag.Equals };
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Generation),
            async () => Expect.Done(await town.SplitAsync("g4", EditTown.SplitAt(1.5, "g4", "g6"), null, world.Beside)));
        Expect.Fresh(await town.SplitAsync("g1", Order, seen));
        Assert.Equal("c1.3 g1.3/c1 g2.2/c1 g3.3/c1 g4.2/c1 g5.3/c1 g6.2/c1", await town.ShownAsync());
    }

    [Fact]
    public async Task Editing_needs_the_whole_jurisdiction()
    {
        await town.BuildAsync();
        foreach (Grant grant in new Grant[] { new(Node.OfArea("town", "g1"), Preset.Administrator), new(Node.OfJurisdiction("town"), Preset.Manager) })
        {
            EditManner manner = EditTown.Manner with { Acting = new Acting(new Caller("s", null, [grant]), null), DryRun = true };
            Assert.IsType<Outcome<EditedAreas>.Forbidden>(await town.SplitAsync("g1", Order, manner));
        }
    }
}
