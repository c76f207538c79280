using System.Globalization;
using GridSteward.Domain.History;

namespace GridSteward.Domain.Tests.History;

/// <summary>Which moment a day means.</summary>
public sealed class AsOfTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 5, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Asia/Shanghai", "2026-05-03", "2026-05-03T15:59:59.9999999Z")]
    [InlineData("Asia/Shanghai", "2026-11-05", "2026-11-05T02:00:00.0000000Z")]
    [InlineData("Asia/Shanghai", "0001-01-01", "0001-01-01T15:54:59.9999999Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25T22:59:59.9999999Z")]
    [InlineData("America/Santiago", "2026-09-05", "2026-09-06T03:59:59.9999999Z")]
    [InlineData("Pacific/Kiritimati", "2026-11-04", "2026-11-04T09:59:59.9999999Z")]
    public void A_day_means_its_last_moment_in_the_zone_and_today_means_now(string zone, string day, string expected)
        => Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
            AsOf.EndOf(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)).In(Town.Settings() with { TimeZone = zone }, Now));

    [Fact]
    public void The_future_is_refused_by_the_day_of_the_zone()
    {
        Jurisdiction(out var shanghai, "Asia/Shanghai");
        Jurisdiction(out var honolulu, "Pacific/Honolulu");
        var today = AsOf.EndOf(new DateOnly(2026, 11, 5));
        Assert.Null(today.FaultAt(shanghai, Now));
        Assert.NotNull(today.FaultAt(honolulu, Now));
        Assert.Null(today.FaultAt(null, Now));
        Assert.NotNull(AsOf.EndOf(new DateOnly(2026, 11, 6)).FaultAt(null, Now));
        Assert.NotNull(AsOf.EndOf(DateOnly.MaxValue).FaultAt(shanghai, Now));
        Assert.Null(AsOf.At(Now).FaultAt(null, Now));
        Assert.NotNull(AsOf.At(Now.AddTicks(1)).FaultAt(null, Now));

        static void Jurisdiction(out Domain.Jurisdictions.Jurisdiction settings, string zone) => settings = Town.Settings() with { TimeZone = zone };
    }
}
