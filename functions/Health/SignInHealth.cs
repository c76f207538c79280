using GridSteward.Domain.Health;
using GridSteward.Functions.SignIn;
using Microsoft.Extensions.Options;

namespace GridSteward.Functions.Health;

/// <summary>Whether people can be signed in: the embedded issuer's key, or the keys that the configured issuer publishes.</summary>
public sealed class SignInHealth(SigningKey key, IssuerProbe issuer, IOptions<SignInOptions> options)
{
    /// <summary>The part's name.</summary>
    public const string SignIn = "signIn";

    /// <summary>Looks.</summary>
    public async Task<HealthPart> ReadAsync(CancellationToken cancellationToken)
        => options.Value.IsEmbedded
            ? key.Fault() is { } fault
                ? new HealthPart(SignIn, HealthStatus.Broken, fault, "Put keys/sign-in.pem of the data folder back, readable by the program's user; without it everybody has to be invited anew after a restart.")
                : HealthPart.Ok(SignIn, "The signing key is where it belongs.")
            : await issuer.FaultAsync(cancellationToken) is { } away
                ? new HealthPart(SignIn, HealthStatus.Broken, away, "People who are signed in may be refused, residents can report. See GridSteward:SignIn:Authority, the issuer's own health and the network.")
                : HealthPart.Ok(SignIn, "The issuer publishes its keys.");
}
