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
        Create("CreateBuilding", Manages, "Adds a building", Building, Written(j => j.BuildingResponse)),
        List("ListBuildings", Reads, "The buildings", Written(j => j.PageResponseBuildingResponse), Box("Only those in this box."), AsOf("The buildings")),
        One("GetBuilding", Reads, "One building", Written(j => j.BuildingResponse)),
        Change("UpdateBuilding", Manages, "Replaces a building", Building, Written(j => j.BuildingResponse)) with { AlsoRefuses = [409] },
        Remove("DeleteBuilding", Manages, "Deletes a building; posts, households and contact cards that name it keep it"),

        Create("CreateSteward", Manages, "Adds a steward 网格员", Steward, Written(j => j.StewardResponse)),
        List("ListStewards", Reads, "The stewards, with their names and phones", Written(j => j.PageResponseStewardResponse)),
        One("GetSteward", Reads, "One steward", Written(j => j.StewardResponse)),
        Change("UpdateSteward", Manages, "Replaces a steward", Steward, Written(j => j.StewardResponse)),
        Remove("DeleteSteward", Manages, "Deletes a steward; posts that they hold keep them"),

        .. ConfirmationFunctions.Declarations,

        Create("CreateTeam", Manages, "Adds a team 服务队", Team, Written(j => j.TeamResponse)),
        List("ListTeams", Reads, "The teams", Written(j => j.PageResponseTeamResponse), AsOf("The teams")),
        One("GetTeam", Reads, "One team", Written(j => j.TeamResponse)),
        Change("UpdateTeam", Manages, "Replaces a team", Team, Written(j => j.TeamResponse)) with { AlsoRefuses = [409] },
        Remove("DeleteTeam", Manages, "Deletes a team"),

        Create("CreatePartner", Manages, "Adds a partner 共建单位", Partner, Written(j => j.PartnerResponse)),
        List("ListPartners", Reads, "The partners, with their contacts", Written(j => j.PageResponsePartnerResponse), AsOf("The partners, without their contacts,")),
        One("GetPartner", Reads, "One partner", Written(j => j.PartnerResponse)),
        Change("UpdatePartner", Manages, "Replaces a partner", Partner, Written(j => j.PartnerResponse)) with { AlsoRefuses = [409] },
        Remove("DeletePartner", Manages, "Deletes a partner"),

        Create("CreatePost", Manages, "Adds a post: a duty in an area, held or vacant, for some time", Post, Written(j => j.PostResponse)),
        List("ListPosts", Reads, "The posts", Written(j => j.PageResponsePostResponse),
            Text("area", "Only those of this area.", "G01"), Choice<Duty>("duty", "Only those with this duty."), AsOf("The posts")),
        One("GetPost", Reads, "One post", Written(j => j.PostResponse)),
        Change("UpdatePost", Manages, "Replaces a post", Post, Written(j => j.PostResponse)) with { AlsoRefuses = [409] },
        Remove("DeletePost", Manages, "Deletes a post"),

        Create("CreateContactCard", Manages, "Issues a contact card 联系卡 for a household, a building or an area", Card, Written(j => j.ContactCardResponse)) with
        {
            Details = "Exactly one of household, building and area.",
        },
        List("ListContactCards", ReadsAll, "The contact cards", Written(j => j.PageResponseContactCardResponse)),
        One("GetContactCard", ReadsAll, "One contact card", Written(j => j.ContactCardResponse)),
        Remove("DeleteContactCard", Manages, "Withdraws a contact card; its code then leads nowhere"),
    ]);
}
