using System.Globalization;
using System.Text.RegularExpressions;
using GridSteward.Domain;
using GridSteward.Domain.Deadlines;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Jurisdictions;

/// <summary>Hours in which a jurisdiction works, on some days of the week: from 08:30 to 12:00, at most to 24:00.</summary>
public sealed record WorkingSpanResponse(IReadOnlyList<Weekday> Days, string From, string To)
{
    public static WorkingSpanResponse Of(WorkingSpan span) => new(span.Days, Text(span.FromMinute), Text(span.ToMinute));

    private static string Text(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:D2}:{minute % 60:D2}");
}

/// <summary>Reads working hours.</summary>
public static partial class WorkingHoursInput
{
    public static IReadOnlyList<WorkingSpan> ReadWorkingHours(this JsonInput input)
    {
        List<WorkingSpan> spans = [];
        foreach (JsonInput item in input.NestedList("workingHours", 50))
        {
            List<Weekday> days = [];
            foreach (string name in item.Texts("days", 7, 10, required: true))
            {
                if (Wire.TryParse(name, out Weekday day))
                {
                    days.Add(day);
                }
                else
                {
                    item.Refuse("days", $"'{name}' is none of {string.Join(", ", Wire.Names<Weekday>())}.");
                }
            }

            spans.Add(new WorkingSpan(days, item.MinuteOf("from") ?? 0, item.MinuteOf("to") ?? 1440));
        }

        return spans;
    }

    private static int? MinuteOf(this JsonInput item, string name)
    {
        if (item.Text(name, 5, required: true) is not { } text)
        {
            return null;
        }

        if (TimePattern().IsMatch(text))
        {
            return (int.Parse(text.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(text.AsSpan(3), CultureInfo.InvariantCulture);
        }

        item.Refuse(name, "A time by the local clock as HH:mm, 00:00 to 24:00.");
        return null;
    }

    [GeneratedRegex(@"^(([01]\d|2[0-3]):[0-5]\d|24:00)\z", RegexOptions.ECMAScript)]
    private static partial Regex TimePattern();
}
