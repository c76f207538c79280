using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Staff;

/// <summary>What the functions of staff promise.</summary>
public static class StaffDeclarations
{
    private static readonly Access.Access Manages = OnJurisdiction(Capability.ManageStaff), Reads = Within(Capability.ReadStaff), ReadsAll = OnJurisdiction(Capability.ReadStaff);

    private static readonly BodyDeclaration Building = Json(
        input => input.ReadBuilding(""),
        """{ "code": "B9", "name": "9号楼", "point": { "longitude": 113.505, "latitude": 34.805, "coordinateSystem": "cgcs2000", "accuracyMetres": 5 }, "expected": { "households": 40, "shops": 3, "countedOn": "2026-03-01" } }""");

    private static readonly BodyDeclaration Steward = Json(
        input => input.ReadSteward(""), """{ "code": "W9", "name": "李网格", "phone": "0371-00000000", "subject": "0196e0c1d2e3", "leave": [{ "from": "2026-05-01", "to": "2026-05-08" }] }""");

    private static readonly BodyDeclaration Team = Json(
        input => input.ReadTeam(""), """{ "code": "T9", "name": "第九服务队", "areas": ["C1", "G05"], "categories": ["wish"], "capacity": 40 }""");

    private static readonly BodyDeclaration Partner = Json(
        input => input.ReadPartner(""),
        """{ "code": "PA9", "name": "春风药店", "contactName": "陈某", "contactPhone": "0371-00000000", "duty": "handle", "areas": ["C1"], "categories": ["wish"], "capacity": 10 }""");

    private static readonly BodyDeclaration Post = Json(
        input => input.ReadPost(""),
        $$"""
        {
          "code": "P9", "title": "第一网格网格员", "area": "G01", "duty": "handle", "steward": "{{ExampleId("stewards")}}", "building": "{{ExampleId("buildings")}}",
          "categories": ["fire-safety"], "originVillages": ["柳庄"], "capacity": 20, "validFrom": "2026-01-01", "validTo": "2027-01-01"
        }
        """);

    private static readonly BodyDeclaration Card = Json(input => input.ReadCardPlace(), """{ "area": "G01" }""");

    public static FeatureDeclarations All { get; } = new("Staff", "Buildings, stewards, teams, partners, posts and contact cards.",
    [
        Create("CreateBuilding", Manages, "Adds a building", Building, ApiJson.Default.BuildingResponse),
        List("ListBuildings", Reads, "The buildings", ApiJson.Default.PageResponseBuildingResponse, Box("Only those in this box."), AsOf("The buildings")),
        One("GetBuilding", Reads, "One building", ApiJson.Default.BuildingResponse),
        Change("UpdateBuilding", Manages, "Replaces a building", Building, ApiJson.Default.BuildingResponse) with { AlsoRefuses = [409] },
        Remove("DeleteBuilding", Manages, "Deletes a building; posts, households and contact cards that name it keep it"),

        Create("CreateSteward", Manages, "Adds a steward 网格员", Steward, ApiJson.Default.StewardResponse),
        List("ListStewards", Reads, "The stewards, with their names and phones", ApiJson.Default.PageResponseStewardResponse),
        One("GetSteward", Reads, "One steward", ApiJson.Default.StewardResponse),
        Change("UpdateSteward", Manages, "Replaces a steward", Steward, ApiJson.Default.StewardResponse),
        Remove("DeleteSteward", Manages, "Deletes a steward; posts that they hold keep them"),

        .. ConfirmationFunctions.Declarations,

        Create("CreateTeam", Manages, "Adds a team 服务队", Team, ApiJson.Default.TeamResponse),
        List("ListTeams", Reads, "The teams", ApiJson.Default.PageResponseTeamResponse, AsOf("The teams")),
        One("GetTeam", Reads, "One team", ApiJson.Default.TeamResponse),
        Change("UpdateTeam", Manages, "Replaces a team", Team, ApiJson.Default.TeamResponse) with { AlsoRefuses = [409] },
        Remove("DeleteTeam", Manages, "Deletes a team"),

        Create("CreatePartner", Manages, "Adds a partner 共建单位", Partner, ApiJson.Default.PartnerResponse),
        List("ListPartners", Reads, "The partners, with their contacts", ApiJson.Default.PageResponsePartnerResponse, AsOf("The partners, without their contacts,")),
        One("GetPartner", Reads, "One partner", ApiJson.Default.PartnerResponse),
        Change("UpdatePartner", Manages, "Replaces a partner", Partner, ApiJson.Default.PartnerResponse) with { AlsoRefuses = [409] },
        Remove("DeletePartner", Manages, "Deletes a partner"),

        Create("CreatePost", Manages, "Adds a post: a duty in an area, held or vacant, for some time", Post, ApiJson.Default.PostResponse),
        List("ListPosts", Reads, "The posts", ApiJson.Default.PageResponsePostResponse,
            Text("area", "Only those of this area.", "G01"), Choice<Duty>("duty", "Only those with this duty."), AsOf("The posts")),
        One("GetPost", Reads, "One post", ApiJson.Default.PostResponse),
        Change("UpdatePost", Manages, "Replaces a post", Post, ApiJson.Default.PostResponse) with { AlsoRefuses = [409] },
        Remove("DeletePost", Manages, "Deletes a post"),

        Create("CreateContactCard", Manages, "Issues a contact card 联系卡 for a household, a building or an area", Card, ApiJson.Default.ContactCardResponse) with
        {
            Details = "Exactly one of household, building and area.",
        },
        List("ListContactCards", ReadsAll, "The contact cards", ApiJson.Default.PageResponseContactCardResponse),
        One("GetContactCard", ReadsAll, "One contact card", ApiJson.Default.ContactCardResponse),
        Remove("DeleteContactCard", Manages, "Withdraws a contact card; its code then leads nowhere"),
    ]);
}
