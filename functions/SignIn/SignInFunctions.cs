using GridSteward.Domain;
using GridSteward.Domain.People;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace GridSteward.Functions.SignIn;

public sealed record GrantResponse(string Node, string Preset, IReadOnlyList<Capability> Capabilities);

public sealed record PersonResponse(string Subject, string? Name, IReadOnlyList<GrantResponse> Grants)
{
    public static PersonResponse Of(string subject, string? name, IReadOnlyList<Grant> grants)
        => new(subject, name, [.. grants.Select(g => new GrantResponse(g.Node.ToString(), Wire.Name(g.Preset), Presets.CapabilitiesOf(g.Preset)))]);
}

public sealed record SignInResponse(string? Token, DateTimeOffset? ExpiresAt, PersonResponse Person);

public sealed record InvitationResponse(string Link, string Code, DateTimeOffset ExpiresAt);

/// <summary>Signing in by one-time invitations, and making them.</summary>
public sealed class SignInFunctions(Api api, Invitations invitations, TokenReader tokens, PublicAddress address, IOptions<SignInOptions> options)
{
    [Function("SignIn")]
    public Task<IResult> SignInAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sign-ins")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            string code = call.ReadJson().ReadInvitationCode();

            // With an issuer of one's own, the invitation gives its grants to whoever is signed in there.
            bool embedded = options.Value.IsEmbedded;
            if (!embedded && !call.Caller.IsSignedIn)
            {
                return call.Problems.Make(StatusCodes.Status401Unauthorized, "Sign in", "Sign in with the issuer first, then use the invitation.").With("WWW-Authenticate", "Bearer");
            }

            string issuer = embedded ? TokenReader.EmbeddedIssuer : call.Caller.Issuer!;
            var used = await invitations.UseAsync(code, issuer, embedded ? null : call.Caller.Subject, call.CancellationToken);
            return call.Problems.Of(used, done =>
            {
                Person person = done.Value;
                PersonResponse response = PersonResponse.Of(person.Subject, person.Name, person.Grants);
                if (!embedded)
                {
                    return Answer.Json(new SignInResponse(null, null, response), ApiJson.Default.SignInResponse, StatusCodes.Status201Created);
                }

                var (token, expiresAt) = tokens.Issue(person.Subject, person.Name);
                return Answer.Json(new SignInResponse(token, expiresAt, response), ApiJson.Default.SignInResponse, StatusCodes.Status201Created);
            });
        });

    [Function("GetMe")]
    public Task<IResult> GetMeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/me")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, call => Task.FromResult(
            Answer.Json(PersonResponse.Of(call.Caller.Subject!, call.Caller.Name, call.Caller.Grants), ApiJson.Default.PersonResponse)));

    [Function("CreateInvitation")]
    public Task<IResult> CreateInvitationAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/invitations")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            WantedInvitation wanted = call.ReadJson().ReadInvitation();
            var outcome = await invitations.InviteAsync(wanted.Name, wanted.Grants, TimeSpan.FromDays(wanted.Days), call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done =>
            {
                string link = address.Link(call.Request, $"/signin#invite={done.Value.Code}");
                return Answer.Json(new InvitationResponse(link, done.Value.Code, done.Value.ExpiresAt), ApiJson.Default.InvitationResponse, StatusCodes.Status201Created)
                    .With("Idempotent-Replayed", done.Replayed ? "true" : null);
            });
        });
}
