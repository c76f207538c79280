using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>Reads the bytes of an index, whose hash was checked before.</summary>
internal ref struct IndexReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next part begins.</summary>
    public int Position { get; private set; }

    public T Read<T>()
        where T : unmanaged => MemoryMarshal.Read<T>(Part(Unsafe.SizeOf<T>()));

    public ReadOnlySpan<T> ReadArray<T>()
        where T : unmanaged
    {
        long count = Read<long>();
        return count >= 0 && count <= _bytes.Length / Unsafe.SizeOf<T>()
            ? MemoryMarshal.Cast<byte, T>(Part((int)count * Unsafe.SizeOf<T>()))
            : throw TooShort();
    }

    private ReadOnlySpan<byte> Part(int length)
    {
        int filled = (length + sizeof(ulong) - 1) & -sizeof(ulong);
        if (filled > _bytes.Length - Position)
        {
            throw TooShort();
        }

        ReadOnlySpan<byte> part = _bytes.Slice(Position, length);
        Position += filled;
        return part;
    }

    private static InvalidDataException TooShort() => new("The bytes of the area index end too early.");
}
