using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Jurisdictions, people, staff and households, row by row of docs/api.md.</summary>
public abstract class SettingUp(Engine engine)
{
    [Fact]
    public async Task A_jurisdiction_is_created_read_listed_and_changed_under_its_version()
    {
        await using TestTown town = await engine.OpenAsync();
        string code = town.Code + "-b";
        JsonObject settings = TownPlan.Settings(code, "新区");
        Reply created = (await town.Administrator.PostAsync("/api/jurisdictions", settings)).Is(201);
        Assert.Equal($"/api/jurisdictions/{code}", created.Header("Location"));

        Reply read = (await town.Nobody.GetAsync($"/api/jurisdictions/{code}")).Is(200);
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal("hazard", (string?)read.Json["categories"]![0]!["kind"]);
        (await town.Nobody.GetAsync($"/api/jurisdictions/{code}", ("If-None-Match", read.ETag!))).Is(304);

        settings["toleranceMetres"] = 55;
        (await town.Administrator.SendAsync("PUT", $"/api/jurisdictions/{code}", settings)).IsFault(428, "header.If-Match");
        Reply changed = (await town.Administrator.SendAsync("PUT", $"/api/jurisdictions/{code}", settings, ("If-Match", read.ETag!))).Is(200);
        Assert.NotEqual(read.ETag, changed.ETag);
        Reply stale = await town.Administrator.SendAsync("PUT", $"/api/jurisdictions/{code}", settings, ("If-Match", read.ETag!));
        Assert.Equal(changed.ETag, stale.IsFault(412, "header.If-Match").ETag);
        Assert.Equal("55", (await town.Nobody.GetAsync($"/api/jurisdictions/{code}"))["toleranceMetres"]);

        var listed = await town.Nobody.ListAsync("/api/jurisdictions", 1);
        Assert.Equal([town.Code, code, town.Neighbour], listed.Select(j => (string?)j["code"]));
        Assert.Null(listed[1]["bbox"]);
        Assert.Equal([town.Map.Longitude(0), 34.8, town.Map.Longitude(9), 34.83], listed[0]["bbox"]!.AsArray().Select(n => (double)n!));

        settings["code"] = code;
        (await town.Administrator.PostAsync("/api/jurisdictions", settings)).IsFault(409);
    }

    [Fact]
    public async Task Buildings_stewards_teams_posts_and_cards_are_listed_and_read()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        foreach (var (plural, code, count) in new[] { ("buildings", "B1", 2), ("stewards", "S1", 4), ("teams", "T-C2", 2), ("posts", "P-G01", 11), ("contact-cards", "card:area", 3) })
        {
            var all = await who.ListAsync(town.At($"/{plural}"), 2);
            Assert.Equal(count, all.Select(i => (string?)i["id"]).Distinct().Count());
            Reply one = (await who.GetAsync(town.At($"/{plural}/{town.Id(code)}"))).Is(200);
            Assert.True(JsonNode.DeepEquals(one.Json, all.Single(i => (string?)i["id"] == town.Id(code))));
            (await who.GetAsync(town.At($"/{plural}/{town.Id(code)}"), ("If-None-Match", one.ETag!))).Is(304);
            (await who.GetAsync(town.At($"/{plural}/no-such-id"))).IsFault(404);
        }

        Assert.Equal(["P-G01", "P-G01-B1", "P-G01-V"], Codes(await who.GetAsync(town.At("/posts?area=G01"))).Order(StringComparer.Ordinal));
        Assert.Equal(["P-C1-LEAD"], Codes(await who.GetAsync(town.At("/posts?duty=lead"))));
        Assert.Equal(["B2"], Codes(await who.GetAsync(town.At($"/buildings?bbox={town.Map.Box(4, 1, 6, 2)}"))));
        Assert.Equal($"{town.Host.Address.GetLeftPart(UriPartial.Authority)}/report?card={town.Record.Cards["area"]}", (await who.GetAsync(town.At($"/contact-cards/{town.Id("card:area")}")))["link"]);
    }

    [Fact]
    public async Task Households_are_placed_listed_by_area_and_box_and_read_in_full()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        Assert.Equal(34, (await who.ListAsync(town.At("/households"), 10)).Count);
        Assert.Equal(14, (await who.ListAsync(town.At("/households?area=C1"), 1000)).Count);
        Assert.Equal(["G02-H1", "G02-H2", "G02-H3"], Codes(await who.GetAsync(town.At("/households?area=G02"))).Order(StringComparer.Ordinal));
        Assert.Equal(5, (await who.GetAsync(town.At($"/households?bbox={town.Map.Box(3, 1, 6, 2)}"))).Is(200).Items.Count);

        Reply one = (await who.GetAsync(town.At($"/households/{town.Id("G02-H1")}"))).Is(200);
        Assert.Equal("Householder G02 1", one["name"]);
        Assert.Equal(["C1", "G02"], one.Json["chain"]!.AsArray().Select(l => (string?)l!["code"]));
        Assert.NotNull(one.ETag);

        JsonObject atBuilding = new() { ["code"] = "BY-BUILDING", ["building"] = town.Id("B2"), ["unit"] = "2-301", ["residents"] = 3 };
        Reply created = (await who.PostAsync(town.At("/households"), atBuilding)).Is(201);
        Assert.Equal(["C2", "G05"], created.Json["chain"]!.AsArray().Select(l => (string?)l!["code"]));
        (await who.PostAsync(town.At("/households"), atBuilding)).IsFault(409);
    }

    [Fact]
    public async Task Visits_are_recorded_listed_newest_first_and_read_in_full()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = await town.SignInAsync("steward", town.Area("G02"));
        string visits = town.At($"/households/{town.Id("G02-H1")}/visits"), key = Client.NewKey();
        JsonObject body = new()
        {
            ["at"] = "2026-02-01T10:00:00+08:00", ["by"] = town.Id("S1"), ["reason"] = "care", ["outcome"] = "done", ["checkIn"] = town.Point("G02", 15), ["note"] = "想要一副老花镜",
        };
        Reply first = (await who.PostAsync(visits, body, ("Idempotency-Key", key))).Is(201);
        Reply again = (await who.PostAsync(visits, body, ("Idempotency-Key", key))).Is(201);
        Assert.Equal((first.Text, true), (again.Text, again.IsReplayed));
        body["at"] = "2026-02-03T10:00:00+08:00";
        (await who.PostAsync(visits, body, ("Idempotency-Key", key))).IsFault(422, "header.Idempotency-Key");
        Reply second = (await who.PostAsync(visits, new { at = "2026-02-02T09:00:00+08:00", outcome = "nobodyHome" })).Is(201);
        Assert.Equal(("routine", null), (second["reason"], second["note"]));

        Assert.Equal([second["id"], first["id"]], (await who.ListAsync(visits, 1)).Select(v => (string?)v["id"]));
        Assert.Equal([second["id"], first["id"]], (await who.ListAsync(town.At("/visits?area=G02"), 1)).Select(v => (string?)v["id"]));
        Assert.Empty((await town.Administrator.GetAsync(town.At("/visits?area=G01"))).Is(200).Items);
        Assert.All(await town.Administrator.ListAsync(town.At("/visits"), 10), v => Assert.Null(v["note"]));
        Reply one = (await who.GetAsync(first.Header("Location")!)).Is(200);
        Assert.Equal(("想要一副老花镜", "C1 G02"), (one["note"], string.Join(' ', one.Json["areas"]!.AsArray().Select(a => (string?)a))));
        Assert.Equal(15, (double)one.Json["checkIn"]!["accuracyMetres"]!);
        (await who.PostAsync(town.At($"/households/{town.Id("G01-H1")}/visits"), new { outcome = "done" })).IsFault(404);
    }

    [Theory]
    [InlineData("jurisdictions", """{"code":"once","name":"x","timeZone":"Asia/Shanghai","levels":["grid"],"categories":[{"code":"a","name":"a","kind":"need","acceptHours":1,"resolveHours":2}]}""")]
    [InlineData("buildings", """{"code":"X1","name":"x","point":{"longitude":113.505,"latitude":34.805}}""")]
    [InlineData("stewards", """{"name":"x"}""")]
    [InlineData("teams", """{"code":"X1","name":"x","areas":["G01"]}""")]
    [InlineData("posts", """{"code":"X1","title":"x","area":"G01","duty":"assist","validFrom":"2026-01-01"}""")]
    [InlineData("contact-cards", """{"area":"G01"}""")]
    [InlineData("households", """{"code":"X1","point":{"longitude":113.505,"latitude":34.805}}""")]
    public async Task A_creation_sent_again_with_its_key_gives_the_same_thing(string plural, string body)
    {
        await using TestTown town = await engine.OpenAsync();
        string path = plural == "jurisdictions" ? "/api/jurisdictions" : town.At($"/{plural}");
        string key = Client.NewKey();
        Reply first = (await town.Administrator.PostAsync(path, body, ("Idempotency-Key", key))).Is(201);
        Assert.False(first.IsReplayed);
        Reply again = (await town.Administrator.PostAsync(path, body, ("Idempotency-Key", key))).Is(201);
        Assert.True(again.IsReplayed);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.ETag, again.ETag);
        Assert.Equal(first.Header("Location"), again.Header("Location"));
        (await town.Administrator.PostAsync(path, body + " ", ("Idempotency-Key", key))).IsFault(422, "header.Idempotency-Key");
    }

    protected static IEnumerable<string?> Codes(Reply list) => list.Is(200).Items.Select(i => (string?)i!["code"]);
}
