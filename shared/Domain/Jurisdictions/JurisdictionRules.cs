using System.Text.RegularExpressions;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Regions;

namespace GridSteward.Domain.Jurisdictions;

/// <summary>What the settings of a jurisdiction must fulfil.</summary>
public static partial class JurisdictionRules
{
    /// <summary>The widest tolerance, in metres.</summary>
    public const double MaxToleranceMetres = 5000;

    /// <summary>The longest time in which a reporter can say whether they are satisfied, in days.</summary>
    public const int MaxFeedbackDays = 365;

    /// <summary>Whether a jurisdiction can have the code.</summary>
    public static bool IsCode(string code) => CodePattern().IsMatch(code) && code != Jurisdiction.Unassigned;

    /// <summary>Every fault of the settings, by JSON path.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="calendars">The calendars that there are; null does not ask whether the one named is among them.</param>
    public static IEnumerable<Fault> FaultsOf(Jurisdiction settings, HolidayCalendars? calendars = null)
    {
        if (!IsCode(settings.Jurisdiction))
        {
            yield return new("$.code", "1 to 40 lower-case letters, digits and hyphens, beginning with a letter, and not 'unassigned'.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out TimeZoneInfo? zone) || !zone.HasIanaId)
        {
            yield return new("$.timeZone", $"'{settings.TimeZone}' is not an IANA time zone that this machine knows, such as Asia/Shanghai.");
        }

        if (settings.Levels.Count is < 1 or > 8)
        {
            yield return new("$.levels", "1 to 8 level names, topmost first.");
        }

        for (int i = 0; i < settings.Levels.Count; i++)
        {
            if (!CodePattern().IsMatch(settings.Levels[i]))
            {
                yield return new($"$.levels[{i}]", "1 to 40 lower-case letters, digits and hyphens, beginning with a letter.");
            }
            else if (settings.Levels.Take(i).Contains(settings.Levels[i]))
            {
                yield return new($"$.levels[{i}]", $"The level '{settings.Levels[i]}' is named twice.");
            }
        }

        if (settings.ToleranceMetres is not (>= 0 and <= MaxToleranceMetres))
        {
            yield return new("$.toleranceMetres", "0 to 5000 metres.");
        }

        if (settings.FeedbackDays is < 1 or > MaxFeedbackDays)
        {
            yield return new("$.feedbackDays", $"1 to {MaxFeedbackDays} days.");
        }

        foreach (Fault fault in (Fault[])[.. settings.Retention.Faults(), .. settings.Coverage.Faults(), .. Hotline.FaultsOf(settings.Hotlines), .. RegionRef.FaultsOf(settings.Regions), .. ClockFaults(settings, calendars)])
        {
            yield return fault;
        }

        if (settings.Categories.Count is < 1 or > 200)
        {
            yield return new("$.categories", "1 to 200 categories.");
        }

        for (int i = 0; i < settings.Categories.Count; i++)
        {
            foreach (Fault fault in CategoryFaults(settings, i))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<Fault> CategoryFaults(Jurisdiction settings, int i)
    {
        Category category = settings.Categories[i];
        string path = $"$.categories[{i}]";
        if (!CodePattern().IsMatch(category.Code))
        {
            yield return new($"{path}.code", "1 to 40 lower-case letters, digits and hyphens, beginning with a letter.");
        }
        else if (settings.Categories.Take(i).Any(c => c.Code == category.Code))
        {
            yield return new($"{path}.code", $"The category '{category.Code}' is named twice.");
        }

        if (category.AcceptHours is not (> 0 and <= 8760))
        {
            yield return new($"{path}.acceptHours", "More than 0 and at most 8760 hours.");
        }

        if (category.ResolveHours is not (> 0 and <= 8760) || category.ResolveHours < category.AcceptHours)
        {
            yield return new($"{path}.resolveHours", "At least acceptHours and at most 8760 hours.");
        }

        foreach (Fault fault in DuplicateRules.FaultsOf(category, settings.Categories, $"{path}.duplicates"))
        {
            yield return fault;
        }

        for (int j = 0; j < category.Severities.Count; j++)
        {
            foreach (Fault fault in SeverityFaults(category, j, $"{path}.severities[{j}]"))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<Fault> SeverityFaults(Category category, int j, string path)
    {
        SeverityHours row = category.Severities[j];
        if (row.Severity == Severity.Normal || category.Severities.Take(j).Any(s => s.Severity == row.Severity))
        {
            yield return new($"{path}.severity", "Urgent or emergency, each at most once; for normal the category's own hours count.");
        }

        if (row.AcceptHours is not (> 0 and <= 8760))
        {
            yield return new($"{path}.acceptHours", "More than 0 and at most 8760 hours.");
        }

        if (row.ResolveHours is not (> 0 and <= 8760) || row.ResolveHours < row.AcceptHours)
        {
            yield return new($"{path}.resolveHours", "At least acceptHours and at most 8760 hours.");
        }
    }

    private static IEnumerable<Fault> ClockFaults(Jurisdiction settings, HolidayCalendars? calendars)
    {
        foreach (Fault fault in (Fault[])[.. WorkingSpan.FaultsOf(settings.WorkingHours), .. settings.Escalation.Faults()])
        {
            yield return fault;
        }

        Category? counts = settings.Categories.FirstOrDefault(c => c.Clock == ClockKind.Working || c.Severities.Any(s => s.Clock == ClockKind.Working));
        if (settings.WorkingHours.Count == 0 && counts is not null)
        {
            yield return new("$.workingHours", $"Is missing: the category '{counts.Code}' counts working hours.");
        }

        if (settings.Holidays is { } name && calendars is not null && calendars.Find(name) is null)
        {
            yield return new("$.holidays", $"There is no calendar '{name}'; there is {(calendars.Names.Count == 0 ? "none" : string.Join(", ", calendars.Names))}.");
        }

        if (settings.MaxReopens is < 0 or > 20)
        {
            yield return new("$.maxReopens", "0 to 20.");
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex CodePattern();
}
