using System.Buffers.Binary;
using System.Text;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>Reads what a <see cref="ShardWriter"/> wrote. Its bytes have been checked, so what does not fit is another program's and throws.</summary>
internal ref struct ShardReader(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> rest = rest;

    /// <summary>The texts by their numbers less one.</summary>
    public string[] Texts { get; set; } = [];

    /// <summary>Whether all has been read.</summary>
    public readonly bool IsAtEnd => rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public string? Text() => Number() is > 0 and var number ? Texts[number - 1] : null;

    public string Id() => Number() is > 0 and var length ? Encoding.UTF8.GetString(Take((int)length)) : new Guid(Take(16)).ToString("D");

    public string Utf8() => Encoding.UTF8.GetString(Take((int)Number()));

    private ReadOnlySpan<byte> Take(int length)
    {
        ReadOnlySpan<byte> taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
