using GridSteward.Demo;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Demo;

/// <summary>The demonstration town on the embedded engine: all of it or nothing.</summary>
public sealed class DemoFillTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(40)]
    [InlineData(int.MaxValue)]
    public async Task A_fill_that_is_killed_shows_nothing_and_the_next_one_makes_the_same_town_once(int batch)
    {
        int batches = 0;
        world.Store.KillBefore(b => batch == int.MaxValue ? b.Operations.Any(o => o.Kind == Kinds.JurisdictionEntry) : Interlocked.Increment(ref batches) > batch);
        await Assert.ThrowsAsync<KilledException>(() => FillOf(world.Here).RunAsync(World.Ct));
        Assert.Empty(await world.Beside.Directory.AllAsync(World.Ct));
        Instance restarted = world.Restarted();
        Assert.True(await FillOf(restarted).IsUnfinishedAsync(World.Ct));

        // The next start is on another day.
        world.Clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(DemoFilled.Done, await FillOf(restarted).RunAsync(World.Ct));
        Assert.Equal(DemoTown.Code, Assert.Single(await world.Beside.Directory.AllAsync(World.Ct)).Code);
        DemoTown town = await DemoTown.GenerateAsync(DemoTown.Seed, world.Clock.Now);
        foreach (var kind in town.Documents.Where(d => d.Partition == DemoTown.Code).GroupBy(d => d.Kind))
        {
            int beginning = kind.Key == Kinds.Audit(Container.Areas) ? 1 : 0;
            Assert.Equal((kind.Key.Name, kind.Count() + beginning), (kind.Key.Name, await kind.Key.Accept(new Count(world.Store))));
        }

        Expect.SameJson(town.Of(Kinds.Report).First(), (await world.Store.FindAsync(Kinds.Report, DemoTown.Code, town.Of(Kinds.Report).First().Id, World.Ct))!.Value, Kinds.Report.Json);
        Assert.False(await FillOf(restarted).IsUnfinishedAsync(World.Ct));
        world.Store.Committed.Clear();
        Assert.Equal(DemoFilled.WasThere, await FillOf(world.Restarted()).RunAsync(World.Ct));
        Assert.Empty(world.Store.Committed);
    }

    [Fact]
    public async Task Every_household_lies_where_the_program_finds_it_and_the_town_goes_away_without_a_trace()
    {
        await world.AddTownAsync(Town.Settings("other"), Town.Squares());
        Assert.Equal(DemoFilled.Done, await FillOf(world.Here).RunAsync(World.Ct));
        DemoNights nights = new(world.Here.Store, world.Here.Coverage, world.Clock);
        Assert.Equal((14, 0), (await nights.RunAsync(World.Ct), await nights.RunAsync(World.Ct)));
        foreach (Household household in await world.AllAsync(Kinds.Household, DemoTown.Code))
        {
            Whereabouts where = household.Building is null
                ? new(household.Sent, Jurisdiction: DemoTown.Code)
                : new(null, Building: $"{DemoTown.Code}/{household.Building}", Jurisdiction: DemoTown.Code);
            FoundPlace found = Expect.Done(await world.Beside.Places.FindAsync(where, World.Ct));
            Assert.Equal((household.AreaPath, household.Generation, household.Point), (found.Place.AreaPath, found.Place.Generation, found.Point));
            Assert.Equal(3, found.Place.Chain.Count);
        }

        string card = (await world.AllAsync(Kinds.ContactCard, DemoTown.Code))[0].Code;
        Expect.Done(await world.Here.Places.FindAsync(new Whereabouts(null, Card: card), World.Ct));
        var removal = new DemoRemoval(world.Store, world.Here.Sweep, world.Here.Directory);
        world.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.Household));
        await Assert.ThrowsAsync<KilledException>(() => removal.RunAsync(World.Ct));
        Assert.Equal("other", Assert.Single(await world.Beside.Directory.AllAsync(World.Ct)).Code);
        Assert.True(await removal.RunAsync(World.Ct) > 30_000);
        foreach (DocumentKind kind in Kinds.All.Where(k => k.Container != Container.Directory))
        {
            Assert.Equal((kind.Name, 0), (kind.Name, await kind.Accept(new Count(world.Store))));
        }

        Assert.Equal(["$.card"], Expect.Faults(await world.Here.Places.FindAsync(new Whereabouts(null, Card: card), World.Ct)));
        Assert.Empty(await world.Blobs.ListAsync(BlobContainer.Generations, DemoTown.Code + "/", World.Ct).ToListAsync(World.Ct));
        Assert.False(await FillOf(world.Here).IsUnfinishedAsync(World.Ct));
        Assert.Equal(5, (await world.AllAsync(Kinds.Area, "other")).Count);
        Assert.Equal(0, await removal.RunAsync(World.Ct));
    }

    [Fact]
    public async Task A_jurisdiction_of_that_code_is_left_alone()
    {
        await world.AddTownAsync(Town.Settings(DemoTown.Code), Town.Squares());
        world.Store.Committed.Clear();
        Assert.Equal(DemoFilled.WasThere, await FillOf(world.Here).RunAsync(World.Ct));
        Assert.Equal(0, await new DemoRemoval(world.Store, world.Here.Sweep, world.Here.Directory).RunAsync(World.Ct));
        Assert.Empty(world.Store.Committed);
    }

    [Fact]
    public async Task The_list_is_untouched_until_the_first_jurisdiction_ever()
    {
        Assert.True(await FillOf(world.Here).IsListUntouchedAsync(World.Ct));
        await world.AddTownAsync(Town.Settings());
        Assert.False(await FillOf(world.Here).IsListUntouchedAsync(World.Ct));
    }

    private DemoFill FillOf(Instance instance) => new(instance.Store, instance.Blobs, instance.Directory, world.Clock);

    private sealed class Count(IDocumentStore store) : IDocumentKindVisitor<Task<int>>
    {
        public async Task<int> Visit<T>(DocumentKind<T> kind)
            where T : Document
            => (int)await store.CountAsync(kind.In(DemoTown.Code), World.Ct);
    }
}
