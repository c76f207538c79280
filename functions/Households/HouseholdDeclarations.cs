using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Households;

/// <summary>What the functions of households promise.</summary>
public static class HouseholdDeclarations
{
    private static readonly BodyDeclaration Household = Json(
        input => input.ReadHousehold(),
        $$"""
        {
          "code": "1-201", "name": "王某", "phone": "0371-00000000", "point": { "longitude": 113.505, "latitude": 34.805, "accuracyMetres": 10 },
          "building": "{{ExampleId("buildings")}}", "unit": "2-201", "residents": 3, "originVillage": "柳庄", "wantsAcquaintance": true
        }
        """);

    public static FeatureDeclarations All { get; } = new("Households", "The register of households 户.",
    [
        Create("CreateHousehold", Within(Capability.WriteHouseholds), "Adds a household, which is placed among the areas", Household, ApiJson.Default.HouseholdResponse) with
        {
            Details = "The answer leaves out name and phone; they are read with the household itself, which is audited.",
        },
        List("ListHouseholds", Within(Capability.ReadHouseholds), "The households that one may see, without names and phones", ApiJson.Default.PageResponseHouseholdResponse,
            Text("area", "Only those in this area.", "G01"), Box("Only those in this box.")),
        One("GetHousehold", Within(Capability.ReadHouseholds), "One household, with name and phone; the reading is audited", ApiJson.Default.HouseholdResponse),
        Change("UpdateHousehold", Within(Capability.WriteHouseholds), "Replaces a household, which is placed again", Household, ApiJson.Default.HouseholdResponse) with
        {
            Details = "Both the old place and the new must lie in the caller's areas. Without name and phone its personal part is deleted.",
            AlsoRefuses = [409],
        },
        Remove("DeleteHousehold", Within(Capability.WriteHouseholds), "Deletes a household with its personal part; reports that named it stay readable"),
    ]);
}
