using System.Buffers;
using System.Text;
using GridSteward.Domain.Tables.Reading;

namespace GridSteward.Domain.Tables.Writing;

/// <summary>The bytes of a file format.</summary>
internal abstract class RowFormat(TableFormat format)
{
    protected TableEncoding TextEncoding { get; } = format.Encoding ?? TableEncoding.Utf8;

    private Encoding Encoding { get; } = TextEncodings.Of(format.Encoding ?? TableEncoding.Utf8);

    /// <summary>What stands before the first row.</summary>
    public abstract void Begin(IBufferWriter<byte> into);

    /// <summary>A row.</summary>
    public abstract void Row(IBufferWriter<byte> into, ReadOnlySpan<TableValue> values, bool first);

    /// <summary>What stands behind the last row.</summary>
    public virtual void End(IBufferWriter<byte> into)
    {
    }

    protected void Write(IBufferWriter<byte> into, ReadOnlySpan<char> text) => Encoding.GetBytes(text, into);

    protected void WriteUtf8(IBufferWriter<byte> into, ReadOnlySpan<byte> utf8)
    {
        if (TextEncoding == TableEncoding.Utf8)
        {
            into.Write(utf8);
        }
        else
        {
            Write(into, System.Text.Encoding.UTF8.GetString(utf8));
        }
    }
}
