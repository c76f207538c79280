using System.Globalization;
using GridSteward.Domain.Deadlines;

namespace GridSteward.Domain.Health;

/// <summary>Whether the calendars of holidays know this year, and from December on the next: 国务院 publishes it in autumn.</summary>
public sealed class CalendarHealth(HolidayCalendars calendars, TimeProvider clock)
{
    /// <summary>The part's name.</summary>
    public const string Calendars = "calendars";

    private const int NextYearFrom = 12;

    /// <summary>Looks.</summary>
    public HealthPart Read()
    {
        DateTime today = clock.GetUtcNow().UtcDateTime;
        int year = today.Year;
        string[] without = [.. calendars.Names.Where(n => !calendars.Find(n)!.Years.Contains(year))];
        string[] withoutNext = [.. calendars.Names.Except(without).Where(n => !calendars.Find(n)!.Years.Contains(year + 1))];
        bool soon = today.Month >= NextYearFrom && withoutNext.Length > 0;
        HealthPart part = without.Length > 0 || soon
            ? new HealthPart(
                Calendars, HealthStatus.Degraded,
                without.Length > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"The holidays of {year} are not known in {string.Join(", ", without)}: deadlines in working hours go by weekdays alone.")
                    : string.Create(CultureInfo.InvariantCulture, $"The holidays of {year + 1} are not known in {string.Join(", ", withoutNext)}."),
                "Add the year to the calendar's file (GridSteward:CalendarFolder, or a newer release) and restart; docs/deadlines.md says how.")
            : HealthPart.Ok(
                Calendars,
                withoutNext.Length > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"The holidays of {year} are known; those of {year + 1} are wanted from December on.")
                    : "The holidays of this year and the next are known.");
        return part with
        {
            Affected = [.. without.Concat(withoutNext)],
            Figures = calendars.Names.Where(n => calendars.Find(n)!.Years.Count > 0).ToDictionary(n => $"{n}.lastYear", n => (long)calendars.Find(n)!.Years.Max()),
        };
    }
}
