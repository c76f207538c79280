using System.Text.Json.Nodes;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Areas;

/// <summary>Edits of single areas: each a generation, by the version of its area.</summary>
public sealed class EditAreasTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_replaced_area_has_a_new_version_in_a_new_generation_and_the_others_keep_theirs()
    {
        Jurisdiction town = await TownAsync();
        Area before = await AreaAsync("g1");
        Area after = Expect.Done(await ReplaceAsync(town, before, new("g1", "grid", "c1", 0, 0, 0.5, Name: "Half")));
        Assert.Equal((2, "Half"), (after.Version, after.Name));
        Assert.NotEqual(before.ETag, after.ETag);
        AreaSnapshot snapshot = await SnapshotAsync(world.Beside);
        Assert.Equal(2, snapshot.Generation);
        Assert.Equal([1, 2, 1, 1, 1], snapshot.Areas.Select(a => a.Version));
        Assert.Equal("c1", snapshot.Index.Locate(Town.Point(0.7, 0.5)).At(0).Owner!.Code);
        Assert.Null(snapshot.Index.Locate(Town.Point(0.7, 0.5)).At(1).Owner);
        Assert.Equal(["importAreas generation/1", "replace area/g1"], await FactsAsync());
        Assert.Single(await world.AllAsync(Kinds.AreaImport, "town"));
    }

    [Fact]
    public async Task What_changes_nothing_makes_no_generation_and_keeps_the_version()
    {
        Jurisdiction town = await TownAsync();
        Area before = await AreaAsync("g1");
        Assert.Equal(before.ETag, Expect.Done(await ReplaceAsync(town, before, new("g1", "grid", "c1", 0, 0))).ETag);
        Assert.Equal(1, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));
    }

    [Fact]
    public async Task The_ETag_stays_while_others_change_and_never_comes_back()
    {
        Jurisdiction town = await TownAsync();
        Area g1 = await AreaAsync("g1"), g2 = await AreaAsync("g2");
        Expect.Done(await ReplaceAsync(town, g2, new("g2", "grid", "c1", 1, 0, 0.5)));
        Assert.Equal(g1.ETag, (await AreaAsync("g1")).ETag);
        Expect.Done(await ReplaceAsync(town, await AreaAsync("g2"), new("g2", "grid", "c1", 1, 0)));
        Area back = await AreaAsync("g2");
        Assert.Equal((g2.Hash, true), (back.Hash, back.ETag != g2.ETag));
        Assert.IsType<Outcome<Area>.Stale>(await ReplaceAsync(town, g2, new("g2", "grid", "c1", 1, 0)));
    }

    [Fact]
    public async Task An_ended_area_is_gone_from_the_new_generation_and_stays_in_the_old()
    {
        Jurisdiction town = await TownAsync();
        Assert.Equal("g4", Expect.Done(await EndAsync(town, await AreaAsync("g4"))).Code);
        AreaSnapshot snapshot = await SnapshotAsync(world.Beside);
        Assert.Equal((2, "c1 g1 g2 g3"), (snapshot.Generation, string.Join(' ', snapshot.Areas.Select(a => a.Code))));
        Generation first = (await world.Store.FindAsync(Kinds.Generation, "town", Generation.IdOf(1), World.Ct))!.Value;
        Assert.Contains((await world.Here.Snapshots.ReadFileAsync(first, World.Ct)).Areas, a => a.Code == "g4");
        Assert.Equal(["delete area/g4", "importAreas generation/1"], await FactsAsync());
    }

    [Fact]
    public async Task The_last_area_can_end()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), new Square("g1", "grid", null, 0, 0));
        Expect.Done(await EndAsync(town, await AreaAsync("g1")));
        Assert.Empty((await SnapshotAsync(world.Beside)).Areas);
        Expect.Fresh(await World.ImportAsync(world.Here, town, Town.Squares()));
    }

    [Fact]
    public async Task An_area_with_parts_or_with_staff_does_not_end()
    {
        Jurisdiction town = await TownAsync();
        Assert.Equal("It is still named by area g1, area g2, area g3, area g4.", WhyNot(await EndAsync(town, await AreaAsync("c1"))));
        await world.AddPostAsync("p1", "g1");
        await world.WriteAsync(Kinds.Team, Town.Team("t1", "g2", "g1"), Town.Team("t2", "g2"));
        await world.WriteAsync(Kinds.Partner, new Partner { Id = "x", Jurisdiction = "town", Code = "x", Name = "x", Areas = ["g3"], Categories = [], Capacity = 1 });
        Stored<ContactCard> card = Expect.Done(await world.Here.Staff.IssueCardAsync(town, null, null, "g4", null, Acting.Program, World.Ct));
        Assert.Equal("It is still named by post p1, team t1.", WhyNot(await EndAsync(town, await AreaAsync("g1"))));
        Assert.Equal("It is still named by team t1, team t2.", WhyNot(await EndAsync(town, await AreaAsync("g2"))));
        Assert.Equal("It is still named by partner x.", WhyNot(await EndAsync(town, await AreaAsync("g3"))));
        Assert.Equal($"It is still named by contact card {card.Value.Id}.", WhyNot(await EndAsync(town, await AreaAsync("g4"))));
        Assert.Equal(1, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));
    }

    [Theory]
    [InlineData("g9", "grid", "c1", "$.properties.code")]
    [InlineData("g1", "street", "c1", "$.properties.level")]
    [InlineData("g1", "grid", "nobody", "$")]
    [InlineData("g1", "grid", "g2", "$")]
    [InlineData("g1", "community", "c1", "$")]
    public async Task A_replacement_that_does_not_fit_is_refused(string code, string level, string? parent, string path)
    {
        Jurisdiction town = await TownAsync();
        Assert.Equal([path], Expect.Faults(await ReplaceAsync(town, await AreaAsync("g1"), new(code, level, parent, 0, 0))));
        Assert.Empty(world.Store.Committed);
    }

    [Fact]
    public async Task A_community_that_others_are_part_of_stays_above_them()
    {
        Jurisdiction town = await TownAsync();
        Assert.Equal(["$", "$", "$", "$"], Expect.Faults(await ReplaceAsync(town, await AreaAsync("c1"), new("c1", "grid", null, 0, 0, 2, 2))));
    }

    [Fact]
    public async Task An_area_may_change_its_level_where_the_tree_holds()
    {
        Jurisdiction town = await TownAsync();
        Area after = Expect.Done(await ReplaceAsync(town, await AreaAsync("g4"), new("g4", "community", null, 1, 1)));
        Assert.Equal(("community", null), (after.Level, after.Parent));
    }

    [Fact]
    public async Task Without_a_code_of_its_own_the_body_has_that_of_the_path()
    {
        Jurisdiction town = await TownAsync();
        JsonNode feature = JsonNode.Parse(Town.File(new Square("g1", "grid", "c1", 0, 0, Name: "Renamed")))!["features"]![0]!;
        feature["properties"]!.AsObject().Remove("code");
        Assert.Equal("Renamed", Expect.Done(await world.Here.EditAreas.ReplaceAsync(town, "g1", Utf8(feature), _ => true, Acting.Program, World.Ct)).Name);
    }

    [Fact]
    public async Task What_is_no_feature_is_refused_with_every_fault()
    {
        Jurisdiction town = await TownAsync();
        JsonNode feature = JsonNode.Parse(Town.File(new Square("g1", "grid", "c1", 0, 0)))!["features"]![0]!;
        feature["type"] = "Polygon";
        feature["geometry"]!["coordinates"]![0]!.AsArray().RemoveAt(0);
        Assert.Equal(["$.type", "$.geometry.coordinates[0]"],
            Expect.Faults(await world.Here.EditAreas.ReplaceAsync(town, "g1", Utf8(feature), _ => true, Acting.Program, World.Ct)));
    }

    [Fact]
    public async Task Editing_needs_the_whole_jurisdiction()
    {
        Jurisdiction town = await TownAsync();
        foreach (Grant grant in new Grant[] { new(Node.OfArea("town", "g1"), Preset.Administrator), new(Node.OfJurisdiction("town"), Preset.Manager) })
        {
            var acting = new Acting(new Caller("s", null, [grant]), null);
            Assert.IsType<Outcome<Area>.Forbidden>(await world.Here.EditAreas.EndAsync(town, "g1", _ => true, acting, World.Ct));
        }
    }

    [Fact]
    public async Task Of_many_edits_of_one_version_at_once_exactly_one_wins()
    {
        Jurisdiction town = await TownAsync();
        Area seen = await AreaAsync("g1");
        var all = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(() => ReplaceAsync(town, seen, new("g1", "grid", "c1", 0, 0, i * 0.1), world.Beside))));
        Area won = Expect.Done(Assert.Single(all, o => o is Outcome<Area>.Done));
        Assert.Equal(7, all.Count(o => o is Outcome<Area>.Stale s && s.CurrentETag == won.ETag));
        Assert.Equal(2, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));
    }

    [Fact]
    public async Task Edits_of_different_areas_that_meet_are_all_kept()
    {
        Jurisdiction town = await TownAsync();
        Area g1 = await AreaAsync("g1"), g2 = await AreaAsync("g2");
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Generation),
            async () => Expect.Done(await EndAsync(town, g2, world.Beside)));
        Assert.Equal(3, Expect.Done(await ReplaceAsync(town, g1, new("g1", "grid", "c1", 0, 0, 0.5))).Version);
        Assert.Equal(["c1", "g1", "g3", "g4"], (await SnapshotAsync(world.Beside)).Areas.Select(a => a.Code));
    }

    [Fact]
    public async Task An_edit_that_meets_an_import_of_its_area_is_stale()
    {
        Jurisdiction town = await TownAsync();
        Area g1 = await AreaAsync("g1");
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Generation),
            async () => Expect.Fresh(await World.ImportAsync(world.Beside, town, [new("g1", "grid", "c1", 0, 0, 0.3)])));
        Assert.IsType<Outcome<Area>.Stale>(await ReplaceAsync(town, g1, new("g1", "grid", "c1", 0, 0, 0.5)));
        Assert.IsType<Outcome<Area>.NotFound>(await EndAsync(town, g1 with { Code = "g9" }));
    }

    [Fact]
    public async Task An_edit_killed_before_its_visible_write_leaves_the_old_areas_and_can_be_made_again()
    {
        Jurisdiction town = await TownAsync();
        Area g1 = await AreaAsync("g1");
        world.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.Generation));
        await Assert.ThrowsAsync<KilledException>(() => ReplaceAsync(town, g1, new("g1", "grid", "c1", 0, 0, 0.5)));
        Assert.Equal(g1.ETag, (await AreaAsync("g1")).ETag);
        Assert.Equal(2, Expect.Done(await ReplaceAsync(town, g1, new("g1", "grid", "c1", 0, 0, 0.5))).Version);
    }

    private Task<Jurisdiction> TownAsync() => world.AddTownAsync(Town.Settings(), Town.Squares());

    private Task<Outcome<Area>> ReplaceAsync(Jurisdiction town, Area seen, Square square, Instance? instance = null)
        => (instance ?? world.Here).EditAreas.ReplaceAsync(
            town, seen.Code, Utf8(JsonNode.Parse(Town.File(square))!["features"]![0]!), etag => etag == seen.ETag, Acting.Program, World.Ct);

    private Task<Outcome<Area>> EndAsync(Jurisdiction town, Area seen, Instance? instance = null)
        => (instance ?? world.Here).EditAreas.EndAsync(town, seen.Code, etag => etag == seen.ETag, Acting.Program, World.Ct);

    private async Task<Area> AreaAsync(string code) => (await SnapshotAsync(world.Beside)).Find(code)!;

    private static Task<AreaSnapshot> SnapshotAsync(Instance instance) => instance.Snapshots.GetAsync("town", ["community", "grid"], World.Ct);

    private async Task<IEnumerable<string>> FactsAsync() => (await world.AllAsync(Kinds.Audit(Container.Areas), "town"))
        .Select(a => $"{a.Fact.Action} {a.Fact.Subject}").Where(f => f.Contains(" area/", StringComparison.Ordinal) || f.Contains(" generation/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string WhyNot<T>(Outcome<T> outcome) => Assert.IsType<Outcome<T>.Conflict>(outcome).Why;

    private static byte[] Utf8(JsonNode node) => System.Text.Encoding.UTF8.GetBytes(node.ToJsonString());
}
