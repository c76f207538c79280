namespace GridSteward.Domain.Deadlines;

/// <summary>What a calendar says of a day.</summary>
public enum DayMark
{
    /// <summary>放假: nobody works, whatever its weekday.</summary>
    Holiday,

    /// <summary>调休上班: people work, though its weekday has no hours, or others.</summary>
    Workday,
}

/// <summary>The days of some years that are otherwise than their weekday.</summary>
public sealed class HolidayCalendar
{
    private readonly IReadOnlyDictionary<DateOnly, DayMark> days;

    /// <summary>A calendar.</summary>
    /// <param name="name">What jurisdictions call it by.</param>
    /// <param name="years">The years of which all such days are known.</param>
    /// <param name="days">The days.</param>
    public HolidayCalendar(string name, IReadOnlySet<int> years, IReadOnlyDictionary<DateOnly, DayMark> days)
        => (Name, Years, this.days) = (name, years, days);

    /// <summary>What jurisdictions call it by.</summary>
    public string Name { get; }

    /// <summary>The years of which all such days are known; of others the weekdays count.</summary>
    public IReadOnlySet<int> Years { get; }

    /// <summary>What it says of a day; null where the weekday counts.</summary>
    public DayMark? Find(DateOnly day) => days.TryGetValue(day, out DayMark mark) ? mark : null;

    /// <summary>The same with another's years added, or put in the place of its own.</summary>
    public HolidayCalendar With(HolidayCalendar other)
    {
        Dictionary<DateOnly, DayMark> all = days.Where(d => !other.Years.Contains(d.Key.Year)).ToDictionary(d => d.Key, d => d.Value);
        foreach (var (day, mark) in other.days)
        {
            all[day] = mark;
        }

        return new HolidayCalendar(Name, new SortedSet<int>(Years.Union(other.Years)), all);
    }
}

/// <summary>The calendars that the deployment has, by name.</summary>
public sealed class HolidayCalendars(IEnumerable<HolidayCalendar> calendars)
{
    private readonly SortedDictionary<string, HolidayCalendar> byName = new(calendars.ToDictionary(c => c.Name), StringComparer.Ordinal);

    /// <summary>None.</summary>
    public static HolidayCalendars None { get; } = new([]);

    /// <summary>Their names, ordinal.</summary>
    public IReadOnlyCollection<string> Names => byName.Keys;

    /// <summary>The calendar of that name; null when there is none.</summary>
    public HolidayCalendar? Find(string name) => byName.GetValueOrDefault(name);
}
