using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost;

/// <summary>What is kept of a timer between processes. Times are UTC; the default value means never.</summary>
/// <param name="Schedule">For people who read the file.</param>
/// <param name="ScheduleHash">Tells whether the schedule has changed since.</param>
/// <param name="Last">When it last ran.</param>
/// <param name="Next">When it is due.</param>
/// <param name="LastUpdated">The moment from which <paramref name="Next"/> was reckoned.</param>
internal sealed record TimerStatus(string Schedule, string ScheduleHash, DateTime Last, DateTime Next, DateTime LastUpdated)
{
    public static TimerStatus Of(TimerSchedule schedule, DateTime last, DateTime next, DateTime updated) =>
        new(schedule.Text, Hash(schedule), last, next, updated);

    public bool IsOf(TimerSchedule schedule) => ScheduleHash == Hash(schedule);

    public ScheduleStatus ToScheduleStatus() => new() { Last = Last, Next = Next, LastUpdated = LastUpdated };

    private static string Hash(TimerSchedule schedule) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(schedule.Text)))[..32];
}
