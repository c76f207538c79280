using System.IO.Compression;
using System.Runtime.CompilerServices;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Tests.Embedded;

/// <summary>Files that programs of earlier layouts have written: layout-2.db.gz is one, with regions r and r2 and the token t.</summary>
public sealed class LayoutTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_of_layout_2_is_found_in_as_before_and_written_to()
    {
        Unpack();
        using (SqliteDocumentStore store = Open(TestKinds.All))
        {
            Assert.Equal("59c1d8c8efe64f16b458b95238ffe145", (await store.FindAsync(TestKinds.Region, "p", "r", Ct))!.ETag);
            Assert.Equal(["r"], await IdsAsync(store, new Filter.Equal("status", "s")));
            Assert.Equal(["r", "r2"], await IdsAsync(store, new Filter.HasAny("areas", ["x", "y"])));
            Assert.Equal(["r"], await IdsAsync(store, new Filter.InBox(new GeoBox(8, 8, 20, 20))));
            Assert.Equal("t", Assert.Single((await store.ListAsync(TestKinds.Token.In("p").OrderedBy(TestKinds.Token.Orders[0]), new PageRequest(5), Ct)).Items).Value.Id);

            string mark = await store.MarkAsync(TestKinds.Fleeting, "p", Ct);
            Assert.Equal(0, await store.CountAsync(TestKinds.Token.In("p").Where(new Filter.Since(mark)), Ct));
            Assert.Equal(1, await store.CountAsync(TestKinds.Token.In("p").Where(new Filter.Since(mark[..mark.LastIndexOf(':')] + ":1")), Ct));

            Stored<Region> old = (await store.FindAsync(TestKinds.Region, "p", "r", Ct))!;
            CommitOutcome done = await store.CommitAsync(
                new Batch(TestKinds.Things, "p").Replace(TestKinds.Region, old.Value with { Areas = ["z"], Box = new Box(50, 50, 51, 51), Status = null }, old.ETag), Ct);
            Assert.True(done.Committed);
            Assert.Equal(["r", "r2"], await IdsAsync(store, new Filter.HasAny("areas", ["z"])));
            Assert.Equal(["r2"], await IdsAsync(store, new Filter.HasAny("areas", ["x", "y"])));
            Assert.Empty(await IdsAsync(store, new Filter.Equal("status", "s")));
            Assert.Empty(await IdsAsync(store, new Filter.InBox(new GeoBox(8, 8, 20, 20))));
            Assert.Equal(["r"], await IdsAsync(store, new Filter.InBox(new GeoBox(50, 50, 50, 50))));
        }

        Assert.Equal("ok", Text("PRAGMA integrity_check"));
        Assert.Equal("0", Text("SELECT count(*) FROM sqlite_master WHERE type='trigger' OR sql LIKE '%json%'"));
    }

    [Fact]
    public async Task What_the_first_to_upgrade_does_not_know_is_found_by_the_next()
    {
        Unpack();
        Open([TestKinds.Token]).Dispose();
        Assert.Equal("0", Text("SELECT count(*) FROM sqlite_master WHERE type='trigger' OR sql LIKE '%json%'"));
        using SqliteDocumentStore store = Open(TestKinds.All);
        Assert.Equal(["r"], await IdsAsync(store, new Filter.InBox(new GeoBox(8, 8, 20, 20)), new Filter.HasAny("areas", ["x"])));
    }

    /// <summary>Its documents would be in no list: rather it cannot write at all.</summary>
    [Fact]
    public void A_program_of_layout_2_that_is_still_running_can_write_no_more()
    {
        Unpack();
        using SqliteConnection before = new SqliteFile(DatabaseFile, TimeSpan.FromSeconds(1)).OpenWriter();
        using SqliteCommand insert = before.CreateCommand();
        insert.CommandText = "INSERT INTO things(partition,id,type,etag,expires,body,place,written) VALUES('p','new','region','e',NULL,'{}',1,9) ON CONFLICT(partition,id) DO NOTHING";
        insert.Prepare();
        Open(TestKinds.All).Dispose();
        Assert.Contains("place", Assert.Throws<SqliteException>(() => insert.ExecuteNonQuery()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string DatabaseFile => Path.Combine(folder, SqliteDocumentStore.FileName);

    private static async Task<IEnumerable<string>> IdsAsync(SqliteDocumentStore store, params Filter[] filters)
        => (await store.ListAsync(filters.Aggregate(TestKinds.Region.In("p"), (q, f) => q.Where(f)), new PageRequest(5), Ct)).Items.Select(i => i.Value.Id);

    private static SqliteDocumentStore Open(string folder, IReadOnlyList<DocumentKind> kinds) => new(folder, kinds, new TestClock(), TimeSpan.FromSeconds(1));

    private SqliteDocumentStore Open(IReadOnlyList<DocumentKind> kinds) => Open(folder, kinds);

    private void Unpack([CallerFilePath] string here = "")
    {
        using var from = new GZipStream(File.OpenRead(Path.Combine(Path.GetDirectoryName(here)!, "layout-2.db.gz")), CompressionMode.Decompress);
        using FileStream to = File.Create(DatabaseFile);
        from.CopyTo(to);
    }

    private string Text(string text)
    {
        using SqliteConnection connection = new SqliteFile(DatabaseFile, TimeSpan.FromSeconds(1)).OpenReader();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
