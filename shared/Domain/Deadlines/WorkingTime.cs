namespace GridSteward.Domain.Deadlines;

/// <summary>
/// Time that counts while the local clock shows working hours of a working day. A clock that is put forward leaves hours out, and one that is put back shows
/// some twice: what the clock never shows does not count, what it shows twice counts twice. Holidays have no hours; an adjusted workday 调休 has those of
/// the first day of the week, from Monday on, that has any.
/// </summary>
public sealed class WorkingTime : CountedTime
{
    private static readonly DateTime End = new(9990, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TimeZoneInfo zone;
    private readonly HolidayCalendar? holidays;
    private readonly WorkingSpan[][] byWeekday;
    private readonly WorkingSpan[] ofWorkday;

    /// <summary>Working time in a zone.</summary>
    /// <param name="zone">Whose clocks count.</param>
    /// <param name="spans">The hours of the week; they do not overlap, and some day has some.</param>
    /// <param name="holidays">The days that are otherwise than their weekday; null for none.</param>
    /// <exception cref="ArgumentException">No day has any hours.</exception>
    public WorkingTime(TimeZoneInfo zone, IReadOnlyList<WorkingSpan> spans, HolidayCalendar? holidays)
    {
        this.zone = zone;
        this.holidays = holidays;
        byWeekday = [.. Enum.GetValues<Weekday>().Select(day => spans.Where(s => s.Days.Contains(day)).OrderBy(s => s.FromMinute).ToArray())];
        ofWorkday = Array.Find(byWeekday, of => of.Length > 0) ?? throw new ArgumentException("No day of the week has working hours.", nameof(spans));
    }

    /// <inheritdoc/>
    public override DateTimeOffset Add(DateTimeOffset start, TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
        {
            return start;
        }

        foreach (var (from, to) in StretchesFrom(start.UtcDateTime))
        {
            if (time <= to - from)
            {
                return new DateTimeOffset(from + time);
            }

            time -= to - from;
        }

        return new DateTimeOffset(End);
    }

    /// <inheritdoc/>
    public override TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        TimeSpan sum = TimeSpan.Zero;
        foreach (var stretch in to > from ? StretchesFrom(from.UtcDateTime).TakeWhile(s => s.From < to.UtcDateTime) : [])
        {
            sum += (stretch.To < to.UtcDateTime ? stretch.To : to.UtcDateTime) - stretch.From;
        }

        return sum;
    }

    /// <inheritdoc/>
    public override bool Knows(DateTimeOffset from, DateTimeOffset to)
    {
        if (holidays is null)
        {
            return true;
        }

        int first = TimeZoneInfo.ConvertTime(from, zone).Year;
        return Enumerable.Range(first, Math.Max(1, TimeZoneInfo.ConvertTime(to, zone).Year - first + 1)).All(holidays.Years.Contains);
    }

    /// <summary>The stretches of working time from a moment on, ascending, without end; none reaches over a change of the zone's offset or midnight UTC.</summary>
    private IEnumerable<(DateTime From, DateTime To)> StretchesFrom(DateTime at)
    {
        while (at < End)
        {
            DateTime to = at.Date.AddDays(1);
            TimeSpan offset = zone.GetUtcOffset(at);
            if (zone.GetUtcOffset(to) != offset)
            {
                to = ChangeBetween(at, to, offset);
            }

            for (DateTime day = (at + offset).Date; day < to + offset; day = day.AddDays(1))
            {
                foreach (WorkingSpan span in SpansOf(DateOnly.FromDateTime(day)))
                {
                    DateTime begins = day.AddMinutes(span.FromMinute) - offset, ends = day.AddMinutes(span.ToMinute) - offset;
                    begins = begins > at ? begins : at;
                    ends = ends < to ? ends : to;
                    if (begins < ends)
                    {
                        yield return (begins, ends);
                    }
                }
            }

            at = to;
        }
    }

    /// <summary>The first moment at which the offset is no longer what it was, to the tick.</summary>
    private DateTime ChangeBetween(DateTime before, DateTime after, TimeSpan offset)
    {
        while ((after - before).Ticks > 1)
        {
            DateTime middle = before.AddTicks((after - before).Ticks / 2);
            (before, after) = zone.GetUtcOffset(middle) == offset ? (middle, after) : (before, middle);
        }

        return after;
    }

    private WorkingSpan[] SpansOf(DateOnly day) => holidays?.Find(day) switch
    {
        DayMark.Holiday => [],
        DayMark.Workday => ofWorkday,
        _ => byWeekday[((int)day.DayOfWeek + 6) % 7],
    };
}
