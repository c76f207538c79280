using GridSteward.Domain.People;
using GridSteward.Domain.Uploads;

namespace GridSteward.Functions.Access;

/// <summary>Who may call a function. What depends on the very document (its areas, its team) is asked again where the document is read.</summary>
public abstract record Access
{
    private Access()
    {
    }

    /// <summary>Whether it is about the jurisdiction of the path, which then must be there.</summary>
    public bool IsOfJurisdiction => this is OnJurisdiction or WithinJurisdiction;

    /// <summary>Why the caller is refused; null where they are not.</summary>
    public abstract string? Refuses(Caller caller, string? jurisdiction);

    /// <summary>Anyone, signed in or not.</summary>
    public sealed record Anyone : Access
    {
        public override string? Refuses(Caller caller, string? jurisdiction) => null;
    }

    /// <summary>Anyone who is signed in.</summary>
    public sealed record SignedIn : Access
    {
        public override string? Refuses(Caller caller, string? jurisdiction) => caller.IsSignedIn ? null : "Sign in first.";
    }

    /// <summary>Whoever holds the capability on the deployment.</summary>
    public sealed record OnDeployment(Capability Needs) : Access
    {
        public override string? Refuses(Caller caller, string? jurisdiction)
            => caller.Can(Needs, new Target()) ? null : $"It needs {Needs} on the deployment.";
    }

    /// <summary>Whoever holds the capability on the whole jurisdiction of the path.</summary>
    public sealed record OnJurisdiction(Capability Needs) : Access
    {
        public override string? Refuses(Caller caller, string? jurisdiction)
            => caller.Can(Needs, new Target(jurisdiction)) ? null : $"It needs {Needs} on the whole jurisdiction.";
    }

    /// <summary>Whoever holds the capability on anything in the jurisdiction of the path; the operation asks how far it reaches.</summary>
    public sealed record WithinJurisdiction(Capability Needs) : Access
    {
        public override string? Refuses(Caller caller, string? jurisdiction)
            => caller.CanSomewhereIn(Needs, jurisdiction!) ? null : $"It needs {Needs} in the jurisdiction.";
    }

    /// <summary>Whoever holds one of the capabilities on anything.</summary>
    public sealed record OnAnything(params Capability[] Needs) : Access
    {
        public override string? Refuses(Caller caller, string? jurisdiction)
            => caller.Grants.SelectMany(g => Presets.CapabilitiesOf(g.Preset)).Intersect(Needs).Any() ? null : $"It needs one of {string.Join(", ", Needs)}.";
    }

    /// <summary>Nobody over HTTP: the clock.</summary>
    public sealed record Timer : Access
    {
        public override string? Refuses(Caller caller, string? jurisdiction) => "It is run by the clock.";
    }
}

/// <summary>The body a function takes.</summary>
/// <param name="MaxBytes">More is 413.</param>
/// <param name="ContentTypes">Others are 415.</param>
public sealed record BodyDeclaration(int MaxBytes, params string[] ContentTypes)
{
    public static readonly BodyDeclaration Json = new(1024 * 1024, "application/json");

    public static readonly BodyDeclaration Block = new(Upload.MaxBlockBytes, "application/octet-stream");

    public static readonly BodyDeclaration GeoJson = new(20 * 1024 * 1024, "application/geo+json", "application/json");
}

/// <summary>What a function promises, in one place: who may call it and what it takes.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Access">Who may call it.</param>
/// <param name="Query">The query parameters it knows; others are 400. Null takes any: pages read their own.</param>
/// <param name="Body">The body it takes; null for none.</param>
public sealed record FunctionDeclaration(string Name, Access Access, IReadOnlyList<string>? Query, BodyDeclaration? Body);
