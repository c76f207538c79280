namespace GridSteward.Domain.Photos.Files;

/// <summary>The two sums by which PNG files are checked: CRC-32 of chunks (ISO 3309) and Adler-32 of their pixels (RFC 1950).</summary>
internal static class Checksums
{
    private const uint AdlerModulus = 65521;

    /// <summary>So many bytes cannot overflow Adler's 32 bits.</summary>
    private const int AdlerStretch = 5552;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n =>
    {
        uint c = (uint)n;
        for (int i = 0; i < 8; i++)
        {
            c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        }

        return c;
    })];

    /// <summary>CRC-32 of two pieces after each other.</summary>
    public static uint Crc(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Crc(Crc(uint.MaxValue, first), second);

    /// <summary>Adler-32 of what came before and this; 1 of nothing.</summary>
    public static uint Adler(uint before, ReadOnlySpan<byte> bytes)
    {
        uint a = before & 0xFFFF, b = before >> 16;
        while (!bytes.IsEmpty)
        {
            int stretch = Math.Min(AdlerStretch, bytes.Length);
            foreach (byte value in bytes[..stretch])
            {
                a += value;
                b += a;
            }

            a %= AdlerModulus;
            b %= AdlerModulus;
            bytes = bytes[stretch..];
        }

        return (b << 16) | a;
    }

    private static uint Crc(uint c, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            c = CrcTable[(byte)(c ^ value)] ^ (c >> 8);
        }

        return c;
    }
}
