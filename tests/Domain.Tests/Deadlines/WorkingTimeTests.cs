using GridSteward.Domain.Deadlines;
using static GridSteward.Domain.Tests.Deadlines.Calendars;

namespace GridSteward.Domain.Tests.Deadlines;

public sealed class WorkingTimeTests
{
    private static readonly WorkingTime Shanghai = new(Zone("Asia/Shanghai"), Office, China);

    [Theory]
    [InlineData("2026-03-02T09:00+08:00", 2, "2026-03-02T11:00+08:00")] // a Monday
    [InlineData("2026-03-02T11:00+08:00", 2, "2026-03-02T15:00+08:00")] // over noon
    [InlineData("2026-03-02T17:00+08:00", 1, "2026-03-02T18:00+08:00")] // to the end of the day, not to the next
    [InlineData("2026-03-02T17:00+08:00", 2, "2026-03-03T09:30+08:00")]
    [InlineData("2026-03-06T23:00+08:00", 1, "2026-03-09T09:30+08:00")] // begun at night before a weekend
    [InlineData("2026-02-14T09:00+08:00", 7.5, "2026-02-24T09:00+08:00")] // an adjusted workday, then the Spring Festival: 3 + 4 hours, and half an hour after it
    [InlineData("2026-02-13T18:00+08:00", 8, "2026-02-24T09:00+08:00")] // Saturday 14 February works as a Monday does
    [InlineData("2026-10-07T12:00+08:00", 22.5, "2026-10-10T18:00+08:00")] // Saturday 10 October works
    public void Hours_are_added_in_working_time(string start, double hours, string expected)
        => Assert.Equal(At(expected), Shanghai.Add(At(start), TimeSpan.FromHours(hours)));

    [Fact]
    public void No_time_added_is_the_start_itself_even_at_night()
        => Assert.Equal(At("2026-03-07T03:00Z"), Shanghai.Add(At("2026-03-07T03:00Z"), TimeSpan.Zero));

    [Fact]
    public void A_holiday_counts_nothing_whatever_its_hours()
        => Assert.Equal(TimeSpan.Zero, Shanghai.Between(At("2026-10-01T00:00+08:00"), At("2026-10-08T00:00+08:00")));

    [Fact]
    public void Backwards_there_is_no_time_between()
        => Assert.Equal(TimeSpan.Zero, Shanghai.Between(At("2026-03-03T00:00+08:00"), At("2026-03-02T00:00+08:00")));

    [Fact]
    public void An_hour_that_the_clocks_skip_does_not_count_and_one_that_they_show_twice_counts_twice()
    {
        var nights = new WorkingTime(Zone("Europe/Berlin"), [new(Enum.GetValues<Weekday>(), 0, 360)], null);
        Assert.Equal(TimeSpan.FromHours(5), nights.Between(At("2026-03-28T23:00Z"), At("2026-03-29T12:00Z")));
        Assert.Equal(TimeSpan.FromHours(7), nights.Between(At("2026-10-24T22:00Z"), At("2026-10-25T12:00Z")));
    }

    [Fact]
    public void Without_a_day_that_has_hours_there_is_no_working_time()
        => Assert.Throws<ArgumentException>(() => new WorkingTime(Zone("Asia/Shanghai"), [], null));

    [Fact]
    public void It_knows_the_years_of_its_calendar_only()
    {
        Assert.True(Shanghai.Knows(At("2024-01-01T00:00+08:00"), At("2026-12-31T23:59+08:00")));
        Assert.False(Shanghai.Knows(At("2026-12-31T00:00+08:00"), At("2027-01-01T00:00+08:00")));
        Assert.True(new WorkingTime(Zone("Asia/Shanghai"), Office, null).Knows(At("2031-01-01T00:00+08:00"), At("2032-01-01T00:00+08:00")));
    }

    [Fact]
    public void It_is_what_counting_every_minute_finds() => Check.ForSeeds(150, random =>
    {
        TimeZoneInfo zone = Zone(random.Pick("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana"));
        WorkingSpan[] spans = SomeSpans(random);
        HolidayCalendar? holidays = random.Next(3) == 0 ? null : SomeDays(random);
        var time = new WorkingTime(zone, spans, holidays);

        // Around the changes of the clocks, the turn of a year, and anywhere.
        DateTimeOffset start = random.Pick(At("2026-03-05T00:00Z"), At("2026-03-27T00:00Z"), At("2026-10-23T00:00Z"), At("2026-10-30T00:00Z"), At("2026-04-02T00:00Z"), At("2026-12-30T00:00Z"))
            .AddMinutes(random.Next(5 * 24 * 60));
        int minutes = random.Next(1, 4000);

        DateTimeOffset at = start;
        int counted = 0;
        for (; counted < minutes; at = at.AddMinutes(1))
        {
            counted += Counts(at, zone, spans, holidays) ? 1 : 0;
        }

        Assert.Equal(at, time.Add(start, TimeSpan.FromMinutes(minutes)));
        Assert.Equal(TimeSpan.FromMinutes(minutes), time.Between(start, at));
        DateTimeOffset between = start.AddMinutes(random.Next((int)(at - start).TotalMinutes + 1));
        Assert.Equal(time.Between(start, at), time.Between(start, between) + time.Between(between, at));
    });

    /// <summary>Whether a whole minute counts: by what the local clock shows at its beginning.</summary>
    internal static bool Counts(DateTimeOffset at, TimeZoneInfo zone, IReadOnlyList<WorkingSpan> spans, HolidayCalendar? holidays)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(at, zone);
        int minute = (local.Hour * 60) + local.Minute;
        Weekday weekday = local.DayOfWeek == DayOfWeek.Sunday ? Weekday.Sunday : (Weekday)(local.DayOfWeek - DayOfWeek.Monday);
        Weekday[] as_ = holidays?.Find(DateOnly.FromDateTime(local.DateTime)) switch
        {
            DayMark.Holiday => [],
            DayMark.Workday => [spans.SelectMany(s => s.Days).Min()],
            _ => [weekday],
        };
        return as_.Any(day => spans.Any(s => s.Days.Contains(day) && s.FromMinute <= minute && minute < s.ToMinute));
    }

    internal static WorkingSpan[] SomeSpans(Random random)
    {
        int[] cuts = [.. Enumerable.Range(0, 1441).Where(m => m % 15 == 0).OrderBy(_ => random.Next()).Take(2 * random.Next(1, 4)).Order()];
        List<Weekday> days = random.Some(Enum.GetValues<Weekday>());
        days = days.Count == 0 ? [Weekday.Wednesday] : days;
        return [.. cuts.Chunk(2).Select(c => new WorkingSpan(days, c[0], c[1])), new WorkingSpan([.. Enum.GetValues<Weekday>().Except(days).Append(Weekday.Sunday).Except(days).Take(1)], 0, 1440)];
    }

    private static HolidayCalendar SomeDays(Random random)
    {
        Dictionary<DateOnly, DayMark> days = [];
        for (DateOnly day = new(2026, 1, 1); day.Year < 2027; day = day.AddDays(1))
        {
            if (random.Next(4) == 0)
            {
                days[day] = random.Pick(DayMark.Holiday, DayMark.Workday);
            }
        }

        return new HolidayCalendar("some", new HashSet<int> { 2026 }, days);
    }
}
