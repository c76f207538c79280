namespace GridSteward.Domain.Storage;

/// <summary>The containers of blobs; infra/ creates exactly these.</summary>
public enum BlobContainer
{
    /// <summary>The areas of each generation, one blob a generation, as read into the grid index.</summary>
    Generations,

    /// <summary>Geometries too large for a document, named by their hash.</summary>
    Geometries,

    /// <summary>Coverage reports.</summary>
    Coverage,

    /// <summary>Compact copies of what coverage is counted from; whatever is missing or damaged is made again.</summary>
    Books,

    /// <summary>Blocks of files on their way in; kept a day at most.</summary>
    Uploads,

    /// <summary>Parts of the files that jobs made.</summary>
    Jobs,

    /// <summary>Built indexes of areas, one blob a jurisdiction; whatever is missing or does not fit is built again.</summary>
    Indexes,

    /// <summary>Photos of reports and their small copies, without metadata.</summary>
    Photos,

    /// <summary>Blocks of photos on their way in, as they were sent; kept a day at most, and never shown.</summary>
    PhotoBlocks,
}

/// <summary>A blob that was opened for reading.</summary>
/// <param name="Content">Its bytes; the caller disposes it.</param>
/// <param name="Length">How many.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="ModifiedAt">When it was written.</param>
public sealed record OpenBlob(Stream Content, long Length, string ContentType, DateTimeOffset ModifiedAt) : IAsyncDisposable
{
    /// <summary>Reads all of it into memory; for blobs that are known to be small.</summary>
    public async Task<byte[]> ReadAllAsync(CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[Length];
        await Content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>
/// Files in the cloud or in the data folder: private, written whole, never half-visible, durable when the write returns.
/// Names are relative paths of 1 to 8 segments of 1 to 200 ASCII letters, digits, <c>. _ -</c>, none of them all dots.
/// </summary>
public interface IBlobStore
{
    /// <summary>Writes a blob whole, over what was there.</summary>
    Task WriteAsync(BlobContainer container, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken);

    /// <summary>Opens a blob; null when it is not there.</summary>
    Task<OpenBlob?> OpenAsync(BlobContainer container, string name, CancellationToken cancellationToken);

    /// <summary>Deletes a blob; false when it was not there.</summary>
    Task<bool> DeleteAsync(BlobContainer container, string name, CancellationToken cancellationToken);

    /// <summary>The names that begin with the prefix, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(BlobContainer container, string prefix, CancellationToken cancellationToken);

    /// <summary>What writes that were killed left unfinished is gone when this returns, as what was deleted or overwritten is at once.</summary>
    Task ScrubAsync(CancellationToken cancellationToken);

    /// <summary>Null when the engine answers, else what is broken.</summary>
    Task<string?> ProbeAsync(CancellationToken cancellationToken);
}
