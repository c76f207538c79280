using GridSteward.Domain.Cards;
using GridSteward.Domain.Cards.Printing;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Cards;

/// <summary>What happens to a contact card.</summary>
/// <param name="Move">What happens.</param>
/// <param name="Unit">The id of the household that gets it; left out for the one that the card is for.</param>
public sealed record WantedHandOut(CardMove Move, string? Unit);

/// <summary>Which cards are to be printed.</summary>
/// <param name="For">What cards are printed for.</param>
/// <param name="Area">Only what lies in the area with this code.</param>
/// <param name="Paper">On which paper.</param>
public sealed record WantedPrint(PrintFor For, string? Area, CardPaper Paper);

/// <summary>What happened to a contact card.</summary>
/// <param name="Unit">The id of the unit that got it, or had it.</param>
/// <param name="By">The subject of who says so.</param>
/// <param name="ReplacedBy">The id of the card that took its place.</param>
public sealed record HandOutResponse(string Jurisdiction, string Id, string Card, CardMove Move, string? Unit, DateTimeOffset At, string By, string? ReplacedBy)
{
    public static HandOutResponse Of(CardHandOut h) => new(h.Jurisdiction, h.Id, h.Card, h.Move, h.Unit, h.At, h.By, h.ReplacedBy);
}

/// <summary>Reads what functions of cards take.</summary>
public static class CardInput
{
    public static WantedHandOut ReadHandOut(this JsonInput input)
    {
        var wanted = new WantedHandOut(input.Choice<CardMove>("move", required: true) ?? default, input.Code("unit", 64));
        input.Finish();
        return wanted;
    }

    public static WantedPrint ReadPrint(this JsonInput input)
    {
        var wanted = new WantedPrint(input.Choice<PrintFor>("for", required: true) ?? default, input.Code("area", 64), input.Choice<CardPaper>("paper") ?? CardPaper.A6);
        input.Finish();
        return wanted;
    }
}
