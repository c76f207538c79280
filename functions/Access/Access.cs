using GridSteward.Domain.People;

namespace GridSteward.Functions.Access;

/// <summary>Who may call a function. What depends on the very document (its areas, its team) is asked again where the document is read.</summary>
public abstract record Access
{
    private Access()
    {
    }

    /// <summary>Who may, in words.</summary>
    public abstract string Words { get; }

    /// <summary>Why the caller is refused; null where they are not.</summary>
    public abstract string? Refuses(Caller caller, string? jurisdiction);

    /// <summary>Anyone, signed in or not.</summary>
    public sealed record Anyone : Access
    {
        public override string Words => "Anyone may, signed in or not.";

        public override string? Refuses(Caller caller, string? jurisdiction) => null;
    }

    /// <summary>Anyone who is signed in.</summary>
    public sealed record SignedIn : Access
    {
        public override string Words => "Anyone may who is signed in.";

        public override string? Refuses(Caller caller, string? jurisdiction) => caller.IsSignedIn ? null : "Sign in first.";
    }

    /// <summary>Whoever holds the capability on the deployment.</summary>
    public sealed record OnDeployment(Capability Needs) : Access
    {
        public override string Words => $"It needs {Needs} on the deployment.";

        public override string? Refuses(Caller caller, string? jurisdiction)
            => caller.Can(Needs, new Target()) ? null : Words;
    }

    /// <summary>Whoever holds the capability on the whole jurisdiction of the path.</summary>
    public sealed record OnJurisdiction(Capability Needs) : Access
    {
        public override string Words => $"It needs {Needs} on the whole jurisdiction.";

        public override string? Refuses(Caller caller, string? jurisdiction)
            => caller.Can(Needs, new Target(jurisdiction)) ? null : Words;
    }

    /// <summary>Whoever holds one of the capabilities on the whole jurisdiction of the path; the operation asks for the one it needs.</summary>
    public sealed record OnJurisdictionAny(params Capability[] Needs) : Access
    {
        public override string Words => $"It needs one of {string.Join(", ", Needs)} on the whole jurisdiction.";

        public override string? Refuses(Caller caller, string? jurisdiction)
            => Needs.Any(n => caller.Can(n, new Target(jurisdiction))) ? null : Words;
    }

    /// <summary>Whoever holds the capability on anything in the jurisdiction of the path; the operation asks how far it reaches.</summary>
    public sealed record WithinJurisdiction(Capability Needs) : Access
    {
        public override string Words => $"It needs {Needs} in the jurisdiction.";

        public override string? Refuses(Caller caller, string? jurisdiction)
            => caller.CanSomewhereIn(Needs, jurisdiction!) ? null : Words;
    }

    /// <summary>Whoever holds one of the capabilities on anything.</summary>
    public sealed record OnAnything(params Capability[] Needs) : Access
    {
        public override string Words => $"It needs one of {string.Join(", ", Needs)} on anything.";

        public override string? Refuses(Caller caller, string? jurisdiction)
            => caller.Grants.SelectMany(g => Presets.CapabilitiesOf(g.Preset)).Intersect(Needs).Any() ? null : Words;
    }

    /// <summary>Nobody over HTTP: the clock.</summary>
    public sealed record Timer : Access
    {
        public override string Words => "It is run by the clock.";

        public override string? Refuses(Caller caller, string? jurisdiction) => Words;
    }
}
