using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace GridSteward.Domain.Tables.Reading;

/// <summary>How CSV is read: the delimiters, what counts as space, and the parser's settings.</summary>
internal static class CsvDialect
{
    private static readonly char[] Spaces = [' ', '\t', '\u00A0', '\u3000', '\uFEFF'];

    /// <summary>Whether spaces of this kind are trimmed outside quotes: the wide space of Chinese input and a stray byte order mark too.</summary>
    public static bool IsSpace(char c) => Spaces.Contains(c);

    public static char Of(TableDelimiter delimiter) => delimiter switch
    {
        TableDelimiter.Comma => ',',
        TableDelimiter.Semicolon => ';',
        TableDelimiter.Tab => '\t',
        _ => throw new ArgumentOutOfRangeException(nameof(delimiter), delimiter, "There is no such delimiter."),
    };

    /// <summary>The delimiter that stands most often in the first line that is not blank, outside quotes; the comma where none does.</summary>
    public static char Detect(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> rest = text.TrimStart("\r\n \u3000\u00A0\uFEFF");
        Span<int> counts = stackalloc int[3];
        ReadOnlySpan<char> delimiters = [',', ';', '\t'];
        bool quoted = false;
        foreach (char c in rest)
        {
            quoted ^= c == '"';
            if (quoted)
            {
                continue;
            }

            if (c is '\r' or '\n')
            {
                break;
            }

            if (delimiters.IndexOf(c) is >= 0 and int which)
            {
                counts[which]++;
            }
        }

        int best = counts[1] > counts[0] ? 1 : 0;
        return delimiters[counts[2] > counts[best] ? 2 : best];
    }

    public static CsvConfiguration Configuration(char delimiter, BadDataFound onBadField) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        Mode = CsvMode.RFC4180,
        TrimOptions = TrimOptions.Trim,
        WhiteSpaceChars = [.. Spaces.Where(space => space != delimiter)],
        IgnoreBlankLines = false, // the parser does not say where a row begins that follows blank lines
        BufferSize = 64 * 1024,
        BadDataFound = onBadField,
    };
}
