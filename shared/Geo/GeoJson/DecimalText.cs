using System.Buffers.Text;

namespace GridSteward.Geo;

/// <summary>
/// Degrees as text: the shortest digits that read back to the same double, as <see cref="System.Text.Json.Utf8JsonWriter"/> writes them. Nearly all degrees are whole numbers of a ten-millionth;
/// those are written as such, which is several times faster than finding the shortest digits of any double.
/// </summary>
internal static class DecimalText
{
    /// <summary>The most bytes of a number.</summary>
    public const int MostBytes = 32;

    private const double Parts = 1e7;

    /// <summary>Writes a number; the result is the count of its bytes.</summary>
    /// <param name="value">The number.</param>
    /// <param name="text">At least <see cref="MostBytes"/> of room.</param>
    /// <exception cref="ArgumentException">JSON has no such number.</exception>
    public static int Write(double value, Span<byte> text)
    {
        // Below a thousand, numbers with seven decimals are farther from one another than doubles are, so no shorter text can mean the same double. Very small ones have an exponent.
        double rounded = Math.Round(Math.Abs(value) * Parts);
        if (!(rounded >= 1000 && rounded < 1000 * Parts && rounded / Parts == Math.Abs(value)))
        {
            return double.IsFinite(value) && Utf8Formatter.TryFormat(value, text, out int written) ? written : throw new ArgumentException($"{value} has no form in JSON.", nameof(value));
        }

        int length = 0;
        if (value < 0)
        {
            text[length++] = (byte)'-';
        }

        uint whole = (uint)(rounded / Parts), part = (uint)((long)rounded - (whole * (long)Parts));
        Utf8Formatter.TryFormat(whole, text[length..], out int digits);
        length += digits;
        if (part == 0)
        {
            return length;
        }

        text[length++] = (byte)'.';
        for (uint unit = (uint)Parts / 10; part > 0; unit /= 10)
        {
            text[length++] = (byte)('0' + (part / unit));
            part %= unit;
        }

        return length;
    }
}
