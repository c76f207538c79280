using GridSteward.Domain.Areas;
using GridSteward.Domain.Areas.Editing;

namespace GridSteward.Domain.Tests.Areas.Editing;

/// <summary>A thousandth of a step of the town is about a tenth of a metre.</summary>
public sealed class BordersAndSnappingTests : IDisposable
{
    private static readonly SeenArea[] West = [new("g1", 1), new("g2", 1)];

    private readonly World world = new();
    private readonly EditTown town;

    public BordersAndSnappingTests() => town = new EditTown(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_border_moves_for_both_in_one_generation()
    {
        await town.BuildAsync(new Square("m1", "microgrid", "g2", 1, 0, 0.5));
        EditedAreas edited = Expect.Done(await MoveAsync(new(West, EditTown.Line((1, 0), (1.3, 0.5), (1, 1)), 1)));
        Assert.Equal("c1.1 g1.2/c1 g2.2/c1 g3.1/c1 g4.1/c1 m1.1/g2", await town.ShownAsync());
        Assert.Equal(["g1", "g2"], edited.Edit.Changed);
        Assert.Equal("m1", Assert.Single(edited.Edit.Warnings).Area);
        Assert.Equal("g1", (await town.SnapshotAsync()).Index.Locate(Town.Point(1.2, 0.5)).At(1).Owner!.Code);
    }

    [Fact]
    public async Task An_end_elsewhere_on_the_outline_becomes_a_vertex_of_all()
    {
        await town.BuildAsync();
        EditedAreas edited = Expect.Done(await MoveAsync(new(West, EditTown.Line((1, 0), (0.7, 0.9999)), 1)));
        Assert.Equal(["g3"], edited.Edit.Touched);
        Assert.IsType<Outcome<EditedAreas>.Stale>(await MoveAsync(new(West, EditTown.Line((1, 0), (1, 1)), 1)));
    }

    [Fact]
    public async Task Borders_of_what_has_different_parents_or_levels_are_warned_of_or_refused()
    {
        await town.BuildAsync(new("c2", "community", null, 2, 0, 2, 2), new Square("g6", "grid", "c2", 2, 0));
        EditedAreas edited = Expect.Done(await MoveAsync(new([new("g2", 1), new("g6", 1)], EditTown.Line((2, 0), (2.3, 0.5), (2, 1)), 1)));
        Assert.Contains(edited.Edit.Warnings, w => w.Message.Contains("g2 is part of c1, g6 of c2", StringComparison.Ordinal));
        Assert.Equal(["$.areas[1]"], Expect.Faults(await MoveAsync(new([new("g1", 1), new("c2", 1)], EditTown.Line((2, 0), (2, 1)), 1))));
        Assert.Equal(["$.areas"], Expect.Faults(await MoveAsync(new([new("g1", 1), new("g1", 1)], EditTown.Line((2, 0), (2, 1)), 1))));
        Assert.Equal(["$.areas"], Expect.Faults(await MoveAsync(new([new("g1", 1), new("g4", 1)], EditTown.Line((2, 0), (2, 1)), 1))));
        Assert.Equal(["$.border"], Expect.Faults(await MoveAsync(new([new("g3", 1), new("g4", 1)], EditTown.Line((1, 1), (5, 1.5), (1, 2)), 1))));
    }

    [Fact]
    public async Task Snapping_is_proposed_and_made_only_when_asked_for()
    {
        await town.BuildAsync();
        Expect.Done(await World.ImportAsync(world.Beside, EditTown.Settings, [new("g2", "grid", "c1", 1.01, 0.005, 0.99, 0.99)]));
        EditedAreas proposed = Expect.Done(await SnapAsync("g2", new(3, false)));
        Assert.False(proposed.IsMade);
        Assert.Equal(4, proposed.Snapping!.Moves.Count);
        Assert.InRange(proposed.Snapping.Before.GapSquareMetres, 100, 200);
        Assert.Equal((0, 0), (Math.Round(proposed.Snapping.After.GapSquareMetres, 3), Math.Round(proposed.Snapping.After.OverlapSquareMetres, 3)));
        Assert.Empty(world.Store.Committed);

        EditedAreas made = Expect.Done(await SnapAsync("g2", new(3, true)));
        Assert.Equal(proposed.Areas.Select(a => a.Hash), made.Areas.Select(a => a.Hash));
        Assert.Equal(("g2", "c1"), (string.Join(' ', made.Edit.Changed), string.Join(' ', made.Edit.Touched)));
        Assert.Equal(["g1", "g2", "g4"], (await town.SnapshotAsync()).Areas.Where(a => a.Level == "grid" && a.Geometry!.Coordinates.Contains(Town.Point(1, 1).ToCoordinate())).Select(a => a.Code).Except(["g3"]));
        Assert.Contains(Town.Point(1, 0).ToCoordinate(), (await town.AreaAsync("c1")).Geometry!.Coordinates);
        Assert.False(Expect.Done(await SnapAsync("g2", new(3, true))).IsMade);
        Assert.Equal(3, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));
    }

    private Task<Outcome<EditedAreas>> MoveAsync(BorderOrder order) => world.Here.EditBorders.MoveBorderAsync(order, EditTown.Manner, World.Ct);

    private Task<Outcome<EditedAreas>> SnapAsync(string code, SnapOrder order) => world.Here.EditBorders.SnapAsync(code, order, EditTown.Manner, World.Ct);
}
