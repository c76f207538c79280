using GridSteward.Domain.Coverage.Trends;

namespace GridSteward.Domain.Tests.Coverage.Trends;

public class TrendRowsTests
{
    private static readonly DateOnly Month = new(2026, 2, 1);

    [Fact]
    public void Nights_come_back_as_they_were_written() => Check.ForSeeds(300, random =>
    {
        SortedDictionary<int, long[]> nights = [];
        foreach (int day in random.Some(Enumerable.Range(1, 28)))
        {
            nights[day] = [.. Enumerable.Range(0, TrendNight.Numbers).Select(_ => random.Pick(0, 1, 127, 128, random.NextInt64(), long.MaxValue))];
        }

        SortedDictionary<int, long[]> read = TrendRows.Read(Month, TrendRows.Write(nights), TrendNight.Numbers);
        Assert.Equal(nights.Keys, read.Keys);
        Assert.All(nights, n => Assert.Equal(n.Value, read[n.Key]));
    });

    [Theory]
    [InlineData("01")]
    [InlineData("0180")]
    [InlineData("0101")]
    [InlineData("0000")]
    [InlineData("1D00")]
    [InlineData("01000100")]
    public void Bytes_that_are_no_nights_are_refused(string hex) => Assert.Throws<InvalidDataException>(() => TrendRows.Read(Month, Convert.FromHexString(hex), TrendNight.Numbers));
}
