using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Azure;

/// <summary>A blob's content as it arrives. The SDK asks again for what is missing when the connection breaks; when that is at its end, the store is unavailable.</summary>
internal sealed class AzureBlobStream(Stream content) : Stream
{
    public override bool CanRead => content.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => content.Length;

    public override long Position
    {
        get => content.Position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (Passed(e, cancellationToken) is { } unavailable)
        {
            throw unavailable;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return content.Read(buffer, offset, count);
        }
        catch (Exception e) when (Passed(e, CancellationToken.None) is { } unavailable)
        {
            throw unavailable;
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private static StoreUnavailableException? Passed(Exception e, CancellationToken cancellationToken) => e is IOException or HttpRequestException
        ? new StoreUnavailableException("Blob Storage broke off.", AzureBlobStore.DefaultRetryAfter, e)
        : AzureBlobStore.Unavailable(e, cancellationToken);
}
