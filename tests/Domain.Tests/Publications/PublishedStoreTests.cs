using GridSteward.Domain.Assignments;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;
using GridSteward.Domain.Visits;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Publications;

/// <summary>An import is seen whole from the one write that shows it, however many of its rows are in their places.</summary>
public sealed class PublishedStoreTests : IDisposable
{
    private const string Import = "import";

    private readonly World world = new();
    private readonly World reference = new();

    private static CancellationToken Ct => World.Ct;

    private IDocumentStore Engine => world.Engine;

    private Publishing Publishing => new(world.Store, Kinds.All);

    private PublishedStore Seen => new(world.Store, Publishing, Kinds.Published);

    public void Dispose()
    {
        world.Dispose();
        reference.Dispose();
    }

    /// <summary>Whatever is asked at any moment of the folding, the answer is that of a store in which all rows were written at once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_question_is_answered_as_if_all_rows_were_in_their_places(int seed)
    {
        var random = new Random(seed);
        await StageAsync(random, 120, 80);
        List<string> before = await AnswersAsync(Engine, new Random(seed));
        Assert.Equal(before, await AnswersAsync(Seen, new Random(seed)));
        List<string> after = await AnswersAsync(reference.Engine, new Random(seed));
        Assert.NotEqual(before, after);

        await PublishAsync();
        Assert.Equal(after, await AnswersAsync(Seen, new Random(seed)));
        Assert.Equal(before, await AnswersAsync(Engine, new Random(seed)));
        List<Stored<StagedRow>> rows = await RowsAsync();
        foreach (Stored<StagedRow>[] some in rows.OrderBy(_ => random.Next()).Chunk(23))
        {
            foreach (Stored<StagedRow> row in some)
            {
                Assert.True(await Publishing.FoldOneAsync(Container.Households, row, Ct));
            }

            Assert.Equal(after, await AnswersAsync(Seen, new Random(seed)));
        }

        await Publishing.CloseAsync(Container.Households, "town", Import, Ct);
        Assert.Equal(after, await AnswersAsync(Seen, new Random(seed)));
        Assert.Equal(after, await AnswersAsync(Engine, new Random(seed)));
    }

    [Fact]
    public async Task The_folding_killed_before_and_after_each_of_its_writes_ends_in_the_same_state()
    {
        for (int call = 0; ; call++)
        {
            using PublishedStoreTests again = new();
            if (!await again.SurvivesAsync(call))
            {
                Assert.InRange(call, 3, 100);
                return;
            }
        }
    }

    [Fact]
    public async Task What_is_never_published_is_swept_and_was_never_seen()
    {
        await StageAsync(new Random(5), 30, 20);
        List<string> before = await AnswersAsync(Seen, new Random(5));
        await Publishing.FinishAsync(Container.Households, "town", Import, Ct);
        Assert.Empty(await RowsAsync());
        Assert.Equal(before, await AnswersAsync(Seen, new Random(5)));
    }

    [Fact]
    public async Task Whoever_writes_meets_the_published_version_and_an_older_etag_is_stale()
    {
        Household old = Home(1, new Random(1));
        await world.WriteAsync(Kinds.Household, old);
        Stored<Household> seenBefore = (await Seen.FindAsync(Kinds.Household, "town", old.Id, Ct))!;
        await AddRowAsync(1, b => b.Replace(Kinds.Household, old with { Residents = 9 }, seenBefore.ETag));
        await PublishAsync();

        Stored<Household> shown = (await Seen.FindAsync(Kinds.Household, "town", old.Id, Ct))!;
        Assert.Equal(9, shown.Value.Residents);
        CommitOutcome outcome = await ReplaceAsync(old with { Residents = 1 }, seenBefore.ETag);
        Assert.Equal((CommitStatus.Changed, old.Id), (outcome.Status, outcome.FailedId));
        Stored<Household> placed = (await Seen.FindAsync(Kinds.Household, "town", old.Id, Ct))!;
        Assert.Equal(9, placed.Value.Residents);
        Assert.True((await ReplaceAsync(old with { Residents = 2 }, placed.ETag)).Committed);
        Assert.True((await Publishing.FoldAsync(Container.Households, "town", Import, Ct)).IsDone);
        Assert.Equal(2, (await Seen.FindAsync(Kinds.Household, "town", old.Id, Ct))!.Value.Residents);
    }

    [Fact]
    public async Task A_document_that_is_staged_cannot_be_created_by_another()
    {
        Household home = Home(1, new Random(1));
        await AddRowAsync(1, b => b.Create(Kinds.Household, home));
        await PublishAsync();
        CommitOutcome outcome = await Seen.CommitAsync(new Batch(Container.Households, "town").Create(Kinds.Household, home with { Residents = 7 }), Ct);
        Assert.Equal(CommitStatus.Exists, outcome.Status);
    }

    [Fact]
    public async Task What_somebody_changed_after_it_was_staged_stays_theirs_and_is_named()
    {
        Household old = Home(1, new Random(1)), other = Home(2, new Random(2));
        await world.WriteAsync(Kinds.Household, old, other);
        foreach (Household home in new[] { old, other })
        {
            string etag = (await Engine.FindAsync(Kinds.Household, "town", home.Id, Ct))!.ETag;
            await AddRowAsync(home == old ? 1 : 2, b => b.Replace(Kinds.Household, home with { Residents = 9 }, etag));
        }

        string current = (await Engine.FindAsync(Kinds.Household, "town", old.Id, Ct))!.ETag;
        Assert.True((await ReplaceAsync(old with { Residents = 5 }, current)).Committed);
        await PublishAsync();
        FoldedRows folded = await Publishing.FoldAsync(Container.Households, "town", Import, Ct);
        Assert.Equal((1, true), (folded.Placed, folded.IsDone));
        Assert.Equal([StagedRow.Target("household", old.Id)], Assert.Single(folded.Overtaken).Targets);
        Assert.Equal((5, 9), ((await Engine.FindAsync(Kinds.Household, "town", old.Id, Ct))!.Value.Residents, (await Engine.FindAsync(Kinds.Household, "town", other.Id, Ct))!.Value.Residents));
    }

    [Fact]
    public async Task One_import_at_a_time_is_shown()
    {
        await AddRowAsync(1, b => b.Create(Kinds.Household, Home(1, new Random(1))));
        await PublishAsync();
        var last = await Publishing.ReadAsync(Container.Households, "town", Ct);
        Assert.False(Publishing.TryPublish(new Batch(Container.Households, "town"), last, "another", world.Clock.Now));
        await Publishing.FinishAsync(Container.Households, "town", Import, Ct);
        last = await Publishing.ReadAsync(Container.Households, "town", Ct);
        Assert.True(Publishing.TryPublish(new Batch(Container.Households, "town"), last, "another", world.Clock.Now));
    }

    /// <summary>A list that is answered while an import is published is answered again: never half of one state and half of the other.</summary>
    [Fact]
    public async Task A_list_during_the_publication_is_of_one_state()
    {
        Household[] homes = [.. Enumerable.Range(0, 40).Select(i => Home(i, new Random(i)) with { Residents = 1 })];
        await world.WriteAsync(Kinds.Household, homes);
        for (int i = 0; i < homes.Length; i++)
        {
            string etag = (await Engine.FindAsync(Kinds.Household, "town", homes[i].Id, Ct))!.ETag;
            await AddRowAsync(i, b => b.Replace(Kinds.Household, homes[i] with { Residents = 2 }, etag));
        }

        int reads = 0;
        world.Store.BeforeRead = async kind =>
        {
            if (kind == Kinds.Household && reads++ == 0)
            {
                await PublishAsync(Engine);
                foreach (Stored<StagedRow> row in (await RowsAsync()).Take(20))
                {
                    await new Publishing(Engine, Kinds.All).FoldOneAsync(Container.Households, row, Ct);
                }
            }
        };
        Page<Household> page = await Seen.ListAsync(Kinds.Household.In("town"), new PageRequest(1000), Ct);
        Assert.Equal((40, 2, 2), (page.Items.Count, page.Items.Min(i => i.Value.Residents), page.Items.Max(i => i.Value.Residents)));
    }

    private async Task<bool> SurvivesAsync(int call)
    {
        await StageAsync(new Random(6), 60, 40);
        await PublishAsync();
        int calls = 0;
        bool dead = false;
        Task Die()
        {
            dead = dead || calls++ == call;
            return dead ? throw new KilledException() : Task.CompletedTask;
        }

        world.Store.BeforeCommit = _ => Die();
        world.Store.AfterCommit = _ => Die();
        try
        {
            await Publishing.FinishAsync(Container.Households, "town", Import, Ct);
        }
        catch (KilledException)
        {
        }

        Assert.Equal(await AnswersAsync(reference.Engine, new Random(1)), await AnswersAsync(Seen, new Random(1)));
        world.Store.BeforeCommit = _ => Task.CompletedTask;
        world.Store.AfterCommit = _ => Task.CompletedTask;
        await Publishing.FinishAsync(Container.Households, "town", Import, Ct);
        Assert.Empty(await RowsAsync());
        Assert.False((await Publishing.ReadAsync(Container.Households, "town", Ct))!.Value.Active);
        Assert.Equal(await AnswersAsync(reference.Engine, new Random(1)), await AnswersAsync(Engine, new Random(1)));
        return dead;
    }

    /// <summary>Some households here and in the reference; then rows that create, replace and delete them: staged here, written there.</summary>
    private async Task StageAsync(Random random, int homes, int rows)
    {
        Household[] all = [.. Enumerable.Range(0, homes).Select(i => Home(i, random))];
        await world.WriteAsync(Kinds.Household, all);
        await reference.WriteAsync(Kinds.Household, all);
        int[] touched = [.. Enumerable.Range(0, homes + (rows / 2)).OrderBy(_ => random.Next()).Take(rows)];
        for (int i = 0; i < rows; i++)
        {
            int number = touched[i];
            Household home = Home(number, random);
            bool deletes = random.Next(4) == 0;
            Batch Writes(Batch batch, string? etag)
                => etag is null ? batch.Create(Kinds.Household, home).Create(Kinds.UniqueCode(Container.Households), CodeOf(home))
                : deletes ? batch.Delete(Kinds.Household, home.Id, etag)
                : batch.Replace(Kinds.Household, home, etag);
            string? ours = (await Engine.FindAsync(Kinds.Household, "town", home.Id, Ct))?.ETag, theirs = (await reference.Engine.FindAsync(Kinds.Household, "town", home.Id, Ct))?.ETag;
            await AddRowAsync(i, batch => Writes(batch, ours));
            Assert.True((await reference.Engine.CommitAsync(Writes(new Batch(Container.Households, "town"), theirs), Ct)).Committed);
        }
    }

    private async Task AddRowAsync(int number, Func<Batch, Batch> writes)
    {
        StagedRow row = StagedRow.Of("town", Import, number, writes(new Batch(Container.Households, "town")).Operations);
        Assert.True((await Engine.CommitAsync(new Batch(Container.Households, "town").Create(Kinds.StagedRow(Container.Households), row), Ct)).Committed);
    }

    private Task PublishAsync() => PublishAsync(Engine);

    private static async Task PublishAsync(IDocumentStore engine)
    {
        var batch = new Batch(Container.Households, "town");
        Assert.True(Publishing.TryPublish(batch, await new Publishing(engine, Kinds.All).ReadAsync(Container.Households, "town", Ct), Import, DateTimeOffset.UnixEpoch));
        Assert.True((await engine.CommitAsync(batch, Ct)).Committed);
    }

    private Task<CommitOutcome> ReplaceAsync(Household household, string etag)
        => Seen.CommitAsync(new Batch(Container.Households, "town").Replace(Kinds.Household, household, etag), Ct);

    private async Task<List<Stored<StagedRow>>> RowsAsync() => await Engine.AllAsync(Kinds.StagedRow(Container.Households).In("town"), Ct).ToListAsync(Ct);

    /// <summary>The answers to many questions, as texts.</summary>
    private static async Task<List<string>> AnswersAsync(IDocumentStore store, Random random)
    {
        List<string> answers = [];
        for (int i = 0; i < 25; i++)
        {
            Query<Household> query = Kinds.Household.In("town")
                .WhereIf(random.Next(2) == 0, () => new Filter.HasAny("areas", [$"g{random.Next(6)}", $"g{random.Next(6)}"]))
                .WhereIf(random.Next(3) == 0, () => new Filter.Equal("areaPath", $"c1\u001fg{random.Next(6)}"))
                .WhereIf(random.Next(3) == 0, () => GeoBoxFilter(random));
            query = random.Next(2) == 0 ? query : query.OrderedBy(Kinds.LongestUnvisitedFirst);
            int limit = random.Next(1, 60);
            PageToken? after = null;
            do
            {
                Page<Household> page = await store.ListAsync(query, new PageRequest(limit, after), Ct);
                answers.Add($"{i} page: {string.Join(' ', page.Items.Select(Text))}");
                after = page.Next;
            }
            while (after is not null);
            answers.Add($"{i} count: {await store.CountAsync(query, Ct)}");
            answers.Add($"{i} tally: {string.Join(' ', (await store.TallyAsync(query, "areaPath", Ct)).OrderBy(p => p.Key, StringComparer.Ordinal))}");
            string[] ids = [.. Enumerable.Range(0, 12).Select(_ => IdOf(random.Next(160)))];
            answers.Add($"{i} many: {string.Join(' ', (await store.FindManyAsync(Kinds.Household, "town", ids, Ct)).Select(Text).Distinct().Order(StringComparer.Ordinal))}");
            answers.Add($"{i} one: {(await store.FindAsync(Kinds.Household, "town", ids[0], Ct) is { } found ? Text(found) : "none")}");
            answers.Add($"{i} code: {await store.FindAsync(Kinds.UniqueCode(Container.Households), "town", UniqueCode.IdOf("household", ids[0]), Ct) is not null}");
        }

        return answers;
    }

    private static Filter.InBox GeoBoxFilter(Random random)
    {
        Wgs84Point corner = Town.Point(random.NextDouble() * 3, random.NextDouble() * 3);
        return new Filter.InBox(new GeoBox(corner.Longitude, corner.Latitude, corner.Longitude + 0.002, corner.Latitude + 0.002));
    }

    private static string Text(Stored<Household> item) => $"{item.Value.Code}:{item.Value.Residents}:{item.Value.AreaPath}:{item.Value.Point}";

    private static string IdOf(int number) => $"home-{number:D4}";

    private static UniqueCode CodeOf(Household home)
        => new() { Id = UniqueCode.IdOf("household", home.Id), Jurisdiction = "town", Code = home.Code, OwnerId = home.Id };

    private static Household Home(int number, Random random)
    {
        int grid = random.Next(6);
        return new Household
        {
            Id = IdOf(number),
            Jurisdiction = "town",
            Code = $"H{number}",
            Residents = random.Next(1, 9),
            Point = random.Next(5) == 0 ? null : Town.Point(random.NextDouble() * 4, random.NextDouble() * 4),
            Place = Place.Nowhere(Basis.None, "town", 1),
            Areas = random.Next(6) == 0 ? [] : ["c1", $"g{grid}"],
            AreaPath = $"c1\u001fg{grid}",
            Generation = 1,
            Care = random.Pick(Enum.GetValues<CareLevel>()),
            Visits = random.Next(4) == 0 ? null : new VisitSummary(new DateOnly(2026, 1, 1 + random.Next(9)), DateTimeOffset.UnixEpoch, VisitOutcome.Done, 0),
            MergedInto = random.Next(7) == 0 ? "another" : null,
        };
    }
}
