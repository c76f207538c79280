using System.Globalization;
using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Operations;

/// <summary>A night: from noon to noon of a zone, named by the day on which it ends.</summary>
/// <param name="Date">The day on which it ends.</param>
/// <param name="TimeZone">The zone, as settings name it.</param>
/// <param name="From">Its first moment.</param>
/// <param name="To">The moment at which it is over.</param>
public sealed record NightWindow(DateOnly Date, string TimeZone, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>What stands for the last night, which may be going on.</summary>
    public const string Latest = "latest";

    private const string Utc = "UTC";

    /// <summary>Reads which night is meant; null where the text is neither a day nor the last night.</summary>
    /// <param name="dateOrLatest">A day as <c>yyyy-MM-dd</c>, or <see cref="Latest"/>.</param>
    /// <param name="settings">Whose zone counts; null for UTC.</param>
    /// <param name="now">Now.</param>
    public static NightWindow? TryParse(string dateOrLatest, Jurisdiction? settings, DateTimeOffset now)
    {
        DateOnly date = settings?.DayOf(now) ?? DateOnly.FromDateTime(now.UtcDateTime);
        if (dateOrLatest != Latest && (!DateOnly.TryParseExact(dateOrLatest, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) || date.DayNumber < 2))
        {
            return null;
        }

        return new NightWindow(date, settings?.TimeZone ?? Utc, Noon(settings, date.AddDays(-1)), Noon(settings, date));
    }

    private static DateTimeOffset Noon(Jurisdiction? settings, DateOnly day)
        => settings?.MomentOf(day, new TimeOnly(12, 0)) ?? new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero);
}
