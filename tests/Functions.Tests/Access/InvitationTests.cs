using GridSteward.Domain.People;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Access;

/// <summary>Invitations let in whom they name, once, in time, and never with more than the inviter has.</summary>
public sealed class InvitationTests
{
    [Fact]
    public async Task An_invitation_gives_its_grants_and_its_name_and_works_once()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Reply invited = await InviteAsync(town.Administrator, town.Area("G01"), "steward");
        string code = invited.Is(201)["code"]!;
        Assert.Equal($"{town.Host.Address.GetLeftPart(UriPartial.Authority)}/signin#invite={code}", invited["link"]);
        Assert.Equal("2026-05-11T02:00:00+00:00", invited["expiresAt"]);

        Reply first = (await town.Nobody.PostAsync("/api/sign-ins", new { invitation = code })).Is(201);
        Assert.Equal("Li Lei", first["person.name"]);
        (await town.Nobody.PostAsync("/api/sign-ins", new { invitation = code })).IsFault(409);
        (await town.Nobody.PostAsync("/api/sign-ins", new { invitation = "0123456789abcdef0123456789abcdef" })).IsFault(404);

        Reply me = (await town.Host.As(first["token"]!).GetAsync("/api/me")).Is(200);
        Assert.Equal((first["person.subject"], "Li Lei"), (me["subject"], me["name"]));
        var grant = Assert.Single(me.Json["grants"]!.AsArray())!;
        Assert.Equal((town.Area("G01"), "steward"), ((string?)grant["node"], (string?)grant["preset"]));
        Assert.Equal(
            ["readStaff", "readReports", "handleReports", "readHouseholds", "writeHouseholds", "readReferrals", "readCoverage"],
            grant["capabilities"]!.AsArray().Select(c => (string?)c));
    }

    [Fact]
    public async Task Of_many_who_use_an_invitation_at_once_one_gets_in()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        for (int i = 0; i < 12; i++)
        {
            string code = (await InviteAsync(town.Administrator, town.Area("G01"), "steward")).Is(201)["code"]!;
            Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => town.Nobody.PostAsync("/api/sign-ins", new { invitation = code })));
            Assert.Equal([201, .. Enumerable.Repeat(409, 7)], replies.Select(r => r.Status).Order());
        }
    }

    [Fact]
    public async Task An_invitation_and_a_token_end_when_they_say()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        string inTime = (await InviteAsync(town.Administrator, town.Area("G01"), "steward", 1)).Is(201)["code"]!;
        string late = (await InviteAsync(town.Administrator, town.Area("G01"), "steward", 1)).Is(201)["code"]!;
        town.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Client steward = await town.Host.SignInAsync(inTime);
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        (await town.Nobody.PostAsync("/api/sign-ins", new { invitation = late })).IsFault(404);

        (await steward.GetAsync("/api/me")).Is(200);
        town.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(2));
        (await steward.GetAsync("/api/me")).Is(200);
        town.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("Bearer", (await steward.GetAsync("/api/me")).IsFault(401).Header("WWW-Authenticate"));
        (await steward.GetAsync("/api/jurisdictions")).IsFault(401);
    }

    [Fact]
    public async Task A_token_that_was_changed_or_signed_by_another_lets_nobody_in()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        string[] parts = town.Administrator.Token!.Split('.');
        string none = Convert.ToBase64String("""{"alg":"none","typ":"JWT"}"""u8).TrimEnd('=');
        await using TownHost other = await TownHost.StartAsync(new HostPlan(TempFolder.Create()));
        string foreign = (await other.SignInAdministratorAsync()).Token!;
        foreach (string token in new[] { $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}", $"{none}.{parts[1]}.", $"{parts[0]}.{parts[1]}", foreign })
        {
            (await town.Host.As(token).GetAsync("/api/me")).IsFault(401);
        }
    }

    [Theory]
    [InlineData("manager", "G01", "steward", "G01", 201)]
    [InlineData("manager", "C1", "steward", "G01", 201)]
    [InlineData("manager", "C1", "manager", "G02", 201)]
    [InlineData("manager", "C1", "volunteer", "C1", 201)]
    [InlineData("manager", "C1", "administrator", "G01", 403)]
    [InlineData("manager", "C1", "auditor", "G01", 403)]
    [InlineData("manager", "C1", "steward", "G05", 403)]
    [InlineData("manager", "G01", "steward", "C1", 403)]
    [InlineData("steward", "C1", "volunteer", "G01", 403)]
    [InlineData("auditor", "C1", "volunteer", "G01", 403)]
    [InlineData("administrator", "C1", "administrator", "G02", 201)]
    [InlineData("administrator", "C1", "administrator", "C2", 403)]
    public async Task Nobody_gives_more_than_they_have_or_where_they_have_it_not(string inviter, string on, string preset, string node, int status)
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client who = await town.SignInAsync(inviter, town.Area(on));
        (await InviteAsync(who, town.Area(node), preset)).Is(status);
        (await InviteAsync(who, $"jurisdiction:{town.Code}", preset)).Is(403);
        (await InviteAsync(who, $"jurisdiction:{town.Neighbour}", preset)).Is(403);
        (await InviteAsync(who, "deployment", preset)).Is(403);
    }

    [Fact]
    public async Task An_invitation_sent_again_with_its_key_is_the_same_code_and_still_works_once()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        string key = Client.NewKey();
        var body = new { name = "Li Lei", grants = new[] { new { node = town.Area("G01"), preset = "steward" } } };
        Reply first = (await town.Administrator.PostAsync("/api/invitations", body, ("Idempotency-Key", key))).Is(201);
        town.Clock.Advance(TimeSpan.FromHours(1));
        Reply again = (await town.Administrator.PostAsync("/api/invitations", body, ("Idempotency-Key", key))).Is(201);
        Assert.Equal((true, first.Text), (again.IsReplayed, again.Text));
        Assert.NotEqual(first["code"], (await town.Administrator.PostAsync("/api/invitations", body)).Is(201)["code"]);
        (await town.Administrator.PostAsync("/api/invitations", new { name = "Han", body.grants }, ("Idempotency-Key", key))).IsFault(422, "header.Idempotency-Key");
        (await (await town.SignInAsync("manager", town.Area("G05"))).PostAsync("/api/invitations", body, ("Idempotency-Key", key))).IsFault(403);
        await town.Host.SignInAsync(first["code"]!);
        (await town.Nobody.PostAsync("/api/sign-ins", new { invitation = again["code"] })).IsFault(409);
    }

    [Fact]
    public async Task One_grant_too_many_refuses_the_whole_invitation()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client who = await town.SignInAsync("manager", town.Area("C1"));
        (await who.PostAsync("/api/invitations", new
        {
            name = "x", grants = new[] { new { node = town.Area("G01"), preset = "steward" }, new { node = town.Area("G05"), preset = "steward" } },
        })).IsFault(403);
    }

    [Fact]
    public async Task The_first_administrators_link_is_renewed_until_it_was_used()
    {
        await using TownHost host = await TownHost.StartAsync(new HostPlan(TempFolder.Create()));
        var invitations = host.Get<Invitations>();
        NewInvitation first = (await invitations.InviteFirstAdministratorAsync(force: false, TestContext.Current.CancellationToken))!;
        NewInvitation second = (await invitations.InviteFirstAdministratorAsync(force: false, TestContext.Current.CancellationToken))!;
        (await host.Nobody.PostAsync("/api/sign-ins", new { invitation = first.Code })).IsFault(404);
        Client administrator = await host.SignInAsync(second.Code);
        (await administrator.PostAsync("/api/jurisdictions", TownPlan.Settings("first", "x"))).Is(201);
        Assert.Null(await invitations.InviteFirstAdministratorAsync(force: false, TestContext.Current.CancellationToken));
    }

    private static Task<Reply> InviteAsync(Client who, string node, string preset, int? validDays = null)
        => who.PostAsync("/api/invitations", new { name = "Li Lei", validDays, grants = new[] { new { node, preset } } });
}
