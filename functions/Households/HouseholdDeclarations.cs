using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Households;

/// <summary>What the functions of households promise.</summary>
public static class HouseholdDeclarations
{
    private static readonly BodyDeclaration Household = Json(
        input => input.ReadHousehold().Submission,
        $$"""
        {
          "code": "1-201", "name": "王某", "phone": "0371-00000000", "point": { "longitude": 113.505, "latitude": 34.805, "accuracyMetres": 10 },
          "building": "{{ExampleId("buildings")}}", "unit": "2-201", "floor": 2, "residents": 3, "originVillage": "柳庄", "wantsAcquaintance": true, "kind": "household", "located": "gps",
          "care": "attention", "needs": ["oldAge.alone"], "consent": true, "consentOn": "2026-05-01", "reason": "moveIn", "reasonWords": "新入住"
        }
        """);

    private static readonly BodyDeclaration Move = Json(
        input => input.ReadMove(), $$"""{ "on": "2026-05-02", "to": { "building": "{{ExampleId("buildings")}}", "unit": "1-101", "floor": 1, "point": { "longitude": 113.505, "latitude": 34.805 } }, "reason": "moveWithin" }""");

    private static readonly BodyDeclaration Split = Json(
        input => input.ReadSplit(),
        """{ "on": "2026-05-02", "residents": 2, "parts": [{ "code": "1-201b", "name": "王某某", "residents": 1, "unit": "2-202", "floor": 2 }], "reason": "split", "reasonWords": "儿子成家" }""");

    private static readonly BodyDeclaration Merger = Json(
        input => input.ReadMerger(), $$"""{ "on": "2026-05-02", "units": [{ "id": "{{ExampleId("parts")}}", "etag": "1" }], "reason": "merge" }""");

    private static FunctionDeclaration Reshape(string name, string summary, string details, BodyDeclaration body)
        => new(name, Within(Capability.WriteHouseholds), summary)
        {
            Details = details,
            Body = body,
            TakesKey = true,
            WantsIfMatch = true,
            Answers = [new(200, Written(j => j.ReshapedResponse)) { HasETag = true }],
            AlsoRefuses = [409],
        };

    public static FeatureDeclarations All { get; } = new("Households", "The register of households 户, companies 企业 and shops 商户, and its ledger of changes.",
    [
        Create("CreateHousehold", Within(Capability.WriteHouseholds), "Adds a household, which is placed among the areas", Household, Written(j => j.HouseholdResponse)) with
        {
            Details = "The answer leaves out name and phone; they are read with the household itself, which is audited.",
        },
        List("ListHouseholds", Within(Capability.ReadHouseholds), "The households that one may see, without names and phones", Written(j => j.PageResponseHouseholdResponse),
            Text("area", "Only those in this area.", "G01"), Box("Only those in this box."), Choice<UnitKind>("kind", "Only those of this kind."), Choice<CareLevel>("care", "Only those of this care level."),
            Text("building", "Only those of this building.", ExampleId("buildings")) with { Example = null },
            Text("need", "Only those with this need, as /api/need-codes lists them; reading it is audited.", "oldAge.alone") with { Example = null },
            Choice<UnitStanding>("state", "Those that count today, that have moved away, that are part of another, or all; counting when left out.")),
        One("GetHousehold", Within(Capability.ReadHouseholds), "One household, with name and phone; the reading is audited", Written(j => j.HouseholdResponse)),
        Change("UpdateHousehold", Within(Capability.WriteHouseholds), "Replaces a household, which is placed again", Household, Written(j => j.HouseholdResponse)) with
        {
            Details = "Both the old place and the new must lie in the caller's areas. Without name, phone and needs its personal part is deleted. reason and reasonWords are for the ledger.",
            AlsoRefuses = [409],
        },
        Remove("DeleteHousehold", Within(Capability.WriteHouseholds), "Deletes a household with its personal part; reports that named it stay readable") with
        {
            Query = [Choice<ChangeReason>("reason", "Why, for the ledger; correction when left out.")],
        },
        Reshape(
            "MoveHousehold", "Moves a household to another place of the jurisdiction, or away",
            "Either to, with a building, a point or both, or away with true; on is the day of the move. Both the old place and the new must lie in the caller's areas.", Move),
        Reshape(
            "SplitHousehold", "Lets households come out of one 分户",
            "residents is how many stay; with those of the parts they are as many as before. Parts lie where it lies, come from where it came from, and have its care level unless they say another.", Split),
        Reshape(
            "MergeHouseholds", "Makes households part of one 并户",
            "The household of the path gets their residents, their needs and the highest care level; units names the others in the versions that were seen. They count no longer and keep their history, "
            + "and their contact cards lead to it. 409 where one has moved away or is part of another.", Merger),
        List("ListHouseholdChanges", Within(Capability.ReadHouseholds), "What happened to a household, by whom, when and why, newest first; where words are shown the reading is audited",
            Written(j => j.PageResponseUnitChangeResponse)),
        List("ListRegisterChanges", Within(Capability.ReadHouseholds), "The ledger of changes of all households that one sees, newest first, without words", Written(j => j.PageResponseUnitChangeResponse),
            Text("area", "Only of those in this area, before or after.", "G01"), Choice<UnitChangeKind>("kind", "Only changes of this kind."),
            Text("from", "Only of this moment and later, as in RFC 3339.", "2026-05-03T00:00:00Z"), Text("before", "Only of before this moment.", "2027-05-03T00:00:00Z")),
        Get("ListNeedCodes", Anyone, "The needs that a household can have, in Chinese and English", Written(j => j.NeedCodesResponse)),
    ]);
}
