using System.Security.Cryptography;
using System.Text.Json;
using GridSteward.Functions.Tests.Town;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GridSteward.Functions.Tests.Access;

/// <summary>An issuer of one's own changes its key, as Entra ID does every few weeks: the program asks for the new one by itself.</summary>
public sealed class IssuerKeyTests
{
    [Fact]
    public async Task A_token_signed_with_a_key_that_the_issuer_has_just_begun_to_use_is_accepted_without_a_restart()
    {
        using ECDsa first = ECDsa.Create(ECCurve.NamedCurves.nistP256), second = ECDsa.Create(ECCurve.NamedCurves.nistP256), foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECDsaSecurityKey published = new(first) { KeyId = "first" };
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using WebApplication issuer = builder.Build();
        string address = "";
        issuer.MapGet("/.well-known/openid-configuration", () => Results.Text(JsonSerializer.Serialize(new { issuer = address, jwks_uri = $"{address}/keys" }), "application/json"));
        issuer.MapGet("/keys", () => Results.Text(
            JsonSerializer.Serialize(new { keys = new[] { JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(published.ECDsa.ExportParameters(false))) { KeyId = published.KeyId }) } }), "application/json"));
        await issuer.StartAsync(TestContext.Current.CancellationToken);
        address = issuer.Urls.Single();

        var clock = new TownClock();
        clock.Set(TimeProvider.System.GetUtcNow());
        await using TownHost host = await TownHost.StartAsync(new HostPlan(TempFolder.Create())
        {
            Clock = clock,
            Settings = new Dictionary<string, string?> { ["GridSteward:SignIn:Authority"] = address, ["GridSteward:SignIn:Audience"] = "gridsteward-test", ["GridSteward:SignIn:AdministratorSubject"] = "ada" },
        });
        (await host.As(Token(first, "first")).GetAsync("/api/me")).Is(200);
        (await host.As(Token(foreign, "first")).GetAsync("/api/me")).Is(401);

        published = new(second) { KeyId = "second" };
        Reply reply = await host.As(Token(second, "second")).GetAsync("/api/me");
        for (int i = 0; reply.Status == 401 && i < 600; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            reply = await host.As(Token(second, "second")).GetAsync("/api/me");
        }

        Assert.Equal("ada", reply.Is(200)["subject"]);

        string Token(ECDsa key, string id) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = address,
            Audience = "gridsteward-test",
            Expires = DateTime.UtcNow.AddHours(1),
            Claims = new Dictionary<string, object> { ["sub"] = "ada" },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = id }, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
