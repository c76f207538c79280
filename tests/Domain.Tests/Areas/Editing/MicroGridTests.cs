using GridSteward.Domain.Areas;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Households;

namespace GridSteward.Domain.Tests.Areas.Editing;

public sealed class MicroGridTests : IDisposable
{
    private readonly World world = new();
    private readonly EditTown town;

    public MicroGridTests() => town = new EditTown(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task An_area_is_divided_among_its_households_and_stays_their_parent()
    {
        await PopulatedAsync();
        EditedAreas edited = Expect.Fresh(await MakeAsync(new(4, "microgrid", null, "Micro ", false)));
        AreaSnapshot snapshot = await town.SnapshotAsync();
        Assert.Equal("c1.2 g1.2/c1 g1-1.2/g1 g1-2.2/g1 g1-3.2/g1 g1-4.2/g1 g2.2/c1 g3.2/c1 g4.1/c1", await town.ShownAsync());
        Assert.Equal("Micro 3", snapshot.Find("g1-3")!.Name);
        Assert.True(EditTown.Tile(snapshot, "g1", "g1-1", "g1-2", "g1-3", "g1-4"));
        Assert.Null(edited.Edit.Parts!.WhyNot);
        Assert.Equal(96, edited.Edit.Parts.Households.Sum());
        Assert.All(edited.Edit.Parts.Households, n => Assert.InRange(n, 22, 26));
        Assert.Equal(["g1-1", "g1-2", "g1-3", "g1-4"], edited.Edit.PartCodes!);
    }

    [Fact]
    public async Task Households_of_a_building_count_at_the_building_and_stay_together()
    {
        await town.BuildAsync();
        await world.WriteAsync(Kinds.Building, Town.Building("b1", 0.2, 0.2), Town.Building("away", 1.5, 0.5));
        await world.WriteAsync(
            Kinds.Household,
            [
                .. Enumerable.Range(0, 6).Select(i => EditTown.Household($"b{i}", 0.2 + (i * 0.1), 0.2, "b1")), .. Enumerable.Range(0, 6).Select(i => EditTown.Household($"a{i}", 0.7, 0.5 + (i * 0.01), "away")),
                EditTown.Household("moved", 0.5, 0.9, null, new DateOnly(2026, 1, 1)), EditTown.Household("elsewhere", 1.5, 1.5),
            ]);
        EditedAreas edited = Expect.Done(await MakeAsync(new(2, "microgrid", "m", null, false)));
        Assert.Equal([6, 6], edited.Edit.Parts!.Households);
        Assert.Equal(["$.parts"], Expect.Faults(await world.Here.EditBorders.MakeMicroGridsAsync("g4", new(2, "microgrid", null, null, false), EditTown.Manner, World.Ct)));
    }

    [Fact]
    public async Task What_is_divided_already_is_divided_anew_only_when_asked_for()
    {
        await PopulatedAsync();
        Expect.Done(await MakeAsync(new(4, "microgrid", "m", null, false)));
        Assert.IsType<Outcome<EditedAreas>.Conflict>(await MakeAsync(new(3, "microgrid", "x", null, false)));
        Assert.Equal(["$.codePrefix"], Expect.Faults(await MakeAsync(new(3, "microgrid", "m", null, false))));
        EditedAreas edited = Expect.Done(await MakeAsync(new(3, "microgrid", "m", null, true)));
        Assert.Equal(("", "m1 m2 m3", "m4"), (string.Join(' ', edited.Edit.Added), string.Join(' ', edited.Edit.Changed), string.Join(' ', edited.Edit.Ended)));
        Assert.True(EditTown.Tile(await town.SnapshotAsync(), "g1", "m1", "m2", "m3"));
    }

    [Theory]
    [InlineData("grid", "$.level")]
    [InlineData("street", "$.level")]
    public async Task The_level_must_be_below(string level, string path)
    {
        await PopulatedAsync();
        Assert.Equal([path], Expect.Faults(await MakeAsync(new(2, level, null, null, false))));
    }

    private async Task PopulatedAsync()
    {
        await town.BuildAsync();
        await world.WriteAsync(Kinds.Household, [.. Enumerable.Range(0, 96).Select(i => EditTown.Household($"h{i}", 0.05 + (0.07 * (i % 13)), 0.04 + (0.11 * (i / 13)) + (0.003 * (i % 13))))]);
    }

    private Task<Outcome<EditedAreas>> MakeAsync(MicroGridOrder order) => world.Here.EditBorders.MakeMicroGridsAsync("g1", order, EditTown.Manner, World.Ct);
}
