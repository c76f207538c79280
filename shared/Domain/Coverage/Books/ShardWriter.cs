using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>Writes the rows of a shard: little-endian numbers, ids, and texts that are written once and referred to by number.</summary>
internal sealed class ShardWriter
{
    private const string Uuid = "D";

    private readonly ArrayBufferWriter<byte> rows = new(1 << 19);
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];

    /// <summary>The rows.</summary>
    public ReadOnlySpan<byte> Rows => rows.WrittenSpan;

    /// <summary>The texts by their numbers; 0 is none.</summary>
    public IReadOnlyList<string> Texts => texts;

    public void Byte(byte value)
    {
        rows.GetSpan(1)[0] = value;
        rows.Advance(1);
    }

    /// <summary>A number of up to ten bytes, few for small ones.</summary>
    public void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)(value | 0x80));
        }

        Byte((byte)value);
    }

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rows.GetSpan(4), value);
        rows.Advance(4);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(rows.GetSpan(8), value);
        rows.Advance(8);
    }

    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    /// <summary>A text that comes again and again.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Number(0);
            return;
        }

        if (!numbers.TryGetValue(text, out int number))
        {
            texts.Add(text);
            numbers.Add(text, number = texts.Count);
        }

        Number((ulong)number);
    }

    /// <summary>An id: a UUID that is written as usual as its 16 bytes, any other as its text.</summary>
    public void Id(string id)
    {
        if (Guid.TryParseExact(id, Uuid, out Guid uuid) && uuid.ToString(Uuid) == id)
        {
            Number(0);
            uuid.TryWriteBytes(rows.GetSpan(16));
            rows.Advance(16);
            return;
        }

        Utf8(id);
    }

    /// <summary>A text with the number of its bytes before it.</summary>
    public void Utf8(string text)
    {
        Number((ulong)Encoding.UTF8.GetByteCount(text));
        rows.Advance(Encoding.UTF8.GetBytes(text, rows.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
    }

    /// <summary>Adds bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => rows.Write(bytes);
}
