using System.Text;
using System.Text.Json;
using Xunit;

namespace GridSteward.Geo.Tests;

/// <summary>Degrees are written as every other JSON writer here writes them, only faster.</summary>
public sealed class DecimalTextTests
{
    [Fact]
    public void A_number_is_written_in_the_digits_of_the_JSON_writer()
    {
        Random random = new(20261123);
        double[] odd = [0, -0.0, 1, -1, 180, -180, 90, 999.9999999, 1000, 1e-7, -1e-7, 1e-4, 9.99e-5, 0.0001001, 113.5, 113.51234567, 0.1 + 0.2, 1e15, -1e300, double.Epsilon, double.MaxValue];
        IEnumerable<double> numbers = Enumerable.Range(0, 300_000).Select(i => (i % 5) switch
        {
            0 => Math.Round((random.NextDouble() * 360) - 180, random.Next(9)),
            1 => (random.NextDouble() * 360) - 180,
            2 => Math.BitIncrement(Math.Round((random.NextDouble() * 360) - 180, 7)),
            3 => Math.Round((random.NextDouble() - 0.5) * 0.01, random.Next(5, 12)),
            _ => Math.Round(random.NextDouble() * 4e7, random.Next(4)),
        });
        Span<byte> text = stackalloc byte[DecimalText.MostBytes];
        foreach (double number in odd.Concat(numbers))
        {
            string written = Encoding.ASCII.GetString(text[..DecimalText.Write(number, text)]);
            Assert.Equal(JsonSerializer.Serialize(number), written);
            Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(double.Parse(written, System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_JSON_has_no_form_for_is_refused(double number)
        => Assert.Throws<ArgumentException>(() => DecimalText.Write(number, new byte[DecimalText.MostBytes]));
}
