using System.Security.Cryptography;
using System.Text;

namespace GridSteward.RealData;

/// <summary>A jurisdiction's categories, made of the distinct types of a file. The same file always gives the same codes.</summary>
internal sealed class Categories
{
    /// <summary>As many as a jurisdiction may have.</summary>
    private const int Most = 200;
    private const int LongestCode = 40;

    private readonly Dictionary<string, string> codes = new(StringComparer.Ordinal);

    /// <summary>Makes them; the rarest types share one where there are too many.</summary>
    public Categories(IEnumerable<string> types)
    {
        var counted = types.CountBy(t => t, StringComparer.Ordinal).OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Key).ToList();
        HashSet<string> taken = [Rest];
        foreach (string type in counted.Where(t => t.Length > 0).Take(Most - 1).Order(StringComparer.Ordinal))
        {
            string code = Slug(type);
            code = taken.Add(code) ? code : WithHash(code, type);
            taken.Add(code);
            codes[type] = code;
        }

        Types = counted.Count;
    }

    /// <summary>The category of what has no type, or one too many.</summary>
    public static string Rest => "any-other";

    /// <summary>How many distinct types there are, the empty one included.</summary>
    public int Types { get; }

    /// <summary>The codes and names.</summary>
    public IEnumerable<(string Code, string Name)> All => codes.Select(c => (c.Value, c.Key)).Append((Rest, "Any other")).OrderBy(c => c.Item1, StringComparer.Ordinal);

    public string CodeOf(string type) => codes.GetValueOrDefault(type, Rest);

    /// <summary>Lower-case letters, digits and hyphens; what loses letters of other scripts, or its end, gets a hash of the whole.</summary>
    private static string Slug(string type)
    {
        var slug = new StringBuilder();
        foreach (char c in type)
        {
            char lower = char.ToLowerInvariant(c);
            bool kept = char.IsAsciiLetterLower(lower) || char.IsAsciiDigit(lower);
            if (kept || (slug.Length > 0 && slug[^1] != '-'))
            {
                slug.Append(kept ? lower : '-');
            }
        }

        string code = slug.ToString().Trim('-');
        code = code.Length > 0 && char.IsAsciiLetterLower(code[0]) ? code : $"type-{code}".TrimEnd('-');
        return code.Length > LongestCode || type.Any(c => char.IsLetter(c) && !char.IsAscii(c)) ? WithHash(code, type) : code;
    }

    private static string WithHash(string code, string type)
        => $"{code[..Math.Min(code.Length, LongestCode - 9)].TrimEnd('-')}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(type)))[..8]}";
}
