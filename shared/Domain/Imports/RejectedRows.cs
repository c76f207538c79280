using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>The file of rejected rows: one JSON object a line, with every fault by line, column and field, and the row as it stood in the file.</summary>
internal static class RejectedRows
{
    /// <summary>The file's name.</summary>
    public const string FileName = "rejected.ndjson";

    /// <summary>Its media type.</summary>
    public const string ContentType = "application/x-ndjson";

    /// <summary>Longer values are cut.</summary>
    private const int MaxValueLength = 1000;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of a rejected row.</summary>
    /// <param name="row">The row; null where the file itself is broken.</param>
    /// <param name="faults">What is wrong with it.</param>
    public static string Line(TableRow? row, IReadOnlyList<RowFault> faults)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("line", row?.Line ?? faults[0].Line);
            json.WriteStartArray("faults");
            foreach (RowFault fault in faults)
            {
                json.WriteStartObject();
                json.WriteNumber("line", fault.Line);
                json.WriteString("column", fault.Column);
                json.WriteString("field", fault.Field);
                json.WriteString("message", fault.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteRow(json, row);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private static void WriteRow(Utf8JsonWriter json, TableRow? row)
    {
        if (row is { Values.Count: 0 })
        {
            json.WriteString("raw", Cut(row.Raw));
        }
        else if (row is not null)
        {
            json.WriteStartObject("row");
            for (int i = 0; i < row.Values.Count; i++)
            {
                if (row.Values[i].Text is { } text)
                {
                    json.WriteString(row.Columns.Names[i], Cut(text));
                }
            }

            json.WriteEndObject();
        }
    }

    private static string Cut(string text) => text.Length <= MaxValueLength ? text : string.Concat(text.AsSpan(0, MaxValueLength), "…");
}
