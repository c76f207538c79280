using System.Globalization;
using System.Text;

namespace GridSteward.Domain.Duplicates;

/// <summary>What a piece of a text is.</summary>
internal enum UnitKind
{
    /// <summary>One Chinese character.</summary>
    Han,

    /// <summary>A word of another script.</summary>
    Word,

    /// <summary>Digits.</summary>
    Number,
}

/// <summary>A piece of a text: one Chinese character, one word of another script, or one number.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The piece.</param>
/// <param name="Begins">Whether punctuation stands before it, so that it goes with nothing before.</param>
internal sealed record TextUnit(UnitKind Kind, string Text, bool Begins)
{
    /// <summary>What a numeral of one Chinese character stands before where it counts things rather than belongs to a word: buildings, gates, floors, rooms.</summary>
    private const string Counted = "号栋幢座楼层单元门室期区排组";

    /// <summary>The pieces of a text in order.</summary>
    public static IReadOnlyList<TextUnit> Of(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        List<TextUnit> units = [];
        bool begins = true;
        for (int i = 0; i < runes.Length; i++)
        {
            if (KindOf(runes, i) is not { } kind)
            {
                // A space parts words, punctuation parts sentences.
                begins |= !Rune.IsWhiteSpace(runes[i]);
                continue;
            }

            int end = i + 1;
            while (kind != UnitKind.Han && end < runes.Length && KindOf(runes, end) == kind && WordSet.DigitOf(runes[end]) is null)
            {
                end++;
            }

            string piece = string.Concat(runes[i..end].Select(r => r.ToString()));
            string unit = kind == UnitKind.Number ? WordSet.DigitOf(runes[i]) ?? piece : piece;
            units.Add(new TextUnit(kind, unit, begins));
            begins = false;
            i = end - 1;
        }

        return units;
    }

    private static UnitKind? KindOf(Rune[] runes, int i)
        => WordSet.DigitOf(runes[i]) is not null && i + 1 < runes.Length && Counted.Contains(runes[i + 1].ToString(), StringComparison.Ordinal)
            && (i == 0 || runes[i - 1].Value is not ('十' or '百')) ? UnitKind.Number
            : Rune.GetUnicodeCategory(runes[i]) == UnicodeCategory.DecimalDigitNumber ? UnitKind.Number
            : IsHan(runes[i].Value) ? UnitKind.Han
            : Rune.IsLetter(runes[i]) ? UnitKind.Word
            : null;

    /// <summary>The blocks of CJK unified and compatibility ideographs of Unicode 16, with 〇 and 々.</summary>
    private static bool IsHan(int value)
        => value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF) or 0x3007 or 0x3005;
}
