using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>Writes the bytes of an index: see <see cref="IndexFormat"/>. Each part is filled up to a multiple of eight bytes.</summary>
internal sealed class IndexWriter(Stream stream)
{
    private WordHash _hash = new();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.Add(bytes);
        stream.Write(bytes);
        for (int i = bytes.Length; i % sizeof(ulong) != 0; i++)
        {
            stream.WriteByte(0);
        }
    }

    public void Write<T>(T item)
        where T : unmanaged => Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in item)));

    /// <summary>The length of an array, then its items as they lie in memory.</summary>
    public void WriteArray<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        Write((long)items.Length);
        Write(MemoryMarshal.AsBytes(items));
    }

    /// <summary>The hash of all that was written.</summary>
    public void Finish() => stream.Write(BitConverter.GetBytes(_hash.Value));
}
