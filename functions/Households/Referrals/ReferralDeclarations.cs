using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Households.Referrals;

/// <summary>What the functions of referrals promise.</summary>
public static class ReferralDeclarations
{
    private static readonly BodyDeclaration Referral = Json(
        input => input.ReadReferral(),
        $$"""{ "to": "partner:xinjiayuan/{{ExampleId("partners")}}", "fields": ["name", "phone", "needs"], "until": "2026-12-31", "note": "老人想找人送药" }""");

    private static readonly BodyDeclaration Offer = Json(input => input.ReadOffer(), """{ "words": "我们每周三可以送药上门" }""");

    public static FeatureDeclarations All { get; } = new("Referrals", "Referrals 转介: letting a partner or an origin village help a household, with just what it needs to know.",
    [
        Create("CreateReferral", Within(Capability.WriteHouseholds), "Refers a household that has agreed to a partner, an area or a jurisdiction", Referral, Written(j => j.ReferralResponse)) with
        {
            Details = "Those who hold ReadReferrals there see the fields that it names, until the day that it names, and nothing else. 409 where the household has not agreed, has moved away or "
                + "is part of another.",
        },
        List("ListHouseholdReferrals", Within(Capability.ReadHouseholds), "The referrals of a household, without words", Written(j => j.PageResponseReferralResponse)),
        One("GetReferral", Within(Capability.ReadHouseholds), "One referral with its note and what was offered; the reading is audited", Written(j => j.ReferralResponse)),
        Remove("WithdrawReferral", Within(Capability.WriteHouseholds), "Withdraws a referral: it shows nothing from then on, and stays in the household's list"),
        List("ListReceivedReferrals", Within(Capability.ReadReferrals), "The referrals that one may read, without what they share", Written(j => j.PageResponseReceivedReferralResponse),
            Text("partner", "Only those to this partner.", ExampleId("partners")), Text("area", "Only those to this area.", "V01") with { Example = null }),
        Get("GetReceivedReferral", Within(Capability.ReadReferrals), "What a referral shares; each reading is audited where the household is", Written(j => j.ReceivedReferralResponse)) with { AlsoRefuses = [404] },
        new("OfferHelp", Within(Capability.ReadReferrals), "Offers help to a referred household; those who keep it read the words")
        {
            Details = "It needs HandleReports where the referral leads, too: whoever only reads offers nothing.",
            Body = Offer,
            TakesKey = true,
            Answers = [new(200, Written(j => j.ReceivedReferralResponse))],
            AlsoRefuses = [404, 409],
        },
    ]);
}
