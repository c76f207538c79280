using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Households.Campaigns;

/// <summary>What the functions of re-check campaigns promise.</summary>
public static class CampaignDeclarations
{
    private static readonly BodyDeclaration Campaign = Json(
        input => input.ReadCampaign(), """{ "title": "秋季复核", "area": "G01", "kinds": ["household"], "care": ["attention", "key"], "from": "2026-05-01", "to": "2026-06-30" }""");

    private static readonly BodyDeclaration Check = Json(
        input => input.ReadCheck(),
        $$"""
        {
          "household": "{{ExampleId("households")}}", "result": "corrected", "words": "原登记 2 人，实为 3 人",
          "correction": {
            "code": "1-201", "name": "王某", "phone": "0371-00000000", "point": { "longitude": 113.505, "latitude": 34.805, "accuracyMetres": 10 },
            "building": "{{ExampleId("buildings")}}", "unit": "2-201", "floor": 2, "residents": 3, "kind": "household", "care": "attention", "consent": true, "consentOn": "2026-05-01"
          }
        }
        """);

    public static FeatureDeclarations All { get; } = new("Campaigns", "Re-check campaigns 复核: the same units looked at once more, and how far that has come.",
    [
        Create("CreateCampaign", Within(Capability.WriteHouseholds), "Orders a campaign; a job writes down its units", Campaign, Written(j => j.CampaignResponse)) with
        {
            Details = "It needs WriteHouseholds on the campaign's area, or on the whole jurisdiction. Its units are those that count and meet the criteria within the next minute; units that are entered "
                + "later are not in it.",
        },
        List("ListCampaigns", Within(Capability.ReadHouseholds), "The campaigns, without their numbers", Written(j => j.PageResponseCampaignResponse)),
        One("GetCampaign", Within(Capability.ReadHouseholds), "One campaign with how many of how many units were checked, by result and by area, as far as one sees the units", Written(j => j.CampaignStandResponse)),
        List("ListCampaignUnits", Within(Capability.ReadHouseholds), "The units of a campaign that one sees", Written(j => j.PageResponseCampaignUnitResponse),
            Text("found", "Only those with this result: unchecked, confirmed, corrected, notFound, moved.", CampaignUnit.Unchecked), Text("area", "Only those in this area.", "G01")),
        new("CheckHousehold", Within(Capability.WriteHouseholds), "Records what a check of a unit found; what it puts right is written with it")
        {
            Details = "If-Match is the household's version. corrected wants correction: the household as it should be, as a replacement has it; moved wants on, since when. The last check of a unit holds. "
                + "409 where the campaign is not open, today is not one of its days, or the unit is part of another.",
            Body = Check,
            TakesKey = true,
            WantsIfMatch = true,
            Answers = [new(200, Written(j => j.UnitCheckResponse)) { HasETag = true }],
            AlsoRefuses = [409],
        },
        new("CloseCampaign", Within(Capability.WriteHouseholds), "Closes a campaign")
        {
            WantsIfMatch = true,
            Answers = [new(200, Written(j => j.CampaignResponse)) { HasETag = true }],
            AlsoRefuses = [409],
        },
    ]);
}
