using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Creation;

/// <summary>Creating once, with codes that are unique; played with buildings and teams.</summary>
public sealed class CreatorTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_document_its_code_and_its_audit_entry_are_one_batch()
    {
        Building building = Expect.Fresh(await CreateAsync(world.Here, "b1", World.Key("k"))).Value;
        Batch batch = Assert.Single(world.Store.Committed, b => b.Container == Container.Areas);
        Assert.Equal(["building", "uniqueCode", "audit"], batch.Operations.Select(o => o.Kind.Name));
        UniqueCode code = Assert.Single(await world.AllAsync(Kinds.UniqueCode(Container.Areas), "town"));
        Assert.Equal(("b1", building.Id), (code.Code, code.OwnerId));
        Assert.Equal($"building/{building.Id}", Assert.Single(await world.AllAsync(Kinds.Audit(Container.Areas), "town")).Fact.Subject);
    }

    [Fact]
    public async Task A_code_is_used_once_among_its_kind_in_its_jurisdiction()
    {
        Expect.Fresh(await CreateAsync(world.Here, "b1", null));
        Assert.IsType<Outcome<Stored<Building>>.Conflict>(await CreateAsync(world.Here, "b1", null));
        Assert.IsType<Outcome<Stored<Building>>.Conflict>(await CreateAsync(world.Here, "b1", World.Key("k")));
        Assert.IsType<Outcome<Stored<Building>>.Conflict>(await CreateAsync(world.Here, "b1", World.Key("k")));
        Expect.Fresh(await CreateAsync(world.Here, "B1", null));
        Expect.Fresh(await CreateAsync(world.Here, "b1", null, "other"));
        Expect.Fresh(await world.Here.Creator.CreateAsync(Kinds.Team, "town", null, Acting.Program,
            id => Task.FromResult<Outcome<Creating<Team>>>(new Creating<Team>(Town.Team("b1") with { Id = id }, "b1")), World.Ct));
        Assert.Equal(2, (await world.AllAsync(Kinds.Building, "town")).Count);
    }

    [Fact]
    public async Task A_faulty_body_does_not_use_up_its_key()
    {
        var refused = await world.Here.Creator.CreateAsync(Kinds.Building, "town", World.Key("k"), Acting.Program,
            _ => Task.FromResult<Outcome<Creating<Building>>>(new Outcome<Creating<Building>>.Invalid([new Fault("$.point", "Is missing.")])), World.Ct);
        Assert.IsType<Outcome<Stored<Building>>.Invalid>(refused);
        Expect.Fresh(await CreateAsync(world.Here, "b1", World.Key("k") with { RequestHash = "corrected" }));
    }

    [Fact]
    public async Task Without_a_code_nothing_is_kept_unique()
    {
        Expect.Fresh(await CreateAsync(world.Here, null, null));
        Expect.Fresh(await CreateAsync(world.Here, null, null));
        Assert.Empty(await world.AllAsync(Kinds.UniqueCode(Container.Areas), "town"));
    }

    [Fact]
    public async Task A_repeated_creation_answers_with_what_is_there_now()
    {
        Stored<Building> first = Expect.Fresh(await CreateAsync(world.Here, "b1", World.Key("k")));
        Building renamed = first.Value with { Name = "Renamed" };
        Assert.True((await world.Store.CommitAsync(new Batch(Container.Areas, "town").Replace(Kinds.Building, renamed, first.ETag), World.Ct)).Committed);
        Assert.Equal("Renamed", Expect.Replayed(await CreateAsync(world.Here, "b1", World.Key("k"))).Value.Name);
        Assert.IsType<Outcome<Stored<Building>>.KeyReused>(await CreateAsync(world.Here, "b1", World.Key("k", "other")));
    }

    [Theory]
    [InlineData("directory", true)]
    [InlineData("areas", false)]
    [InlineData("areas", true)]
    public async Task A_killed_creation_is_completed_once_with_the_reserved_id(string container, bool afterwards)
    {
        if (afterwards)
        {
            world.Store.KillAfter(b => b.Container.Name == container);
        }
        else
        {
            world.Store.KillBefore(b => b.Container.Name == container);
        }

        await Assert.ThrowsAsync<KilledException>(() => CreateAsync(world.Here, "b1", World.Key("k")));
        string reserved = Assert.Single(await world.AllAsync(Kinds.Reservation, World.Key("k").DirectoryKey)).CreatedId;
        Building building = Expect.Done(await CreateAsync(world.Restarted(), "b1", World.Key("k"))).Value;
        Assert.Equal(reserved, building.Id);
        Expect.Replayed(await CreateAsync(world.Here, "b1", World.Key("k")));
        Assert.Single(await world.AllAsync(Kinds.Building, "town"));
        Assert.Single(await world.AllAsync(Kinds.Audit(Container.Areas), "town"));
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("areas")]
    public async Task One_creation_sent_twice_at_the_same_time_is_done_once(string inBetween)
    {
        string? other = null;
        world.Store.OnceBefore(b => b.Container.Name == inBetween, async () => other = Expect.Done(await CreateAsync(world.Beside, "b1", World.Key("k"))).Value.Id);
        Assert.Equal(Expect.Replayed(await CreateAsync(world.Here, "b1", World.Key("k"))).Value.Id, other);
        Assert.Single(await world.AllAsync(Kinds.Building, "town"));
    }

    [Fact]
    public async Task Of_many_creations_with_one_code_at_once_one_wins()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => CreateAsync(world.Beside, "b1", World.Key($"k{i}")))));
        Assert.Single(all, o => o is Outcome<Stored<Building>>.Done);
        Assert.Equal(15, all.Count(o => o is Outcome<Stored<Building>>.Conflict));
        Assert.Single(await world.AllAsync(Kinds.Building, "town"));
    }

    [Fact]
    public async Task What_cannot_be_made_writes_nothing()
    {
        var fault = new Fault("$.area", "none");
        var outcome = await world.Here.Creator.CreateAsync(Kinds.Building, "town", World.Key("k"), Acting.Program,
            _ => Task.FromResult<Outcome<Creating<Building>>>(new Outcome<Creating<Building>>.Invalid([fault])), World.Ct);
        Assert.Equal(["$.area"], Expect.Faults(outcome));
        Assert.Empty(world.Store.Committed);
    }

    [Fact]
    public async Task References_of_staff_are_checked_and_all_named()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        var outcome = await world.Here.Staff.CreateAsync(Kinds.Post, town,
            id => Town.Post("p", "g9") with { Id = id, Steward = "none", Building = "none", Categories = ["hazard", "noise"] }, p => p.Code, null, Acting.Program, World.Ct);
        Assert.Equal(["$.area", "$.steward", "$.building", "$.categories[1]"], Expect.Faults(outcome));
        var team = await world.Here.Staff.CreateAsync(Kinds.Team, town, id => Town.Team("t", "g1", "g9") with { Id = id }, t => t.Code, null, Acting.Program, World.Ct);
        Assert.Equal(["$.areas[1]"], Expect.Faults(team));
    }

    [Fact]
    public async Task A_reservation_holds_only_hashes_and_is_forgotten_after_its_time()
    {
        Reservation first = Expect.Fresh(await world.Here.Reservations.ClaimAsync(World.Key("KEYSECRET"), "town", null, World.Ct));
        Assert.DoesNotContain("KEYSECRET", world.Store.Committed[0].TextOf(Kinds.Reservation), StringComparison.Ordinal);
        Assert.Equal(32, first.Salt.Length);
        world.Clock.Now += Reservation.Lifetime - TimeSpan.FromSeconds(1);
        Assert.Equal(first, Expect.Replayed(await world.Here.Reservations.ClaimAsync(World.Key("KEYSECRET"), "other", "other", World.Ct)));
        world.Clock.Now += TimeSpan.FromSeconds(2);
        Assert.NotEqual(first.CreatedId, Expect.Fresh(await world.Here.Reservations.ClaimAsync(World.Key("KEYSECRET"), "town", null, World.Ct)).CreatedId);
    }

    private static Task<Outcome<Stored<Building>>> CreateAsync(Instance instance, string? code, OnceKey? once, string jurisdiction = "town")
        => instance.Creator.CreateAsync(Kinds.Building, jurisdiction, once, Acting.Program,
            id => Task.FromResult<Outcome<Creating<Building>>>(new Creating<Building>(
                Town.Building(id, 0, 0) with { Code = code ?? "", Jurisdiction = jurisdiction }, code)), World.Ct);
}
