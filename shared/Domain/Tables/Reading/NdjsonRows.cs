using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GridSteward.Domain.Tables.Reading;

/// <summary>The rows of a file with one JSON object a line.</summary>
internal sealed class NdjsonRows(TextSource text, TableFormat format)
{
    private readonly JsonFields fields = new();
    private char[] line = new char[4096];
    private int length;
    private bool tooLong;
    private int index;

    public async IAsyncEnumerable<TableRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int number = 1;
        bool afterReturn = false;
        while (await text.FillAsync(cancellationToken))
        {
            if (afterReturn && text.Ready[0] == '\n')
            {
                text.Take(1);
                afterReturn = false;
                continue;
            }

            afterReturn = false;
            int end = text.Ready.IndexOfAny('\r', '\n');
            Keep(end < 0 ? text.Ready : text.Ready[..end]);
            if (end < 0)
            {
                text.Take(text.Ready.Length);
                continue;
            }

            afterReturn = text.Ready[end] == '\r';
            text.Take(end + 1);
            if (Row(number++) is { } row)
            {
                yield return row;
            }
        }

        if (Row(number) is { } last)
        {
            yield return last;
        }
    }

    private void Keep(ReadOnlySpan<char> part)
    {
        int take = Math.Min(part.Length, format.MaxRowLength - length);
        tooLong |= take < part.Length;
        if (length + take > line.Length)
        {
            Array.Resize(ref line, Math.Max(length + take, Math.Min(line.Length * 2, format.MaxRowLength)));
        }

        part[..take].CopyTo(line.AsSpan(length));
        length += take;
    }

    private TableRow? Row(int number)
    {
        ReadOnlyMemory<char> json = line.AsMemory(0, length);
        bool cut = tooLong;
        length = 0;
        tooLong = false;
        if (!cut && json.Span.Trim(" \t\u3000\u00A0\uFEFF").IsEmpty)
        {
            return null;
        }

        string raw = json.ToString();
        if (cut)
        {
            return TableRow.Unread(number, index++, null, raw, $"The line is longer than {format.MaxRowLength} characters.");
        }

        if (raw.Contains(TextEncodings.Invalid))
        {
            return TableRow.Unread(number, index++, null, raw.Replace(TextEncodings.Invalid, '\uFFFD'), $"Bytes that are not {text.EncodingName}.");
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Row(document.RootElement, number, raw)
                : TableRow.Unread(number, index++, null, raw, "The line must hold one JSON object.");
        }
        catch (JsonException broken)
        {
            return TableRow.Unread(number, index++, null, raw, $"The line is not a JSON object; it breaks at byte {broken.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            return TableRow.Unread(number, index++, null, raw, "A text holds half a surrogate pair (\\ud800 to \\udfff).");
        }
    }

    private TableRow Row(JsonElement members, int number, string raw)
    {
        fields.Begin();
        fields.AddMembers(members);
        return new TableRow(number, index++, fields.Columns(number), fields.Values(), raw)
        {
            Faults = [.. fields.Repeated.Select(name => new RowFault(number, name, null, "The member stands twice in one row."))],
        };
    }
}
