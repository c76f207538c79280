using System.Buffers;

namespace GridSteward.Domain.Transfers;

/// <summary>Reads a file line by line in constant memory, and knows at which byte it stands.</summary>
/// <param name="stream">The file, at the first byte of a line.</param>
/// <param name="offset">The number of that byte.</param>
/// <param name="number">How many lines stand before it.</param>
internal sealed class LineReader(Stream stream, long offset, long number) : IDisposable
{
    /// <summary>The longest line: above the largest document (2 MB) and the largest piece of a blob.</summary>
    public const int MaxLineBytes = 4 * 1024 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private int begin;
    private int end;

    /// <summary>The line, without its line feed; good until the next is read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>The line's number, from 1.</summary>
    public long Number { get; private set; } = number;

    /// <summary>The byte after the line.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>Reads the next line; false at the end.</summary>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        for (int searched = 0; ;)
        {
            int found = buffer.AsSpan(begin + searched, end - begin - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                Take(searched + found, searched + found + 1);
                return true;
            }

            searched = end - begin;
            MakeRoom();
            int read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0)
            {
                Take(searched, searched);
                return searched > 0;
            }

            end += read;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private void Take(int length, int taken)
    {
        Line = buffer.AsMemory(begin, length);
        begin += taken;
        Offset += taken;
        Number += taken > 0 ? 1 : 0;
    }

    private void MakeRoom()
    {
        if (begin > 0)
        {
            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            end -= begin;
            begin = 0;
        }

        if (end == buffer.Length)
        {
            if (end > MaxLineBytes)
            {
                throw new InvalidDataException($"Line {Number + 1} is longer than {MaxLineBytes} bytes.");
            }

            byte[] larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
            buffer.AsSpan(0, end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }
}
