using GridSteward.Domain.Operations;

namespace GridSteward.Domain.Tests.Operations;

public sealed class NightWindowTests
{
    [Fact]
    public void A_night_goes_from_noon_to_noon_of_the_zone_and_the_last_one_ends_today()
    {
        var now = new DateTimeOffset(2026, 3, 1, 16, 30, 0, TimeSpan.Zero);
        NightWindow night = NightWindow.TryParse("latest", Town.Settings("town") with { TimeZone = "Asia/Shanghai" }, now)!;
        Assert.Equal((new DateOnly(2026, 3, 2), "Asia/Shanghai"), (night.Date, night.TimeZone));
        Assert.Equal((new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero)), (night.From, night.To));
        Assert.Equal(new DateOnly(2026, 3, 1), NightWindow.TryParse("latest", null, now)!.Date);
    }

    [Theory]
    [InlineData("2026-13-01")]
    [InlineData("yesterday")]
    [InlineData("0001-01-01")]
    public void What_is_no_day_is_no_night(string text) => Assert.Null(NightWindow.TryParse(text, null, DateTimeOffset.UnixEpoch));
}
