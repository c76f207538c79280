using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>Reads the bytes of an index, whose hash was checked before.</summary>
internal ref struct IndexReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public ReadOnlySpan<byte> Read(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw new InvalidDataException("The bytes of the area index end too early.");
        }

        ReadOnlySpan<byte> read = _rest[..count];
        _rest = _rest[count..];
        return read;
    }

    public int ReadNumber() => MemoryMarshal.Read<int>(Read(sizeof(int)));

    public T[] ReadArray<T>()
        where T : unmanaged
    {
        int count = ReadNumber();
        if (count < 0 || count > _rest.Length / Unsafe.SizeOf<T>())
        {
            throw new InvalidDataException("The bytes of the area index end too early.");
        }

        var items = new T[count];
        Read(count * Unsafe.SizeOf<T>()).CopyTo(MemoryMarshal.AsBytes(items.AsSpan()));
        return items;
    }
}
