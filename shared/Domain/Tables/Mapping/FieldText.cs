using System.Text.RegularExpressions;

namespace GridSteward.Domain.Tables;

/// <summary>Texts of fields as they are compared and parsed.</summary>
internal static partial class FieldText
{
    /// <summary>Wide letters, digits and signs (U+FF01 to U+FF5E) made narrow, wide spaces plain, and trimmed.</summary>
    public static string Narrow(string text)
    {
        string trimmed = text.Trim().Trim('\uFEFF');
        return trimmed.AsSpan().IndexOfAnyInRange('\u3000', '\uFF5E') < 0
            ? trimmed
            : string.Create(trimmed.Length, trimmed, static (into, from) =>
            {
                for (int i = 0; i < into.Length; i++)
                {
                    into[i] = from[i] switch
                    {
                        >= '\uFF01' and <= '\uFF5E' and var c => (char)(c - 0xFEE0),
                        '\u3000' => ' ',
                        var c => c,
                    };
                }
            }).Trim();
    }

    /// <summary>A header as it is compared.</summary>
    public static string Header(string header) => string.Concat(Narrow(header).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>A number that a spreadsheet has rounded: digits are lost.</summary>
    public static bool IsScientific(string text) => Scientific().IsMatch(text);

    /// <summary>A text, short enough to stand in a message.</summary>
    public static string Shown(string text) => text.Length <= 40 ? $"'{text}'" : $"'{text.AsSpan(0, 40)}…'";

    [GeneratedRegex(@"^\d(\.\d+)?[eE]\+?\d{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Scientific();
}
