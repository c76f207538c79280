using System.Globalization;
using System.Text;

namespace GridSteward.Domain.Duplicates;

/// <summary>
/// What a text has in common with others: pairs of neighbouring characters of Chinese (there are no spaces to tell words by), single characters of it for less,
/// and words of everything else, without punctuation and case, in the compatibility form (NFKC), so that full-width letters are the same as others.
/// </summary>
/// <remarks>
/// What says nothing by itself (的, 了, the, is) or only names a place (号楼, 单元, building: the distance speaks of that, and numbers are compared by themselves) counts
/// for nothing, by a list that is fixed: the likeness of two texts follows from the two alone, is the same
/// either way round and on every day, and does not tell anything of what third people wrote, as weights by rarity among the neighbours would. Five and more
/// digits in a row, which are phones and numbers of persons, are left out. No word is looked up in a dictionary: different words for one thing share nothing.
/// </remarks>
public sealed class WordSet
{
    private const double SingleHan = 0.5;
    private const double HanBesideFunctionWord = 0.35;
    private const int LongestNumber = 4;

    private const string HanDigits = "〇一二三四五六七八九";

    private static readonly HashSet<string> FunctionHan =
        [.. "的了在是有我们你您他她它这那个也都就很还又被把请吗呢啊吧呀和与及到着过从给让能会要说对上下里去来已经些么什怎为以太一二三号栋幢座单元层室期".EnumerateRunes().Select(r => r.ToString())];

    private static readonly HashSet<string> FunctionWords =
    [
        .. ("a an and are as at be been but by can could did do does for from had has have he her here his i if in into is it its just me my near no not of on or our "
            + "block building entrance floor unit room "
            + "out please she so some still that the their them there they this to too up us was we were when which will with would you your").Split(' '),
    ];

    private readonly Dictionary<string, double> weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> numbers = new(StringComparer.Ordinal);
    private readonly double total;

    private WordSet(IReadOnlyList<TextUnit> units)
    {
        for (int i = 0; i < units.Count; i++)
        {
            Take(units[i], i > 0 && !units[i].Begins ? units[i - 1] : null, i + 1 < units.Count && !units[i + 1].Begins ? units[i + 1] : null);
        }

        total = weights.Values.Sum();
    }

    /// <summary>No words at all, or none that say anything.</summary>
    public bool IsEmpty => total == 0;

    /// <summary>The words of a text; null is none.</summary>
    public static WordSet Of(string? text) => new(TextUnit.Of(Folded(text ?? "")));

    /// <summary>How much two texts have in common: the cosine of their weighted words, in [0, 1]; 0 where one has none.</summary>
    public double LikenessTo(WordSet other)
    {
        double shared = weights.Where(w => other.weights.ContainsKey(w.Key)).Sum(w => w.Value);
        return IsEmpty || other.IsEmpty ? 0 : Math.Min(1, shared / Math.Sqrt(total * other.total));
    }

    /// <summary>How many kinds of numbers both name and never the same: building 3 here, building 5 there.</summary>
    public int ConflictsWith(WordSet other) => numbers.Count(n => other.numbers.TryGetValue(n.Key, out var theirs) && !n.Value.Overlaps(theirs));

    private static string Folded(string text)
    {
        // Half of a surrogate pair has no normal form. Full-width forms are folded here too: .NET normalizes nothing on machines without ICU.
        string whole = string.Concat(text.EnumerateRunes().Select(r => r.Value is >= 0xFF01 and <= 0xFF5E ? ((char)(r.Value - 0xFEE0)).ToString() : r.ToString()));
        return whole.Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture);
    }

    private void Take(TextUnit unit, TextUnit? before, TextUnit? after)
    {
        switch (unit.Kind)
        {
            case UnitKind.Han:
                Count(unit.Text, FunctionHan.Contains(unit.Text) ? 0 : SingleHan);
                break;
            case UnitKind.Word when !FunctionWords.Contains(unit.Text):
                Count(Stem(unit.Text), 1);
                break;
            case UnitKind.Number when unit.Text.Length <= LongestNumber:
                Number(unit.Text, before, after);
                break;
        }

        if (before is { Kind: UnitKind.Han } && unit.Kind == UnitKind.Han)
        {
            int empty = (FunctionHan.Contains(before.Text) ? 1 : 0) + (FunctionHan.Contains(unit.Text) ? 1 : 0);
            Count(before.Text + unit.Text, empty switch { 0 => 1, 1 => HanBesideFunctionWord, _ => 0 });
        }
    }

    /// <summary>A number with what it counts: the character behind it in Chinese, the word before it elsewhere, or behind an ordinal.</summary>
    private void Number(string number, TextUnit? before, TextUnit? after)
    {
        string? of = after is { Kind: UnitKind.Han } ? after.Text : before is { Kind: UnitKind.Word } ? Stem(before.Text) : null;
        if (of is null)
        {
            return;
        }

        numbers.TryAdd(of, []);
        numbers[of].Add(number.TrimStart('0'));
    }

    private void Count(string feature, double weight)
    {
        if (weight > 0)
        {
            weights[feature] = weight;
        }
    }

    /// <summary>Plurals and the common endings of verbs off, roughly; nothing is looked up.</summary>
    private static string Stem(string word) => word switch
    {
        [.. var stem, 'i', 'n', 'g'] when stem.Length > 3 => Undoubled(stem),
        [.. var stem, 'e', 'd'] when stem.Length > 3 => Undoubled(stem),
        [.. var stem, 'e', 's'] when stem.Length > 3 => stem,
        [.. var stem, 's'] when stem.Length > 2 && stem[^1] != 's' => stem.TrimEnd('e'),
        [.. var stem, 'e'] when stem.Length > 3 => stem,
        _ => word,
    };

    private static string Undoubled(string stem) => stem[^1] == stem[^2] ? stem[..^1] : stem;

    /// <summary>A Chinese numeral of one character as a digit; null where it is none, or goes on in words.</summary>
    internal static string? DigitOf(Rune rune)
    {
        int digit = HanDigits.IndexOf(rune.ToString(), StringComparison.Ordinal);
        return digit < 0 ? null : digit.ToString(CultureInfo.InvariantCulture);
    }
}
