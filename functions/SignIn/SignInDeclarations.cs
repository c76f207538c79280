using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.SignIn;

/// <summary>What the functions of signing in promise.</summary>
public static class SignInDeclarations
{
    private static readonly BodyDeclaration Code = Json(input => input.ReadInvitationCode(), """{ "invitation": "5f0c3b9a7e214d6c8b1f2e3d4c5b6a79" }""");

    private static readonly BodyDeclaration Invitation = Json(
        input => input.ReadInvitation(),
        """{ "name": "赵楼长", "validDays": 7, "grants": [{ "node": "area:xinjiayuan/G01", "preset": "steward" }] }""");

    public static FeatureDeclarations All { get; } = new("SignIn", "Who one is, and letting others in.",
    [
        new("SignIn", Anyone, "Uses a one-time invitation")
        {
            Details = "With the embedded issuer it answers a bearer token. With an issuer of one's own, sign in there first; token and expiresAt are then null.",
            Body = Code,
            Answers = [new(201, Written(j => j.SignInResponse))],
            AlsoRefuses = [404, 409],
        },
        Get("GetMe", SignedIn, "Who asks, and what they may do", Written(j => j.PersonResponse)),
        new("CreateInvitation", SignedIn, "Makes a one-time link that gives somebody grants")
        {
            Details = "Nobody can give what they do not have themselves on that node.",
            Body = Invitation,
            TakesKey = true,
            Answers = [new(201, Written(j => j.InvitationResponse))],
            AlsoRefuses = [403, 409],
        },
    ]);
}
