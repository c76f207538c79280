using System.Collections.Frozen;
using GridSteward.Domain.People;

namespace GridSteward.Functions.Access;

/// <summary>Every function's declaration. A function that is not here fails the tests, and answers nobody.</summary>
public static class Declarations
{
    private static readonly Access Anyone = new Access.Anyone();
    private static readonly string[] Paging = ["limit", "next"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FunctionDeclaration> All { get; } =
    [
        Get("HealthLive", Anyone),
        Get("HealthReady", Anyone),
        new("ZzWeb", Anyone, null, null),

        Post("SignIn", Anyone),
        Get("GetMe", new Access.SignedIn()),
        Post("CreateInvitation", new Access.SignedIn()),

        Get("ListJurisdictions", Anyone, Paging),
        Post("CreateJurisdiction", new Access.OnDeployment(Capability.ManageJurisdictions)),
        Get("GetJurisdiction", Anyone),
        Post("UpdateJurisdiction", new Access.OnJurisdiction(Capability.ManageJurisdictions)),

        new("ImportAreas", new Access.OnJurisdiction(Capability.ManageAreas), ["level", "code", "name", "parent", "levelProperty", "codePrefix", "mode"], BodyDeclaration.GeoJson),
        Get("ListAreas", Anyone, ["bbox", "level", .. Paging]),
        Get("GetArea", Anyone),
        Get("MapAreas", Anyone, ["jurisdiction", "bbox", "level", "measure", "limit"]),

        Post("CreateBuilding", new Access.OnJurisdiction(Capability.ManageStaff)),
        Get("ListBuildings", new Access.WithinJurisdiction(Capability.ReadStaff), ["bbox", .. Paging]),
        Get("GetBuilding", new Access.WithinJurisdiction(Capability.ReadStaff)),
        Post("CreateSteward", new Access.OnJurisdiction(Capability.ManageStaff)),
        Get("ListStewards", new Access.WithinJurisdiction(Capability.ReadStaff), Paging),
        Get("GetSteward", new Access.WithinJurisdiction(Capability.ReadStaff)),
        Post("CreateTeam", new Access.OnJurisdiction(Capability.ManageStaff)),
        Get("ListTeams", new Access.WithinJurisdiction(Capability.ReadStaff), Paging),
        Get("GetTeam", new Access.WithinJurisdiction(Capability.ReadStaff)),
        Post("CreatePost", new Access.OnJurisdiction(Capability.ManageStaff)),
        Get("ListPosts", new Access.WithinJurisdiction(Capability.ReadStaff), ["area", "duty", .. Paging]),
        Get("GetPost", new Access.WithinJurisdiction(Capability.ReadStaff)),
        Post("CreateContactCard", new Access.OnJurisdiction(Capability.ManageStaff)),
        Get("ListContactCards", new Access.OnJurisdiction(Capability.ReadStaff), Paging),
        Get("GetContactCard", new Access.OnJurisdiction(Capability.ReadStaff)),

        Post("CreateHousehold", new Access.WithinJurisdiction(Capability.WriteHouseholds)),
        Get("ListHouseholds", new Access.WithinJurisdiction(Capability.ReadHouseholds), ["area", "bbox", .. Paging]),
        Get("GetHousehold", new Access.WithinJurisdiction(Capability.ReadHouseholds)),

        Post("CreateVisit", new Access.WithinJurisdiction(Capability.WriteHouseholds)),
        Get("ListHouseholdVisits", new Access.WithinJurisdiction(Capability.ReadHouseholds), Paging),
        Get("ListVisits", new Access.WithinJurisdiction(Capability.ReadHouseholds), ["area", .. Paging]),
        Get("GetVisit", new Access.WithinJurisdiction(Capability.ReadHouseholds)),

        Post("SubmitReport", Anyone),
        Get("ListReports", new Access.WithinJurisdiction(Capability.ReadReports), ["area", "state", "assignee", .. Paging]),
        Get("GetReport", new Access.WithinJurisdiction(Capability.ReadReports)),
        Get("ListReportEvents", new Access.WithinJurisdiction(Capability.ReadReports)),
        Post("MoveReport", new Access.WithinJurisdiction(Capability.ReadReports)),
        Get("TrackReport", Anyone),

        new("LocatePoints", Anyone, [], new BodyDeclaration(8 * 1024 * 1024, "application/json")),
        Get("LocatePoint", Anyone, ["longitude", "latitude", "coordinateSystem", "accuracyMetres", "category", "jurisdiction"]),

        new("RunCoverage", new Access.OnJurisdiction(Capability.RunCoverage), [], null),
        Get("ListCoverage", new Access.OnJurisdiction(Capability.ReadCoverage), Paging),
        Get("GetCoverage", new Access.OnJurisdiction(Capability.ReadCoverage)),
        new("NightlyCoverage", new Access.Timer(), [], null),
    ];

    private static readonly FrozenDictionary<string, FunctionDeclaration> ByName = All.ToFrozenDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The declaration of a function.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static FunctionDeclaration Of(string function)
        => ByName.TryGetValue(function, out FunctionDeclaration? declaration)
            ? declaration
            : throw new InvalidOperationException($"The function {function} has no declaration in {nameof(Declarations)}.");

    private static FunctionDeclaration Get(string name, Access access, params IReadOnlyList<string> query) => new(name, access, query, null);

    private static FunctionDeclaration Post(string name, Access access) => new(name, access, [], BodyDeclaration.Json);
}
