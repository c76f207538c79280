using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Embedded.Backups;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Embedded;

/// <summary>Backups of a data folder that is in use, and what comes back from them.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(root, "data");

    private string Target => Path.Combine(root, "backup");

    private string Restored => Path.Combine(root, "restored");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_backup_made_while_writers_write_has_all_that_was_answered_before_it_and_every_blob_that_it_names()
    {
        using var store = new SqliteDocumentStore(Data, TestKinds.All, new TestClock());
        FileBlobStore blobs = new(Data);
        using CancellationTokenSource stop = new();
        List<string>[] answered = [[], [], []];
        Task[] writers = [.. answered.Select((mine, w) => Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                await AddAsync(store, blobs, $"{w}-{i}");
                lock (mine)
                {
                    mine.Add($"{w}-{i}");
                }
            }
        }))];
        while (answered.Any(a => Locked(a) < 20))
        {
            await Task.Delay(10, Ct);
        }

        List<string> before = [.. answered.SelectMany(a => { lock (a) { return a.ToList(); } })];
        EmbeddedBackup.Make(Data, Target, TimeProvider.System, Ct);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        EmbeddedRestore.Restore(Target, Restored, Ct);
        using var restored = new SqliteDocumentStore(Restored, TestKinds.All, new TestClock());
        FileBlobStore files = new(Restored);
        // What the restored database itself lists, whatever the writers remember.
        string[] found = [.. (await restored.AllAsync(TestKinds.Thing.In("p"), Ct).ToListAsync(Ct)).Select(t => t.Value.Id)];
        foreach (string id in found)
        {
            await using OpenBlob? blob = await files.OpenAsync(BlobContainer.Photos, id, Ct);
            Assert.NotNull(blob);
            Assert.Equal(id, System.Text.Encoding.UTF8.GetString(await blob.ReadAllAsync(Ct)));
        }

        Assert.Empty(found.Except(answered.SelectMany(a => a)));
        Assert.Empty(before.Except(found));
        Assert.Null(await restored.ProbeAsync(Ct));
        await AddAsync(restored, files, "after");
    }

    [Fact]
    public async Task Every_damaged_missing_or_strange_file_is_named_and_nothing_is_restored()
    {
        await FillAsync();
        EmbeddedBackup.Make(Data, Target, TimeProvider.System, Ct);
        string photos = Path.Combine(Target, "blobs", "photos");
        byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(photos, "a~"), Ct);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(photos, "a~"), bytes, Ct);
        File.Delete(Path.Combine(photos, "b~"));
        await File.WriteAllTextAsync(Path.Combine(photos, "strange~"), "x", Ct);
        await File.AppendAllTextAsync(Path.Combine(Target, "gridsteward.db"), "x", Ct);
        BackupException refused = Assert.Throws<BackupException>(() => EmbeddedRestore.Restore(Target, Restored, Ct));
        Assert.Equal(["blobs/photos/a~", "blobs/photos/b~", "blobs/photos/strange~", "gridsteward.db"], refused.Faults.Select(f => f.Split(' ')[0]));
        Assert.Equal(["backup", "data"], Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_damaged_manifest_is_refused()
    {
        await FillAsync();
        EmbeddedBackup.Make(Data, Target, TimeProvider.System, Ct);
        await File.AppendAllTextAsync(Path.Combine(Target, "manifest.json"), " ", Ct);
        Assert.Contains("manifest.json", Assert.Throws<BackupException>(() => BackupCheck.Verify(Target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_was_stopped_leaves_nothing_and_one_without_manifest_is_none()
    {
        await FillAsync();
        Assert.Throws<OperationCanceledException>(() => EmbeddedBackup.Make(Data, Target, TimeProvider.System, new CancellationToken(canceled: true)));
        Assert.Equal([Data], Directory.EnumerateFileSystemEntries(root));
        EmbeddedBackup.Make(Data, Target, TimeProvider.System, Ct);
        File.Delete(Path.Combine(Target, "manifest.json"));
        Assert.Throws<BackupException>(() => EmbeddedRestore.Restore(Target, Restored, Ct));
    }

    [Fact]
    public async Task Neither_a_backup_nor_a_restore_goes_where_something_is()
    {
        await FillAsync();
        Assert.Throws<BackupException>(() => EmbeddedBackup.Make(Data, Data, TimeProvider.System, Ct));
        Assert.Throws<BackupException>(() => EmbeddedBackup.Make(Data, Path.Combine(Data, "backup"), TimeProvider.System, Ct));
        Assert.Throws<BackupException>(() => EmbeddedBackup.Make(Restored, Target, TimeProvider.System, Ct));
        EmbeddedBackup.Make(Data, Target, TimeProvider.System, Ct);
        Assert.Throws<BackupException>(() => EmbeddedRestore.Restore(Target, Data, Ct));
    }

    [Fact]
    public async Task Only_its_owner_reads_it_and_neither_keys_nor_unfinished_nor_remade_files_are_in_it()
    {
        await FillAsync();
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(Data, "keys", "sign-in.pem"), "secret", Ct);
        await File.WriteAllTextAsync(Path.Combine(Data, "blobs", "photos", "~unfinished"), "x", Ct);
        await new FileBlobStore(Data).WriteAsync(BlobContainer.Books, "book", "x"u8.ToArray(), "text/plain", Ct);
        BackupManifest manifest = EmbeddedBackup.Make(Data, Target, TimeProvider.System, Ct);
        Assert.Equal(["blobs/photos/a~", "blobs/photos/b~", "gridsteward.db"], manifest.Files.Select(f => f.Path));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        foreach (string path in Directory.EnumerateFileSystemEntries(Target, "*", SearchOption.AllDirectories).Append(Target))
        {
            Assert.Equal(UnixFileMode.None, new FileInfo(path).UnixFileMode & others);
        }
    }

    [Fact]
    public async Task A_mark_of_before_a_restore_means_nothing_after_it()
    {
        string mark;
        using (var store = new SqliteDocumentStore(Data, TestKinds.All, new TestClock()))
        {
            await AddAsync(store, new FileBlobStore(Data), "a");
            EmbeddedBackup.Make(Data, Target, TimeProvider.System, Ct);
            mark = await store.MarkAsync(TestKinds.Things, "p", Ct);
        }

        EmbeddedRestore.Restore(Target, Restored, Ct);
        using var restored = new SqliteDocumentStore(Restored, TestKinds.All, new TestClock());
        Assert.Equal(1, await restored.CountAsync(TestKinds.Thing.In("p").Where(new Filter.Since(mark)), Ct));
    }

    private static int Locked(List<string> list)
    {
        lock (list)
        {
            return list.Count;
        }
    }

    private static async Task AddAsync(SqliteDocumentStore store, FileBlobStore blobs, string id)
    {
        await blobs.WriteAsync(BlobContainer.Photos, id, System.Text.Encoding.UTF8.GetBytes(id), "text/plain", Ct);
        Assert.True((await store.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, new Thing { Id = id, Jurisdiction = "p" }), Ct)).Committed);
    }

    private async Task FillAsync()
    {
        using var store = new SqliteDocumentStore(Data, TestKinds.All, new TestClock());
        await AddAsync(store, new FileBlobStore(Data), "a");
        await AddAsync(store, new FileBlobStore(Data), "b");
    }
}
