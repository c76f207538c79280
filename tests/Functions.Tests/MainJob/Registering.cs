using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>The register: units that move, split and merge, their ledger, referrals and re-checks.</summary>
public abstract class Registering(Engine engine)
{
    [Fact]
    public async Task A_unit_moves_splits_and_merges_and_its_ledger_tells_the_story()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        JsonObject body = new()
        {
            ["code"] = "N1", ["name"] = "Newcomer", ["point"] = town.Point("G01"), ["located"] = "gps", ["residents"] = 4, ["floor"] = 3, ["care"] = "attention", ["kind"] = "household",
            ["needs"] = new JsonArray("oldAge.alone", "慢性病"), ["consent"] = true, ["consentOn"] = "2026-05-01", ["reason"] = "moveIn", ["reasonWords"] = "came from the hills",
        };
        Reply created = (await who.PostAsync(town.At("/households"), body)).Is(201);
        string path = town.At($"/households/{created["id"]}"), today = DateOnly.FromDateTime(town.Clock.GetUtcNow().UtcDateTime.AddDays(-1)).ToString("yyyy-MM-dd", null);
        Reply full = (await who.GetAsync(path)).Is(200);
        Assert.Equal(("attention", "gps", "2026-05-01", "3"), (full["care"], full["located"], full["consentOn"], full.Json["floor"]!.ToString()));
        Assert.Equal("oldAge.alone health.chronic", string.Join(' ', full.Json["needs"]!.AsArray().Select(n => (string?)n)));

        string key = Client.NewKey();
        var away = new { on = today, to = new { point = town.Point("G05"), unit = "9-901", floor = 9 } };
        (await who.PostAsync($"{path}/moves", away)).IsFault(428, "header.If-Match");
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Reply moved = (await who.PostAsync($"{path}/moves", away, ("If-Match", full.ETag!), ("Idempotency-Key", key))).Is(200);
        Assert.Equal("G05", (string?)moved.Json["household"]!["chain"]![1]!["code"]);
        Reply again = (await who.PostAsync($"{path}/moves", away, ("If-Match", full.ETag!), ("Idempotency-Key", key))).Is(200);
        Assert.Equal((moved.ETag, "true"), (again.ETag, again.Header("Idempotent-Replayed")));
        (await who.PostAsync($"{path}/moves", away, ("If-Match", full.ETag!))).IsFault(412, "header.If-Match");
        (await who.PostAsync($"{path}/moves", new { on = today, away = true, to = new { } }, ("If-Match", moved.ETag!))).IsFault(400, "$", "$.to.building");

        var split = new { on = today, residents = 3, parts = new[] { new { code = "N1b", name = "Daughter", residents = 1 } }, reasonWords = "she married" };
        (await who.PostAsync($"{path}/splits", new { on = today, residents = 3, parts = new[] { new { code = "N1b", residents = 3 } } }, ("If-Match", moved.ETag!))).IsFault(400, "$.parts");
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Reply parted = (await who.PostAsync($"{path}/splits", split, ("If-Match", moved.ETag!), ("Idempotency-Key", Client.NewKey()))).Is(200);
        string part = (string)parted.Json["others"]![0]!["id"]!;
        Reply card = (await who.PostAsync(town.At("/contact-cards"), new { household = part })).Is(201);
        Reply seen = (await who.GetAsync(town.At($"/households/{part}"))).Is(200);
        var merger = new { on = today, units = new[] { new { id = part, etag = seen.ETag } } };
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Reply merged = (await who.PostAsync($"{path}/mergers", merger, ("If-Match", parted.ETag!), ("Idempotency-Key", Client.NewKey()))).Is(200);
        Assert.Equal((4, (string?)created["id"]), ((int)merged.Json["household"]!["residents"]!, (string?)merged.Json["others"]![0]!["mergedInto"]));
        (await who.PostAsync($"{town.At($"/households/{part}")}/moves", new { on = today, away = true }, ("If-Match", "*"))).IsFault(409);
        Reply report = (await town.Nobody.PostAsync("/api/reports", new { category = "wish", card = card["code"] })).Is(201);
        Assert.Equal("G05", (string?)(await who.GetAsync(TestTown.PathOf(report))).Is(200).Json["assignment"]!["chain"]![1]!["code"]);

        Reply ledger = (await who.GetAsync($"{path}/changes")).Is(200);
        Assert.Equal(["merged", "split", "moved", "created"], ledger.Items.Select(c => (string?)c!["kind"]));
        Assert.Equal([null, "she married", null, "came from the hills"], ledger.Items.Select(c => (string?)c!["words"]));
        Reply pages = (await who.GetAsync(town.At("/register-changes?area=G05&limit=2"))).Is(200);
        Assert.Equal(2, pages.Items.Count);
        Assert.NotEmpty((await who.GetAsync(town.At($"/register-changes?area=G05&limit=2&next={Uri.EscapeDataString(pages["next"]!)}"))).Is(200).Items);
        Assert.DoesNotContain((await who.GetAsync(town.At("/households?limit=1000"))).Is(200).Items, h => (string?)h!["id"] == part);
        Assert.Contains((await who.GetAsync(town.At("/households?state=merged"))).Is(200).Items, h => (string?)h!["id"] == part);
        JsonNode found = Assert.Single((await who.GetAsync(town.At("/households?need=health.chronic&care=attention&kind=household"))).Is(200).Items)!;
        Assert.Equal((created["id"], null, 2), ((string?)found["id"], (string?)found["name"], found["needs"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_partner_reads_what_a_referral_shares_offers_help_and_sees_nothing_once_it_is_withdrawn()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator, partner = await town.SignInAsync("partner", $"partner:{town.Code}/{town.Id("PA-C1")}");
        JsonObject body = new() { ["code"] = "R1", ["name"] = "Ottoline", ["phone"] = "13911112222", ["point"] = town.Point("G01"), ["consent"] = true, ["consentOn"] = "2026-05-01" };
        Reply household = (await who.PostAsync(town.At("/households"), body)).Is(201);
        string until = DateOnly.FromDateTime(town.Clock.GetUtcNow().UtcDateTime.AddDays(30)).ToString("yyyy-MM-dd", null);
        var wanted = new { to = $"partner:{town.Code}/{town.Id("PA-C1")}", fields = new[] { "name", "needs" }, until, note = "medicine" };
        (await who.PostAsync(town.At($"/households/{household["id"]}/referrals"), new { to = "deployment", fields = new[] { "secret" } })).IsFault(400, "$.to", "$.fields", "$.until");
        Reply referral = (await who.PostAsync(town.At($"/households/{household["id"]}/referrals"), wanted, ("Idempotency-Key", Client.NewKey()))).Is(201);
        string received = town.At($"/received-referrals/{referral["id"]}");
        Assert.Equal(referral["id"], (string?)(await partner.GetAsync(town.At($"/received-referrals?partner={town.Id("PA-C1")}"))).Is(200).Items.Single()!["id"]);
        JsonNode shared = (await partner.GetAsync(received)).Is(200).Json["shared"]!;
        Assert.Equal(("Ottoline", null, "medicine"), ((string?)shared["name"], (string?)shared["phone"], (string?)shared["note"]));
        (await partner.GetAsync(town.At($"/households/{household["id"]}"))).IsFault(403);
        (await partner.PostAsync($"{received}/offers", new { words = "on Fridays" }, ("Idempotency-Key", Client.NewKey()))).Is(200);
        Reply read = (await who.GetAsync(town.At($"/referrals/{referral["id"]}"))).Is(200);
        Assert.Equal("on Fridays", (string?)read.Json["offers"]![0]!["words"]);
        (await who.SendAsync("DELETE", town.At($"/referrals/{referral["id"]}"), null, ("If-Match", read.ETag!))).Is(204);
        (await partner.GetAsync(received)).IsFault(404);
        Assert.Empty((await partner.GetAsync(town.At("/received-referrals"))).Is(200).Items);
    }

    [Fact]
    public async Task A_campaign_writes_its_units_down_counts_checks_and_is_closed()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        DateOnly today = DateOnly.FromDateTime(town.Clock.GetUtcNow().UtcDateTime);
        var wanted = new { title = "复核", area = "G01", kinds = new[] { "household" }, from = today.AddDays(-2).ToString("yyyy-MM-dd", null), to = today.AddDays(9).ToString("yyyy-MM-dd", null) };
        (await who.PostAsync(town.At("/campaigns"), new { kinds = new[] { "castle" }, need = "money" })).IsFault(400, "$.title", "$.kinds", "$.need", "$.from", "$.to");
        Reply campaign = (await who.PostAsync(town.At("/campaigns"), wanted, ("Idempotency-Key", Client.NewKey()))).Is(201);
        await BulkWork.RunJobsAsync(town);
        string path = town.At($"/campaigns/{campaign["id"]}");
        Reply begun = (await who.GetAsync(path)).Is(200);
        Assert.Equal("open", (string?)begun.Json["campaign"]!["state"]);
        long of = (long)begun.Json["total"]!["of"]!;
        Assert.True(of > 0);
        string id = (string)(await who.GetAsync($"{path}/units?found=unchecked")).Is(200).Items[0]!["household"]!;
        Reply household = (await who.GetAsync(town.At($"/households/{id}"))).Is(200);
        (await who.PostAsync($"{path}/checks", new { household = id, result = "moved" }, ("If-Match", household.ETag!))).IsFault(400, "$.on");
        Reply check = (await who.PostAsync($"{path}/checks", new { household = id, result = "confirmed", words = "all is well" }, ("If-Match", household.ETag!), ("Idempotency-Key", Client.NewKey()))).Is(200);
        Assert.Equal(("confirmed", "checked"), ((string?)check.Json["unit"]!["found"], (string?)check.Json["change"]!["kind"]));
        Reply after = (await who.GetAsync(path)).Is(200);
        Assert.Equal((of, 1L, 1L), ((long)after.Json["total"]!["of"]!, (long)after.Json["total"]!["checked"]!, (long)after.Json["total"]!["confirmed"]!));
        Assert.Equal("closed", (await who.PostAsync($"{path}/closing", null, ("If-Match", after.ETag!))).Is(200)["state"]);
        (await who.PostAsync($"{path}/checks", new { household = id, result = "confirmed" }, ("If-Match", check.ETag!))).IsFault(409);
    }

    [Fact]
    public async Task A_building_says_how_many_units_are_expected_in_it()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonObject body = new() { ["code"] = "BX", ["point"] = town.Point("G01"), ["expected"] = new JsonObject { ["households"] = 40, ["shops"] = 3, ["countedOn"] = "2026-03-01" } };
        Reply created = (await town.Administrator.PostAsync(town.At("/buildings"), body)).Is(201);
        Assert.Equal((40, 0, 3), ((int)created.Json["expected"]!["households"]!, (int)created.Json["expected"]!["companies"]!, (int)created.Json["expected"]!["shops"]!));
        body["expected"] = new JsonObject { ["shops"] = -1 };
        (await town.Administrator.PostAsync(town.At("/buildings"), body)).IsFault(400, "$.expected.households", "$.expected.shops");
        Assert.True((await town.Nobody.GetAsync("/api/need-codes")).Is(200).Json["items"]!.AsArray().Count > 15);
    }
}
