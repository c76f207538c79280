using GridSteward.Domain.Audit;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Tests.Reports;

public sealed class CapturedTimeTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(300, "")]
    [InlineData(301, "clockAhead")]
    [InlineData(31536000, "clockAhead")]
    [InlineData(-86400, "")]
    [InlineData(-86401, "late")]
    [InlineData(-604800, "late")]
    [InlineData(-604801, "late weekOld")]
    public void A_time_is_flagged_by_how_far_it_is_from_the_receipt(int secondsAfterReceipt, string flags)
    {
        DateTimeOffset received = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal(flags, string.Join(' ', CapturedTime.FlagsOf(received.AddSeconds(secondsAfterReceipt), received).Select(Wire.Name)));
        Assert.Empty(CapturedTime.FlagsOf(null, received));
    }

    [Fact]
    public async Task A_week_old_report_is_kept_as_sent_and_its_deadlines_run_from_its_receipt()
    {
        using World world = new();
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        DateTimeOffset captured = world.Clock.Now.AddDays(-8);
        Report report = Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5) with { ClientTime = captured }, null, Acting.Program, World.Ct)).Report.Value;
        Assert.Equal((captured, world.Clock.Now, world.Clock.Now.AddHours(24)), (report.ClientTime, report.ReceivedAt, report.AcceptBy));
        Assert.Equal([CapturedFlag.Late, CapturedFlag.WeekOld], report.CapturedFlags);
    }
}
