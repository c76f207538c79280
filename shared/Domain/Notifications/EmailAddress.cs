using System.Globalization;
using System.Text.RegularExpressions;

namespace GridSteward.Domain.Notifications;

/// <summary>
/// An e-mail address as it is taken: local part as a dot-atom of RFC 5321, at most 64 characters; a host name of at least two labels, which may be written in any script
/// and is kept in ASCII (IDNA). At most 254 characters. Quoted local parts, address literals, comments and display names are not taken, and nothing that could begin a header.
/// </summary>
public static partial class EmailAddress
{
    private const int MaxLength = 254;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Reads an address; null where it is none.</summary>
    public static string? Parse(string text)
    {
        int at = text.LastIndexOf('@');
        if (at is < 1 or > 64 || text.Length > MaxLength || !LocalPart().IsMatch(text[..at]))
        {
            return null;
        }

        try
        {
            string host = Idn.GetAscii(text[(at + 1)..]).ToLowerInvariant();
            string address = $"{text[..at]}@{host}";
            return address.Length <= MaxLength && Host().IsMatch(host) ? address : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The address as it may be shown to those who know it: its first letter and its host.</summary>
    public static string Masked(string address) => $"{address[0]}***{address[address.LastIndexOf('@')..]}";

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z")]
    private static partial Regex LocalPart();

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])\z")]
    private static partial Regex Host();
}
