using System.Text.Json.Serialization;

namespace GridSteward.Domain.Deadlines;

/// <summary>A day of the week, as ISO 8601 orders them.</summary>
[JsonConverter(typeof(WireEnumConverter<Weekday>))]
public enum Weekday
{
    /// <summary>星期一.</summary>
    Monday,

    /// <summary>星期二.</summary>
    Tuesday,

    /// <summary>星期三.</summary>
    Wednesday,

    /// <summary>星期四.</summary>
    Thursday,

    /// <summary>星期五.</summary>
    Friday,

    /// <summary>星期六.</summary>
    Saturday,

    /// <summary>星期日.</summary>
    Sunday,
}

/// <summary>Hours in which a jurisdiction works, on some days of the week.</summary>
/// <param name="Days">The days; at least one.</param>
/// <param name="FromMinute">Minutes after midnight by the local clock at which they begin; 0 to 1439.</param>
/// <param name="ToMinute">Minutes after midnight at which they end, itself outside; more than <paramref name="FromMinute"/>, at most 1440.</param>
public sealed record WorkingSpan(IReadOnlyList<Weekday> Days, int FromMinute, int ToMinute)
{
    /// <summary>The least that a week must hold, in hours: deadlines of a year end within a lifetime.</summary>
    public const int MinWeeklyHours = 4;

    /// <summary>Every fault of a jurisdiction's working hours, by JSON path.</summary>
    public static IEnumerable<Fault> FaultsOf(IReadOnlyList<WorkingSpan> spans)
    {
        if (spans.Count == 0)
        {
            yield break;
        }

        bool isSound = true;
        for (int i = 0; i < spans.Count; i++)
        {
            foreach (Fault fault in spans[i].Faults($"$.workingHours[{i}]"))
            {
                isSound = false;
                yield return fault;
            }

            if (spans[i].Days.FirstOrDefault(d => spans.Take(i).Any(s => s.Days.Contains(d) && s.FromMinute < spans[i].ToMinute && spans[i].FromMinute < s.ToMinute), (Weekday)(-1)) is var day and >= 0)
            {
                isSound = false;
                yield return new($"$.workingHours[{i}]", $"Overlaps other working hours on {Wire.Name(day)}.");
            }
        }

        if (isSound && spans.Sum(s => s.Days.Count * (s.ToMinute - s.FromMinute)) < MinWeeklyHours * 60)
        {
            yield return new("$.workingHours", $"At least {MinWeeklyHours} hours a week; none at all where no category counts working hours.");
        }
    }

    private IEnumerable<Fault> Faults(string path)
    {
        if (Days.Count == 0 || Days.Distinct().Count() < Days.Count)
        {
            yield return new($"{path}.days", "1 to 7 days of the week, each once.");
        }

        if (FromMinute is < 0 or > 1439)
        {
            yield return new($"{path}.from", "A time from 00:00 to 23:59.");
        }

        if (ToMinute is < 1 or > 1440 || ToMinute <= FromMinute)
        {
            yield return new($"{path}.to", "A time after from, at most 24:00.");
        }
    }
}
