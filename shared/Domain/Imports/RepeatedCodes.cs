using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GridSteward.Domain.Imports;

/// <summary>
/// Finds the codes that stand in more than one row of a file, in memory that does not grow with the file. One pass keeps the hashes of a range
/// that fits; where that is not the whole range, another pass takes the next.
/// </summary>
/// <param name="from">The smallest hash of the range.</param>
public sealed class RepeatedCodes(ulong from)
{
    /// <summary>The most hashes kept: 8 MB.</summary>
    public const int Capacity = 1 << 20;

    private readonly HashSet<ulong> repeated = [];
    private ulong[] hashes = new ulong[1 << 12];
    private int count;

    /// <summary>Where the next pass begins; null where the range reached the end.</summary>
    public ulong? Next { get; private set; }

    /// <summary>Hashes that stand more than once, so far.</summary>
    public IReadOnlyCollection<ulong> Found => repeated;

    /// <summary>The hash by which a code is looked for. Codes that share one by chance are told apart by whoever reads the rows.</summary>
    public static ulong HashOf(string code)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(code), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>Takes the next code of the file.</summary>
    public void Add(string code) => Add(HashOf(code));

    /// <summary>Ends the pass.</summary>
    public void Finish() => Sort();

    /// <summary>Takes the hash of the next code of the file.</summary>
    public void Add(ulong hash)
    {
        if (count == hashes.Length)
        {
            Sort();
            if (count > hashes.Length / 2 && hashes.Length < Capacity)
            {
                Array.Resize(ref hashes, hashes.Length * 2);
            }
            else if (count > hashes.Length / 2)
            {
                // All are different now: the upper half is left to the next pass.
                count /= 2;
                Next = hashes[count];
            }
        }

        if (hash >= from && (Next is null || hash < Next))
        {
            hashes[count++] = hash;
        }
    }

    /// <summary>Sorts what is kept, and keeps one of each.</summary>
    private void Sort()
    {
        Array.Sort(hashes, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (kept > 0 && hashes[kept - 1] == hashes[i])
            {
                repeated.Add(hashes[i]);
            }
            else
            {
                hashes[kept++] = hashes[i];
            }
        }

        count = kept;
    }
}
