using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Contact cards from printing to loss, stewards who are reached, trends, and what is written upward.</summary>
public abstract class CardsAndRegions(Engine engine)
{
    [Fact]
    public async Task A_communitys_cards_are_printed_handed_out_lost_and_counted()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        string job = (await who.PostAsync(town.At("/card-prints"), new { @for = "households", area = "C1", paper = "a4" })).Is(202).Header("Location")!;
        await BulkWork.RunJobsAsync(town);
        JsonNode done = (await who.GetAsync(job)).Is(200).Json;
        Assert.True((string?)done["state"] == "done", done.ToJsonString());
        int units = (int)done["counts"]!["cards"]!;
        Assert.Equal(14, units);
        Reply page = (await who.GetAsync((string)done["files"]![0]!["url"]!)).Is(200);
        Assert.Equal(units, page.Text.Split("<section class=\"card\">").Length - 1);

        JsonNode card = (await who.ListAsync(town.At("/contact-cards"), 1000)).Single(c => (string?)c["household"] == town.Id("G01-H1") && c["issuedAt"] is not null);
        Assert.Contains((string)card["code"]!, page.Text, StringComparison.Ordinal);
        string path = town.At($"/contact-cards/{card["id"]}");
        Client steward = await town.SignInAsync("steward", town.Area("G01"));
        Reply given = (await steward.PostAsync($"{path}/hand-outs", new { move = "handOut" }, ("If-Match", "*"))).Is(200);
        Assert.Equal(("handedOut", town.Id("G01-H1")), (given["state"], given["unit"]));
        (await steward.PostAsync($"{path}/hand-outs", new { move = "handOut" }, ("If-Match", given.ETag!))).IsFault(409);
        Reply lost = (await steward.PostAsync($"{path}/hand-outs", new { move = "replace" }, ("If-Match", given.ETag!))).Is(200);
        (await town.Nobody.PostAsync("/api/reports", new { category = "wish", card = (string)card["code"]! })).IsFault(400, "$.card");
        Reply next = (await who.GetAsync(town.At($"/contact-cards/{lost["replacedBy"]}"))).Is(200);
        (await town.Nobody.PostAsync("/api/reports", new { category = "wish", card = next["code"] })).Is(201);
        Assert.Equal(["replace", "handOut"], (await who.ListAsync($"{path}/hand-outs", 1)).Select(h => (string)h["move"]!).Order(StringComparer.Ordinal).Reverse());
        (await who.GetAsync($"{path}/sheet")).IsFault(404);
        Reply sheet = (await who.GetAsync(town.At($"/contact-cards/{lost["replacedBy"]}/sheet?paper=a6"))).Is(200);
        Assert.Contains("size: 105mm 148mm", sheet.Text, StringComparison.Ordinal);

        JsonNode g01 = (await who.ListAsync(town.At("/contact-card-counts?level=grid"), 1)).Single(c => (string?)c["code"] == "G01");
        Assert.Equal((6, 0, 1), ((int)g01["units"]!, (int)g01["handedOut"]!, (int)g01["replaced"]!));
    }

    [Fact]
    public async Task Who_was_not_reached_for_a_month_is_listed_and_whoever_confirms_is_not()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        int all = (await who.ListAsync(town.At("/stewards"), 1000)).Count;
        Assert.Equal(all, (await who.ListAsync(town.At("/unconfirmed-stewards"), 1)).Count);
        string path = town.At($"/stewards/{town.Id("S1")}");
        (await who.PostAsync($"{path}/confirmations", new { channel = "phone" })).Is(201);
        Assert.Equal(all - 1, (await who.ListAsync(town.At("/unconfirmed-stewards"), 1)).Count);
        Reply steward = (await who.GetAsync(path)).Is(200);
        Assert.NotNull(steward.Json["channelConfirmedAt"]);
        (await who.SendAsync("PUT", path, new { name = "x", phone = (string?)steward.Json["phone"] }, ("If-Match", steward.ETag!))).Is(200);
        Assert.Equal(all - 1, (await who.ListAsync(town.At("/unconfirmed-stewards"), 1000)).Count);
        town.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(all - 1, (await who.ListAsync(town.At("/unconfirmed-stewards"), 1000)).Count);
        Assert.Equal("phone", (string?)Assert.Single(await who.ListAsync($"{path}/confirmations", 1))["channel"]);
    }

    [Fact]
    public async Task A_night_is_read_in_series_in_league_tables_and_above_the_jurisdiction()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        Reply settings = (await who.GetAsync(town.At(""))).Is(200);
        JsonNode changed = settings.Json;
        changed["regions"] = new JsonArray(new JsonObject { ["code"] = "41", ["name"] = "河南省" }, new JsonObject { ["code"] = "4101", ["name"] = "郑州市" });
        (await who.SendAsync("PUT", town.At(""), changed, ("If-Match", settings.ETag!))).Is(200);
        (await who.PostAsync(town.At("/coverage-reports"), null)).Is(201);

        JsonNode series = (await who.GetAsync(town.At("/coverage-series?figure=responsibility"))).Is(200).Json;
        JsonNode point = Assert.Single(series["points"]!.AsArray())!;
        Assert.Equal(("2026-05-04", 34), ((string?)point["date"], (int)point["share"]!["of"]!));
        var grids = await who.ListAsync(town.At("/coverage-reports/latest/league?level=grid&figure=responsibility"), 3);
        Assert.Equal(9, grids.Count);

        // Of one's own grid all of it; of others only what gives no household away.
        Client steward = await town.SignInAsync("steward", town.Area("G01"));
        JsonNode own = (await steward.GetAsync(town.At("/coverage-series?area=G01&figure=responsibility"))).Is(200).Json["points"]![0]!;
        JsonNode other = (await steward.GetAsync(town.At("/coverage-series?area=G04&figure=responsibility"))).Is(200).Json["points"]![0]!;
        Assert.Equal((6, true), ((int)own["share"]!["of"]!, other["share"] is null));
        Assert.Equal(["G01", "G04", "G05", "G06"], (await steward.ListAsync(town.At("/coverage-reports/latest/league?level=grid&figure=responsibility"), 100)).Where(r => r["share"] is not null).Select(r => (string)r["code"]!));

        string code = (await who.PostAsync("/api/invitations", new { name = "Auditor", grants = new[] { new { node = "region:41", preset = "auditor" } } })).Is(201)["code"]!;
        (await who.PostAsync("/api/invitations", new { name = "Steward", grants = new[] { new { node = "region:41", preset = "steward" } } })).IsFault(400, "$.grants[0].preset");
        Client auditor = await town.Host.SignInAsync(code);
        JsonNode region = (await auditor.GetAsync("/api/regions/4101/coverage")).Is(200).Json;
        Assert.Equal(("郑州市", "41", 1), ((string?)region["region"]!["name"], (string?)region["above"]![0]!["code"], (int)region["total"]!["jurisdictions"]!));
        Assert.Equal(town.Code, (string?)region["items"]![0]!["code"]);
        Assert.Equal(34, (int)region["total"]!["units"]!["registered"]!);
        Assert.Equal([town.Code], (await auditor.ListAsync("/api/regions/41/coverage-league?figure=responsibility", 1)).Select(r => (string)r["code"]!));
        Assert.NotEmpty(await auditor.ListAsync("/api/regions/41/coverage-league?of=communities&figure=responsibility", 1));
        Assert.Single((await auditor.GetAsync("/api/regions/41/coverage-series?figure=responsibility")).Is(200).Json["points"]!.AsArray());
        (await auditor.GetAsync(town.At("/coverage-reports/latest"))).IsFault(403);
        (await auditor.GetAsync(town.At("/households"))).IsFault(403);
        (await steward.GetAsync("/api/regions/41/coverage")).IsFault(403);
        (await who.GetAsync("/api/regions/99/coverage")).IsFault(404);
    }
}
