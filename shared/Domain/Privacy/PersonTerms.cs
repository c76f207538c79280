namespace GridSteward.Domain.Privacy;

/// <summary>How a record answers to a name and a phone.</summary>
public enum TermMatch
{
    /// <summary>It is not this person's.</summary>
    None,

    /// <summary>It is: what was given agrees and nothing disagrees.</summary>
    Agrees,

    /// <summary>Something agrees and something else does not, so that a person should look.</summary>
    Differs,
}

/// <summary>
/// Whose data are wanted. A name and a phone find records by what they hold; ids name records whatever they hold. Personal: kept only in a
/// job's confidence.
/// </summary>
public sealed record PersonTerms
{
    /// <summary>The person's name; records compare without regard to case, width and spaces.</summary>
    public string? Name { get; init; }

    /// <summary>The person's phone; records compare by its digits, with or without the country code 86.</summary>
    public string? Phone { get; init; }

    /// <summary>The id of the person's household.</summary>
    public string? Household { get; init; }

    /// <summary>The id of a report of the person's.</summary>
    public string? Report { get; init; }

    /// <summary>The id of a visit whose note is about the person.</summary>
    public string? Visit { get; init; }

    /// <summary>The id of the steward that the person is.</summary>
    public string? Steward { get; init; }

    /// <summary>How a record that holds this name and this phone answers.</summary>
    public TermMatch Match(string? name, string? phone)
    {
        bool?[] agrees = [Agrees(NameKey(Name), NameKey(name)), Agrees(PhoneKey(Phone), PhoneKey(phone))];
        return !agrees.Contains(true) ? TermMatch.None : agrees.Contains(false) ? TermMatch.Differs : TermMatch.Agrees;
    }

    /// <summary>Whether free words mention the name or the phone.</summary>
    public bool IsMentionedIn(string? words)
    {
        if (words is null)
        {
            return false;
        }

        string digits = new([.. words.Select(Narrow).Where(char.IsAsciiDigit)]);
        return (NameKey(Name) is { Length: > 1 } name && NameKey(words)!.Contains(name, StringComparison.Ordinal))
            || (PhoneKey(Phone) is { Length: > 5 } phone && digits.Contains(phone, StringComparison.Ordinal));
    }

    /// <summary>Null where one of the two is not said.</summary>
    private static bool? Agrees(string? wanted, string? held) => wanted is null || held is null ? null : wanted == held;

    private static string? NameKey(string? name)
        => name is null ? null : Emptied(new([.. name.Select(Narrow).Select(char.ToLowerInvariant).Where(c => !char.IsWhiteSpace(c))]));

    private static string? PhoneKey(string? phone)
    {
        const int mobileDigits = 11;
        string digits = new([.. (phone ?? "").Select(Narrow).Where(char.IsAsciiDigit)]);
        foreach (string prefix in new[] { "0086", "86" })
        {
            if (digits.Length == prefix.Length + mobileDigits && digits.StartsWith(prefix, StringComparison.Ordinal))
            {
                return digits[prefix.Length..];
            }
        }

        return Emptied(digits);
    }

    /// <summary>A full-width form (U+FF01 to U+FF5E) as ASCII, as Unicode's compatibility mapping has it; that mapping itself is not on every machine.</summary>
    private static char Narrow(char c) => c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0) : c;

    private static string? Emptied(string text) => text.Length == 0 ? null : text;
}
