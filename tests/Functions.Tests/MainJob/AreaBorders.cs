using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Edits of several areas: split, merge, another border, snapping, parts by households.</summary>
public abstract class AreaBorders(Engine engine)
{
    [Fact]
    public async Task A_split_is_tried_made_once_and_known_to_everybody()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        string etag = (await town.Nobody.GetAsync(town.At("/areas/G01"))).Is(200).ETag!;
        JsonObject body = new()
        {
            ["line"] = Line(town, (1.5, -1), (1.5, 2)),
            ["parts"] = new JsonArray(new JsonObject { ["code"] = "G01", ["name"] = "网格一" }, new JsonObject { ["code"] = "G10" }),
        };
        string before = (await town.Nobody.GetAsync(town.At("/areas?limit=1000"))).Text;
        Reply tried = (await who.PostAsync(town.At("/areas/G01/split?dryRun=true"), body, ("If-Match", etag))).Is(200);
        Assert.Equal("application/geo+json; charset=utf-8", tried.Header("Content-Type"));
        Assert.Equal(("split", "false", "2"), (tried["edit.action"], tried["edit.made"], tried["edit.generation"]));
        Assert.Equal(before, (await town.Nobody.GetAsync(town.At("/areas?limit=1000"))).Text);

        string key = Client.NewKey();
        Reply made = (await who.PostAsync(town.At("/areas/G01/split"), body, ("If-Match", etag), ("Idempotency-Key", key))).Is(200);
        Assert.Equal(("true", "G10", "G01", "", "C1 G02"), (made["edit.made"], Codes(made, "added"), Codes(made, "changed"), Codes(made, "ended"), Codes(made, "touched")));
        Assert.Equal(tried.Json["features"]!.ToJsonString(), made.Json["features"]!.ToJsonString());
        Reply again = (await who.PostAsync(town.At("/areas/G01/split"), body, ("If-Match", etag), ("Idempotency-Key", key))).Is(200);
        Assert.Equal((true, made.Text), (again.IsReplayed, again.Text));
        (await who.PostAsync(town.At("/areas/G01/split"), body, ("If-Match", etag), ("Idempotency-Key", Client.NewKey()))).IsFault(412, "header.If-Match");
        (await who.PostAsync(town.At("/areas/G01/split"), body)).IsFault(428, "header.If-Match");
        JsonNode results = (await town.Nobody.PostAsync("/api/locate", new JsonObject { ["points"] = new JsonArray(town.Map.Point(1.4, 0.5), town.Map.Point(1.6, 0.5)) })).Is(200).Json["results"]!;
        Assert.Equal(["G01", "G10"], results.AsArray().Select(r => (string?)r!["assignment"]!["chain"]![1]!["code"]));
    }

    [Fact]
    public async Task Areas_merge_where_nobody_names_those_that_end()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        Reply named = await who.PostAsync(town.At("/area-merges"), Merge("G02", ("G02", 1), ("G03", 1)));
        Assert.Contains("post P-G03 (names G03)", named.IsFault(409)["detail"], StringComparison.Ordinal);
        (await who.PostAsync(town.At("/area-merges"), Merge("G08", ("G08", 1), ("G09", 7)))).IsFault(412, "$.areas[1].version");
        (await who.PostAsync(town.At("/area-merges"), Merge("G08", ("G08", 1), ("G99", 1)))).IsFault(404);
        (await who.PostAsync(town.At("/area-merges"), Merge("G01", ("G01", 1), ("G03", 1)))).IsFault(400, "$.areas[1]");
        Reply merged = (await who.PostAsync(town.At("/area-merges"), Merge("G08", ("G08", 1), ("G09", 1)))).Is(200);
        Assert.Equal(("", "G08", "G09", "Polygon"), (Codes(merged, "added"), Codes(merged, "changed"), Codes(merged, "ended"), Feature(merged, "G08")["geometry"]!["type"]!.ToString()));
        (await town.Nobody.GetAsync(town.At("/areas/G09"))).IsFault(404);
    }

    [Fact]
    public async Task A_border_moves_and_a_snap_is_proposed_before_it_is_made()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        JsonObject border = new() { ["areas"] = Seen(("G01", 1), ("G02", 1)), ["border"] = Line(town, (0, 1), (1, 1.3), (3, 1)) };
        Assert.Equal("false", (await who.PostAsync(town.At("/area-borders?dryRun=true"), border)).Is(200)["edit.made"]);
        Reply moved = (await who.PostAsync(town.At("/area-borders"), border)).Is(200);
        Assert.Equal(("G01 G02", "2"), (Codes(moved, "changed"), moved["edit.generation"]));
        (await who.PostAsync(town.At("/area-borders"), border)).IsFault(412, "$.areas[0].version", "$.areas[1].version");

        Reply proposed = (await who.PostAsync(town.At("/areas/G04/snap"), new { toleranceMetres = 5 })).Is(200);
        Assert.Equal(("false", "0", ""), (proposed["edit.made"], proposed["edit.snapping.after.gapSquareMetres"], Codes(proposed, "ended")));
        (await who.PostAsync(town.At("/areas/G04/snap"), new { toleranceMetres = 5, apply = true })).IsFault(428, "header.If-Match");
        (await who.PostAsync(town.At("/areas/G04/snap"), new { toleranceMetres = 5, apply = true }, ("If-Match", "\"old\""))).IsFault(412, "header.If-Match");
    }

    [Fact]
    public async Task A_grid_is_divided_by_its_households()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        JsonNode settings = (await town.Nobody.GetAsync(town.At(""))).Is(200).Json;
        settings["levels"]!.AsArray().Add("microgrid");
        (await who.SendAsync("PUT", town.At(""), settings, ("If-Match", "*"))).Is(200);
        Reply made = (await who.PostAsync(town.At("/areas/G01/micro-grids"), new { parts = 3, level = "microgrid", namePrefix = "微网格" }, ("If-Match", "*"))).Is(200);
        Assert.Equal(("G01-1 G01-2 G01-3", "true"), (Codes(made, "added"), made["edit.households.withinTenPercent"]));
        Assert.Equal([2, 2, 2], made.Json["edit"]!["households"]!["parts"]!.AsArray().Select(p => (int)p!["households"]!));
        Assert.Equal(("微网格2", "G01"), (Feature(made, "G01-2")["properties"]!["name"]!.ToString(), Feature(made, "G01-2")["properties"]!["parent"]!.ToString()));
        (await who.PostAsync(town.At("/areas/G01/micro-grids"), new { parts = 2, level = "microgrid", codePrefix = "x" }, ("If-Match", "*"))).IsFault(409);
        (await who.PostAsync(town.At("/areas/G09/micro-grids"), new { parts = 2, level = "microgrid" }, ("If-Match", "*"))).IsFault(400, "$.parts");
        (await who.PostAsync(town.At("/areas/G09/micro-grids"), new { parts = 2, level = "grid" }, ("If-Match", "*"))).IsFault(400, "$.level");
    }

    private static JsonObject Merge(string code, params (string Code, int Version)[] areas) => new() { ["areas"] = Seen(areas), ["code"] = code };

    private static JsonArray Seen(params (string Code, int Version)[] areas) => [.. areas.Select(a => new JsonObject { ["code"] = a.Code, ["version"] = a.Version })];

    private static JsonObject Line(TestTown town, params (double X, double Y)[] positions) => new()
    {
        ["type"] = "LineString",
        ["coordinates"] = new JsonArray([.. positions.Select(p => new JsonArray(town.Map.Longitude(p.X), TownMap.Latitude(p.Y)))]),
    };

    private static string Codes(Reply reply, string which) => string.Join(' ', reply.Json["edit"]![which]!.AsArray().Select(c => (string?)c));

    private static JsonNode Feature(Reply reply, string code) => reply.Json["features"]!.AsArray().Single(f => (string?)f!["properties"]!["code"] == code)!;
}
