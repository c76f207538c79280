using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>What was set up is replaced and deleted, each in the version that was seen.</summary>
public abstract class Changing(Engine engine)
{
    [Fact]
    public async Task Stewards_posts_teams_partners_and_buildings_are_replaced_and_deleted()
    {
        await using TestTown town = await engine.OpenAsync();
        foreach (var (plural, body, changed) in Staff(town))
        {
            Reply created = (await town.Administrator.PostAsync(town.At($"/{plural}"), body)).Is(201);
            await ReplaceAndDeleteAsync(town, $"/{plural}/{created["id"]}", created, body, changed);

            // What was deleted gave its code back.
            (await town.Administrator.PostAsync(town.At($"/{plural}"), changed)).Is(201);
        }
    }

    [Fact]
    public async Task A_household_moves_to_another_grid_and_is_deleted_when_its_card_is()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        JsonObject body = new() { ["code"] = "N1", ["name"] = "Newcomer", ["phone"] = "13911112222", ["point"] = town.Point("G01"), ["residents"] = 2 };
        Reply created = (await who.PostAsync(town.At("/households"), body)).Is(201);
        string path = town.At($"/households/{created["id"]}");
        Reply card = (await who.PostAsync(town.At("/contact-cards"), new { household = created["id"] })).Is(201);

        JsonObject moved = new() { ["code"] = "N2", ["name"] = "Newcomer", ["point"] = town.Point("G05"), ["residents"] = 3 };
        Reply replaced = (await who.SendAsync("PUT", path, moved, ("If-Match", created.ETag!))).Is(200);
        Assert.Equal(["C2", "G05"], replaced.Json["chain"]!.AsArray().Select(l => (string?)l!["code"]));
        Assert.Equal(("N2", "Newcomer", null), (replaced["code"], replaced["name"], replaced["phone"]));
        Reply read = (await who.GetAsync(path)).Is(200);
        Assert.Equal((replaced.ETag, replaced.Text), (read.ETag, read.Text));
        Assert.DoesNotContain((await who.GetAsync(town.At("/households?area=G01"))).Is(200).Items, h => (string?)h!["id"] == created["id"]);

        Assert.Contains($"contact card {card["id"]}", (await who.SendAsync("DELETE", path, null, ("If-Match", read.ETag!))).IsFault(409)["detail"], StringComparison.Ordinal);
        (await who.SendAsync("DELETE", town.At($"/contact-cards/{card["id"]}"), null, ("If-Match", card.ETag!))).Is(204);
        (await town.Nobody.PostAsync("/api/reports", new { category = "wish", card = card["code"] })).IsFault(400, "$.card");
        Reply report = (await town.Nobody.PostAsync("/api/reports", new { category = "wish", household = $"{town.Code}/{created["id"]}" })).Is(201);
        Assert.Empty((await who.SendAsync("DELETE", path, null, ("If-Match", read.ETag!))).Is(204).Bytes);
        (await who.GetAsync(path)).IsFault(404);
        Reply kept = (await who.GetAsync(TestTown.PathOf(report))).Is(200);
        Assert.Equal(($"{town.Code}/{created["id"]}", "G05"), (kept["household"], (string?)kept.Json["assignment"]!["chain"]![1]!["code"]));
        (await town.Nobody.GetAsync($"/api/tracking/{report["trackingToken"]}")).Is(200);
        (await who.PostAsync(town.At("/households"), body)).Is(201);
    }

    [Fact]
    public async Task An_area_is_replaced_in_a_new_generation_and_ended()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        Reply seen = (await town.Nobody.GetAsync(town.At("/areas/G09"))).Is(200);
        Reply other = (await town.Nobody.GetAsync(town.At("/areas/G08"))).Is(200);
        Reply same = await who.SendAsync("PUT", town.At("/areas/G09"), seen.Json, ("If-Match", seen.ETag!), ("Content-Type", "application/geo+json"));
        Assert.Equal((seen.ETag, seen.Text), (same.Is(200).ETag, same.Text));

        JsonObject smaller = TownMap.Feature("G09", "网格九", "grid", "C3", town.Map.Square(6, 2, 7, 3));
        Reply replaced = (await who.SendAsync("PUT", town.At("/areas/G09"), smaller, ("If-Match", seen.ETag!))).Is(200);
        Assert.Equal("application/geo+json; charset=utf-8", replaced.Header("Content-Type"));
        Assert.Equal(("网格九", "2", "Polygon"), (replaced["properties.name"], replaced["properties.version"], replaced["geometry.type"]));
        Reply read = (await town.Nobody.GetAsync(town.At("/areas/G09"))).Is(200);
        Assert.Equal((replaced.ETag, replaced.Text), (read.ETag, read.Text));
        (await town.Nobody.GetAsync(town.At("/areas/G08"), ("If-None-Match", other.ETag!))).Is(304);
        Assert.Equal(replaced.ETag, (await who.SendAsync("PUT", town.At("/areas/G09"), smaller, ("If-Match", seen.ETag!))).IsFault(412, "header.If-Match").ETag);

        // Where G09 reached before is C3's alone now.
        Reply located = await town.Nobody.PostAsync("/api/locate", new JsonObject { ["points"] = new JsonArray(town.Map.Point(8.5, 2.5), town.Map.Point(6.5, 2.5)) });
        Assert.Equal(["C3", "C3 G09"], located.Is(200).Json["results"]!.AsArray().Select(r => string.Join(' ', r!["assignment"]!["chain"]!.AsArray().Select(l => (string?)l!["code"]))));
        (await who.SendAsync("DELETE", town.At("/areas/G09"), null, ("If-Match", read.ETag!))).Is(204);
        (await town.Nobody.GetAsync(town.At("/areas/G09"))).IsFault(404);
        Assert.Equal(11, (await town.Nobody.ListAsync(town.At("/areas"), 1000)).Count);
    }

    private static async Task ReplaceAndDeleteAsync(TestTown town, string path, Reply created, JsonObject body, JsonObject changed)
    {
        Client who = town.Administrator;
        Reply replaced = (await who.SendAsync("PUT", town.At(path), changed, ("If-Match", created.ETag!))).Is(200);
        Assert.NotEqual(created.ETag, replaced.ETag);
        Assert.Equal(created["id"], replaced["id"]);
        foreach (var (name, value) in changed)
        {
            Assert.True(JsonNode.DeepEquals(value, replaced.Json[name]) || name == "point", $"{path} {name}: {replaced.Text}");
        }

        Reply read = (await who.GetAsync(town.At(path))).Is(200);
        Assert.Equal((replaced.ETag, replaced.Text), (read.ETag, read.Text));
        Assert.Equal(read.ETag, (await who.SendAsync("PUT", town.At(path), body, ("If-Match", created.ETag!))).IsFault(412, "header.If-Match").ETag);
        Assert.Empty((await who.SendAsync("DELETE", town.At(path), null, ("If-Match", read.ETag!))).Is(204).Bytes);
        (await who.GetAsync(town.At(path))).IsFault(404);
    }

    private static IEnumerable<(string Plural, JsonObject Body, JsonObject Changed)> Staff(TestTown town) =>
    [
        ("stewards", new() { ["name"] = "Fifth", ["phone"] = "13800000005" }, new() { ["name"] = "Fifth again", ["subject"] = "someone" }),
        ("teams", new() { ["code"] = "T5", ["name"] = "五队", ["areas"] = new JsonArray("G01") }, new() { ["code"] = "T6", ["name"] = "六队", ["areas"] = new JsonArray("G02", "G03"), ["capacity"] = 7 }),
        ("partners", new() { ["code"] = "PA5", ["name"] = "面包房", ["contactName"] = "老张", ["contactPhone"] = "13600000000", ["areas"] = new JsonArray("G01") },
            new() { ["code"] = "PA6", ["name"] = "药店", ["contactName"] = "小赵", ["areas"] = new JsonArray("G02"), ["categories"] = new JsonArray("wish") }),
        ("posts", TownPlan.Post("P5", "五", "G01", "assist", town.Id("S1")), TownPlan.Post("P6", "六", "G02", "followUp", town.Id("S2"))),
        ("buildings", new() { ["code"] = "B5", ["name"] = "五号楼", ["point"] = town.Point("G01") }, new() { ["code"] = "B6", ["name"] = "六号楼", ["point"] = town.Point("G02") }),
    ];
}
