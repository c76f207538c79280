namespace GridSteward.Domain.Tables.Reading;

/// <content>Rows that are longer than is taken.</content>
internal sealed partial class CsvRows
{
    private async Task<TableRow> PassOverAsync(string first, int begins, CancellationToken cancellationToken)
    {
        var quotes = new CsvQuotes(delimiter);
        line = begins;
        char last = '\0';
        // Where the row ends in what the parser has, it was waiting for the line feed behind a carriage return.
        bool ended = quotes.TryEnd(first, out int length);
        Count(first.AsSpan(0, length));
        bool halfBreak = ended;
        while (!ended && await text.FillAsync(cancellationToken))
        {
            ended = quotes.TryEnd(text.Ready, out length);
            Count(text.Ready[..length]);
            halfBreak = ended && text.Ready[length] == '\r';
            text.Take(length + (ended ? 1 : 0));
        }

        if (halfBreak && await text.FillAsync(cancellationToken) && text.Ready[0] == '\n')
        {
            text.Take(1);
        }

        return TooLong(begins, first, quotes.IsOpen ? "A quote is opened in it and never closed, so that the rest of the file could not be read."
            : line > begins ? $"It ends on line {line}; perhaps a quote is not closed where it should be."
            : "Is the delimiter right, and the line end?");

        void Count(ReadOnlySpan<char> part)
        {
            line += Breaks(part) - (last == '\r' && part is ['\n', ..] ? 1 : 0);
            last = part.IsEmpty ? last : part[^1];
        }
    }

    private TableRow TooLong(int begins, string raw, string hint)
    {
        string message = $"The {(columns is null ? "header row" : "row")} is longer than {format.MaxRowLength} characters. {hint}";
        return columns is null ? TableRow.Broken(begins, 0, message) : TableRow.Unread(begins, index++, columns, raw, message);
    }
}
