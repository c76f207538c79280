using System.Security.Cryptography;
using System.Text;

namespace GridSteward.Demo;

/// <summary>Chance that is always the same: a seed and a name give one row of rolls, whatever else is rolled beside it.</summary>
internal sealed class Rolls(int seed, string name)
{
    private readonly Random random = new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {name}"))));

    public double Between(double from, double to) => from + (random.NextDouble() * (to - from));

    /// <summary>A whole number, both ends included.</summary>
    public int Whole(int from, int to) => random.Next(from, to + 1);

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>One of the values, each as likely as its weight.</summary>
    public T Weighted<T>(IReadOnlyList<(T Value, double Weight)> from)
    {
        double at = Between(0, from.Sum(f => f.Weight));
        foreach (var (value, weight) in from)
        {
            at -= weight;
            if (at < 0)
            {
                return value;
            }
        }

        return from[^1].Value;
    }

    /// <summary>The values in another order.</summary>
    public T[] Shuffled<T>(IEnumerable<T> from)
    {
        T[] all = [.. from];
        random.Shuffle(all);
        return all;
    }

    /// <summary>An id in the form of a random UUID.</summary>
    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
