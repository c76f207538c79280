using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace GridSteward.Functions.SignIn;

/// <summary>Whom a token speaks of.</summary>
public sealed record TokenIdentity(string Issuer, string Subject, string? Name);

/// <summary>Validates bearer tokens of the one issuer that the deployment trusts, and issues the embedded issuer's.</summary>
public sealed class TokenReader(IOptions<SignInOptions> options, SigningKey signingKey, TimeProvider clock)
{
    /// <summary>The embedded issuer's name and audience.</summary>
    public const string EmbeddedIssuer = "gridsteward";

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    private readonly ConfigurationManager<OpenIdConnectConfiguration>? metadata = options.Value.IsEmbedded ? null : new(
        MetadataOf(options.Value), new OpenIdConnectConfigurationRetriever(), DocumentsOf(options.Value))
    {
        // Any token that cannot be verified makes it ask the issuer again, and then not before this has passed: forged ones must not keep a new key from being found for long.
        RefreshInterval = TimeSpan.FromSeconds(10),
    };

    internal static string MetadataOf(SignInOptions options) => $"{options.Authority!.TrimEnd('/')}/.well-known/openid-configuration";

    internal static HttpDocumentRetriever DocumentsOf(SignInOptions options)
        => new() { RequireHttps = !options.Authority!.StartsWith("http://127.0.0.1", StringComparison.Ordinal) };

    /// <summary>Whom the token speaks of; null where it is not valid.</summary>
    public async Task<TokenIdentity?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        var parameters = new TokenValidationParameters
        {
            ClockSkew = TimeSpan.FromMinutes(2),
            LifetimeValidator = (from, to, _, p) => to is { } end && end + p.ClockSkew > clock.GetUtcNow().UtcDateTime && (from is null || from - p.ClockSkew <= clock.GetUtcNow().UtcDateTime),
            RequireSignedTokens = true,
            RequireExpirationTime = true,
        };
        if (metadata is null)
        {
            parameters.ValidIssuer = EmbeddedIssuer;
            parameters.ValidAudience = EmbeddedIssuer;
            parameters.IssuerSigningKeys = signingKey.At(clock.GetUtcNow());
            parameters.ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256];
        }
        else
        {
            parameters.ConfigurationManager = metadata;
            parameters.ValidIssuer = await IssuerAsync(cancellationToken);
            parameters.ValidAudience = options.Value.Audience;
        }

        TokenValidationResult result = await handler.ValidateTokenAsync(token, parameters);
        return result.IsValid && result.SecurityToken is JsonWebToken { Subject.Length: > 0 } jwt
            ? new TokenIdentity(jwt.Issuer, jwt.Subject, jwt.TryGetPayloadValue("name", out string name) ? name : null)
            : null;
    }

    /// <summary>The one issuer whose tokens are valid here.</summary>
    public async Task<string> IssuerAsync(CancellationToken cancellationToken)
        => metadata is null ? EmbeddedIssuer : (await metadata.GetConfigurationAsync(cancellationToken)).Issuer;

    /// <summary>A token of the embedded issuer, and until when it is good.</summary>
    public (string Token, DateTimeOffset ExpiresAt) Issue(string subject, string name)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset expires = now + options.Value.TokenLifetime;
        string token = handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = EmbeddedIssuer,
            Audience = EmbeddedIssuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["name"] = name },
            SigningCredentials = new SigningCredentials(signingKey.Key, SecurityAlgorithms.EcdsaSha256),
        });
        return (token, expires);
    }
}
