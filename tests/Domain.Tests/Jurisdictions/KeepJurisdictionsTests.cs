using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Jurisdictions;

public sealed class KeepJurisdictionsTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_new_jurisdiction_has_settings_an_audit_entry_and_a_place_in_the_list()
    {
        Jurisdiction town = Town.Settings();
        Stored<Jurisdiction> created = Expect.Fresh(await CreateAsync(world.Here, town, World.Key("k")));
        Stored<Jurisdiction> stored = (await world.Here.Jurisdictions.FindAsync("town", World.Ct))!;
        Assert.Equal(created.ETag, stored.ETag);
        Expect.SameJson(town with { Since = world.Clock.Now, IsFirst = true }, stored.Value, Kinds.Jurisdiction.Json);
        JurisdictionEntry entry = (await world.Beside.Directory.FindAsync("town", World.Ct))!;
        Assert.Equal(("town", town.Name, 50.0, null), (entry.Code, entry.Name, entry.ToleranceMetres, entry.Outline));
        Assert.Equal(town.Levels, entry.Levels);
        Assert.Equal("createJurisdiction", Assert.Single(await world.AllAsync(Kinds.Audit(Container.Areas), "town")).Fact.Action);
        Expect.Replayed(await CreateAsync(world.Here, town, World.Key("k")));
        Assert.IsType<Outcome<Stored<Jurisdiction>>.KeyReused>(await CreateAsync(world.Here, town, World.Key("k", "other")));
    }

    [Fact]
    public async Task A_code_serves_one_jurisdiction()
    {
        Expect.Fresh(await CreateAsync(world.Here, Town.Settings(), World.Key("k")));
        Assert.IsType<Outcome<Stored<Jurisdiction>>.Conflict>(await CreateAsync(world.Here, Town.Settings() with { Name = "Other" }, World.Key("l")));
        Assert.IsType<Outcome<Stored<Jurisdiction>>.Conflict>(await CreateAsync(world.Here, Town.Settings() with { Name = "Other" }, null));
        Assert.Equal("Town town", (await world.Beside.Directory.FindAsync("town", World.Ct))!.Name);
    }

    [Fact]
    public async Task Faulty_settings_are_refused_and_the_key_stays_free()
    {
        Assert.Equal(["$.timeZone"], Expect.Faults(await CreateAsync(world.Here, Town.Settings() with { TimeZone = "" }, World.Key("k", "bad"))));
        Expect.Fresh(await CreateAsync(world.Here, Town.Settings(), World.Key("k", "good")));
    }

    [Theory]
    [InlineData("before the entry")]
    [InlineData("after the entry")]
    [InlineData("after the settings")]
    public async Task A_creation_killed_between_the_list_entry_and_the_settings_is_completed_by_the_retry(string when)
    {
        if (when == "before the entry")
        {
            world.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.JurisdictionEntry));
        }
        else if (when == "after the entry")
        {
            world.Store.KillBefore(b => b.Container == Container.Areas);
        }
        else
        {
            world.Store.KillAfter(b => b.Container == Container.Areas);
        }

        await Assert.ThrowsAsync<KilledException>(() => CreateAsync(world.Here, Town.Settings(), World.Key("k")));

        // Until then it is in the list at most, and everything else goes on without it.
        Assert.Equal(when == "before the entry" ? [] : ["town"], (await world.Beside.Directory.AllAsync(World.Ct)).Select(e => e.Code));
        Assert.Equal(when == "after the settings", await world.Beside.Jurisdictions.FindAsync("town", World.Ct) is not null);
        Expect.Done(await world.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct));
        Assert.Empty((await world.Beside.Nightly.RunAsync(World.Ct)).Failed);

        Expect.Done(await CreateAsync(world.Restarted(), Town.Settings(), World.Key("k")));
        Assert.Equal(["town"], (await world.Beside.Directory.AllAsync(World.Ct)).Select(e => e.Code));
        Assert.NotNull(await world.Beside.Jurisdictions.FindAsync("town", World.Ct));
    }

    [Fact]
    public async Task An_entry_left_by_a_killed_creation_takes_the_settings_of_whoever_comes_next()
    {
        world.Store.KillBefore(b => b.Container == Container.Areas);
        await Assert.ThrowsAsync<KilledException>(() => CreateAsync(world.Here, Town.Settings(), World.Key("k")));
        Expect.Fresh(await CreateAsync(world.Here, Town.Settings() with { Name = "Next", Levels = ["grid"] }, World.Key("l")));
        JurisdictionEntry entry = (await world.Beside.Directory.FindAsync("town", World.Ct))!;
        Assert.Equal("Next", entry.Name);
        Assert.Equal(["grid"], entry.Levels);
    }

    [Fact]
    public async Task The_loser_of_two_creations_leaves_the_winners_entry_with_its_outline()
    {
        // The winner is created, and has its first areas, between the loser's look and its first write.
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.JurisdictionEntry), () => world.AddTownAsync(Town.Settings(), Town.Squares()));
        Assert.IsType<Outcome<Stored<Jurisdiction>>.Conflict>(await CreateAsync(world.Here, Town.Settings() with { Name = "Loser", ToleranceMetres = 0 }, null));
        JurisdictionEntry entry = (await world.Beside.Directory.FindAsync("town", World.Ct))!;
        Assert.Equal(("Town town", 50.0), (entry.Name, entry.ToleranceMetres));
        Assert.True(JurisdictionDirectory.Reaches(entry, Town.Point(0.5, 0.5)));
        Assert.Equal("town", Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct)).Report.Value.Jurisdiction);
    }

    [Fact]
    public async Task New_settings_need_the_version_that_was_seen_and_show_in_the_list()
    {
        Stored<Jurisdiction> created = Expect.Fresh(await CreateAsync(world.Here, Town.Settings(), null));
        Jurisdiction changed = Town.Settings() with { Name = "Changed", ToleranceMetres = 10 };
        Assert.Equal(new Outcome<Stored<Jurisdiction>>.Stale(created.ETag), await UpdateAsync(changed, "other"));
        Assert.IsType<Outcome<Stored<Jurisdiction>>.NotFound>(await UpdateAsync(changed with { Jurisdiction = "none" }, created.ETag));
        Assert.Equal(["$.toleranceMetres"], Expect.Faults(await UpdateAsync(changed with { ToleranceMetres = -1 }, created.ETag)));
        Stored<Jurisdiction> updated = Expect.Fresh(await UpdateAsync(changed, created.ETag));
        Assert.NotEqual(created.ETag, updated.ETag);
        JurisdictionEntry entry = (await world.Beside.Directory.FindAsync("town", World.Ct))!;
        Assert.Equal(("Changed", 10.0), (entry.Name, entry.ToleranceMetres));
        Assert.Equal(["createJurisdiction", "updateJurisdiction"], (await world.AllAsync(Kinds.Audit(Container.Areas), "town")).Select(a => a.Fact.Action).Order());
    }

    [Fact]
    public async Task Of_two_changes_that_saw_the_same_version_one_wins()
    {
        Stored<Jurisdiction> created = Expect.Fresh(await CreateAsync(world.Here, Town.Settings(), null));
        world.Store.OnceBefore(b => b.Container == Container.Areas, async () => Expect.Fresh(
            await world.Beside.Jurisdictions.UpdateAsync(Town.Settings() with { Name = "First" }, e => e == created.ETag, Acting.Program, World.Ct)));
        Assert.IsType<Outcome<Stored<Jurisdiction>>.Stale>(await UpdateAsync(Town.Settings() with { Name = "Second" }, created.ETag));
        Assert.Equal("First", (await world.Beside.Directory.FindAsync("town", World.Ct))!.Name);
    }

    [Theory]
    [InlineData("community,grid", true)]
    [InlineData("street,community,grid", true)]
    [InlineData("community,grid,micro", true)]
    [InlineData("community,court,grid", true)]
    [InlineData("grid", false)]
    [InlineData("community,net", false)]
    [InlineData("grid,community", false)]
    public async Task Once_there_are_areas_levels_can_be_added_but_neither_go_nor_change_places(string levels, bool taken)
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        string etag = (await world.Here.Jurisdictions.FindAsync("town", World.Ct))!.ETag;
        Outcome<Stored<Jurisdiction>> outcome = await UpdateAsync(Town.Settings() with { Levels = levels.Split(',') }, etag);
        if (taken)
        {
            Expect.Fresh(outcome);
            Assert.Equal(levels.Split(','), (await world.Beside.Directory.FindAsync("town", World.Ct))!.Levels);
        }
        else
        {
            Assert.Equal(["$.levels"], Expect.Faults(outcome));
        }
    }

    [Fact]
    public async Task Before_there_are_areas_levels_can_be_anything()
    {
        Stored<Jurisdiction> created = Expect.Fresh(await CreateAsync(world.Here, Town.Settings(), null));
        Expect.Fresh(await UpdateAsync(Town.Settings() with { Levels = ["grid", "net"] }, created.ETag));
    }

    [Fact]
    public async Task A_list_entry_that_fell_behind_is_brought_in_line_and_keeps_its_outline()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        string etag = (await world.Here.Jurisdictions.FindAsync("town", World.Ct))!.ETag;
        world.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.JurisdictionEntry));
        await Assert.ThrowsAsync<KilledException>(() => UpdateAsync(Town.Settings() with { Name = "Changed" }, etag));
        JurisdictionEntry before = (await world.Beside.Directory.FindAsync("town", World.Ct))!;
        Assert.Equal("Town town", before.Name);

        await world.Here.Nightly.RunAsync(World.Ct);
        JurisdictionEntry after = (await world.Beside.Directory.FindAsync("town", World.Ct))!;
        Assert.Equal("Changed", after.Name);
        Assert.True(after.Outline!.EqualsExact(before.Outline));

        world.Store.Committed.Clear();
        await world.Here.Jurisdictions.RefreshEntryAsync(Town.Settings() with { Name = "Changed" }, World.Ct);
        Assert.Empty(world.Store.Committed);
    }

    [Fact]
    public async Task An_entry_that_is_not_there_is_written_and_one_that_changes_meanwhile_is_read_again()
    {
        await world.Here.Jurisdictions.RefreshEntryAsync(Town.Settings(), World.Ct);
        Assert.Equal("Town town", (await world.Beside.Directory.FindAsync("town", World.Ct))!.Name);
        world.Store.OnceBefore(_ => true, () => world.Beside.Jurisdictions.RefreshEntryAsync(Town.Settings() with { Name = "Meanwhile" }, World.Ct));
        await world.Here.Jurisdictions.RefreshEntryAsync(Town.Settings() with { Name = "Last" }, World.Ct);
        Assert.Equal("Last", (await world.Beside.Directory.FindAsync("town", World.Ct))!.Name);
    }

    [Fact]
    public async Task The_list_is_read_again_exactly_when_it_has_changed_and_comes_by_code()
    {
        int lists = 0;
        world.Store.BeforeRead = kind =>
        {
            lists += kind == Kinds.JurisdictionEntry ? 1 : 0;
            return Task.CompletedTask;
        };
        Assert.Empty(await world.Here.Directory.AllAsync(World.Ct));
        Assert.Equal(0, lists);
        await world.AddTownAsync(Town.Settings("b"));
        await world.AddTownAsync(Town.Settings("a"), Town.Squares());
        Assert.Equal(["a", "b"], (await world.Here.Directory.AllAsync(World.Ct)).Select(e => e.Code));
        Assert.Equal("b", (await world.Here.Directory.FindAsync("b", World.Ct))!.Code);
        Assert.Null(await world.Here.Directory.FindAsync("c", World.Ct));
        Assert.Equal(1, lists);
        await world.AddTownAsync(Town.Settings("c"));
        Assert.Equal(["a", "b", "c"], (await world.Here.Directory.AllAsync(World.Ct)).Select(e => e.Code));
        Assert.Equal(2, lists);
        Assert.Equal(["a"], (await world.Here.Directory.MeetingAsync(new(114, 22.5, 114.1, 22.6), World.Ct)).Select(e => e.Code));
        Assert.Empty(await world.Here.Directory.MeetingAsync(new(115, 22.5, 116, 22.6), World.Ct));
    }

    private static Task<Outcome<Stored<Jurisdiction>>> CreateAsync(Instance instance, Jurisdiction settings, Domain.Creation.OnceKey? once)
        => instance.Jurisdictions.CreateAsync(settings, once, Acting.Program, World.Ct);

    private Task<Outcome<Stored<Jurisdiction>>> UpdateAsync(Jurisdiction settings, string seen)
        => world.Here.Jurisdictions.UpdateAsync(settings, etag => etag == seen, Acting.Program, World.Ct);
}
