using GridSteward.Domain.People;
using GridSteward.Functions.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace GridSteward.Functions.Access;

/// <summary>Who asks, or why they cannot be known.</summary>
public sealed record CallerReading(Caller Caller, string? Fault);

/// <summary>Reads who asks from the bearer token, and their grants from the directory at every request.</summary>
public sealed class CallerReader(TokenReader tokens, PeopleDirectory people, IOptions<SignInOptions> options)
{
    private const string Scheme = "Bearer ";

    public async Task<CallerReading> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return new CallerReading(Caller.Nobody, null);
        }

        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || await tokens.ReadAsync(header[Scheme.Length..].Trim(), cancellationToken) is not { } identity)
        {
            return new CallerReading(Caller.Nobody, "The bearer token is not valid here, or has expired; sign in again.");
        }

        Person? person = await people.FindAsync(Person.KeyOf(identity.Issuer, identity.Subject), cancellationToken);
        IReadOnlyList<Grant> grants = person?.Grants ?? [];
        if (options.Value.AdministratorSubject is { Length: > 0 } administrator && administrator == identity.Subject)
        {
            grants = [.. grants, new Grant(Node.Deployment, Preset.Administrator)];
        }

        return new CallerReading(new Caller(identity.Subject, person?.Name ?? identity.Name, grants) { Issuer = identity.Issuer }, null);
    }
}
