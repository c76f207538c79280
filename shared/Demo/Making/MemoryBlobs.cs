using GridSteward.Domain.Storage;

namespace GridSteward.Demo.Making;

/// <summary>The blobs of the town before they are written anywhere.</summary>
internal sealed class MemoryBlobs : IBlobStore
{
    private readonly SortedDictionary<string, DemoBlob> blobs = new(StringComparer.Ordinal);

    public IReadOnlyList<DemoBlob> All => [.. blobs.Values];

    public Task WriteAsync(BlobContainer container, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        blobs[KeyOf(container, name)] = new DemoBlob(container, name, content, contentType);
        return Task.CompletedTask;
    }

    public Task<OpenBlob?> OpenAsync(BlobContainer container, string name, CancellationToken cancellationToken)
        => Task.FromResult(blobs.TryGetValue(KeyOf(container, name), out DemoBlob? blob)
            ? new OpenBlob(new MemoryStream(blob.Content.ToArray(), writable: false), blob.Content.Length, blob.ContentType, DateTimeOffset.UnixEpoch)
            : null);

    public Task<bool> DeleteAsync(BlobContainer container, string name, CancellationToken cancellationToken) => Task.FromResult(blobs.Remove(KeyOf(container, name)));

    public IAsyncEnumerable<string> ListAsync(BlobContainer container, string prefix, CancellationToken cancellationToken)
        => blobs.Values.Where(b => b.Container == container && b.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(b => b.Name).ToAsyncEnumerable();

    public Task ScrubAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    private static string KeyOf(BlobContainer container, string name) => $"{container} {name}";
}
