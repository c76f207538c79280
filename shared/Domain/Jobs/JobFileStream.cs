using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jobs;

/// <summary>The parts of a file as one stream that can be sought; one part is open at a time.</summary>
/// <param name="file">The file.</param>
/// <param name="open">Opens a part by its number.</param>
internal sealed class JobFileStream(JobFile file, Func<int, Task<OpenBlob>> open) : Stream
{
    private OpenBlob? part;
    private long position;
    private long partEnd;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        if (part is null)
        {
            await OpenPartAsync(cancellationToken);
        }

        int wanted = (int)Math.Min(buffer.Length, partEnd - position);
        int read = await part!.Content.ReadAsync(buffer[..wanted], cancellationToken);
        if (read == 0)
        {
            throw new InvalidDataException($"A part of {file.Name} is shorter than it was.");
        }

        position += read;
        if (position == partEnd)
        {
            await ClosePartAsync();
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override long Seek(long offset, SeekOrigin origin)
    {
        position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => Length + offset,
        };
        part?.Content.Dispose();
        part = null;
        return position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await ClosePartAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        part?.Content.Dispose();
        part = null;
        base.Dispose(disposing);
    }

    private async Task OpenPartAsync(CancellationToken cancellationToken)
    {
        int number = 0;
        long begin = 0;
        while (begin + file.Parts[number].Length <= position)
        {
            begin += file.Parts[number++].Length;
        }

        part = await open(number);
        partEnd = begin + file.Parts[number].Length;
        byte[] skipped = new byte[Math.Min(81920, position - begin)];
        for (long at = begin; at < position;)
        {
            int read = await part.Content.ReadAsync(skipped.AsMemory(0, (int)Math.Min(skipped.Length, position - at)), cancellationToken);
            at += read > 0 ? read : throw new InvalidDataException($"A part of {file.Name} is shorter than it was.");
        }
    }

    private async Task ClosePartAsync()
    {
        if (part is not null)
        {
            await part.DisposeAsync();
            part = null;
        }
    }
}
