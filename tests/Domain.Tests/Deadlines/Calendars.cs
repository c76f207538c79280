using System.Text;
using GridSteward.Domain.Deadlines;

namespace GridSteward.Domain.Tests.Deadlines;

/// <summary>Calendars and working hours for tests.</summary>
internal static class Calendars
{
    public static readonly Weekday[] MondayToFriday = [Weekday.Monday, Weekday.Tuesday, Weekday.Wednesday, Weekday.Thursday, Weekday.Friday];

    /// <summary>08:30 to 12:00 and 14:00 to 18:00, Monday to Friday: 7.5 hours a day.</summary>
    public static readonly WorkingSpan[] Office = [new(MondayToFriday, 510, 720), new(MondayToFriday, 840, 1080)];

    /// <summary>The calendar that is shipped.</summary>
    public static HolidayCalendars Shipped { get; } = HolidayFiles.Read(
        [new HolidayFile("china.csv", File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "calendars", "china.csv")))]);

    public static HolidayCalendar China => Shipped.Find("china")!;

    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public static HolidayFile FileOf(string name, params string[] lines) => new(name, Encoding.UTF8.GetBytes(string.Join('\n', lines)));
}
