using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Access;

/// <summary>
/// Who may do one thing, written by hand from docs/api.md and DESIGN.md 6, not from the declarations. Presets by letter: V(olunteer), S(teward),
/// M(anager), A(uditor), D(utyDesk), P(artner), X (administrator).
/// </summary>
/// <param name="Function">The function.</param>
/// <param name="What">What of it, where it does several things.</param>
/// <param name="Allowed">The status of whoever may.</param>
/// <param name="Nobody">Whether one may without signing in.</param>
/// <param name="OnJurisdiction">Presets that may when held on the jurisdiction it is about.</param>
/// <param name="OnArea">Presets that may when held on the area (G01) it lies in.</param>
/// <param name="OnOtherArea">Presets that may when held on another area (G05) of the jurisdiction: only what is common to all of it.</param>
/// <param name="OnOtherJurisdiction">Presets that may when held on the neighbour.</param>
/// <param name="Ask">Asks.</param>
public sealed record Right(
    string Function, string What, int Allowed, bool Nobody, string OnJurisdiction, string OnArea, string OnOtherArea, string OnOtherJurisdiction,
    Func<Client, TestTown, RightsWorld, Task<Reply>> Ask)
{
    private const string All = "VSMADPX";

    public static Right Public(string function, int allowed, Func<Client, TestTown, RightsWorld, Task<Reply>> ask)
        => new(function, "", allowed, true, All, All, All, All, ask);

    public static Right SignedIn(string function, int allowed, Func<Client, TestTown, RightsWorld, Task<Reply>> ask)
        => new(function, "", allowed, false, All, All, All, All, ask);

    /// <summary>Reaches only from the jurisdiction as a whole.</summary>
    public static Right OfJurisdiction(string function, int allowed, string presets, Func<Client, TestTown, RightsWorld, Task<Reply>> ask)
        => new(function, "", allowed, false, presets, "", "", "", ask);

    /// <summary>Reaches whatever lies in G01, from the jurisdiction or from G01.</summary>
    public static Right OfArea(string function, string what, int allowed, string presets, Func<Client, TestTown, RightsWorld, Task<Reply>> ask)
        => new(function, what, allowed, false, presets, presets, "", "", ask);

    /// <summary>Whoever keeps anything, anywhere: stewards, managers, administrators.</summary>
    public static Right Keepers(string function, int allowed, Func<Client, TestTown, RightsWorld, Task<Reply>> ask)
        => new(function, "", allowed, false, "SMX", "SMX", "SMX", "SMX", ask);

    /// <summary>Common to all who work in the jurisdiction, wherever.</summary>
    public static Right Within(string function, int allowed, string presets, Func<Client, TestTown, RightsWorld, Task<Reply>> ask)
        => new(function, "", allowed, false, presets, presets, presets, "", ask);
}

/// <summary>What the requests of the table are about: a report in G01 and its moves' versions, a visit there, a report with a photo, and a job that needs ManageAreas.</summary>
public sealed record RightsWorld(Reply Report, Reply Resolved, string Visit, JurisdictionVersion Settings, string Job, Reply Photographed, string Photo)
{
    /// <summary>A private case in G01.</summary>
    public required Reply Case { get; init; }

    /// <summary>A referral of a household in G01 to the people of G01.</summary>
    public required string Referral { get; init; }

    /// <summary>A campaign over G01.</summary>
    public required string Campaign { get; init; }

    /// <summary>A request for a visit in G01.</summary>
    public required string VisitRequest { get; init; }

    private static int made;

    /// <summary>The requests for help of a report in G01: first one to the post of G01, then one to the post of G05.</summary>
    public required Reply Helped { get; init; }

    /// <summary>The photo as staff name it.</summary>
    public string PhotoPath => $"{TestTown.PathOf(Photographed)}/photos/{Photo}";

    /// <summary>The photo as its reporter names it.</summary>
    public string TrackedPhoto => $"/api/tracking/{Photographed["trackingToken"]}/photos/{Photo}";

    /// <summary>A code that nobody has used.</summary>
    public static string NewCode() => $"W{Interlocked.Increment(ref made)}";
}

/// <summary>The settings as they are, to be put back as they are.</summary>
public sealed record JurisdictionVersion(System.Text.Json.Nodes.JsonNode Body);
