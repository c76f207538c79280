using System.Text;
using GridSteward.Domain.Deadlines;
using static GridSteward.Domain.Tests.Deadlines.Calendars;

namespace GridSteward.Domain.Tests.Deadlines;

public sealed class HolidayFilesTests
{
    [Theory]
    [InlineData(2024, 28, 8)]
    [InlineData(2025, 28, 5)]
    [InlineData(2026, 33, 6)]
    public void The_years_of_china_have_as_many_days_as_their_notices_name(int year, int holidays, int workdays)
    {
        Assert.Contains(year, China.Years);
        Assert.Equal(holidays, DaysOf(year).Count(d => China.Find(d) == DayMark.Holiday));
        Assert.Equal(workdays, DaysOf(year).Count(d => China.Find(d) == DayMark.Workday));
    }

    [Fact]
    public void Every_adjusted_workday_of_china_is_on_a_weekend()
        => Assert.All(
            China.Years.SelectMany(DaysOf).Where(d => China.Find(d) == DayMark.Workday),
            day => Assert.Contains(day.DayOfWeek, new[] { DayOfWeek.Saturday, DayOfWeek.Sunday }));

    [Fact]
    public void Years_that_no_notice_has_named_yet_are_not_known()
        => Assert.DoesNotContain(China.Years.Max() + 1, China.Years);

    [Fact]
    public void A_later_file_of_the_same_name_adds_its_years_and_replaces_those_it_names()
    {
        HolidayCalendar both = HolidayFiles.Read(
        [
            FileOf("a/china.csv", "date,kind,name", "2026,year,notice", "2026-10-01,holiday,x", "2026-10-10,workday,x"),
            FileOf("b/china.csv", "date,kind,name", "2026,year,changed", "2026-10-02,holiday,x", "2027,year,notice", "2027-01-01,holiday,x"),
        ]).Find("china")!;
        Assert.Equal([2026, 2027], both.Years);
        Assert.Null(both.Find(new(2026, 10, 1)));
        Assert.Null(both.Find(new(2026, 10, 10)));
        Assert.Equal(DayMark.Holiday, both.Find(new(2026, 10, 2)));
        Assert.Equal(DayMark.Holiday, both.Find(new(2027, 1, 1)));
    }

    [Fact]
    public void Every_fault_is_named_by_its_line()
    {
        var faults = Assert.Throws<HolidayFilesException>(() => HolidayFiles.Read(
        [
            FileOf("x.csv", "date,kind,name", "", "# why", "2026,year,notice", "2026-02-30,holiday,x", "2026-03-01,feast,x", "2026-03-02,holiday", "2026-03-03,holiday,", "2026,year,again",
                "2026-05-01,holiday,x", "2026-05-01,workday,x", "2062-05-01,holiday,x", "26,year,x", "2026-06-01,holiday,\"x,y\""),
            FileOf("Y.csv", "day,kind,name"),
            FileOf("z.csv"),
            new HolidayFile("w.csv", new byte[] { 0xC8, 0xA1 }),
        ])).Faults;
        Assert.Equal(
            ["x.csv 5", "x.csv 6", "x.csv 7", "x.csv 8", "x.csv 9", "x.csv 11", "x.csv 13", "x.csv 14", "x.csv 12", "Y.csv 1", "Y.csv 1", "z.csv 1", "w.csv 1"],
            faults.Select(f => $"{f.Path} {f.Line}"));
        Assert.Contains("line 10", faults.Single(f => f.Line == 11).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_may_begin_with_a_byte_order_mark_and_end_their_lines_as_windows_does()
    {
        HolidayFile file = new("x.csv", (byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("date,kind,name\r\n2026,year,通知\r\n2026-01-01,holiday,元旦\r\n")]);
        Assert.Equal(DayMark.Holiday, HolidayFiles.Read([file]).Find("x")!.Find(new(2026, 1, 1)));
    }

    private static IEnumerable<DateOnly> DaysOf(int year)
        => Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays);
}
