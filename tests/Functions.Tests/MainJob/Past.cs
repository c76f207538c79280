using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>What changed is still answered as it was.</summary>
public abstract class Past(Engine engine)
{
    [Fact]
    public async Task Who_was_responsible_for_a_building_is_answered_for_each_day()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        string path = town.At($"/buildings/{town.Id("B1")}/responsible");
        string before = await ToldAsync(who, path);
        Reply post = (await who.GetAsync(town.At($"/posts/{town.Id("P-G01-B1")}"))).Is(200);

        town.Clock.Advance(TimeSpan.FromDays(1));
        (await who.SendAsync("PUT", town.At($"/posts/{town.Id("P-G01-B1")}"), Held(town.Id("S4")), ("If-Match", post.ETag!))).Is(200);
        town.Clock.Advance(TimeSpan.FromDays(1));
        Reply handed = (await who.GetAsync(town.At($"/posts/{town.Id("P-G01-B1")}"))).Is(200);
        (await who.SendAsync("DELETE", town.At($"/posts/{town.Id("P-G01-B1")}"), null, ("If-Match", handed.ETag!))).Is(204);

        Assert.Contains($"P-G01-B1 {town.Id("S3")}", before, StringComparison.Ordinal);
        Assert.Equal(before, await ToldAsync(who, $"{path}?on=2026-05-04"));
        Assert.Equal(before.Replace($"P-G01-B1 {town.Id("S3")}", $"P-G01-B1 {town.Id("S4")}", StringComparison.Ordinal), await ToldAsync(who, $"{path}?on=2026-05-05"));
        Assert.DoesNotContain("P-G01-B1", await ToldAsync(who, $"{path}?on=2026-05-06"), StringComparison.Ordinal);
        Assert.DoesNotContain("P-G01-B1", await ToldAsync(who, path), StringComparison.Ordinal);
        Assert.Equal(before, await ToldAsync(who, $"{path}?on=2026-05-03"));
        (await who.GetAsync($"{path}?on=2026-05-07")).IsFault(400, "query.on");

        JsonObject Held(string steward)
        {
            JsonObject body = TownPlan.Post("P-G01-B1", "楼道长", "G01", "handle", steward);
            body["building"] = town.Id("B1");
            return body;
        }
    }

    [Fact]
    public async Task Areas_lists_maps_and_locate_are_answered_as_of_a_moment_and_a_report_leads_to_the_areas_it_was_decided_by()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        string then = town.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Reply seen = (await town.Nobody.GetAsync(town.At("/areas/G09"))).Is(200);
        string areas = (await town.Nobody.GetAsync(town.At("/areas"))).Is(200).Text;
        string map = (await town.Nobody.GetAsync($"/api/map/areas?jurisdiction={town.Code}")).Is(200).Text;
        string posts = (await who.GetAsync(town.At("/posts?area=G05"))).Is(200).Text;
        string located = (await LocateAsync(town, null)).Text;
        Reply report = await town.ReportAsync(new JsonObject { ["point"] = town.Map.Point(8.5, 2.5) });

        town.Clock.Advance(TimeSpan.FromHours(3));
        JsonObject smaller = TownMap.Feature("G09", "网格九", "grid", "C3", town.Map.Square(6, 2, 7, 3));
        (await who.SendAsync("PUT", town.At("/areas/G09"), smaller, ("If-Match", seen.ETag!))).Is(200);
        Reply post = (await who.GetAsync(town.At($"/posts/{town.Id("P-G05")}"))).Is(200);
        (await who.SendAsync("PUT", town.At($"/posts/{town.Id("P-G05")}"), TownPlan.Post("P-G05", "网格员五", "G09", "handle", town.Id("S4")), ("If-Match", post.ETag!))).Is(200);
        Reply building = (await who.PostAsync(town.At("/buildings"), new JsonObject { ["code"] = "LATER", ["point"] = town.Point("G01") })).Is(201);

        Assert.Equal(areas, (await town.Nobody.GetAsync(town.At($"/areas?asOf={then}"))).Is(200).Text);
        Assert.Equal(map, (await town.Nobody.GetAsync($"/api/map/areas?jurisdiction={town.Code}&asOf={then}")).Is(200).Text);
        Assert.Equal(posts, (await who.GetAsync(town.At($"/posts?area=G05&asOf={then}"))).Is(200).Text);
        Assert.NotEqual(posts, (await who.GetAsync(town.At("/posts?area=G05"))).Is(200).Text);
        Assert.DoesNotContain(building["id"]!, (await who.GetAsync(town.At($"/buildings?asOf={then}"))).Is(200).Text, StringComparison.Ordinal);
        Assert.Contains(building["id"]!, (await who.GetAsync(town.At("/buildings?asOf=2026-05-04"))).Is(200).Text, StringComparison.Ordinal);
        Assert.Equal(located, (await LocateAsync(town, then)).Text);
        Assert.NotEqual(located, (await LocateAsync(town, null)).Text);
        Assert.Empty((await town.Nobody.GetAsync(town.At("/areas?asOf=2026-05-03"))).Is(200).Items);

        Reply kept = (await who.GetAsync(TestTown.PathOf(report))).Is(200);
        JsonNode assignment = kept.Json["assignment"]!;
        Reply was = (await town.Nobody.GetAsync(town.At($"/areas/G09?generation={assignment["generation"]}"))).Is(200);
        Assert.Equal((seen.Text, seen.ETag), (was.Text, was.ETag));
        Assert.Equal((string?)assignment["chain"]![1]!["version"]?.ToString(), was["properties.version"]);
        (await town.Nobody.GetAsync(town.At($"/areas/G09?asOf={then}"), ("If-None-Match", seen.ETag!))).Is(304);
    }

    private static async Task<Reply> LocateAsync(TestTown town, string? asOf)
    {
        JsonObject body = new() { ["points"] = new JsonArray(town.Map.Point(8.5, 2.5), town.Point("G05")), ["jurisdiction"] = town.Code };
        if (asOf is not null)
        {
            body["asOf"] = asOf;
        }

        return (await town.Nobody.PostAsync("/api/locate", body)).Is(200);
    }

    /// <summary>Each area's posts with their holders, then who would get a report.</summary>
    private static async Task<string> ToldAsync(Client who, string path)
    {
        Reply told = (await who.GetAsync(path)).Is(200);
        return string.Join("; ", told.Json["areas"]!.AsArray().Select(a => $"{a!["code"]}: {string.Join(", ", a["posts"]!.AsArray().Select(p => $"{p!["code"]} {p["steward"]}"))}"))
            + $" => {told.Json["assignment"]!["assignee"]?["code"]} {told["generation"]}";
    }
}
