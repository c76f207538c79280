using GridSteward.Domain.Areas;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Areas.Editing;

public sealed class SplitAndMergeTests : IDisposable
{
    private readonly World world = new();
    private readonly EditTown town;

    public SplitAndMergeTests() => town = new EditTown(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_split_is_one_generation_with_the_new_vertices_of_all_who_have_the_border()
    {
        await town.BuildAsync();
        EditedAreas edited = Expect.Fresh(await town.SplitAsync("g1", EditTown.SplitAt(0.5, "g1", "g5")));
        Assert.Equal("c1.2 g1.2/c1 g2.1/c1 g3.2/c1 g4.1/c1 g5.2/c1", await town.ShownAsync());
        AreaEdit edit = edited.Edit;
        Assert.Equal((2, "g5", "g1", "", "c1 g3"), (edit.Generation, string.Join(' ', edit.Added), string.Join(' ', edit.Changed), string.Join(' ', edit.Ended), string.Join(' ', edit.Touched)));
        Assert.Equal(["c1", "g1", "g3", "g5"], edited.Areas.Select(a => a.Code));
        Assert.Equal(("Name g1", "Name g5"), ((await town.AreaAsync("g1")).Name, (await town.AreaAsync("g5")).Name));
        Assert.Equal("c1", Assert.Single(edit.Warnings).Area);
        AreaSnapshot snapshot = await town.SnapshotAsync();
        Assert.Equal("g1 g5", string.Join(' ', new[] { 0.3, 0.7 }.Select(x => snapshot.Index.Locate(Town.Point(x, 0.5)).At(1).Owner!.Code)));
        Assert.Single(world.Store.Committed, b => b.Operations.Any(o => o.Kind == Kinds.Generation));
        Assert.Contains("split generation/2", (await world.AllAsync(Kinds.Audit(Container.Areas), "town")).Select(a => $"{a.Fact.Action} {a.Fact.Subject}"));
    }

    [Fact]
    public async Task A_dry_run_answers_the_same_and_writes_nothing()
    {
        await town.BuildAsync();
        EditManner dry = EditTown.Manner with { DryRun = true, Once = EditTown.Key("k") };
        EditedAreas tried = Expect.Fresh(await town.SplitAsync("g1", EditTown.SplitAt(0.5, "g1", "g5"), dry));
        Assert.False(tried.IsMade);
        Assert.Empty(world.Store.Committed);
        EditedAreas made = Expect.Fresh(await town.SplitAsync("g1", EditTown.SplitAt(0.5, "g1", "g5"), dry with { DryRun = false }));
        Assert.True(made.IsMade);
        Assert.Equal(made.Areas.Select(a => (a.Code, a.Hash)), tried.Areas.Select(a => (a.Code, a.Hash)));
    }

    [Fact]
    public async Task What_is_split_or_merged_in_an_old_version_is_refused_and_named()
    {
        await town.BuildAsync();
        string old = (await town.AreaAsync("g1")).ETag;
        Expect.Done(await town.SplitAsync("g1", EditTown.SplitAt(0.5, "g1", "g5"), EditTown.Manner with { SeenETag = old.Equals }));
        var stale = Assert.IsType<Outcome<EditedAreas>.Stale>(await town.SplitAsync("g1", EditTown.SplitAt(0.3, "g1", "g6"), EditTown.Manner with { SeenETag = old.Equals }));
        Assert.Equal((await town.AreaAsync("g1")).ETag, stale.CurrentETag);
        stale = Assert.IsType<Outcome<EditedAreas>.Stale>(await town.MergeAsync(new([new("g2", 1), new("g1", 1), new("g5", 1)], "g1", null, null, false)));
        Assert.Equal(["$.areas[1].version", "$.areas[2].version"], stale.Faults!.Select(f => f.Path));
        Assert.IsType<Outcome<EditedAreas>.NotFound>(await town.MergeAsync(new([new("g2", 1), new("g9", 1)], "g2", null, null, false)));
    }

    [Fact]
    public async Task A_code_that_somebody_names_does_not_end()
    {
        await town.BuildAsync();
        await world.AddPostAsync("p1", "g1");
        await world.WriteAsync(Kinds.Team, Town.Team("t1", "g2"));
        Assert.Equal("It is still named by post p1 (names g1).", WhyNot(await town.SplitAsync("g1", EditTown.SplitAt(0.5, "g5", "g6"))));
        Assert.Equal("It is still named by team t1 (names g2).", WhyNot(await town.MergeAsync(new([new("g1", 1), new("g2", 1)], "g1", null, null, false))));
        Assert.Equal("It is still named by post p1 (names g1), team t1 (names g2).", WhyNot(await town.MergeAsync(new([new("g1", 1), new("g2", 1)], "g9", null, null, false), EditTown.Manner with { DryRun = true })));
        Assert.Empty(world.Store.Committed);
        Expect.Done(await town.SplitAsync("g1", EditTown.SplitAt(0.5, "g5", "g1")));
    }

    [Fact]
    public async Task Parts_of_what_is_split_go_to_the_heir_that_has_most_of_them()
    {
        await town.BuildAsync(new("m1", "microgrid", "g1", 0, 0, 0.4), new("m2", "microgrid", "g1", 0.4, 0, 0.4), new("m3", "microgrid", "g1", 0.8, 0, 0.2));
        EditedAreas edited = Expect.Done(await town.SplitAsync("g1", EditTown.SplitAt(0.5, "west", "east")));
        Assert.Equal("c1.2 east.2/c1 g2.1/c1 g3.2/c1 g4.1/c1 m1.2/west m2.2/east m3.2/east west.2/c1", await town.ShownAsync());
        Assert.Equal(["m1", "m2", "m3"], edited.Edit.Changed);
        Assert.Contains("m2 lies in east (75", Assert.Single(edited.Edit.Warnings, w => w.Area == "m2" && w.Message.Contains("lies in", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merged_areas_take_their_parts_along()
    {
        await town.BuildAsync(new("m1", "microgrid", "g1", 0, 0), new("m2", "microgrid", "g2", 1, 0));
        EditedAreas edited = Expect.Done(await town.MergeAsync(new([new("g1", 1), new("g2", 1)], "g1", null, null, false)));
        Assert.Equal("c1.1 g1.2/c1 g3.1/c1 g4.1/c1 m1.1/g1 m2.2/g1", await town.ShownAsync());
        Assert.Equal(("g2", "g1 m2", ""), (string.Join(' ', edited.Edit.Ended), string.Join(' ', edited.Edit.Changed), string.Join(' ', edited.Edit.Touched)));
        EditedAreas both = Expect.Done(await town.MergeAsync(new([new("g3", 1), new("g4", 1)], "north", "North", null, false)));
        Assert.Equal(("North", 3), ((await town.AreaAsync("north")).Name, both.Edit.Generation));
        AreaSnapshot snapshot = await town.SnapshotAsync();
        Assert.Equal("g1 north", string.Join(' ', new[] { 0.5, 1.5 }.Select(y => snapshot.Index.Locate(Town.Point(1, y)).At(1).Owner!.Code)));
    }

    [Fact]
    public async Task Every_fault_of_a_split_is_named()
    {
        await town.BuildAsync();
        var order = new SplitOrder(EditTown.Line((0.5, -1), (0.5, 3)), [new("g2", "x", []), new("a/b", "x", []), new("a/b", "x", [])]);
        Assert.Equal(["$.parts[0].code", "$.parts[1].code", "$.parts[2].code", "$.parts[2].code"], Expect.Faults(await town.SplitAsync("g1", order)));
        Assert.Equal(["$.line"], Expect.Faults(await town.SplitAsync("g1", EditTown.SplitAt(1.5, "g1", "g5"))));
        Assert.Equal(["$.parts"], Expect.Faults(await town.SplitAsync("g1", EditTown.SplitAt(0.5, "g1", "g5") with { Parts = [new("g1", "x", [])] })));
        Assert.Empty(world.Store.Committed);
    }

    [Fact]
    public async Task Every_fault_of_a_merge_is_named()
    {
        await town.BuildAsync(new("c2", "community", null, 2, 0, 2, 2), new Square("g6", "grid", "c2", 2, 0), new Square("g7", "grid", "c2", 3, 3));
        Assert.Equal(["$.areas[1]", "$.parent"], Expect.Faults(await town.MergeAsync(new([new("g2", 1), new("c2", 1)], "g2", null, null, false))));
        Assert.Equal(["$.parent"], Expect.Faults(await town.MergeAsync(new([new("g2", 1), new("g6", 1)], "g2", null, null, false))));
        Assert.Equal(["$.parent"], Expect.Faults(await town.MergeAsync(new([new("g2", 1), new("g6", 1)], "g2", null, "g6", false))));
        Assert.Equal(["$.code", "$.areas"], Expect.Faults(await town.MergeAsync(new([new("g2", 1)], "g6", null, null, false))));
        Assert.Equal(["$.areas[1]"], Expect.Faults(await town.MergeAsync(new([new("g6", 1), new("g7", 1)], "g6", null, null, false))));
        Assert.Empty(world.Store.Committed);
        Expect.Done(await town.MergeAsync(new([new("g6", 1), new("g7", 1)], "g6", null, null, true)));
        Expect.Done(await town.MergeAsync(new([new("g2", 1), new("g6", 2)], "g2", null, "c1", true), EditTown.Manner with { DryRun = true }));
    }

    private static string WhyNot<T>(Outcome<T> outcome) => Assert.IsType<Outcome<T>.Conflict>(outcome).Why;
}
