using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace GridSteward.Geo;

/// <summary>Writes the bytes of an index: see <see cref="IndexFormat"/>.</summary>
internal sealed class IndexWriter(Stream stream) : IDisposable
{
    // So much of an array at a time: the bytes of a whole one may be more than a span can hold.
    private const int Piece = 1 << 20;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        stream.Write(bytes);
    }

    public void Write(int number) => WriteAll<int>([number]);

    /// <summary>The length of an array, then its items as they lie in memory.</summary>
    public void WriteArray<T>(T[] items)
        where T : unmanaged
    {
        Write(items.Length);
        WriteAll<T>(items);
    }

    /// <summary>The hash of all that was written.</summary>
    public void Finish() => stream.Write(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void WriteAll<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        while (!items.IsEmpty)
        {
            int count = Math.Min(items.Length, Piece / Unsafe.SizeOf<T>());
            Write(MemoryMarshal.AsBytes(items[..count]));
            items = items[count..];
        }
    }
}
