using System.Text.Json;
using System.Text.Json.Serialization;

namespace GridSteward.Domain;

/// <summary>Writes an enumeration as its camel-case name, the one spelling used in documents, bodies and query parameters.</summary>
public sealed class WireEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>The one spelling of an enumeration's values outside the program.</summary>
public static class Wire
{
    /// <summary>The camel-case name.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>All names of the enumeration, in its order.</summary>
    public static IReadOnlyList<string> Names<T>()
        where T : struct, Enum
        => [.. Enum.GetValues<T>().Select(Name)];

    /// <summary>Reads a camel-case name exactly; other spellings and numbers are refused.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum
    {
        foreach (T candidate in Enum.GetValues<T>())
        {
            if (Name(candidate) == text)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }
}
