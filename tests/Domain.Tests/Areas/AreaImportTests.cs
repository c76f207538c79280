using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Areas;

public sealed class AreaImportTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_first_import_makes_generation_one_with_all_areas()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings());
        AreaImportResult result = Expect.Fresh(await World.ImportAsync(world.Here, town, Town.Squares()));
        Assert.Equal((1, 5, 0, 0, 0, 5), Counts(result));
        AreaSnapshot snapshot = await SnapshotAsync();
        Assert.Equal(["c1", "g1", "g2", "g3", "g4"], snapshot.Areas.Select(a => a.Code));
        Assert.All(snapshot.Areas, a => Assert.Equal(1, a.Version));
        Assert.Equal("North Gate", snapshot.Find("c1")!.Name);
        Assert.Equal("g1", snapshot.Find("g1")!.Name);
        Assert.Equal(5, (await world.AllAsync(Kinds.Area, "town")).Count);
        Assert.Equal("generation/1", Assert.Single(await world.AllAsync(Kinds.Audit(Container.Areas), "town"), a => a.Fact.Action == "importAreas").Fact.Subject);
    }

    /// <summary>After c1 with g1 to g4: c1 is renamed, g1 is as it was, g2 is wider, g5 is new, g3 and g4 are not named.</summary>
    [Theory]
    [InlineData(ImportMode.Merge, 0, 6, "c1 g1 g2 g3 g4 g5")]
    [InlineData(ImportMode.Replace, 2, 4, "c1 g1 g2 g5")]
    public async Task Areas_are_added_changed_left_as_they_were_and_removed(ImportMode mode, int removed, int areas, string codes)
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        AreaImportResult result = Expect.Fresh(await World.ImportAsync(world.Here, town,
            [new("c1", "community", null, 0, 0, 2, 2, "South Gate"), new("g1", "grid", "c1", 0, 0), new("g2", "grid", "c1", 1, 0, 1.5), new("g5", "grid", "c1", 3, 3)], mode));
        Assert.Equal((2, 1, 2, 1, removed, areas), Counts(result));
        AreaSnapshot snapshot = await SnapshotAsync();
        Assert.Equal(codes.Split(' '), snapshot.Areas.Select(a => a.Code));
        Assert.Equal([2, 1, 2], new[] { "c1", "g1", "g2" }.Select(c => snapshot.Find(c)!.Version));
    }

    [Fact]
    public async Task Replacing_ends_areas_only_of_the_levels_that_the_file_has()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        AreaImportResult result = Expect.Fresh(await World.ImportAsync(world.Here, town, [new("g9", "grid", "c1", 0, 0)], ImportMode.Replace));
        Assert.Equal((2, 1, 0, 0, 4, 2), Counts(result));
        Assert.Equal(["c1", "g9"], (await SnapshotAsync()).Areas.Select(a => a.Code));
    }

    [Theory]
    [InlineData(ImportMode.Merge)]
    [InlineData(ImportMode.Replace)]
    public async Task The_same_file_again_changes_nothing_and_makes_no_generation(ImportMode mode)
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        Stored<Generation> before = (await world.Here.Snapshots.CurrentAsync("town", World.Ct))!;
        AreaImportResult result = Expect.Fresh(await World.ImportAsync(world.Here, town, [.. Town.Squares().Reverse()], mode));
        Assert.Equal((1, 0, 0, 5, 0, 5), Counts(result));
        Assert.Equal(before.ETag, (await world.Here.Snapshots.CurrentAsync("town", World.Ct))!.ETag);
        Assert.Equal(5, (await world.AllAsync(Kinds.Area, "town")).Count);
    }

    [Fact]
    public async Task Removing_is_a_change_even_when_nothing_is_written()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        Assert.Equal((2, 0, 0, 4, 1, 4), Counts(Expect.Fresh(await World.ImportAsync(world.Here, town, Town.Squares()[..4], ImportMode.Replace))));
        Assert.Equal(2, (await SnapshotAsync()).Generation);
    }

    [Fact]
    public async Task Every_generation_can_be_read_for_ever()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        Expect.Fresh(await World.ImportAsync(world.Here, town, [new("g1", "grid", "c1", 0, 0, 0.5)]));
        Generation first = (await world.Store.FindAsync(Kinds.Generation, "town", Generation.IdOf(1), World.Ct))!.Value;
        Generation second = (await world.Store.FindAsync(Kinds.Generation, "town", Generation.IdOf(2), World.Ct))!.Value;
        Assert.Equal(1, (await world.Here.Snapshots.ReadFileAsync(first, World.Ct)).Areas.Single(a => a.Code == "g1").Version);
        Assert.Equal(2, (await world.Here.Snapshots.ReadFileAsync(second, World.Ct)).Areas.Single(a => a.Code == "g1").Version);
        Generation current = (await world.Here.Snapshots.CurrentAsync("town", World.Ct))!.Value;
        Assert.Equal(second, current with { Id = second.Id });
    }

    [Fact]
    public async Task All_faults_of_a_file_are_named_and_nothing_is_kept()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        Square[] squares =
        [
            new("g1", "grid", "c1", 0, 0), new("g1", "grid", "c1", 1, 0), new("x", "street", null, 0, 0), new("a/b", "grid", null, 0, 0),
            new(new string('x', 65), "grid", null, 0, 0), new("n", "grid", null, 0, 0, Name: new string('n', 201)), new("", "grid", null, 0, 0),
        ];
        Assert.Equal(
            [
                "$.features[1].properties.code", "$.features[2].properties.level", "$.features[3].properties.code",
                "$.features[4].properties.code", "$.features[5].properties.name", "$.features[6].properties.code",
            ],
            Expect.Faults(await World.ImportAsync(world.Here, town, squares)));
        Assert.Equal((1, 5), ((await SnapshotAsync()).Generation, (await SnapshotAsync()).Areas.Count));
        Assert.Empty(world.Store.Committed);
    }

    [Theory]
    [InlineData("g9", "grid", "nobody", ImportMode.Merge, "$.features[0]")]
    [InlineData("g9", "grid", "g1", ImportMode.Merge, "$.features[0]")]
    [InlineData("g9", "grid", "g9", ImportMode.Merge, "$.features[0]")]
    [InlineData("c9", "community", "g1", ImportMode.Merge, "$.features[0]")]
    [InlineData("c9", "community", null, ImportMode.Replace, "(area g1, not in this file)")]
    public async Task A_parent_that_is_not_there_or_not_above_is_a_fault(string code, string level, string? parent, ImportMode mode, string path)
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        Assert.Equal(path, Expect.Faults(await World.ImportAsync(world.Here, town, [new(code, level, parent, 5, 5)], mode))[0]);
        Assert.Equal(1, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));
        Assert.Equal(5, (await world.AllAsync(Kinds.Area, "town")).Count);
    }

    [Fact]
    public async Task Importing_needs_the_whole_jurisdiction()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        foreach (Grant grant in new Grant[] { new(Node.OfArea("town", "c1"), Preset.Administrator), new(Node.OfJurisdiction("town"), Preset.Manager), new(Node.OfJurisdiction("other"), Preset.Administrator) })
        {
            Assert.IsType<Outcome<AreaImportResult>.Forbidden>(await world.Here.Import.RunAsync(
                new AreaImportRequest(town, Town.File(Town.Squares()), Town.Mapping, ImportMode.Merge), World.Key("k"), new Acting(new Caller("s", null, [grant]), null), World.Ct));
        }

        Assert.Empty(world.Store.Committed);
    }

    [Fact]
    public async Task A_repeated_import_with_its_key_answers_as_it_did_whatever_came_since()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings());
        AreaImportResult first = Expect.Fresh(await World.ImportAsync(world.Here, town, Town.Squares(), once: World.Key("k")));
        Expect.Fresh(await World.ImportAsync(world.Here, town, [new("g1", "grid", "c1", 0, 0, 0.5)]));
        Assert.Equal(first, Expect.Replayed(await World.ImportAsync(world.Here, town, Town.Squares(), once: World.Key("k"))));
        Assert.Equal(2, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));
        Assert.IsType<Outcome<AreaImportResult>.KeyReused>(await World.ImportAsync(world.Here, town, Town.Squares(), once: World.Key("k", "other")));
    }

    [Fact]
    public async Task A_large_geometry_is_a_blob_named_by_its_hash_and_locates_like_any_other()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings());
        Expect.Fresh(await World.ImportAsync(world.Here, town, [new("big", "grid", null, 0, 0, 2, 2, Positions: 12_000), new("small", "grid", null, 5, 5)]));
        List<Area> areas = await world.AllAsync(Kinds.Area, "town");
        Area big = areas.Single(a => a.Code == "big");
        Assert.Null(big.Geometry);
        Assert.Null(areas.Single(a => a.Code == "small").GeometryBlob);

        await using OpenBlob blob = (await world.Blobs.OpenAsync(BlobContainer.Geometries, big.GeometryBlob!, World.Ct))!;
        byte[] bytes = new byte[blob.Length];
        await blob.Content.ReadExactlyAsync(bytes, World.Ct);
        Assert.InRange(bytes.Length, AreaStaging.MaxInlineBytes, int.MaxValue);
        Assert.Equal($"town/{Convert.ToHexStringLower(SHA256.HashData(bytes))}.geojson", big.GeometryBlob);

        AreaSnapshot snapshot = await SnapshotAsync();
        Assert.Equal("big", snapshot.Index.Locate(Town.Point(1, 1)).At(1).Owner!.Code);
        Assert.Equal(12_000, snapshot.Find("big")!.Geometry!.NumPoints, 2.0);
        Assert.Equal((1, 0, 0, 1, 0, 2), Counts(Expect.Fresh(await World.ImportAsync(world.Here, town, [new("big", "grid", null, 0, 0, 2, 2, Positions: 12_000)]))));
    }

    [Fact]
    public async Task More_areas_than_a_batch_takes_are_staged_in_several()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings());
        Square[] squares = [.. Enumerable.Range(0, 205).Select(i => new Square($"g{i}", "grid", null, i, 0)), .. Enumerable.Range(0, 20).Select(i => new Square($"h{i}", "grid", null, i, 2, Positions: 6_400))];
        Assert.Equal((1, 225, 0, 0, 0, 225), Counts(Expect.Fresh(await World.ImportAsync(world.Here, town, squares))));
        Assert.Equal(225, (await world.AllAsync(Kinds.Area, "town")).Count);
        Assert.Equal(4, world.Store.Committed.Count(b => b.Operations.Any(o => o.Kind == Kinds.Area)));
        Assert.All(await world.AllAsync(Kinds.Area, "town"), a => Assert.Null(a.GeometryBlob));
    }

    [Fact]
    public async Task An_area_with_a_blob_counts_as_large_as_it_is_when_a_batch_is_nearly_full()
    {
        string code = new('社', 64);
        Square[] full = [new(code, "community", null, 0, 0), .. Enumerable.Range(0, 8).Select(i => new Square($"h{i}", "grid", null, i, 2, Positions: i < 7 ? 9_200 : 7_000))];
        Square blob = new(new string('格', 64), "grid", code, 0, 0, Name: new string('名', 200), Positions: 13_000);

        // The last inline area is made as large as leaves almost what the blob's document takes, but less.
        int taken = SizeOf(Town.Snapshot(blob).Areas[0] with { Parent = code, Geometry = null, GeometryBlob = $"town/{new string('0', 64)}.geojson" });
        for (int i = 0; i < 8 && (Room() < taken - 300 || Room() >= taken); i++)
        {
            full[^1] = full[^1] with { Positions = full[^1].Positions + ((Room() - taken + 150) / 27) };
        }

        Assert.InRange(Room(), taken - 300, taken - 1);
        Jurisdiction town = await world.AddTownAsync(Town.Settings());
        Assert.Equal(10, Expect.Fresh(await World.ImportAsync(world.Here, town, [.. full, blob])).Added);
        Assert.Equal([9, 1], world.Store.Committed.Select(b => b.Operations.Count(o => o.Kind == Kinds.Area)).Where(n => n > 0));

        int Room() => Batch.MaxBytes - Town.Snapshot(full).Areas.Sum(SizeOf);

        static int SizeOf(Area a) => JsonSerializer.SerializeToUtf8Bytes(
            a with { ImportId = new('0', 32), Id = $"area.{new string('0', 32)}.{new string('0', 32)}" }, DomainJson.Default.Area).Length;
    }

    [Fact]
    public async Task The_outline_in_the_list_holds_every_area_and_only_grows()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        JurisdictionEntry before = (await world.Here.Directory.FindAsync("town", World.Ct))!;
        Assert.Equal((Town.Point(0, 0), Town.Point(2, 2)), (new Wgs84Point(before.Box!.Value.West, before.Box.Value.South), new Wgs84Point(before.Box.Value.East, before.Box.Value.North)));
        Expect.Fresh(await World.ImportAsync(world.Here, town, [new("c1", "community", null, 6, 6), new("g9", "grid", "c1", 6, 6)], ImportMode.Replace));
        JurisdictionEntry after = (await world.Here.Directory.FindAsync("town", World.Ct))!;
        Assert.True(JurisdictionDirectory.Reaches(after, Town.Point(6.5, 6.5)));
        Assert.True(JurisdictionDirectory.Reaches(after, Town.Point(0.5, 0.5)));
        Assert.True(after.Outline!.Covers(before.Outline));
        Assert.False(JurisdictionDirectory.Reaches(before, Town.Point(6.5, 6.5)));
    }

    [Theory]
    [InlineData(0.48, true)]
    [InlineData(0.55, false)]
    public async Task The_outline_reaches_as_far_as_the_tolerance(double steps, bool reaches)
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Assert.Equal(reaches, JurisdictionDirectory.Reaches((await world.Here.Directory.FindAsync("town", World.Ct))!, Town.Point(2 + steps, 1)));
    }

    private static (int Generation, int Added, int Changed, int Unchanged, int Removed, int Areas) Counts(AreaImportResult r)
        => (r.Generation, r.Added, r.Changed, r.Unchanged, r.Removed, r.Areas);

    private Task<AreaSnapshot> SnapshotAsync() => world.Here.Snapshots.GetAsync("town", ["community", "grid"], World.Ct);
}
