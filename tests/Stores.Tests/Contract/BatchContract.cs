using GridSteward.Domain.Storage;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Contract;

public abstract class BatchContract(World world) : ContractTest(world)
{
    [Fact]
    public async Task A_scrub_leaves_every_document_as_it_was()
    {
        IReadOnlyList<string> etags = await AddAsync(New("a") with { Status = "s", Areas = ["x"] }, New("b"));
        Assert.True((await Store.CommitAsync(NewBatch().Delete(TestKinds.Thing, "b", etags[1]), Ct)).Committed);
        await Store.ScrubAsync(Ct);
        await World.Blobs.ScrubAsync(Ct);
        Assert.Equal((etags[0], "s"), ((await FindAsync("a"))!.ETag, (await FindAsync("a"))!.Value.Status));
        Assert.Equal(["a"], await IdsAsync(Things().Where(new Filter.HasAny("areas", ["x"]))));
        Assert.Null(await FindAsync("b"));
        Assert.True((await Store.CommitAsync(NewBatch().Create(TestKinds.Thing, New("b")), Ct)).Committed);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    public async Task Of_many_batches_at_once_those_that_are_refused_at_their_last_operation_leave_nothing_and_the_others_are_whole(int size)
    {
        await AddAsync(New("there"));
        CommitOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(number => Task.Run(() =>
        {
            Batch batch = NewBatch();
            for (int i = 0; i < size - 1; i++)
            {
                batch.Create(TestKinds.Thing, New($"n{number:00}-{i:00}") with { Areas = ["x"], Status = "s" });
            }

            batch.Create(TestKinds.Thing, New(number % 3 == 0 ? "there" : $"n{number:00}-last"));
            return Store.CommitAsync(batch, Ct);
        })));
        for (int number = 0; number < outcomes.Length; number++)
        {
            Assert.Equal(number % 3 == 0 ? (CommitStatus.Exists, "there", 0) : (CommitStatus.Committed, null, size), (outcomes[number].Status, outcomes[number].FailedId, outcomes[number].ETags.Count));
            for (int i = 0; i < size - 1; i += 20)
            {
                Stored<Thing>? found = await FindAsync($"n{number:00}-{i:00}");
                Assert.Equal(number % 3 == 0 ? null : outcomes[number].ETags[i], found?.ETag);
            }
        }

        Assert.Equal(16 * (size - 1), (await IdsAsync(Things().Where(new Filter.HasAny("areas", ["x"])))).Count);
        Assert.Equal(16 * (size - 1), await Store.CountAsync(Things().Where(new Filter.Equal("status", "s")), Ct));
    }

    [Fact]
    public async Task A_created_document_is_found_with_its_etag_and_all_its_members()
    {
        Thing thing = New("户-1") with { Status = "o'pen\"\\", Count = -1.5, Open = true, Areas = ["a", "b"], Point = new(120.1, 30.2), Where = new("西湖路"), Text = "𝄞 \n", Value = 5 };
        IReadOnlyList<string> etags = await AddAsync(thing);
        Stored<Thing>? found = await FindAsync("户-1");
        Assert.NotNull(found);
        Assert.Equal(etags[0], found.ETag);
        Assert.Equivalent(thing, found.Value);
    }

    [Fact]
    public async Task What_is_not_there_is_null_in_another_partition_and_as_another_kind_too()
    {
        await AddAsync(New("a"));
        Assert.Null(await FindAsync("b"));
        Assert.Null(await Store.FindAsync(TestKinds.Thing, Partition + "x", "a", Ct));
        Assert.Null(await Store.FindAsync(TestKinds.Region, Partition, "a", Ct));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a b")]
    public async Task A_text_that_can_be_no_id_is_found_nowhere_and_refused_in_batches(string id)
    {
        Assert.Null(await FindAsync(id));
        Assert.Throws<ArgumentException>(() => NewBatch().Create(TestKinds.Thing, New(id)));
        Assert.Empty(await Store.FindManyAsync(TestKinds.Thing, Partition, [id], Ct));
    }

    [Fact]
    public async Task The_same_id_in_two_partitions_is_two_documents()
    {
        string other = Partition + "x";
        await AddAsync(New("a") with { Text = "here" });
        await Store.CommitAsync(new Batch(TestKinds.Things, other).Create(TestKinds.Thing, New("a") with { Jurisdiction = other, Text = "there" }), Ct);
        Assert.Equal("here", (await FindAsync("a"))!.Value.Text);
        Assert.Equal("there", (await Store.FindAsync(TestKinds.Thing, other, "a", Ct))!.Value.Text);
    }

    [Fact]
    public async Task Many_are_found_at_once_and_those_not_there_are_left_out()
    {
        await AddAsync(Enumerable.Range(0, 250).Select(i => New($"n{i}")));
        IReadOnlyList<Stored<Thing>> found = await Store.FindManyAsync(TestKinds.Thing, Partition, [.. Enumerable.Range(100, 200).Select(i => $"n{i}"), "n100"], Ct);
        Assert.Equal(Enumerable.Range(100, 150).Select(i => $"n{i}").Order(), found.Select(f => f.Value.Id).Order());
        Assert.All(found, f => Assert.NotEmpty(f.ETag));
        Assert.Empty(await Store.FindManyAsync(TestKinds.Thing, Partition, [], Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.FindManyAsync(TestKinds.Thing, Partition, [.. Enumerable.Range(0, 1001).Select(i => $"n{i}")], Ct));
    }

    [Fact]
    public async Task Creating_twice_says_exists_and_changes_nothing()
    {
        await AddAsync(New("a") with { Text = "first" });
        CommitOutcome outcome = await Store.CommitAsync(NewBatch().Create(TestKinds.Thing, New("a") with { Text = "second" }), Ct);
        Assert.Equal((CommitStatus.Exists, "a"), (outcome.Status, outcome.FailedId));
        Assert.Equal("first", (await FindAsync("a"))!.Value.Text);
    }

    [Fact]
    public async Task Replacing_wants_the_version_that_is_there()
    {
        string first = (await AddAsync(New("a")))[0];
        CommitOutcome second = await Store.CommitAsync(NewBatch().Replace(TestKinds.Thing, New("a") with { Text = "2" }, first), Ct);
        Assert.True(second.Committed);
        Assert.NotEqual(first, second.ETags[0]);
        CommitOutcome stale = await Store.CommitAsync(NewBatch().Replace(TestKinds.Thing, New("a") with { Text = "3" }, first), Ct);
        Assert.Equal((CommitStatus.Changed, "a"), (stale.Status, stale.FailedId));
        CommitOutcome missing = await Store.CommitAsync(NewBatch().Replace(TestKinds.Thing, New("b"), first), Ct);
        Assert.Equal((CommitStatus.Missing, "b"), (missing.Status, missing.FailedId));
        Stored<Thing>? found = await FindAsync("a");
        Assert.Equal(("2", second.ETags[0]), (found!.Value.Text, found.ETag));
    }

    [Fact]
    public async Task Deleting_wants_the_version_that_is_there()
    {
        string first = (await AddAsync(New("a")))[0];
        string second = (await Store.CommitAsync(NewBatch().Upsert(TestKinds.Thing, New("a")), Ct)).ETags[0];
        Assert.Equal(CommitStatus.Changed, (await Store.CommitAsync(NewBatch().Delete(TestKinds.Thing, "a", first), Ct)).Status);
        CommitOutcome deleted = await Store.CommitAsync(NewBatch().Delete(TestKinds.Thing, "a", second), Ct);
        Assert.Equal([string.Empty], deleted.ETags);
        Assert.Null(await FindAsync("a"));
        Assert.Equal(CommitStatus.Missing, (await Store.CommitAsync(NewBatch().Delete(TestKinds.Thing, "a", second), Ct)).Status);
    }

    [Fact]
    public async Task Upserting_writes_in_either_case_with_a_new_etag()
    {
        string first = (await Store.CommitAsync(NewBatch().Upsert(TestKinds.Thing, New("a") with { Text = "1" }), Ct)).ETags[0];
        string second = (await Store.CommitAsync(NewBatch().Upsert(TestKinds.Thing, New("a") with { Text = "2" }), Ct)).ETags[0];
        Assert.NotEqual(first, second);
        Assert.Equal("2", (await FindAsync("a"))!.Value.Text);
    }

    [Theory]
    [InlineData(CommitStatus.Exists)]
    [InlineData(CommitStatus.Changed)]
    [InlineData(CommitStatus.Missing)]
    public async Task A_batch_that_fails_at_its_end_has_done_nothing(CommitStatus failure)
    {
        IReadOnlyList<string> etags = await AddAsync(New("replaced") with { Text = "old" }, New("deleted"), New("there"));
        Batch batch = NewBatch()
            .Create(TestKinds.Thing, New("created"))
            .Replace(TestKinds.Thing, New("replaced") with { Text = "new" }, etags[0])
            .Delete(TestKinds.Thing, "deleted", etags[1])
            .Upsert(TestKinds.Thing, New("upserted"));
        _ = failure switch
        {
            CommitStatus.Exists => batch.Create(TestKinds.Thing, New("there")),
            CommitStatus.Changed => batch.Replace(TestKinds.Thing, New("there"), etags[0]),
            _ => batch.Delete(TestKinds.Thing, "nowhere", etags[0]),
        };
        CommitOutcome outcome = await Store.CommitAsync(batch, Ct);
        Assert.Equal((failure, failure == CommitStatus.Missing ? "nowhere" : "there"), (outcome.Status, outcome.FailedId));
        Assert.Equal(["deleted", "replaced", "there"], await IdsAsync(Things()));
        Assert.Equal("old", (await FindAsync("replaced"))!.Value.Text);
    }

    [Fact]
    public async Task A_batch_of_several_kinds_gives_an_etag_for_each_operation_in_order()
    {
        string etag = (await AddAsync(New("gone")))[0];
        CommitOutcome outcome = await Store.CommitAsync(
            NewBatch()
                .Create(TestKinds.Thing, New("a"))
                .Delete(TestKinds.Thing, "gone", etag)
                .Create(TestKinds.Region, new Region { Id = "r", Jurisdiction = Partition }),
            Ct);
        Assert.Equal((await FindAsync("a"))!.ETag, outcome.ETags[0]);
        Assert.Empty(outcome.ETags[1]);
        Assert.Equal((await Store.FindAsync(TestKinds.Region, Partition, "r", Ct))!.ETag, outcome.ETags[2]);
    }

    [Fact]
    public async Task A_full_batch_of_a_hundred_is_written_and_an_empty_one_is_nothing()
    {
        await AddAsync(Enumerable.Range(0, 100).Select(i => New($"n{i:000}") with { Text = new string('x', 15_000) }));
        Assert.Equal(100, await Store.CountAsync(Things(), Ct));
        Assert.Empty((await Store.CommitAsync(NewBatch(), Ct)).ETags);
    }

    [Fact]
    public void A_batch_refuses_what_is_too_large_twice_or_elsewhere()
    {
        Batch full = Enumerable.Range(0, 100).Aggregate(NewBatch(), (b, i) => b.Create(TestKinds.Thing, New($"n{i}")));
        Assert.Throws<BatchTooLargeException>(() => full.Create(TestKinds.Thing, New("x")));
        Assert.Throws<BatchTooLargeException>(() => NewBatch().Create(TestKinds.Thing, New("x") with { Text = new string('x', Batch.MaxBytes) }));
        Assert.Throws<ArgumentException>(() => NewBatch().Create(TestKinds.Thing, New("x")).Upsert(TestKinds.Thing, New("x")));
        Assert.Throws<ArgumentException>(() => NewBatch().Create(TestKinds.Thing, New("x") with { Jurisdiction = "elsewhere" }));
        Assert.Throws<ArgumentException>(() => NewBatch().Create(TestKinds.Token, new Token { Id = "x", Key = Partition }));
        Assert.Throws<ArgumentException>(() => NewBatch().Create(TestKinds.Thing, New("x") with { Ttl = 5 }));
    }

    [Fact]
    public async Task A_kind_that_the_store_was_not_opened_with_is_refused()
    {
        DocumentKind<Thing> other = new("other", TestKinds.Things, DocumentsJson.Default.Thing);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.FindAsync(other, Partition, "a", Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(NewBatch().Create(other, New("a")), Ct));
    }

    [Fact]
    public async Task Of_many_writers_with_one_etag_exactly_one_wins()
    {
        string etag = (await AddAsync(New("a")))[0];
        CommitOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => Store.CommitAsync(NewBatch().Replace(TestKinds.Thing, New("a") with { Text = $"{i}" }, etag).Create(TestKinds.Thing, New($"event-{i}")), Ct))));
        int winner = Assert.Single(Enumerable.Range(0, 16), i => outcomes[i].Committed);
        Assert.All(outcomes.Where(o => !o.Committed), o => Assert.Equal(CommitStatus.Changed, o.Status));
        Assert.Equal($"{winner}", (await FindAsync("a"))!.Value.Text);
        Assert.Equal(["a", $"event-{winner}"], await IdsAsync(Things()));
    }

    [Fact]
    public async Task Of_many_creators_of_one_id_exactly_one_wins()
    {
        CommitOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => Store.CommitAsync(NewBatch().Create(TestKinds.Thing, New("a") with { Text = $"{i}" }), Ct))));
        Assert.Single(outcomes, o => o.Committed);
        Assert.Equal(15, outcomes.Count(o => o.Status == CommitStatus.Exists));
    }

    [Fact]
    public async Task Increments_by_read_and_replace_lose_nothing()
    {
        await AddAsync(New("a") with { Value = 0 });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int done = 0; done < 10;)
            {
                Stored<Thing> now = (await FindAsync("a"))!;
                done += (await Store.CommitAsync(NewBatch().Replace(TestKinds.Thing, now.Value with { Value = now.Value.Value + 1 }, now.ETag), Ct)).Committed ? 1 : 0;
            }
        })));
        Assert.Equal(40, (await FindAsync("a"))!.Value.Value);
    }

    [Fact]
    public async Task An_engine_that_answers_has_nothing_to_say() => Assert.Null(await Store.ProbeAsync(Ct));
}
