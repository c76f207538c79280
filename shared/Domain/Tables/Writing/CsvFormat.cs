using System.Buffers;
using System.Text;
using GridSteward.Domain.Tables.Reading;

namespace GridSteward.Domain.Tables.Writing;

/// <summary>CSV as RFC 4180 has it, safe to open in a spreadsheet.</summary>
internal sealed class CsvFormat(string[] headers, TableFormat format) : RowFormat(format)
{
    private readonly char delimiter = CsvDialect.Of(format.Delimiter ?? TableDelimiter.Comma);
    private readonly StringBuilder line = new();

    public override void Begin(IBufferWriter<byte> into)
    {
        if (TextEncoding == TableEncoding.Utf8)
        {
            into.Write(Encoding.UTF8.Preamble);
        }

        for (int i = 0; i < headers.Length; i++)
        {
            Add(i, SpreadsheetText.Guarded(headers[i]));
        }

        WriteLine(into);
    }

    public override void Row(IBufferWriter<byte> into, ReadOnlySpan<TableValue> values, bool first)
    {
        for (int i = 0; i < values.Length; i++)
        {
            // Numbers and truths cannot be formulas, and -1 must stay a number.
            string text = values[i].Text ?? "";
            Add(i, values[i].Kind is TableValueKind.Number or TableValueKind.Boolean ? text : SpreadsheetText.Guarded(text));
        }

        if (line.Length == 0)
        {
            line.Append("\"\""); // a single empty field is a row, a blank line is not
        }

        WriteLine(into);
    }

    private void Add(int place, string text)
    {
        if (place > 0)
        {
            line.Append(delimiter);
        }

        bool quoted = text.Length > 0
            && (CsvDialect.IsSpace(text[0]) || CsvDialect.IsSpace(text[^1]) || text.AsSpan().IndexOfAny('"', '\r', '\n') >= 0 || text.Contains(delimiter));
        if (quoted)
        {
            line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        else
        {
            line.Append(text);
        }
    }

    private void WriteLine(IBufferWriter<byte> into)
    {
        line.Append("\r\n");
        Write(into, line.ToString());
        line.Clear();
    }
}
