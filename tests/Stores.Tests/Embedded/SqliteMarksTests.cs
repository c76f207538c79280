using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Tests.Embedded;

/// <summary>The embedded engine's order of writes is exact, in however many processes, and files from before it was kept are brought to it.</summary>
public sealed class SqliteMarksTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Query<Thing> Things => TestKinds.Thing.In("p");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Exactly_what_was_written_after_a_mark_is_found()
    {
        using SqliteDocumentStore store = Open();
        await AddAsync(store, "a", "b");
        string mark = await MarkAsync(store);
        Assert.Empty(await SinceAsync(store, mark));
        await AddAsync(store, "c");
        string later = await MarkAsync(store);
        await store.CommitAsync(new Batch(TestKinds.Things, "p").Upsert(TestKinds.Thing, New("a")), Ct);
        Assert.Equal(["a", "c"], await SinceAsync(store, mark));
        Assert.Equal(["a"], await SinceAsync(store, later));

        // What fails leaves nothing, and what it would have changed is not found.
        Assert.False((await store.CommitAsync(new Batch(TestKinds.Things, "p").Upsert(TestKinds.Thing, New("b")).Create(TestKinds.Thing, New("c")), Ct)).Committed);
        Assert.Equal(["a"], await SinceAsync(store, later));
    }

    [Fact]
    public async Task Two_processes_write_in_one_order()
    {
        using SqliteDocumentStore one = Open(), two = Open();
        List<string> marks = [await MarkAsync(one)];
        List<string> ids = [];
        for (int i = 0; i < 40; i++)
        {
            await AddAsync(i % 3 == 0 ? one : two, $"n{i:00}");
            ids.Add($"n{i:00}");
            marks.Add(await MarkAsync(i % 2 == 0 ? one : two));
        }

        for (int i = 0; i <= 40; i++)
        {
            Assert.Equal(ids.Skip(i), await SinceAsync(i % 2 == 0 ? two : one, marks[i]));
        }
    }

    [Fact]
    public async Task A_mark_of_a_later_time_than_the_file_knows_matches_everything()
    {
        using SqliteDocumentStore store = Open();
        await AddAsync(store, "a");
        WriteMark mark = WriteMark.TryParse(await MarkAsync(store))!;
        Assert.Equal(["a"], await SinceAsync(store, (mark with { Number = mark.Number + 5 }).ToString()));
        Assert.Empty(await SinceAsync(store, mark.ToString()));
    }

    [Fact]
    public async Task More_than_can_be_sorted_for_a_page_is_walked_by_id()
    {
        using SqliteDocumentStore store = Open();
        string mark = await MarkAsync(store);
        await AddAsync(store, [.. Enumerable.Range(0, 30).Select(i => $"n{i:00}")]);
        foreach (Filter? driver in new Filter?[] { null, new Filter.Since(mark) })
        {
            Query<Thing> since = Things.Where(driver ?? new Filter.Since(mark));
            using SqliteStatements on = Reader();
            SqliteQuery query = SqliteSql.List(since, new PageRequest(10, new PageToken(null, "n14")), driver, 0);
            using SqliteDataReader row = on.Bind(query.Text, query.Values).ExecuteReader();
            int rows = 0;
            for (; row.Read(); rows++)
            {
                Assert.Contains($"n{rows + 15:00}", System.Text.Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1)), StringComparison.Ordinal);
            }

            Assert.Equal(11, rows);
        }
    }

    [Fact]
    public async Task Ids_of_what_was_written_are_found_in_its_index_alone()
    {
        using SqliteDocumentStore store = Open();
        Filter since = new Filter.Since(await MarkAsync(store));
        using SqliteStatements on = Reader();
        SqliteQuery query = SqliteSql.List(Things.Where(since), new PageRequest(10), since, 0);
        List<string> plan = [];
        using (SqliteDataReader row = on.Bind("EXPLAIN QUERY PLAN " + query.Text, query.Values).ExecuteReader())
        {
            while (row.Read())
            {
                plan.Add(row.GetString(3));
            }
        }

        Assert.Contains(plan, p => p.Contains("COVERING INDEX things_thing_written-order (partition=? AND written>?)", StringComparison.Ordinal));
        Assert.Contains(plan, p => p.Contains("SEARCH d USING PRIMARY KEY (partition=? AND id=?)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_the_layout_before_is_upgraded_where_it_is()
    {
        // As layout 1 made it: no order of writes, and no column for it.
        Run("""
            PRAGMA user_version=1;
            CREATE TABLE schema_parts(name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, removal TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE things(
              partition TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, etag TEXT NOT NULL, expires INTEGER, place INTEGER NOT NULL, body TEXT NOT NULL,
              PRIMARY KEY(partition, id)) WITHOUT ROWID;
            INSERT INTO things(partition,id,type,etag,place,body) VALUES
              ('p','old','thing','e1',1,'{"type":"thing","schemaVersion":1,"id":"old","jurisdiction":"p"}'),
              ('p','older','thing','e2',2,'{"type":"thing","schemaVersion":1,"id":"older","jurisdiction":"p"}');
            """);
        string mark;
        using (SqliteDocumentStore upgraded = Open())
        {
            mark = await MarkAsync(upgraded);
            Assert.Empty(await SinceAsync(upgraded, mark));
            Assert.Equal(2, await upgraded.CountAsync(Things, Ct));
            await AddAsync(upgraded, "new");
            Stored<Thing> old = (await upgraded.FindAsync(TestKinds.Thing, "p", "old", Ct))!;
            await upgraded.CommitAsync(new Batch(TestKinds.Things, "p").Replace(TestKinds.Thing, old.Value with { Count = 1 }, old.ETag), Ct);
            Assert.Equal(["new", "old"], await SinceAsync(upgraded, mark));
        }

        using SqliteDocumentStore again = Open();
        Assert.True(WriteMark.Follows(await MarkAsync(again), mark));
        Assert.Equal(["new", "old"], await SinceAsync(again, mark));
    }

    [Fact]
    public async Task A_scrub_keeps_the_order()
    {
        using SqliteDocumentStore store = Open();
        await AddAsync(store, "a");
        string mark = await MarkAsync(store);
        await AddAsync(store, "b");
        await store.ScrubAsync(Ct);
        Assert.Equal(["b"], await SinceAsync(store, mark));
    }

    private static Thing New(string id) => new() { Id = id, Jurisdiction = "p" };

    private static async Task AddAsync(SqliteDocumentStore store, params string[] ids)
        => Assert.True((await store.CommitAsync(ids.Aggregate(new Batch(TestKinds.Things, "p"), (b, id) => b.Create(TestKinds.Thing, New(id))), Ct)).Committed);

    private static Task<string> MarkAsync(SqliteDocumentStore store) => store.MarkAsync(TestKinds.Things, "p", Ct);

    private static async Task<List<string>> SinceAsync(SqliteDocumentStore store, string mark)
        => [.. (await store.ListAsync(Things.Where(new Filter.Since(mark)), new PageRequest(1000), Ct)).Items.Select(i => i.Value.Id)];

    private SqliteDocumentStore Open() => new(folder, TestKinds.All, new TestClock());

    private SqliteStatements Reader() => new(new SqliteFile(Path.Combine(folder, SqliteDocumentStore.FileName), TimeSpan.FromSeconds(1)).OpenReader());

    private void Run(string text)
    {
        using SqliteConnection connection = new SqliteFile(Path.Combine(folder, SqliteDocumentStore.FileName), TimeSpan.FromSeconds(1)).OpenWriter();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
