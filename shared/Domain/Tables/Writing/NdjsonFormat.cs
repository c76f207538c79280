using System.Buffers;
using System.Text.Json;

namespace GridSteward.Domain.Tables.Writing;

/// <summary>One JSON object a line.</summary>
internal sealed class NdjsonFormat(string[] headers, TableFormat format) : JsonFormat(format)
{
    public override void Begin(IBufferWriter<byte> into)
    {
        // Every row names its own columns.
    }

    public override void Row(IBufferWriter<byte> into, ReadOnlySpan<TableValue> values, bool first)
    {
        WriteJson(into, values, WriteMembersOf);
        Write(into, "\n");
    }

    private void WriteMembersOf(Utf8JsonWriter json, ReadOnlySpan<TableValue> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            json.WritePropertyName(headers[i]);
            WriteValue(json, values[i]);
        }
    }
}
