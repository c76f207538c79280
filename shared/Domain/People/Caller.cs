namespace GridSteward.Domain.People;

/// <summary>A preset held on a node.</summary>
public sealed record Grant(Node Node, Preset Preset);

/// <summary>
/// What an operation is about, for the question whether a grant reaches it: the jurisdiction it is of, the areas it lies in (all levels), the
/// team or the partner it is given to and the report it is. All empty: the deployment itself.
/// </summary>
public sealed record Target(
    string? Jurisdiction = null, IReadOnlyCollection<string>? Areas = null, string? Team = null, string? Case = null, string? Partner = null)
{
    /// <summary>Whether it is a private case: then only who is inside it reaches it (<see cref="Caller.Can"/>).</summary>
    public bool Private { get; init; }

    /// <summary>For a region's roll-ups: its code and those of the regions it lies in. Nothing of a jurisdiction has any.</summary>
    public IReadOnlyCollection<string> Regions { get; init; } = [];

    /// <summary>The ids of the posts that have it.</summary>
    public IReadOnlyCollection<string> Posts { get; init; } = [];

    /// <summary>The subject who hid its words; null where they are not hidden.</summary>
    public string? HiddenBy { get; init; }

    /// <summary>Where those are who were asked to help with it: whoever handles reports there may read it, and nothing else.</summary>
    public IReadOnlyList<Target> Helpers { get; init; } = [];
}

/// <summary>
/// How far a capability reaches in one jurisdiction: all of it, or only some nodes (in the form of <see cref="Scope.AreaKey"/> and its
/// siblings, as documents list them).
/// </summary>
public sealed record Scope(bool Whole, IReadOnlyList<string> Keys)
{
    /// <summary>Nothing is in scope.</summary>
    public bool IsEmpty => !Whole && Keys.Count == 0;

    /// <summary>The codes of the areas among the keys.</summary>
    public IReadOnlyList<string> AreaCodes => [.. Keys.Where(k => k.StartsWith(AreaKey(""), StringComparison.Ordinal)).Select(k => k[AreaKey("").Length..])];

    /// <summary>How a document in an area names it.</summary>
    public static string AreaKey(string code) => "area:" + code;

    /// <summary>How a document given to a team names it.</summary>
    public static string TeamKey(string id) => "team:" + id;

    /// <summary>How a document given to a partner names it.</summary>
    public static string PartnerKey(string id) => "partner:" + id;

    /// <summary>How a private case names the post that has it.</summary>
    public static string PostKey(string id) => "post:" + id;

    /// <summary>How a report names itself.</summary>
    public static string CaseKey(string id) => "case:" + id;
}

/// <summary>Who is asking, and what they may. Nobody signed in: <see cref="Nobody"/>.</summary>
/// <param name="Subject">The person's subject; null when nobody is signed in.</param>
/// <param name="Name">Their display name.</param>
/// <param name="Grants">What they hold.</param>
public sealed record Caller(string? Subject, string? Name, IReadOnlyList<Grant> Grants)
{
    /// <summary>Who vouches for the subject; null when nobody is signed in.</summary>
    public string? Issuer { get; init; }

    /// <summary>The posts they hold, as <c>{jurisdiction}/{id}</c>; read where private cases are asked for (<see cref="HeldPosts"/>).</summary>
    public IReadOnlyCollection<string> Posts { get; init; } = [];

    /// <summary>Nobody is signed in: a resident, or a passer-by.</summary>
    public static readonly Caller Nobody = new(null, null, []);

    /// <summary>The program itself: timers and jobs.</summary>
    public static readonly Caller Program = new("system", null, [new Grant(Node.Deployment, Preset.Administrator), new Grant(Node.Deployment, Preset.Auditor)]);

    /// <summary>Whether someone is signed in.</summary>
    public bool IsSignedIn => Subject is not null;

    /// <summary>
    /// Whether a grant with the capability reaches the target; for reading a report also whether the caller was asked to help with it. A private case is reached from
    /// inside only: by a grant on the case, on the team or the partner that has it, by the holder of a post that has it, and by whoever holds
    /// <see cref="Capability.ReadPrivateReports"/> with the same grant on the jurisdiction or above.
    /// </summary>
    public bool Can(Capability capability, Target target)
        => CanAsOwn(capability, target) || (capability == Capability.ReadReports && target.Helpers.Any(h => CanAsOwn(capability, h) && CanAsOwn(Capability.HandleReports, h)));

    /// <summary>Whether a grant with the capability reaches the target itself.</summary>
    public bool CanAsOwn(Capability capability, Target target)
        => Grants.Any(g => Presets.CapabilitiesOf(g.Preset).Contains(capability) && Reaches(g, target));

    /// <summary>As what the caller can do it: the first of their grants with the capability that reaches the target; null where none does.</summary>
    public Preset? PresetFor(Capability capability, Target target)
        => Grants.Where(g => Presets.CapabilitiesOf(g.Preset).Contains(capability) && Reaches(g, target)).Select(g => (Preset?)g.Preset).FirstOrDefault();

    /// <summary>Whether the capability is held on anything in the jurisdiction (or above it): the first, coarse question.</summary>
    public bool CanSomewhereIn(Capability capability, string jurisdiction) => !ScopeOf(capability, jurisdiction).IsEmpty;

    /// <summary>How far the capability reaches in the jurisdiction.</summary>
    public Scope ScopeOf(Capability capability, string jurisdiction)
    {
        List<string> keys = [];
        foreach (Grant grant in Grants.Where(g => Presets.CapabilitiesOf(g.Preset).Contains(capability)))
        {
            Node node = grant.Node;
            if (node.Kind == NodeKind.Deployment || (node.Kind == NodeKind.Jurisdiction && node.Jurisdiction == jurisdiction))
            {
                return new Scope(true, []);
            }

            if (node.Jurisdiction == jurisdiction)
            {
                keys.Add(node.Kind switch
                {
                    NodeKind.Area => Scope.AreaKey(node.Id),
                    NodeKind.Team => Scope.TeamKey(node.Id),
                    NodeKind.Partner => Scope.PartnerKey(node.Id),
                    _ => Scope.CaseKey(node.Id),
                });
            }
        }

        return new Scope(false, keys);
    }

    /// <summary>How far the capability reaches among the private cases of the jurisdiction.</summary>
    public Scope PrivateScopeOf(Capability capability, string jurisdiction)
    {
        List<string> keys = [];
        foreach (Grant grant in Grants.Where(g => Presets.CapabilitiesOf(g.Preset).Contains(capability)))
        {
            Node node = grant.Node;
            if (node.Kind != NodeKind.Deployment && node.Jurisdiction != jurisdiction)
            {
                continue;
            }

            if (SeesAllCases(grant))
            {
                return new Scope(true, []);
            }

            keys.AddRange(node.Kind switch
            {
                NodeKind.Team => [Scope.TeamKey(node.Id)],
                NodeKind.Partner => [Scope.PartnerKey(node.Id)],
                NodeKind.Case => [Scope.CaseKey(node.Id)],
                _ => Posts.Where(p => p.StartsWith(jurisdiction + "/", StringComparison.Ordinal)).Select(p => Scope.PostKey(p[(jurisdiction.Length + 1)..])),
            });
        }

        return new Scope(false, [.. keys.Distinct(StringComparer.Ordinal)]);
    }

    private static bool SeesAllCases(Grant grant)
        => grant.Node.Kind is NodeKind.Deployment or NodeKind.Jurisdiction && Presets.CapabilitiesOf(grant.Preset).Contains(Capability.ReadPrivateReports);

    private bool Reaches(Grant grant, Target target)
        => Reaches(grant.Node, target) && (!target.Private || SeesAllCases(grant) || grant.Node.Kind is NodeKind.Team or NodeKind.Partner or NodeKind.Case
            || target.Posts.Any(id => Posts.Contains($"{target.Jurisdiction}/{id}")));

    private static bool Reaches(Node node, Target target) => node.Kind switch
    {
        NodeKind.Deployment => true,
        NodeKind.Region => target.Regions.Contains(node.Id),
        _ when node.Jurisdiction != target.Jurisdiction => false,
        NodeKind.Jurisdiction => true,
        NodeKind.Area => target.Areas?.Contains(node.Id) == true,
        NodeKind.Team => target.Team == node.Id,
        NodeKind.Partner => target.Partner == node.Id,
        NodeKind.Case => target.Case == node.Id,
        _ => false,
    };
}
