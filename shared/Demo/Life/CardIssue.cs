using GridSteward.Demo.Land;
using GridSteward.Domain.Staff;

namespace GridSteward.Demo.Life;

/// <summary>Contact cards: at every grid's notice board, on some buildings' doors, at some households.</summary>
internal sealed class CardIssue(string jurisdiction, Rolls rolls)
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public List<ContactCard> Issue(Drawing drawing, IReadOnlyList<string> buildings, IReadOnlyList<string> households) =>
    [
        .. drawing.Top.SelectMany(t => t.Parts).Select(g => Card(area: g.Code)),
        .. rolls.Shuffled(buildings).Take(30).Select(b => Card(building: b)),
        .. rolls.Shuffled(households).Take(40).Select(h => Card(household: h)),
    ];

    /// <summary>What finds a card by its code.</summary>
    public static ContactCardEntry EntryOf(ContactCard card)
        => new() { Id = ContactCardEntry.OnlyId, Key = ContactCardEntry.KeyOf(card.Code), Jurisdiction = card.Jurisdiction, CardId = card.Id };

    private ContactCard Card(string? household = null, string? building = null, string? area = null)
    {
        string Group() => new([.. Enumerable.Range(0, 4).Select(_ => rolls.Pick(Alphabet.ToCharArray()))]);
        return new ContactCard { Id = rolls.Id().ToString(), Jurisdiction = jurisdiction, Code = $"{Group()}-{Group()}-{Group()}", Household = household, Building = building, Area = area };
    }
}
