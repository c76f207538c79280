using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Changes;

/// <summary>Replacing and deleting in a version, with codes that stay unique; played with teams.</summary>
public sealed class ChangerTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_replacement_its_codes_and_its_audit_entry_are_one_batch()
    {
        Jurisdiction town = await TownAsync();
        Stored<Team> before = await AddAsync(town, "a");
        world.Store.Committed.Clear();
        Stored<Team> after = Expect.Done(await ReplaceAsync(world.Here, town, before, "b", t => t with { Capacity = 99, Areas = ["g1", "g2"] }));
        Assert.NotEqual(before.ETag, after.ETag);
        Assert.Equal(before.Value.Id, after.Value.Id);
        Batch batch = Assert.Single(world.Store.Committed);
        Assert.Equal(["team", "uniqueCode", "uniqueCode", "audit", "past"], batch.Operations.Select(o => o.Kind.Name));
        Assert.Equal([BatchVerb.Replace, BatchVerb.Delete, BatchVerb.Create, BatchVerb.Create, BatchVerb.Create], batch.Operations.Select(o => o.Verb));
        Stored<Team> read = (await world.Store.FindAsync(Kinds.Team, "town", before.Value.Id, World.Ct))!;
        Assert.Equal((after.ETag, "b", 99), (read.ETag, read.Value.Code, read.Value.Capacity));
        Assert.Equal([("b", before.Value.Id)], (await world.AllAsync(Kinds.UniqueCode(Container.Areas), "town")).Select(c => (c.Code, c.OwnerId)));
        Assert.Equal(["create", "replace"], await ActionsAsync(before.Value.Id));
    }

    [Fact]
    public async Task A_replacement_that_keeps_its_code_leaves_the_code_alone()
    {
        Jurisdiction town = await TownAsync();
        Stored<Team> before = await AddAsync(town, "a");
        world.Store.Committed.Clear();
        Expect.Done(await ReplaceAsync(world.Here, town, before, "a", t => t with { Name = "New name" }));
        Assert.Equal(["team", "audit", "past"], Assert.Single(world.Store.Committed).Operations.Select(o => o.Kind.Name));
    }

    [Fact]
    public async Task A_code_that_another_has_is_refused_and_one_that_was_given_up_is_free()
    {
        Jurisdiction town = await TownAsync();
        Stored<Team> a = await AddAsync(town, "a");
        Stored<Team> b = await AddAsync(town, "b");
        Assert.IsType<Outcome<Stored<Team>>.Conflict>(await ReplaceAsync(world.Here, town, a, "b"));
        Assert.Equal(a.ETag, (await world.Store.FindAsync(Kinds.Team, "town", a.Value.Id, World.Ct))!.ETag);
        Stored<Team> c = Expect.Done(await ReplaceAsync(world.Here, town, b, "c"));
        Expect.Done(await ReplaceAsync(world.Here, town, a, "b"));
        Assert.IsType<Outcome<Stored<Team>>.Conflict>(await ReplaceAsync(world.Here, town, c, "b"));
        Stored<Team> again = Expect.Done(await ReplaceAsync(world.Here, town, c, "a"));
        Expect.Done(await DeleteAsync(world.Here, again));
        await AddAsync(town, "a");
    }

    [Fact]
    public async Task Another_version_than_the_current_is_stale_and_tells_the_current()
    {
        Jurisdiction town = await TownAsync();
        Stored<Team> first = await AddAsync(town, "a");
        Stored<Team> second = Expect.Done(await ReplaceAsync(world.Here, town, first, "b"));
        Assert.Equal(second.ETag, Assert.IsType<Outcome<Stored<Team>>.Stale>(await ReplaceAsync(world.Here, town, first, "c")).CurrentETag);
        Assert.Equal(second.ETag, Assert.IsType<Outcome<Stored<Team>>.Stale>(await DeleteAsync(world.Here, first)).CurrentETag);
        Assert.Equal(["create", "replace"], await ActionsAsync(first.Value.Id));
    }

    [Fact]
    public async Task A_deletion_takes_the_document_and_its_code_and_leaves_an_audit_entry()
    {
        Jurisdiction town = await TownAsync();
        Stored<Team> team = await AddAsync(town, "a");
        Assert.Equal("a", Expect.Done(await DeleteAsync(world.Here, team)).Value.Code);
        Assert.Empty(await world.AllAsync(Kinds.Team, "town"));
        Assert.Empty(await world.AllAsync(Kinds.UniqueCode(Container.Areas), "town"));
        Assert.Equal(["create", "delete"], await ActionsAsync(team.Value.Id));
        Assert.IsType<Outcome<Stored<Team>>.NotFound>(await DeleteAsync(world.Here, team));
        Assert.IsType<Outcome<Stored<Team>>.NotFound>(await ReplaceAsync(world.Here, town, team, "a"));
    }

    [Fact]
    public async Task A_creation_sent_again_after_the_deletion_does_not_bring_it_back()
    {
        Jurisdiction town = await TownAsync();
        Task<Outcome<Stored<Team>>> CreateAsync() => world.Here.Staff.CreateAsync(
            Kinds.Team, town, id => Town.Team("a", "g1") with { Id = id }, t => t.Code, World.Key("k"), Acting.Program, World.Ct);
        Stored<Team> team = Expect.Fresh(await CreateAsync());
        Expect.Done(await DeleteAsync(world.Here, team));
        Assert.IsType<Outcome<Stored<Team>>.Conflict>(await CreateAsync());
        Assert.Empty(await world.AllAsync(Kinds.Team, "town"));
    }

    [Fact]
    public async Task Of_many_replacements_of_one_version_at_once_exactly_one_wins()
    {
        Jurisdiction town = await TownAsync();
        Stored<Team> team = await AddAsync(town, "a");
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => ReplaceAsync(world.Beside, town, team, $"c{i}"))));
        Stored<Team> won = Expect.Done(Assert.Single(all, o => o is Outcome<Stored<Team>>.Done));
        Assert.Equal(15, all.Count(o => o is Outcome<Stored<Team>>.Stale s && s.CurrentETag == won.ETag));
        Assert.Equal([won.Value.Code], (await world.AllAsync(Kinds.UniqueCode(Container.Areas), "town")).Select(c => c.Code));
    }

    [Fact]
    public async Task A_replacement_and_a_deletion_that_meet_are_never_both_done()
    {
        Jurisdiction town = await TownAsync();
        Stored<Team> a = await AddAsync(town, "a");
        world.Store.OnceBefore(b => b.Operations[0].Kind == Kinds.Team, async () => Expect.Done(await DeleteAsync(world.Beside, a)));
        Assert.IsType<Outcome<Stored<Team>>.NotFound>(await ReplaceAsync(world.Here, town, a, "b"));
        Stored<Team> c = await AddAsync(town, "c");
        world.Store.OnceBefore(b => b.Operations[0].Kind == Kinds.Team, async () => Expect.Done(await ReplaceAsync(world.Beside, town, c, "d")));
        Assert.IsType<Outcome<Stored<Team>>.Stale>(await DeleteAsync(world.Here, c));
        Assert.Equal(["d"], (await world.AllAsync(Kinds.UniqueCode(Container.Areas), "town")).Select(u => u.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_killed_before_or_after_its_batch_is_not_done_or_done_whole(bool afterwards)
    {
        Jurisdiction town = await TownAsync();
        Stored<Team> team = await AddAsync(town, "a");
        if (afterwards)
        {
            world.Store.KillAfter(b => b.Operations[0].Kind == Kinds.Team);
        }
        else
        {
            world.Store.KillBefore(b => b.Operations[0].Kind == Kinds.Team);
        }

        await Assert.ThrowsAsync<KilledException>(() => ReplaceAsync(world.Here, town, team, "b"));
        Assert.Equal([afterwards ? "b" : "a"], (await world.AllAsync(Kinds.Team, "town")).Select(t => t.Code));
        Assert.Equal([afterwards ? "b" : "a"], (await world.AllAsync(Kinds.UniqueCode(Container.Areas), "town")).Select(t => t.Code));
    }

    [Fact]
    public async Task A_replacements_references_are_checked_as_at_its_creation()
    {
        Jurisdiction town = await TownAsync();
        Stored<Team> team = await AddAsync(town, "a");
        Assert.Equal(["$.areas[1]", "$.categories[0]"], Expect.Faults(await ReplaceAsync(world.Here, town, team, "a", t => t with { Areas = ["g1", "g9"], Categories = ["noise"] })));
        Partner partner = Expect.Done(await world.Here.Staff.CreateAsync(Kinds.Partner, town, id => PartnerOf(id, "g1"), p => p.Code, null, Acting.Program, World.Ct)).Value;
        var changing = new Changing<Partner>(Kinds.Partner, "town", partner.Id, _ => true, p => p.Code, Acting.Program);
        Assert.Equal(["$.areas[0]"], Expect.Faults(await world.Here.Staff.ReplaceAsync(changing, town, id => PartnerOf(id, "g9"), World.Ct)));
        Expect.Done(await world.Here.Staff.ReplaceAsync(changing, town, id => PartnerOf(id, "g2"), World.Ct));
    }

    private static Partner PartnerOf(string id, string area)
        => new() { Id = id, Jurisdiction = "town", Code = "p", Name = "Bakery", ContactName = "Wang", Areas = [area], Categories = [], Capacity = 5 };

    private Task<Jurisdiction> TownAsync() => world.AddTownAsync(Town.Settings(), Town.Squares());

    private async Task<Stored<Team>> AddAsync(Jurisdiction town, string code) => Expect.Fresh(await world.Here.Staff.CreateAsync(
        Kinds.Team, town, id => Town.Team(code, "g1") with { Id = id }, t => t.Code, null, Acting.Program, World.Ct));

    private static Task<Outcome<Stored<Team>>> ReplaceAsync(Instance instance, Jurisdiction town, Stored<Team> seen, string code, Func<Team, Team>? change = null)
        => instance.Staff.ReplaceAsync(Seen(seen), town, id => (change ?? (t => t))(Town.Team(code, "g1") with { Id = id }), World.Ct);

    private static Task<Outcome<Stored<Team>>> DeleteAsync(Instance instance, Stored<Team> seen) => instance.Staff.DeleteAsync(Seen(seen), World.Ct);

    private static Changing<Team> Seen(Stored<Team> seen) => new(Kinds.Team, "town", seen.Value.Id, etag => etag == seen.ETag, t => t.Code, Acting.Program);

    private async Task<IEnumerable<string>> ActionsAsync(string id)
        => (await world.AllAsync(Kinds.Audit(Container.Areas), "town")).Where(a => a.Fact.Subject == $"team/{id}").Select(a => a.Fact.Action).Order(StringComparer.Ordinal);
}
