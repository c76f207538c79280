namespace GridSteward.Domain.Tables.Reading;

/// <summary>
/// Hands a file's characters to the CSV parser, and stops it in a row that is too long. The parser keeps the row that it is in at the front of its
/// buffer, so that the place it asks for is the length of that row so far.
/// </summary>
internal sealed class CsvText(TextSource source, int maxRowLength, CancellationToken cancellationToken) : TextReader
{
    // The row's line break, which is no part of it, and which the parser wants to have seen whole.
    private readonly int longest = maxRowLength + 2;

    /// <inheritdoc/>
    public override async Task<int> ReadAsync(char[] buffer, int index, int count)
    {
        if (index > longest)
        {
            throw new RowTooLongException();
        }

        if (!await source.FillAsync(cancellationToken))
        {
            return 0;
        }

        // One more than is allowed shows that the row is too long, and keeps the buffer from growing further.
        int length = Math.Min(Math.Min(count, longest + 1 - index), source.Ready.Length);
        source.Ready[..length].CopyTo(buffer.AsSpan(index));
        source.Take(length);
        return length;
    }
}

/// <summary>A row is longer than is taken; all that was handed out of it has been consumed.</summary>
#pragma warning disable CA1032, CA1064 // never leaves CsvRows
internal sealed class RowTooLongException : Exception;
#pragma warning restore CA1032, CA1064
