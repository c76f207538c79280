namespace GridSteward.Functions.SignIn;

/// <summary>Who signs people in, section <c>GridSteward:SignIn</c>.</summary>
public sealed class SignInOptions
{
    public const string Section = "GridSteward:SignIn";

    /// <summary>The OpenID Connect issuer, e.g. Entra ID's; empty for the embedded one, whose key lies in the data folder.</summary>
    public string? Authority { get; set; }

    /// <summary>The audience that tokens of the issuer must name.</summary>
    public string? Audience { get; set; }

    /// <summary>The subject (<c>sub</c>) of a person at that issuer who administers the deployment.</summary>
    public string? AdministratorSubject { get; set; }

    /// <summary>Prints a new one-time link for an administrator at start, though one has been used.</summary>
    public bool NewAdministratorLink { get; set; }

    /// <summary>How long a token of the embedded issuer is good.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Whether the embedded issuer signs people in.</summary>
    public bool IsEmbedded => string.IsNullOrEmpty(Authority);
}
