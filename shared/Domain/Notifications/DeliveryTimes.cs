using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Notifications;

/// <summary>When things go out.</summary>
public static class DeliveryTimes
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>
    /// How long to wait after so many failures in a row: one minute, doubled each time, at most six hours; a quarter more or less, by the name, so that what failed together does
    /// not come back together.
    /// </summary>
    public static TimeSpan BackOff(int failures, string name)
    {
        double minutes = Math.Min(First.TotalMinutes * Math.Pow(2, Math.Max(0, failures - 1)), Longest.TotalMinutes);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}:{failures}"));
        return TimeSpan.FromMinutes(minutes * (0.75 + (0.5 * hash[0] / byte.MaxValue)));
    }

    /// <summary>When something that comes now should go out on a channel: at the end of the time that is gathered, and not in quiet hours.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="settings">The jurisdiction's settings; null counts by UTC.</param>
    /// <param name="now">Now.</param>
    /// <param name="urgent">Whether it is urgent: it is not gathered, and passes quiet hours where the channel lets it.</param>
    public static DateTimeOffset DueOf(NotificationChannel channel, Jurisdiction? settings, DateTimeOffset now, bool urgent)
        => urgent
            ? channel.Quiet is { UrgentPasses: false } ? AfterQuiet(channel, settings, now) : now
            : AfterQuiet(channel, settings, EndOfGathering(channel, now));

    /// <summary>The moment, or the end of the quiet hours that hold then.</summary>
    public static DateTimeOffset AfterQuiet(NotificationChannel channel, Jurisdiction? settings, DateTimeOffset at)
    {
        DateTimeOffset local = settings?.LocalTime(at) ?? at.ToUniversalTime();
        TimeOnly time = TimeOnly.FromDateTime(local.DateTime);
        if (channel.Quiet is not { } quiet || !quiet.Hold(time))
        {
            return at;
        }

        DateOnly day = DateOnly.FromDateTime(local.DateTime);
        DateOnly ends = time < quiet.To ? day : day.AddDays(1);
        DateTimeOffset end = settings?.MomentOf(ends, quiet.To) ?? new DateTimeOffset(ends.ToDateTime(quiet.To), TimeSpan.Zero);

        // Where clocks go back within the quiet hours, their end comes twice; the first may be over.
        return end > at ? end.ToUniversalTime() : at;
    }

    private static DateTimeOffset EndOfGathering(NotificationChannel channel, DateTimeOffset now)
    {
        long window = TimeSpan.FromMinutes(channel.DigestMinutes).Ticks;
        return window == 0 ? now : new DateTimeOffset(((now.UtcTicks / window) + 1) * window, TimeSpan.Zero);
    }
}
