using System.Security.Cryptography;

namespace GridSteward.Domain.Uploads;

/// <summary>The blocks of a sealed upload as one stream that can be sought, of which one block at a time is in memory.</summary>
/// <param name="blocks">The blocks as they were sealed.</param>
/// <param name="read">Reads a block by its number.</param>
internal sealed class UploadStream(IReadOnlyList<UploadBlock> blocks, Func<int, Task<byte[]>> read) : Stream
{
    private byte[] block = [];
    private int next;
    private int offset;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => blocks.Sum(b => b.Length);

    public override long Position
    {
        get => blocks.Take(next).Sum(b => b.Length) - block.Length + offset;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (offset >= block.Length)
        {
            if (next == blocks.Count)
            {
                return 0;
            }

            // Where it was sought into the block, the offset is past the empty one that stands for it.
            offset -= block.Length;
            block = await read(next);
            if (Convert.ToHexStringLower(SHA256.HashData(block)) != blocks[next].Sha256)
            {
                throw new InvalidDataException($"Block {next} of the upload is damaged.");
            }

            next++;
        }

        int count = Math.Min(buffer.Length, block.Length - offset);
        block.AsMemory(offset, count).CopyTo(buffer);
        offset += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long to = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => Position,
            _ => Length,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(to, nameof(offset));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Length, nameof(offset));
        block = [];
        next = 0;
        while (next < blocks.Count && to >= blocks[next].Length)
        {
            to -= blocks[next++].Length;
        }

        this.offset = (int)to;
        return Position;
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
