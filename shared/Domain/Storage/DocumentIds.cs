using System.Text;

namespace GridSteward.Domain.Storage;

/// <summary>
/// Which ids documents may have. Narrower than what either engine takes, so that an id is a path segment everywhere; a read by
/// any other text finds nothing, and a batch refuses to write it.
/// </summary>
public static class DocumentIds
{
    /// <summary>The most UTF-16 code units; in UTF-8 always below Cosmos DB's 1,023 bytes.</summary>
    public const int MaxLength = 255;

    /// <summary>Whether the text can be a document's id: letters and digits of any script, <c>. _ - :</c>.</summary>
    public static bool IsValid(string id)
    {
        if (id.Length is 0 or > MaxLength || id is "." or "..")
        {
            return false;
        }

        foreach (Rune rune in id.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && rune.Value is not ('.' or '_' or '-' or ':'))
            {
                return false;
            }
        }

        return true;
    }
}
