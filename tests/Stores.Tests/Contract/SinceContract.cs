using GridSteward.Domain.Storage;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;
using GridSteward.Tests.Emulators;

namespace GridSteward.Stores.Tests.Contract;

/// <summary>What was written since a mark: never less. How much more there may be is each engine's own, so that tests of exactness are theirs.</summary>
public abstract class SinceContract(World world) : ContractTest(world)
{
    [Fact]
    public async Task What_is_created_or_changed_after_a_mark_is_found_by_it()
    {
        IReadOnlyList<string> etags = await AddAsync(New("old"), New("changed"), New("upserted"), New("deleted"));
        string mark = await MarkAsync();
        await Store.CommitAsync(
            NewBatch().Create(TestKinds.Thing, New("new")).Replace(TestKinds.Thing, New("changed") with { Count = 2 }, etags[1]).Upsert(TestKinds.Thing, New("upserted") with { Count = 3 })
                .Delete(TestKinds.Thing, "deleted", etags[3]),
            Ct);
        List<string> found = await IdsAsync(Things().Where(new Filter.Since(mark)), 2);
        Assert.Superset(new HashSet<string> { "new", "changed", "upserted" }, found.ToHashSet());
        Assert.DoesNotContain("deleted", found);
        Assert.Equal(found.Order(StringComparer.Ordinal), found);
        Assert.Equal(found.Count, await Store.CountAsync(Things().Where(new Filter.Since(mark)), Ct));
        Assert.Equal(1, (await Store.TallyAsync(Things().Where(new Filter.Since(mark)), "count", Ct))["3"]);
        Assert.Equal(["changed"], await IdsAsync(Things().Where(new Filter.Since(mark)).Where(new Filter.Equal("count", 2))));
        Assert.Equal(["upserted", "changed"], await IdsAsync(Things().Where(new Filter.Since(mark)).OrderedBy(TestKinds.ByCountDescending), 1));
    }

    [Fact]
    public async Task Pages_of_what_was_written_give_every_document_once_in_the_order_of_ids()
    {
        await AddAsync(Enumerable.Range(0, 250).Select(i => New($"a{i:000}")));
        string mark = await MarkAsync();
        await AddAsync(Enumerable.Range(0, 250).Select(i => New($"b{(i * 77) % 250:000}")));
        List<string> found = await IdsAsync(Things().Where(new Filter.Since(mark)), 37);
        Assert.Equal(found.Distinct(), found);
        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"b{i:000}"), found.Where(id => id[0] == 'b'));
        Assert.Equal(found.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task A_mark_that_is_not_of_this_database_matches_everything_and_is_seen_not_to_follow()
    {
        await AddAsync(New("a"), New("b"));
        string mark = await MarkAsync();
        WriteMark read = WriteMark.TryParse(mark)!;
        string[] others = ["memory:x#99", "nonsense", "", "#5", "sqlite:0123#9223372036854775807", "cosmos:elsewhere/d/c/#9223372036854775807"];
        foreach (string strange in others)
        {
            Assert.Equal(["a", "b"], await IdsAsync(Things().Where(new Filter.Since(strange)), 1));
            Assert.Equal(2, await Store.CountAsync(Things().Where(new Filter.Since(strange)), Ct));
        }

        Assert.All(others.Append((read with { Source = read.Source + "x" }).ToString()), strange => Assert.False(WriteMark.Follows(mark, strange) || WriteMark.Follows(strange, mark)));
        await AddAsync(New("c"));
        Assert.True(WriteMark.Follows(await MarkAsync(), mark));
        Assert.True(WriteMark.Follows(mark, mark));
    }

    [Fact]
    public async Task An_empty_partition_has_a_mark_and_what_comes_then_is_after_it()
    {
        string mark = await MarkAsync();
        Assert.Empty(await IdsAsync(Things().Where(new Filter.Since(mark))));
        await AddAsync(New("a"));
        Assert.Equal(["a"], await IdsAsync(Things().Where(new Filter.Since(mark))));
    }

    [Fact]
    public async Task What_may_expire_is_found_as_long_as_it_is_there()
    {
        string mark = await Store.MarkAsync(TestKinds.Fleeting, Partition, Ct);
        await Store.CommitAsync(
            new Batch(TestKinds.Fleeting, Partition).Create(TestKinds.Token, new Token { Id = "short", Key = Partition, Ttl = 5 }).Create(TestKinds.Token, new Token { Id = "stays", Key = Partition }), Ct);
        Query<Token> since = TestKinds.Token.In(Partition).Where(new Filter.Since(mark));
        Assert.Equal(2, await Store.CountAsync(since, Ct));
        Assert.SkipWhen(World.Gap(EmulatorGaps.Expiry) is not null, EmulatorGaps.Expiry);
        await World.PassAsync(TimeSpan.FromSeconds(6));
        Assert.Equal("stays", Assert.Single((await Store.ListAsync(since, new PageRequest(10), Ct)).Items).Value.Id);
    }

    [Fact]
    public void Kinds_that_do_not_track_it_cannot_be_asked()
        => Assert.Throws<ArgumentException>(() => TestKinds.Region.In(Partition).Where(new Filter.Since("x#1")));

    [Fact]
    public async Task Nothing_is_missed_that_writers_write_while_marks_are_taken()
    {
        var written = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        Task[] writers = [.. Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (int i = 0; i < 25; i++)
            {
                string id = $"w{w}-{i:00}";
                await AddAsync(New(id));
                written[id] = true;
            }
        }))];
        List<(string Mark, HashSet<string> Before)> marks = [];
        while (!Task.WhenAll(writers).IsCompleted || marks.Count == 0)
        {
            // what is written already when the mark is taken need not be after it; all else must be
            string mark = await MarkAsync();
            marks.Add((mark, [.. (await IdsAsync(Things()))]));
        }

        await Task.WhenAll(writers);
        foreach ((string mark, HashSet<string> before) in marks.Where((_, i) => i % Math.Max(1, marks.Count / 10) == 0))
        {
            Assert.Superset(written.Keys.Where(id => !before.Contains(id)).ToHashSet(), (await IdsAsync(Things().Where(new Filter.Since(mark)))).ToHashSet());
        }
    }

    private Task<string> MarkAsync() => Store.MarkAsync(TestKinds.Things, Partition, Ct);
}
