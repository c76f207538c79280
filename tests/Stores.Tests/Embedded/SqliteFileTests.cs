using System.Globalization;
using System.Text.Json;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Tests.Embedded;

public sealed class SqliteFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;
    private readonly TestClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Declaring_more_fields_makes_their_indexes_from_what_is_there()
    {
        DocumentKind<Thing> bare = new("thing", TestKinds.Things, DocumentsJson.Default.Thing);
        using (SqliteDocumentStore before = Open(bare))
        {
            await before.CommitAsync(new Batch(TestKinds.Things, "p").Create(bare, New("a") with { Status = "s", Areas = ["x"], Point = new(5, 5), Count = 2 }).Create(bare, New("b")), Ct);
        }

        for (int i = 0; i < 2; i++)
        {
            using SqliteDocumentStore after = Open(TestKinds.Thing);
            Query<Thing> all = TestKinds.Thing.In("p");
            Assert.Equal(1, await after.CountAsync(all.Where(new Filter.Equal("status", "s")).Where(new Filter.HasAny("areas", ["x"])).Where(new Filter.InBox(new GeoBox(0, 0, 9, 9))), Ct));
            Assert.Equal("a", Assert.Single((await after.ListAsync(all.OrderedBy(TestKinds.ByCount), new PageRequest(5), Ct)).Items).Value.Id);
        }

        Assert.NotEqual(0, Scalar("SELECT count(*) FROM things_terms"));
        using (SqliteDocumentStore again = Open(bare))
        {
            Assert.Equal(2, await again.CountAsync(bare.In("p"), Ct));
        }

        Assert.Equal(0, Scalar("SELECT count(*) FROM things_terms"));
        Assert.Equal(1, Scalar("SELECT count(*) FROM schema_parts"));
        Assert.Equal(0, Scalar("SELECT count(*) FROM sqlite_master WHERE type='trigger' OR name LIKE '%box%'"));
    }

    [Fact]
    public void A_kind_that_this_process_does_not_know_keeps_its_indexes()
    {
        Open([.. TestKinds.All]).Dispose();
        long parts = Scalar("SELECT count(*) FROM schema_parts");
        Open(TestKinds.Token).Dispose();
        Assert.Equal(parts, Scalar("SELECT count(*) FROM schema_parts"));
    }

    /// <summary>Rows of the R*Tree are numbered by the clock: one that stands still over many restarts, or goes back, must not number two alike.</summary>
    [Fact]
    public async Task A_clock_that_stands_still_over_restarts_does_not_make_two_places_one()
    {
        for (int start = 0; start < 40; start++)
        {
            using SqliteDocumentStore store = Open(TestKinds.Thing);
            var batch = new Batch(TestKinds.Things, "p");
            Enumerable.Range(0, 100).ToList().ForEach(i => batch.Create(TestKinds.Thing, New($"{start}.{i}") with { Point = new(5, 5) }));
            Assert.True((await store.CommitAsync(batch, Ct)).Committed);
            clock.Advance(TimeSpan.FromMinutes(-(start % 3)));
        }

        Assert.Equal(4000, Scalar("SELECT count(DISTINCT place) FROM \"things_thing-entries\""));

        // In the order of writing, whatever the clock said.
        const string place = "SELECT place FROM \"things_thing-entries\" WHERE id='{0}.99'";
        Assert.All(Enumerable.Range(1, 39), start => Assert.True(
            Scalar(string.Format(CultureInfo.InvariantCulture, place, start)) > Scalar(string.Format(CultureInfo.InvariantCulture, place, start - 1))));
    }

    [Fact]
    public async Task The_kinds_of_the_domain_can_be_stored()
    {
        using SqliteDocumentStore store = Open([.. Domain.Kinds.All]);
        Assert.Equal(0, await store.CountAsync(Domain.Kinds.Report.In("p").Where(new Filter.InBox(new GeoBox(1, 1, 2, 2))), Ct));
    }

    [Fact]
    public void A_database_of_a_newer_layout_is_refused_with_what_to_do()
    {
        Open(TestKinds.Token).Dispose();
        Scalar("PRAGMA user_version=99");
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Open(TestKinds.Token));
        Assert.Contains("GridSteward:DataFolder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_database_is_refused_by_its_name_and_left_as_it_is()
    {
        string path = Path.Combine(folder, SqliteDocumentStore.FileName);
        byte[] something = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];
        File.WriteAllBytes(path, something);
        Assert.Contains(path, Assert.Throws<IOException>(() => Open(TestKinds.Token)).Message, StringComparison.Ordinal);
        Assert.Equal(something, File.ReadAllBytes(path));
    }

    /// <summary>Whoever else is on the machine could read everybody's names and phones, as the files are made by default.</summary>
    [Fact]
    public async Task What_is_made_in_a_data_folder_is_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights come from the folder above there.");
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        string there = Directory.CreateDirectory(Path.Combine(folder, "there")).FullName, below = Path.Combine(folder, "deep", "data");
        foreach (string data in new[] { there, below })
        {
            using SqliteDocumentStore store = new(data, [TestKinds.Thing], clock);
            await new FileBlobStore(data).WriteAsync(BlobContainer.Photos, "a/b", new byte[1], "image/jpeg", Ct);
            await store.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New("a")), Ct);
            string[] made = [.. Directory.EnumerateFiles(data, SqliteDocumentStore.FileName + "*"), Path.Combine(data, "blobs")];
            Assert.Equal(4, made.Length);
            Assert.All(made, path => Assert.Equal(UnixFileMode.None, new FileInfo(path).UnixFileMode & others));
        }

        Assert.All([below, Path.GetDirectoryName(below)!], path => Assert.Equal(UnixFileMode.None, new DirectoryInfo(path).UnixFileMode & others));
    }

    [Fact]
    public void Commits_are_flushed_to_disk_in_a_write_ahead_log()
    {
        using SqliteConnection connection = new SqliteFile(Path.Combine(folder, "x.db"), TimeSpan.FromSeconds(1)).OpenWriter();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous";
        Assert.Equal(2L, command.ExecuteScalar());
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
    }

    [Fact]
    public async Task A_second_process_may_write_and_a_busy_file_delays_writers_only()
    {
        using SqliteDocumentStore one = Open(TestKinds.Thing), two = Open(TestKinds.Thing);
        await one.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New("a")), Ct);
        await two.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New("b")), Ct);
        Assert.Equal(2, await one.CountAsync(TestKinds.Thing.In("p"), Ct));

        using SqliteConnection other = new SqliteFile(Path.Combine(folder, SqliteDocumentStore.FileName), TimeSpan.FromSeconds(1)).OpenWriter();
        using (SqliteTransaction held = other.BeginTransaction(deferred: false))
        {
            Task<CommitOutcome> waiting = one.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New("c")), Ct);
            Assert.Equal(2, await one.CountAsync(TestKinds.Thing.In("p"), Ct));
            StoreUnavailableException busy = await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
            Assert.True(busy.RetryAfter > TimeSpan.Zero);
        }

        Assert.True((await one.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New("c")), Ct)).Committed);
    }

    [Fact]
    public async Task Batches_that_share_a_transaction_fail_alone()
    {
        using SqliteDocumentStore store = Open(TestKinds.Thing);
        await store.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New("taken")), Ct);
        CommitOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => store.CommitAsync(
            new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New($"n{i}")).Create(TestKinds.Thing, New(i % 3 == 0 ? "taken" : $"m{i}")), Ct)));
        Assert.All(outcomes.Index(), o => Assert.Equal(o.Index % 3 == 0 ? CommitStatus.Exists : CommitStatus.Committed, o.Item.Status));
        Assert.Equal(401, await store.CountAsync(TestKinds.Thing.In("p"), Ct));
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_refused_before_it_waits()
    {
        DocumentKind<Malformed> malformed = new("malformed", TestKinds.Things, MalformedJson.Default.Malformed) { Fields = [new("raw")] };
        using SqliteDocumentStore store = Open(TestKinds.Thing, malformed);
        Batch batch = new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New("a")).Create(malformed, new Malformed { Id = "m", Jurisdiction = "p" });
        await Assert.ThrowsAnyAsync<JsonException>(() => store.CommitAsync(batch, Ct));
        Assert.Equal(0, await store.CountAsync(TestKinds.Thing.In("p"), Ct));
    }

    [Fact]
    public async Task A_batch_that_breaks_in_the_middle_is_undone_alone()
    {
        using SqliteDocumentStore store = Open(TestKinds.Thing, TestKinds.Region);
        Scalar("DROP TABLE \"things_region-entries\"");
        Task<CommitOutcome>[] commits = [.. Enumerable.Range(0, 100).Select(i => store.CommitAsync(
            i % 10 == 5
                ? new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New($"n{i}")).Create(TestKinds.Region, new Region { Id = $"m{i}", Jurisdiction = "p" })
                : new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New($"n{i}")),
            Ct))];
        await Task.WhenAll(commits).ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.All(commits.Index(), c => Assert.Equal(c.Index % 10 == 5, c.Item.Exception?.InnerException is SqliteException));
        Assert.Equal(90, await store.CountAsync(TestKinds.Thing.In("p"), Ct));
    }

    [Fact]
    public async Task A_write_that_was_cancelled_while_it_waited_has_not_happened()
    {
        using SqliteDocumentStore store = Open(TestKinds.Thing);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, New("a")), new CancellationToken(true)));
        Assert.Equal(0, await store.CountAsync(TestKinds.Thing.In("p"), Ct));
    }

    [Fact]
    public async Task What_has_expired_is_deleted_in_time_with_its_entry()
    {
        using (SqliteDocumentStore store = Open(TestKinds.Token))
        {
            for (int i = 0; i < 12; i++)
            {
                await store.CommitAsync(
                    Enumerable.Range(0, 100).Aggregate(new Batch(TestKinds.Fleeting, "p"), (b, n) => b.Create(TestKinds.Token, new Token { Id = $"{i}-{n}", Key = "p", Ttl = n == 0 ? null : 5 })), Ct);
            }
        }

        clock.Advance(TimeSpan.FromSeconds(6));
        using SqliteStatements statements = new(new SqliteFile(Path.Combine(folder, SqliteDocumentStore.FileName), TimeSpan.FromSeconds(1)).OpenWriter());
        SqliteKind[] kinds = [new(TestKinds.Token)];
        new SqliteExpiry(statements, new SqliteDocuments(statements, kinds), kinds, clock).Sweep();
        Assert.Equal(12, Scalar("SELECT count(*) FROM fleeting"));
        Assert.Equal(12, Scalar("SELECT count(*) FROM \"fleeting_token-entries\""));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_by_the_probe()
    {
        SqliteDocumentStore store = Open(TestKinds.Thing);
        Assert.Null(await store.ProbeAsync(Ct));
        store.Dispose();
        Assert.NotNull(await store.ProbeAsync(Ct));
    }

    [Fact]
    public void Two_kinds_of_one_name_or_with_a_field_that_is_no_word_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Open(TestKinds.Thing, new DocumentKind<Thing>("thing", TestKinds.Things, DocumentsJson.Default.Thing)));
        Assert.Throws<ArgumentException>(() => Open(new DocumentKind<Thing>("thing", TestKinds.Things, DocumentsJson.Default.Thing) { Fields = [new("a'b")] }));
        Assert.Throws<ArgumentException>(() => Open(new DocumentKind<Thing>("th'ing", TestKinds.Things, DocumentsJson.Default.Thing)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Thing New(string id) => new() { Id = id, Jurisdiction = "p" };

    private SqliteDocumentStore Open(params DocumentKind[] kinds) => new(folder, kinds, clock, TimeSpan.FromSeconds(1));

    private long Scalar(string text)
    {
        using SqliteConnection connection = new SqliteFile(Path.Combine(folder, SqliteDocumentStore.FileName), TimeSpan.FromSeconds(1)).OpenWriter();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
