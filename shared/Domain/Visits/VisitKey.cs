using System.Globalization;
using GridSteward.Domain.Households;

namespace GridSteward.Domain.Visits;

/// <summary>
/// How units stand in the lists of those to visit: <c>{care} {day}</c> with the local day on which they were last met (none sorts before every day), or
/// <c>moved {day}</c> where a visit found them moved away. One field, so that one range of one index is one list in its order.
/// </summary>
public static class VisitKey
{
    private const string MovedPrefix = "moved ";

    /// <summary>The key of a unit that stays where it is.</summary>
    public static string Of(CareLevel care, DateOnly? metOn) => Prefix(care) + (metOn is { } day ? Text(day) : "");

    /// <summary>The key of a unit that is said to have moved.</summary>
    public static string Moved(DateOnly seenOn) => MovedPrefix + Text(seenOn);

    /// <summary>The range of all units that are said to have moved.</summary>
    public static (string From, string Before) AllMoved => (MovedPrefix, MovedPrefix + "~");

    /// <summary>The range of the units of a care level that were last met before a day, or never.</summary>
    public static (string From, string Before) MetBefore(CareLevel care, DateOnly day) => (Prefix(care), Prefix(care) + Text(day));

    /// <summary>The range of all units of a care level.</summary>
    public static (string From, string Before) All(CareLevel care) => (Prefix(care), Prefix(care) + "~");

    private static string Prefix(CareLevel care) => Wire.Name(care) + " ";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
