using System.Globalization;
using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores;

/// <summary>What both engines do alike with pages: the limits, which tokens fit which lists, and how a place is written down.</summary>
internal static class Paging
{
    public const int MaxLimit = 1000;

    public static void Check<T>(Query<T> query, PageRequest page)
        where T : Document
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page.Limit, 1, nameof(page));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(page.Limit, MaxLimit, nameof(page));
        if (page.After is { } after && (after.OrderValue is null) != (query.Order is null))
        {
            throw new ArgumentException("The page token is of a list in another order.", nameof(page));
        }
    }

    /// <summary>The page made of one document more than was asked for, which is how an engine learns whether another page follows.</summary>
    public static Page<T> Of<T>(List<Stored<T>> found, int limit, Func<int, object?> orderValue)
        where T : Document
    {
        if (found.Count <= limit)
        {
            return new Page<T>(found, null);
        }

        found.RemoveRange(limit, found.Count - limit);
        return new Page<T>(found, new PageToken(Json(orderValue(limit - 1)), found[limit - 1].Value.Id));
    }

    /// <summary>A number as the key of a tally and as the place in a list: the shortest text that reads back as the same double.</summary>
    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string? Json(object? value) => value switch
    {
        null => null,
        double number => Text(number),
        string text => $"\"{JsonEncodedText.Encode(text)}\"",
        _ => throw new ArgumentException($"A list cannot be ordered by a {value.GetType().Name}.", nameof(value)),
    };
}
