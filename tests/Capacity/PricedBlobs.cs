using GridSteward.Domain.Storage;

namespace GridSteward.Capacity;

/// <summary>Counts how often blobs are opened and written.</summary>
internal sealed class PricedBlobs(IBlobStore engine, Func<Bill> bill) : IBlobStore
{
    /// <inheritdoc/>
    public Task WriteAsync(BlobContainer container, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        bill().Blob();
        return engine.WriteAsync(container, name, content, contentType, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<OpenBlob?> OpenAsync(BlobContainer container, string name, CancellationToken cancellationToken)
    {
        bill().Blob();
        return engine.OpenAsync(container, name, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(BlobContainer container, string name, CancellationToken cancellationToken) => engine.DeleteAsync(container, name, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(BlobContainer container, string prefix, CancellationToken cancellationToken)
    {
        bill().Blob();
        return engine.ListAsync(container, prefix, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ScrubAsync(CancellationToken cancellationToken) => engine.ScrubAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => engine.ProbeAsync(cancellationToken);
}
