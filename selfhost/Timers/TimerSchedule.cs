using System.Globalization;
using NCrontab;

namespace GridSteward.SelfHost;

/// <summary>
/// When a timer is due, in UTC: six-field NCRONTAB (seconds first), five fields (minutes first), or a TimeSpan between runs, as the Functions
/// host reads them.
/// </summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(CrontabSchedule? cron, TimeSpan interval)
    {
        _cron = cron;
        _interval = interval;
        Text = cron?.ToString() ?? interval.ToString();
        IsSubMinute = cron is null ? interval < TimeSpan.FromMinutes(1) : OccursWithinMinutes(cron);
    }

    /// <summary>The same for schedules that are written differently and mean the same fields.</summary>
    public string Text { get; }

    /// <summary>More than once a minute: its status is never kept.</summary>
    public bool IsSubMinute { get; }

    /// <summary>Null when the text is none of the three forms, or no moment ever fits it.</summary>
    public static TimerSchedule? TryParse(string text)
    {
        var seconds = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5;
        if (CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = seconds }) is { } cron)
        {
            var start = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            return cron.GetNextOccurrence(start) < DateTime.MaxValue.AddYears(-1) ? new TimerSchedule(cron, default) : null;
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new TimerSchedule(null, interval)
            : null;
    }

    /// <summary>The first occurrence after the given moment.</summary>
    public DateTime After(DateTime utc) =>
        DateTime.SpecifyKind(_cron is null ? utc + _interval : _cron.GetNextOccurrence(utc), DateTimeKind.Utc);

    /// <summary>Only when every field from the minutes up is a star, as in the host, can a schedule be more frequent than the minute.</summary>
    private static bool OccursWithinMinutes(CrontabSchedule cron)
    {
        var fields = cron.ToString().Split(' ');
        var start = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return fields.Length == 6 && fields.Skip(1).All(field => field == "*")
            && cron.GetNextOccurrences(start, start.AddMinutes(2)).Count() > 2;
    }
}
