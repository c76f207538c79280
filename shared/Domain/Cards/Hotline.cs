using System.Text.Json.Serialization;

namespace GridSteward.Domain.Cards;

/// <summary>Whose number a hotline is.</summary>
[JsonConverter(typeof(WireEnumConverter<HotlineKind>))]
public enum HotlineKind
{
    /// <summary>The community's or the jurisdiction's.</summary>
    Community,

    /// <summary>That of the village that people came from.</summary>
    OriginVillage,

    /// <summary>Police, fire brigade, ambulance and what else is called first.</summary>
    Emergency,
}

/// <summary>A number that stands on contact cards: an office's, never a person's.</summary>
/// <param name="Kind">Whose.</param>
/// <param name="Name">What is answered there.</param>
/// <param name="Phone">The number, as it is dialled.</param>
public sealed record Hotline(HotlineKind Kind, string Name, string Phone)
{
    /// <summary>The most of one jurisdiction.</summary>
    public const int Most = 200;

    /// <summary>The name in English; null where there is none.</summary>
    public string? NameEn { get; init; }

    /// <summary>The code of the area for whose cards it is; null for all. For those of communities only.</summary>
    public string? Area { get; init; }

    /// <summary>The village whose people it is for, as households name it. For those of origin villages only.</summary>
    public string? OriginVillage { get; init; }

    /// <summary>What is wrong with the hotlines, by JSON path.</summary>
    public static IEnumerable<Fault> FaultsOf(IReadOnlyList<Hotline> hotlines)
    {
        if (hotlines.Count > Most)
        {
            yield return new("$.hotlines", $"At most {Most}.");
        }

        for (int i = 0; i < hotlines.Count; i++)
        {
            Hotline line = hotlines[i];
            string path = $"$.hotlines[{i}]";
            if (line.Name.Length is 0 or > 40)
            {
                yield return new($"{path}.name", "1 to 40 characters.");
            }

            if (line.NameEn is { Length: > 60 })
            {
                yield return new($"{path}.nameEn", "At most 60 characters.");
            }

            if (line.Phone.Length is 0 or > 20 || !line.Phone.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' '))
            {
                yield return new($"{path}.phone", "1 to 20 digits, spaces, + and -.");
            }

            if (line.Area is not null && line.Kind != HotlineKind.Community)
            {
                yield return new($"{path}.area", "Is for hotlines of communities only.");
            }

            if (line.Kind == HotlineKind.OriginVillage ? string.IsNullOrEmpty(line.OriginVillage) : line.OriginVillage is not null)
            {
                yield return new($"{path}.originVillage", "Hotlines of origin villages name the village, and others none.");
            }
        }
    }
}
