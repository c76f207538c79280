using System.Numerics;
using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>
/// A fast hash of 64-bit words against damage and mistakes, not against forgers. Every step can be undone, so that one changed word always changes the
/// hash; other changes go unseen once in 2^64 times.
/// </summary>
internal struct WordHash
{
    private const ulong Factor = 0x9E3779B97F4A7C15;

    // Four chains of words in turn, because a processor can follow several at once.
    private ulong _a = 1;
    private ulong _b = 2;
    private ulong _c = 3;
    private ulong _d = 4;

    public WordHash()
    {
    }

    /// <summary>The hash of all words so far.</summary>
    public readonly ulong Value => Step(Step(Step(Step(_a, _b), _c), _d), Factor);

    public void Add(ulong word) => (_a, _b, _c, _d) = (_b, _c, _d, Step(_a, word));

    public void Add(double number) => Add(BitConverter.DoubleToUInt64Bits(number));

    /// <summary>Adds bytes: their whole words, and what is left as one more, filled up with zeros.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        int i = 0;
        for (; i + 4 <= words.Length; i += 4)
        {
            (_a, _b, _c, _d) = (Step(_a, words[i]), Step(_b, words[i + 1]), Step(_c, words[i + 2]), Step(_d, words[i + 3]));
        }

        for (; i < words.Length; i++)
        {
            Add(words[i]);
        }

        ReadOnlySpan<byte> rest = bytes[(words.Length * sizeof(ulong))..];
        if (!rest.IsEmpty)
        {
            Span<byte> last = stackalloc byte[sizeof(ulong)];
            last.Clear();
            rest.CopyTo(last);
            Add(MemoryMarshal.Read<ulong>(last));
        }
    }

    private static ulong Step(ulong hash, ulong word) => BitOperations.RotateLeft((hash ^ word) * Factor, 29);
}
