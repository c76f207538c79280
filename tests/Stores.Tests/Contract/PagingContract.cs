using GridSteward.Domain.Storage;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;
using GridSteward.Tests.Emulators;

namespace GridSteward.Stores.Tests.Contract;

public abstract class PagingContract(World world) : ContractTest(world)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Pages_of_any_size_give_every_document_once_by_id(int limit)
    {
        await AddAsync(new[] { "b", "a", "B", "é", "中", "1", "-" }.Select(New));
        Assert.Equal(["-", "1", "B", "a", "b", "é", "中"], await IdsAsync(Things(), limit));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    public async Task Ties_are_ordered_by_id_in_the_same_direction(bool descending, int limit)
    {
        await AddAsync(new[] { ("c", 2.0), ("a", 1.0), ("d", 1.0), ("b", 2.0), ("e", 1.5), ("f", -1e300), ("g", 0.0) }.Select(t => New(t.Item1) with { Count = t.Item2 }));
        List<string> ids = await IdsAsync(Things().OrderedBy(descending ? TestKinds.ByCountDescending : TestKinds.ByCount), limit);
        string[] ascending = ["f", "g", "a", "d", "e", "b", "c"];
        Assert.Equal(descending ? ascending.Reverse() : ascending, ids);
    }

    [Fact]
    public async Task Strings_are_ordered_by_their_bytes_in_nested_and_reserved_fields_too()
    {
        string[] values = ["", " ", "10", "9", "A", "a", "a'b", "aa", "é", "中", "中文", "\uffee"];
        await AddAsync(values.Select((v, i) => New($"n{i:00}") with { Where = new(v), Order = v, At = v }).Reverse());
        string[] ids = [.. values.Select((_, i) => $"n{i:00}")];
        Assert.Equal(ids, await IdsAsync(Things().OrderedBy(TestKinds.ByStreet), 5));
        Assert.Equal(ids.Reverse(), await IdsAsync(Things().OrderedBy(TestKinds.ByOrder), 5));
        Assert.Equal(ids, await IdsAsync(Things().OrderedBy(TestKinds.ByTime), 1));
    }

    [Fact]
    public async Task Beyond_the_basic_plane_too_strings_are_ordered_by_their_bytes()
    {
        Assert.SkipWhen(World.Gap(EmulatorGaps.StringOrder) is not null, EmulatorGaps.StringOrder);
        await AddAsync(New("1") with { At = "𝄞" }, New("2") with { At = "\uffee" }, New("𠀀"), New("豈"));
        Assert.Equal(["2", "1"], await IdsAsync(Things().OrderedBy(TestKinds.ByTime), 1));
        Assert.Equal(["1", "2", "豈", "𠀀"], await IdsAsync(Things(), 1));
    }

    [Fact]
    public async Task What_lacks_the_order_field_is_not_listed_in_that_order()
    {
        await AddAsync(New("a") with { Count = 2 }, New("b"), New("c") with { Count = 1 });
        Assert.Equal(["c", "a"], await IdsAsync(Things().OrderedBy(TestKinds.ByCount)));
        Assert.Equal(["a", "c"], await IdsAsync(Things().OrderedBy(TestKinds.ByCountDescending), 1));
        Assert.Equal(3, await Store.CountAsync(Things().OrderedBy(TestKinds.ByCount), Ct));
    }

    [Fact]
    public async Task A_place_stays_good_when_documents_come_and_go()
    {
        IReadOnlyList<string> etags = await AddAsync(Enumerable.Range(0, 6).Select(i => New($"n{i}") with { Count = i }));
        Page<Thing> first = await Store.ListAsync(Things().OrderedBy(TestKinds.ByCount), new PageRequest(3), Ct);
        Assert.Equal(["n0", "n1", "n2"], first.Items.Select(i => i.Value.Id));

        // the document that the token names, one that was listed, and one to come are deleted; some are added before and after
        Batch changes = NewBatch()
            .Delete(TestKinds.Thing, "n2", etags[2]).Delete(TestKinds.Thing, "n0", etags[0]).Delete(TestKinds.Thing, "n4", etags[4])
            .Create(TestKinds.Thing, New("early") with { Count = 0.5 }).Create(TestKinds.Thing, New("late") with { Count = 2.5 }).Create(TestKinds.Thing, New("n2b") with { Count = 2 });
        Assert.True((await Store.CommitAsync(changes, Ct)).Committed);
        Page<Thing> second = await Store.ListAsync(Things().OrderedBy(TestKinds.ByCount), new PageRequest(3, first.Next), Ct);
        Assert.Equal(["n2b", "late", "n3"], second.Items.Select(i => i.Value.Id));
        Assert.Equal(["n5"], (await Store.ListAsync(Things().OrderedBy(TestKinds.ByCount), new PageRequest(3, second.Next), Ct)).Items.Select(i => i.Value.Id));
    }

    [Fact]
    public async Task A_full_last_page_has_no_next()
    {
        await AddAsync(New("a"), New("b"));
        Page<Thing> page = await Store.ListAsync(Things(), new PageRequest(2), Ct);
        Assert.Equal(2, page.Items.Count);
        Assert.Null(page.Next);
        Assert.Empty((await Store.ListAsync(TestKinds.Thing.In(Partition + "x"), new PageRequest(2), Ct)).Items);
    }

    [Fact]
    public async Task A_long_list_is_read_whole_and_other_kinds_are_not_in_it()
    {
        await AddAsync(Enumerable.Range(0, 1203).Select(i => New($"n{i:0000}") with { Count = i % 10, Text = new string('x', 300) }));
        await Store.CommitAsync(NewBatch().Create(TestKinds.Region, new Region { Id = "n0000r", Jurisdiction = Partition }), Ct);
        List<string> all = [];
        await foreach (Stored<Thing> thing in Store.AllAsync(Things().OrderedBy(TestKinds.ByCountDescending), Ct))
        {
            all.Add(thing.Value.Id);
        }

        Assert.Equal(1203, all.Distinct().Count());
        Assert.Equal("n1199", all[0]);
        Assert.Equal("n0000", all[^1]);
    }

    [Fact]
    public async Task Limits_and_tokens_of_other_lists_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(Things(), new PageRequest(0), Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(Things(), new PageRequest(1001), Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ListAsync(Things(), new PageRequest(5, new PageToken("1", "a")), Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ListAsync(Things().OrderedBy(TestKinds.ByCount), new PageRequest(5, new PageToken(null, "a")), Ct));
    }
}
