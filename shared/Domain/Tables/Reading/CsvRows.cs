using System.Runtime.CompilerServices;
using CsvHelper;

namespace GridSteward.Domain.Tables.Reading;

/// <summary>The rows of a CSV file. The parser splits and unquotes; this knows lines, limits and faults.</summary>
internal sealed partial class CsvRows(TextSource text, TableFormat format)
{
    private const string NeverClosed = "A quote is opened in this row and never closed; the file may be cut off.";
    private const string TextAfterQuote = "Text follows a closing quote; quotes inside a quoted field are doubled.";

    private readonly List<RowFault> faults = [];
    private char delimiter;
    private bool badField;
    private TableColumns? columns;
    private int line; // the last line of what has been read
    private int index;

    public async IAsyncEnumerable<TableRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await text.FillAsync(cancellationToken);
        delimiter = format.Delimiter is { } named ? CsvDialect.Of(named) : CsvDialect.Detect(text.Ready);
        using var reader = new CsvText(text, format.MaxRowLength, cancellationToken);
        var settings = CsvDialect.Configuration(delimiter, NoteBadField);
        while (true)
        {
            // A parser that was stopped in a long row cannot go on; the next one begins behind that row.
            using var parser = new CsvParser(reader, settings, leaveOpen: true);
            int before = line;
            bool stopped = false;
            while (!stopped)
            {
                int begins = line + 1;
                bool more = false;
                try
                {
                    more = await parser.ReadAsync();
                }
                catch (RowTooLongException)
                {
                    stopped = true;
                }

                if (stopped)
                {
                    yield return await PassOverAsync(parser.RawRecord, begins, cancellationToken);
                }
                else if (!more)
                {
                    if (columns is null)
                    {
                        yield return TableRow.Broken(1, 0, "The file is empty: it has no header row.");
                    }

                    yield break;
                }
                else
                {
                    line = before + parser.RawRow;
                    if (Row(parser, begins) is { } row)
                    {
                        yield return row;
                        if (row.EndsFile)
                        {
                            yield break;
                        }
                    }
                }
            }

            if (columns is null)
            {
                yield break; // the header was too long
            }
        }
    }

    private TableRow? Row(CsvParser parser, int begins)
    {
        string raw = parser.RawRecord;
        ReadOnlySpan<char> content = raw.AsSpan().TrimEnd("\r\n");
        if (parser.Count == 1 && Blank(content))
        {
            return null;
        }

        if (content.Length > format.MaxRowLength)
        {
            return TooLong(begins, raw, "Is the delimiter right, and the line end?");
        }

        faults.Clear();
        bool open = raw.Length == content.Length && OpenQuote(raw);
        if (open)
        {
            faults.Add(new(begins, null, null, NeverClosed));
        }

        int invalid = raw.IndexOf(TextEncodings.Invalid);
        string shown = invalid < 0 ? content.Length == raw.Length ? raw : content.ToString() : content.ToString().Replace(TextEncodings.Invalid, '\uFFFD');
        if (columns is null)
        {
            return Header(parser, begins, invalid, shown);
        }

        TableValue[] values = Values(parser, begins, raw, open);
        if (invalid >= 0)
        {
            faults.Insert(0, InvalidBytes(begins + Breaks(raw.AsSpan(0, invalid)), values));
        }

        return new TableRow(begins, index++, columns, values, shown) { Faults = faults.Count == 0 ? [] : [.. faults] };
    }

    private TableRow Header(CsvParser parser, int begins, int invalid, string shown)
    {
        string[] names = [.. Enumerable.Range(0, parser.Count).Select(i => SpreadsheetText.Read(parser[i]))];
        if (invalid >= 0)
        {
            return TableRow.Broken(begins, 0, $"The header row holds bytes that are not {text.EncodingName}; name the file's encoding.");
        }

        if (faults.Count > 0)
        {
            return TableRow.Broken(begins, 0, faults[0].Message);
        }

        columns = new TableColumns(names, begins);
        return new TableRow(begins, 0, columns, [], shown) { IsHeader = true };
    }

    private TableValue[] Values(CsvParser parser, int begins, string raw, bool open)
    {
        var values = new TableValue[columns!.Names.Count];
        bool extra = false;
        for (int i = 0; i < parser.Count; i++)
        {
            badField = false;
            string field = parser[i];
            if (badField && !open)
            {
                open = OpenQuote(raw);
                faults.Add(new(begins, i < values.Length ? columns.Names[i] : null, null, open ? NeverClosed : TextAfterQuote));
            }

            if (i >= values.Length)
            {
                extra |= field.Length > 0;
            }
            else if (field.Length > 0)
            {
                values[i] = TableValue.Of(SpreadsheetText.Read(field));
            }
        }

        if (extra)
        {
            faults.Add(new(begins, null, null, $"The row has {parser.Count} fields, the header {values.Length}; a field that holds the delimiter must be quoted."));
        }

        return values;
    }

    private RowFault InvalidBytes(int at, TableValue[] values)
    {
        string? column = null;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].Text is { } value && value.Contains(TextEncodings.Invalid))
            {
                column ??= columns!.Names[i];
                values[i] = TableValue.Of(value.Replace(TextEncodings.Invalid, '\uFFFD'));
            }
        }

        return new(at, column, null, $"Bytes that are not {text.EncodingName}; name the file's encoding if it is another one.");
    }

    private static bool Blank(ReadOnlySpan<char> content)
    {
        foreach (char c in content)
        {
            if (!CsvDialect.IsSpace(c))
            {
                return false;
            }
        }

        return true;
    }

    private bool OpenQuote(ReadOnlySpan<char> content)
    {
        var quotes = new CsvQuotes(delimiter);
        quotes.TryEnd(content, out _);
        return quotes.IsOpen;
    }

    private static int Breaks(ReadOnlySpan<char> part) => part.Count('\n') + part.Count('\r') - part.Count("\r\n");

    private void NoteBadField(BadDataFoundArgs args) => badField |= args.Field.AsSpan().TrimStart(" \t\u00A0\u3000\uFEFF").StartsWith("\"");
}
