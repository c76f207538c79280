using GridSteward.Domain.Cards.Printing;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Cards;

/// <summary>What the functions of printed cards promise.</summary>
public static class CardDeclarations
{
    public static FeatureDeclarations All { get; } = new("Cards", "Contact cards 联系卡 as things: printed, handed out and counted.",
    [
        Order("PrintContactCards", OnJurisdiction(Capability.ManageStaff), "Issues the contact cards that are missing and writes all of them into pages that print") with
        {
            Body = Json(input => input.ReadPrint(), """{ "for": "households", "area": "G01", "paper": "a4" }"""),
            Details = "The job makes pages of 400 cards in the order in which they are handed out: by building, floor and door. Ordering it again issues nothing twice. Cards of units need ReadHouseholds too.",
            AlsoRefuses = [StatusCodes.Status403Forbidden],
        },
        new("GetContactCardSheet", OnJurisdiction(Capability.ReadStaff), "One contact card as a page that prints")
        {
            Query = [Choice<CardPaper>("paper", "One on A6, or four on A4; A6 where nothing is said.")],
            Answers = [new(StatusCodes.Status200OK, new BodyForm.Binary()) { ContentType = "text/html" }],
        },
        new("MoveContactCard", Within(Capability.WriteHouseholds), "Says that a contact card was handed out, given back, lost or replaced; a lost or replaced card's code leads nowhere")
        {
            Body = Json(input => input.ReadHandOut(), """{ "move": "replace" }"""),
            WantsIfMatch = true,
            Answers = [new(StatusCodes.Status200OK, Written(j => j.ContactCardResponse)) { HasETag = true }],
            AlsoRefuses = [StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict],
        },
        List("ListHandOuts", OnJurisdiction(Capability.ReadStaff), "What happened to a contact card, latest first", Written(j => j.PageResponseHandOutResponse)),
        List("CountContactCards", OnJurisdiction(Capability.ReadHouseholds), "How many contact cards were issued, handed out, given back, lost and replaced in each area, of how many units", Written(j => j.PageResponseCardCount),
            Text("level", "Only areas of this level.", "grid")),
    ]);
}
