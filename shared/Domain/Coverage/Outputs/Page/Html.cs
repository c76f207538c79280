using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>Text that is markup already.</summary>
internal readonly record struct Markup(string Text)
{
    public static Markup None { get; } = new("");

    /// <summary>Markup from text in which every value is escaped.</summary>
    public static Markup Of(ref HtmlText text) => new(text.Take());
}

/// <summary>Writes HTML. Whatever stands between braces is escaped, for text and for quoted attributes alike, so that a name cannot become markup.</summary>
internal sealed class Html
{
    private readonly StringBuilder text = new(256 * 1024);

    public void Add(ref HtmlText added) => text.Append(added.Take());

    /// <summary>The text in UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(text.ToString());
}

/// <summary>What an interpolated text becomes for <see cref="Html"/> and <see cref="Markup"/>.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlText
{
    private readonly StringBuilder into;

    public HtmlText(int literalLength, int formattedCount) => into = new StringBuilder(literalLength + (formattedCount * 16));

    public void AppendLiteral(string value) => into.Append(value);

    public void AppendFormatted(Markup value) => into.Append(value.Text);

    public void AppendFormatted(int value) => into.Append(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(long value) => into.Append(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(double value, string format) => into.Append(value.ToString(format, CultureInfo.InvariantCulture));

    public void AppendFormatted(string? value)
    {
        string said = value ?? "";
        for (int i = 0; i < said.Length; i++)
        {
            char c = said[i];
            if (char.IsHighSurrogate(c) && i + 1 < said.Length && char.IsLowSurrogate(said[i + 1]))
            {
                into.Append(c).Append(said[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => into.Append("&amp;"),
                '<' => into.Append("&lt;"),
                '>' => into.Append("&gt;"),
                '"' => into.Append("&quot;"),
                '\'' => into.Append("&#39;"),
                _ when char.IsSurrogate(c) || (char.IsControl(c) && c is not ('\t' or '\n')) => into.Append('\uFFFD'),
                _ => into.Append(c),
            };
        }
    }

    public string Take() => into.ToString();
}
