using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;

namespace GridSteward.Stores.Tests.Embedded;

public sealed class BlobFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;
    private readonly FileBlobStore store;

    public BlobFileTests() => store = new FileBlobStore(folder);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Coverage => Path.Combine(folder, "blobs", "coverage");

    [Fact]
    public async Task What_a_crash_left_unfinished_is_no_blob()
    {
        await store.WriteAsync(BlobContainer.Coverage, "a", "x"u8.ToArray(), "text/plain", Ct);
        await File.WriteAllTextAsync(Path.Combine(Coverage, "~0123456789abcdef0123456789abcdef"), "text/plain\nhal", Ct);
        Assert.Equal(["a"], await store.ListAsync(BlobContainer.Coverage, "", Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing_behind_and_the_old_content_in_place()
    {
        await store.WriteAsync(BlobContainer.Coverage, "a", "old"u8.ToArray(), "text/plain", Ct);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.WriteAsync(BlobContainer.Coverage, "a", new byte[10], "text/plain", new CancellationToken(true)));
        await Assert.ThrowsAsync<ArgumentException>(() => store.WriteAsync(BlobContainer.Coverage, "a", new byte[10], "text/plain\nx", Ct));
        Assert.Equal(["a~"], Directory.GetFiles(Coverage).Select(Path.GetFileName));
        Assert.Equal("text/plain\nold", await File.ReadAllTextAsync(Path.Combine(Coverage, "a~"), Ct));
    }

    [Fact]
    public async Task A_blob_can_be_read_from_any_place_in_it()
    {
        await store.WriteAsync(BlobContainer.Coverage, "a", "0123456789"u8.ToArray(), "text/plain", Ct);
        await using OpenBlob? blob = await store.OpenAsync(BlobContainer.Coverage, "a", Ct);
        Assert.Equal((10, 0), (blob!.Content.Length, blob.Content.Position));
        blob.Content.Seek(-3, SeekOrigin.End);
        Assert.Equal('7', blob.Content.ReadByte());
        blob.Content.Position = 1;
        Assert.Equal('1', blob.Content.ReadByte());
    }

    [Fact]
    public async Task A_file_of_another_program_is_an_error()
    {
        await File.WriteAllTextAsync(Path.Combine(Coverage, "a~"), new string('x', 1000), Ct);
        await Assert.ThrowsAsync<InvalidDataException>(() => store.OpenAsync(BlobContainer.Coverage, "a", Ct));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
