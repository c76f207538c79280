using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Embedded.Backups;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Embedded;

/// <summary>Manifests that were cut off, or written by somebody else, with a digest that fits: each fault is named, and nothing is read or written elsewhere.</summary>
public sealed class BackupManifestTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Backup => Path.Combine(root, "backup");

    private string Restored => Path.Combine(root, "restored");

    private string Manifest => Path.Combine(Backup, "manifest.json");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Every_path_that_leads_elsewhere_or_names_what_no_backup_holds_is_named()
    {
        await MakeAsync();
        string secret = Path.Combine(root, "secret");
        await File.WriteAllTextAsync(secret, "x", Ct);
        string[] paths = [secret, "../secret", "blobs/../../secret", "blobs\\..\\..\\secret", "C:/secret", "", ".", "blobs//a~", "blobs/./a~", "keys/sign-in.pem", "gridsteward.db-wal", "manifest.json", "gridsteward.db"];
        string digest = Convert.ToHexStringLower(SHA256.HashData("x"u8));
        await ForgeAsync(manifest =>
        {
            foreach (string path in paths)
            {
                manifest["files"]!.AsArray().Add(new JsonObject { ["path"] = path, ["bytes"] = 1, ["sha256"] = digest });
            }

            manifest["files"]!.AsArray().Add((JsonNode?)null);
        });
        foreach (BackupException refused in Refusals())
        {
            Assert.Equal([.. paths.Select(p => $"manifest.json names '{p}'"), "manifest.json names ''"], refused.Faults.Select(f => f[..(f.LastIndexOf('\'') + 1)]));
            Assert.EndsWith("twice", refused.Faults[^2], StringComparison.Ordinal);
        }

        Assert.Equal(["backup", "data", "secret"], Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"version":1,"takenAt":"2026-11-23T00:00:00Z"}""")]
    [InlineData("""{"version":1,"takenAt":"2026-11-23T00:00:00Z","files":null}""")]
    [InlineData("""{"version":1,"takenAt":"2026-11-23T00:00:00Z","files":[]}""")]
    [InlineData("""{"version":2,"takenAt":"2026-11-23T00:00:00Z","files":[]}""")]
    [InlineData("""{"version":1,"takenAt":"2026-11-23T00:00:00Z","files":[{"path":"gridsteward.db","bytes":"many","sha256":"x"}]}""")]
    public async Task A_manifest_that_was_cut_off_or_is_another_thing_is_refused_though_its_digest_fits(string json)
    {
        await MakeAsync();
        await WriteAsync(Encoding.UTF8.GetBytes(json));
        Assert.All(Refusals(), refused => Assert.Contains("manifest.json", refused.Message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(Restored));
    }

    [Fact]
    public async Task A_manifest_cut_off_anywhere_is_damaged()
    {
        await MakeAsync();
        byte[] whole = await File.ReadAllBytesAsync(Manifest, Ct);
        foreach (int length in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(Manifest, whole[..length], Ct);
            Assert.All(Refusals(), refused => Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_wrong_length_and_a_wrong_hash_are_named_each()
    {
        await MakeAsync();
        await ForgeAsync(manifest =>
        {
            JsonNode Of(string path) => manifest["files"]!.AsArray().Single(f => (string)f!["path"]! == path)!;
            Of("blobs/photos/a~")["bytes"] = 99;
            Of("blobs/photos/b~")["sha256"] = new string('0', 64);
        });
        Assert.All(Refusals(), refused => Assert.Equal(
            ["blobs/photos/a~ is damaged: 12 bytes instead of 99", "blobs/photos/b~ is damaged: its SHA-256 is another"], refused.Faults));
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs rights there.");
        await MakeAsync();
        string elsewhere = Directory.CreateDirectory(Path.Combine(root, "elsewhere")).FullName, photo = Path.Combine(Backup, "blobs", "photos", "a~");
        File.Move(photo, Path.Combine(elsewhere, "a~"));
        File.CreateSymbolicLink(photo, Path.Combine(elsewhere, "a~"));
        Directory.CreateSymbolicLink(Path.Combine(Backup, "blobs", "more"), elsewhere);
        Assert.All(Refusals(), refused => Assert.Equal(["blobs/more is a link", "blobs/photos/a~ is a link"], refused.Faults));
    }

    private IEnumerable<BackupException> Refusals()
        => [Assert.Throws<BackupException>(() => BackupCheck.Verify(Backup)), Assert.Throws<BackupException>(() => EmbeddedRestore.Restore(Backup, Restored, Ct))];

    private async Task ForgeAsync(Action<JsonNode> change)
    {
        JsonNode manifest = JsonNode.Parse(await File.ReadAllTextAsync(Manifest, Ct))!;
        change(manifest);
        await WriteAsync(Encoding.UTF8.GetBytes(manifest.ToJsonString()));
    }

    private async Task WriteAsync(byte[] manifest)
    {
        await File.WriteAllBytesAsync(Manifest, manifest, Ct);
        await File.WriteAllTextAsync(Path.Combine(Backup, "manifest.sha256"), Convert.ToHexStringLower(SHA256.HashData(manifest)), Ct);
    }

    private async Task MakeAsync()
    {
        string data = Path.Combine(root, "data");
        using (SqliteDocumentStore store = new(data, TestKinds.All, new TestClock()))
        {
            foreach (string id in new[] { "a", "b" })
            {
                await new FileBlobStore(data).WriteAsync(BlobContainer.Photos, id, Encoding.UTF8.GetBytes(id), "text/plain", Ct);
                Assert.True((await store.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, new Thing { Id = id, Jurisdiction = "p" }), Ct)).Committed);
            }
        }

        EmbeddedBackup.Make(data, Backup, TimeProvider.System, Ct);
    }
}
