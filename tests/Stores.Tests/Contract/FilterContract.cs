using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Contract;

public abstract class FilterContract(World world) : ContractTest(world)
{
    [Fact]
    public async Task Equality_keeps_types_apart()
    {
        await AddAsync(
            New("text") with { Status = "1", Order = "true" }, New("number") with { Count = 1, Value = 1 }, New("boolean") with { Open = true }, New("none"), New("no") with { Open = false, Count = 0 });
        Assert.Equal(["text"], await IdsAsync(Things().Where(new Filter.Equal("status", "1"))));
        Assert.Empty(await IdsAsync(Things().Where(new Filter.Equal("status", 1))));
        Assert.Equal(["number"], await IdsAsync(Things().Where(new Filter.Equal("count", 1))));
        Assert.Equal(["number"], await IdsAsync(Things().Where(new Filter.Equal("value", 1L))));
        Assert.Equal(["number"], await IdsAsync(Things().Where(new Filter.Equal("count", 1.0))));
        Assert.Empty(await IdsAsync(Things().Where(new Filter.Equal("count", true))));
        Assert.Empty(await IdsAsync(Things().Where(new Filter.Equal("open", 1))));
        Assert.Equal(["boolean"], await IdsAsync(Things().Where(new Filter.Equal("open", true))));
        Assert.Equal(["no"], await IdsAsync(Things().Where(new Filter.Equal("open", false))));
        Assert.Empty(await IdsAsync(Things().Where(new Filter.Equal("order", true))));
    }

    [Fact]
    public async Task What_is_not_true_is_false_something_else_or_not_there()
    {
        await AddAsync(New("boolean") with { Open = true }, New("none"), New("no") with { Open = false, Count = 0 });
        Assert.Equal(["no", "none"], await IdsAsync(Things().Where(new Filter.NotTrue("open"))));
        Assert.Equal(["no"], await IdsAsync(Things().Where(new Filter.NotTrue("open")).Where(new Filter.Equal("count", 0))));
        Assert.Equal(2, await Store.CountAsync(Things().Where(new Filter.NotTrue("open")), Ct));
        Assert.Throws<ArgumentException>(() => Things().Where(new Filter.NotTrue("areas")));
    }

    [Fact]
    public async Task Values_are_never_read_as_language()
    {
        string[] nasty = ["'", "\"", "a' OR '1'='1", "@p0", "%", "\\", "{\"a\":1}", "[]", "null", "中\n文"];
        await AddAsync(nasty.Select((v, i) => New($"n{i}") with { Status = v, Areas = [v] }));
        for (int i = 0; i < nasty.Length; i++)
        {
            Assert.Equal([$"n{i}"], await IdsAsync(Things().Where(new Filter.Equal("status", nasty[i]))));
            Assert.Equal([$"n{i}"], await IdsAsync(Things().Where(new Filter.HasAny("areas", [nasty[i]]))));
        }

        Assert.Equal(nasty.Length, (await Store.TallyAsync(Things(), "status", Ct)).Count);
    }

    [Fact]
    public async Task A_list_of_values_is_any_of_them_and_an_empty_list_is_nothing()
    {
        await AddAsync(New("a") with { Status = "x" }, New("b") with { Status = "y" }, New("c") with { Status = "z" }, New("d"));
        Assert.Equal(["a", "c"], await IdsAsync(Things().Where(new Filter.OneOf("status", ["z", "x", "x", "w"]))));
        Assert.Empty(await IdsAsync(Things().Where(new Filter.OneOf("status", []))));
        Assert.Equal(["b"], await IdsAsync(Things().Where(new Filter.OneOf("status", [.. Enumerable.Range(0, 99).Select(i => $"{i}"), "y"]))));
        Assert.Throws<ArgumentException>(() => Things().Where(new Filter.OneOf("status", [.. Enumerable.Range(0, 101).Select(i => $"{i}")])));
    }

    [Fact]
    public async Task An_array_has_any_of_the_values_or_is_not_found()
    {
        await AddAsync(
            New("a") with { Areas = ["330110", "330110-1"] }, New("b") with { Areas = ["330110"] }, New("c") with { Areas = [] }, New("d"), New("e") with { Areas = ["3301", "网格", "网格"] });
        Assert.Equal(["a", "b"], await IdsAsync(Things().Where(new Filter.HasAny("areas", ["330110"])), 1));
        Assert.Equal(["a", "e"], await IdsAsync(Things().Where(new Filter.HasAny("areas", ["330110-1", "网格"])), 1));
        Assert.Equal(["a"], await IdsAsync(Things().Where(new Filter.HasAny("areas", ["330110"])).Where(new Filter.HasAny("areas", ["330110-1"]))));
        Assert.Empty(await IdsAsync(Things().Where(new Filter.HasAny("areas", []))));
        Assert.Equal(1, await Store.CountAsync(Things().Where(new Filter.HasAny("areas", ["网格"])), Ct));
    }

    [Fact]
    public async Task Arrays_are_found_by_what_they_hold_now()
    {
        string etag = (await AddAsync(New("a") with { Areas = ["x", "y"] }))[0];
        etag = (await Store.CommitAsync(NewBatch().Replace(TestKinds.Thing, New("a") with { Areas = ["y", "z"] }, etag), Ct)).ETags[0];
        Assert.Empty(await IdsAsync(Things().Where(new Filter.HasAny("areas", ["x"]))));
        Assert.Equal(["a"], await IdsAsync(Things().Where(new Filter.HasAny("areas", ["z"]))));
        await Store.CommitAsync(NewBatch().Delete(TestKinds.Thing, "a", etag), Ct);
        Assert.Empty(await IdsAsync(Things().Where(new Filter.HasAny("areas", ["y", "z"]))));
        Assert.Empty(await Store.TallyAsync(Things(), "areas", Ct));
    }

    [Fact]
    public async Task A_range_is_half_open_and_stays_within_its_type()
    {
        await AddAsync(
            New("a") with { Count = -1 }, New("b") with { Count = 0 }, New("c") with { Count = 1.5 }, New("d") with { Count = 2 }, New("e"),
            New("s") with { At = "2026-01-01" }, New("t") with { At = "2026-02-01" }, New("u") with { At = "" });
        Assert.Equal(["b", "c"], await IdsAsync(Things().Where(new Filter.Range("count", 0, 2.0))));
        Assert.Equal(["c", "d"], await IdsAsync(Things().Where(new Filter.Range("count", 1L, null))));
        Assert.Equal(["a"], await IdsAsync(Things().Where(new Filter.Range("count", null, 0))));
        Assert.Equal(["s"], await IdsAsync(Things().Where(new Filter.Range("at", "2026-01-01", "2026-02-01"))));
        Assert.Equal(["s", "t"], await IdsAsync(Things().Where(new Filter.Range("at", "2026", null))));
        Assert.Equal(["s", "u"], await IdsAsync(Things().Where(new Filter.Range("at", null, "2026-02-01"))));
        Assert.Empty(await IdsAsync(Things().Where(new Filter.Range("at", 0, null))));
        Assert.Empty(await IdsAsync(Things().Where(new Filter.Range("count", "", null))));
        Assert.Empty(await IdsAsync(Things().Where(new Filter.Range("count", null, "zzz"))));
        Assert.Equal(8, (await IdsAsync(Things().Where(new Filter.Range("count", null, null)))).Count);
    }

    [Theory]
    [InlineData(120.0, 30.0, 120.5, 30.5, "edge,in")]
    [InlineData(170.0, -10.0, -170.0, 10.0, "east,line180,line-180,west")]
    [InlineData(-180.0, -90.0, 180.0, 90.0, "all")]
    [InlineData(175.0, -10.0, 180.0, 10.0, "east,line180,line-180")]
    [InlineData(-180.0, -10.0, -175.0, 10.0, "line180,line-180,west")]
    [InlineData(120.0, 30.0, 120.0, 30.0, "edge")]
    [InlineData(120.1, 30.1, 120.10000001, 30.10000001, "in")]
    [InlineData(120.10000001, 30.1, 120.2, 30.2, "")]
    public async Task Points_in_a_box_are_found_by_their_exact_numbers(double west, double south, double east, double north, string expected)
    {
        (string Id, double Longitude, double Latitude)[] points =
        [
            ("in", 120.1, 30.1), ("edge", 120, 30), ("out", 120.50000001, 30.1), ("east", 179, 1), ("line180", 180, 2), ("line-180", -180, 3), ("west", -179, 4), ("far", -100, 50),
        ];
        await AddAsync(points.Select(p => New(p.Id) with { Point = new(p.Longitude, p.Latitude) }).Append(New("nowhere")));
        GeoBox box = new(west, south, east, north);
        List<string> found = await IdsAsync(Things().Where(new Filter.InBox(box)), 2);
        Assert.Equal(points.Where(p => box.Contains(new Wgs84Point(p.Longitude, p.Latitude))).Select(p => p.Id).Order(StringComparer.Ordinal), found);
        Assert.Equal(expected == "all" ? 8 : expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Length, found.Count);
        Assert.Equal(found.Count, await Store.CountAsync(Things().Where(new Filter.InBox(box)), Ct));
    }

    [Fact]
    public async Task Boxes_that_touch_are_found_and_moved_or_emptied_ones_are_where_they_are_now()
    {
        Region Boxed(string id, Box? box) => new() { Id = id, Jurisdiction = Partition, Box = box, Status = "s", Areas = ["x"] };
        async Task<string[]> Found(double west, double south, double east, double north)
            => [.. (await Store.ListAsync(TestKinds.Region.In(Partition).Where(new Filter.InBox(new GeoBox(west, south, east, north))), new PageRequest(10), Ct)).Items.Select(i => i.Value.Id)];
        CommitOutcome made = await Store.CommitAsync(
            NewBatch().Create(TestKinds.Region, Boxed("a", new(10, 10, 20, 20))).Create(TestKinds.Region, Boxed("b", new(20, 20, 30, 30))).Create(TestKinds.Region, Boxed("n", null)), Ct);
        Assert.Equal(["a", "b"], await Found(20, 20, 20, 20));
        Assert.Equal(["a"], await Found(0, 0, 10, 10));
        Assert.Equal(["a", "b"], await Found(-180, -90, 180, 90));
        Assert.Equal(["a"], await Found(12, 12, 13, 13));
        Assert.Empty(await Found(20.0000001, 10, 25, 19.9999999));
        await Store.CommitAsync(
            NewBatch().Replace(TestKinds.Region, Boxed("a", new(-20, -20, -10, -10)), made.ETags[0]).Replace(TestKinds.Region, Boxed("b", null), made.ETags[1]).Replace(TestKinds.Region, Boxed("n", new(1, 1, 1, 1)), made.ETags[2]), Ct);
        Assert.Equal(["a", "n"], await Found(-180, -90, 180, 90));
        Assert.Empty(await Found(10, 10, 30, 30));
        Assert.Equal(["n"], await Found(1, 1, 1, 1));
    }

    [Fact]
    public async Task A_document_that_changes_its_kind_leaves_the_lists_of_the_old_one()
    {
        await AddAsync(New("a") with { Areas = ["x"], Point = new(5, 5), Status = "s" });
        Assert.True((await Store.CommitAsync(NewBatch().Upsert(TestKinds.Region, new Region { Id = "a", Jurisdiction = Partition, Areas = ["x"], Box = new(1, 1, 9, 9) }), Ct)).Committed);
        GeoBox box = new(0, 0, 10, 10);
        Assert.Empty(await IdsAsync(Things().Where(new Filter.InBox(box))));
        Assert.Empty(await IdsAsync(Things().Where(new Filter.HasAny("areas", ["x"]))));
        Assert.Equal(1, await Store.CountAsync(TestKinds.Region.In(Partition).Where(new Filter.InBox(box)).Where(new Filter.HasAny("areas", ["x"])), Ct));
        Assert.Null(await FindAsync("a"));
    }

    [Fact]
    public void Only_declared_fields_can_be_asked_and_only_as_declared()
    {
        Assert.Throws<ArgumentException>(() => Things().Where(new Filter.Equal("text", "x")));
        Assert.Throws<ArgumentException>(() => Things().Where(new Filter.Equal("areas", "x")));
        Assert.Throws<ArgumentException>(() => Things().Where(new Filter.HasAny("status", ["x"])));
        Assert.Throws<ArgumentException>(() => Things().Where(new Filter.Equal("count", double.NaN)));
        Assert.Throws<ArgumentException>(() => Things().Where(new Filter.Range("count", double.PositiveInfinity, null)));
        Assert.Throws<ArgumentException>(() => Things().OrderedBy(new Ordering("status")));
        Assert.Throws<ArgumentException>(() => TestKinds.Token.In("x").Where(new Filter.InBox(new GeoBox(0, 0, 1, 1))));
    }

    [Fact]
    public async Task Tallies_count_each_value_once_for_each_document()
    {
        await AddAsync(
            New("a") with { Status = "x", Count = 1, Open = true, Areas = ["p", "q", "p"] }, New("b") with { Status = "x", Count = 1.5, Open = false, Areas = ["q"] },
            New("c") with { Status = "y", Count = 1, Open = true, Areas = [] }, New("d"));
        Assert.Equal(new Dictionary<string, long> { ["x"] = 2, ["y"] = 1 }, await Store.TallyAsync(Things(), "status", Ct));
        Assert.Equal(new Dictionary<string, long> { ["1"] = 2, ["1.5"] = 1 }, await Store.TallyAsync(Things(), "count", Ct));
        Assert.Equal(new Dictionary<string, long> { ["true"] = 2, ["false"] = 1 }, await Store.TallyAsync(Things(), "open", Ct));
        Assert.Equal(new Dictionary<string, long> { ["p"] = 1, ["q"] = 2 }, await Store.TallyAsync(Things(), "areas", Ct));
        Assert.Equal(new Dictionary<string, long> { ["p"] = 1, ["q"] = 1 }, await Store.TallyAsync(Things().Where(new Filter.Equal("open", true)), "areas", Ct));
        Assert.Empty(await Store.TallyAsync(Things().Where(new Filter.OneOf("status", [])), "status", Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.TallyAsync(Things(), "text", Ct));
    }
}
