namespace GridSteward.Domain.Tables;

/// <summary>Keeps spreadsheets from taking text for formulas in CSV, and takes that off again when reading.</summary>
/// <remarks>
/// OWASP, "CSV Injection": a field must not begin with = + - @, a tabulator or a line break; wide = + - @ and the line feed are taken in too. Such a
/// text gets an apostrophe in front. So does a text that begins with apostrophes before one of these or before a digit, so that reading always takes
/// off exactly what writing put on, and people's own apostrophe before a number ("this is text") goes too. <c>="0123"</c>, the other way to keep
/// digits as text, is read as its content.
/// </remarks>
internal static class SpreadsheetText
{
    private const string Dangerous = "=+-@\t\r\n＝＋－＠";

    /// <summary>What is written for a text.</summary>
    public static string Guarded(string text)
        => text.Length > 0 && (Dangerous.Contains(text[0]) || IsGuarded(text)) ? "'" + text : text;

    /// <summary>The text that a field stands for.</summary>
    public static string Read(string field) => field switch
    {
        ['\'', ..] when IsGuarded(field) => field[1..],
        ['=', '"', .. var inside, '"'] => inside.Replace("\"\"", "\"", StringComparison.Ordinal),
        _ => field,
    };

    private static bool IsGuarded(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart('\'');
        return rest.Length < text.Length && rest.Length > 0 && (Dangerous.Contains(rest[0]) || char.IsAsciiDigit(rest[0]));
    }
}
