using System.Buffers.Binary;

namespace GridSteward.Domain.Photos.Files;

/// <summary>Reads bytes one after another and never past their end.</summary>
/// <param name="bytes">What is read.</param>
/// <exception cref="PhotoRefusedException">More is asked for than there is.</exception>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Position { get; private set; }

    public readonly int Left => bytes.Length - Position;

    public readonly ReadOnlySpan<byte> Rest => bytes[Position..];

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count > Left)
        {
            throw PhotoRefusedException.CutOff;
        }

        ReadOnlySpan<byte> taken = bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public byte Byte() => Take(1)[0];

    public ushort BigShort() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint BigInt() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public uint LittleInt() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A number of three bytes, lowest first.</summary>
    public int LittleTriple()
    {
        ReadOnlySpan<byte> three = Take(3);
        return three[0] | (three[1] << 8) | (three[2] << 16);
    }
}
