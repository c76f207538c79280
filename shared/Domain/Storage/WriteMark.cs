using System.Globalization;

namespace GridSteward.Domain.Storage;

/// <summary>A place in the order of an engine's writes, as <see cref="IDocumentStore.MarkAsync"/> gives it as text. Only the engine that gave it understands the number.</summary>
/// <param name="Source">The engine and the database whose order it is; another database, a restored account among them, has another.</param>
/// <param name="Number">The place in that order.</param>
public sealed record WriteMark(string Source, long Number)
{
    private const char Separator = '#';

    /// <summary>Whether both are places in the order of one database. Where they are not, what happened between them cannot be asked.</summary>
    public static bool Follows(string later, string earlier)
        => TryParse(later) is { } l && TryParse(earlier) is { } e && l.Source == e.Source;

    /// <summary>Reads a text that <see cref="ToString"/> wrote; null for any other.</summary>
    public static WriteMark? TryParse(string text)
    {
        int at = text.LastIndexOf(Separator);
        return at > 0 && long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? new WriteMark(text[..at], number) : null;
    }

    /// <summary>The text that is kept.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Source}{Separator}{Number}");
}
