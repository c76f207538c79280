using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Areas: imports, lists, one, and the map.</summary>
public abstract class Areas(Engine engine)
{
    [Fact]
    public async Task Areas_are_listed_by_box_and_level_and_in_pages()
    {
        await using TestTown town = await engine.OpenAsync();
        Assert.Equal([.. TownMap.Communities, .. TownMap.Grids], (await town.Nobody.ListAsync(town.At("/areas"), 5)).Select(Code));
        Assert.Equal(TownMap.Communities, (await town.Nobody.ListAsync(town.At("/areas?level=community"), 1000)).Select(Code));
        string box = town.Map.Box(0.1, 0.1, 2.9, 0.9);
        Assert.Equal(["C1", "G01"], (await town.Nobody.ListAsync(town.At($"/areas?bbox={box}"), 1000)).Select(Code));
        Assert.Equal(["G01"], (await town.Nobody.ListAsync(town.At($"/areas?bbox={box}&level=grid"), 1000)).Select(Code));
    }

    [Fact]
    public async Task One_area_is_a_feature_with_its_hole_or_its_parts_and_a_version()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply holed = (await town.Nobody.GetAsync(town.At("/areas/G05"))).Is(200);
        Assert.Equal("application/geo+json; charset=utf-8", holed.Header("Content-Type"));
        Assert.Equal("Feature", holed["type"]);
        Assert.Equal(2, holed.Json["geometry"]!["coordinates"]!.AsArray().Count);
        (await town.Nobody.GetAsync(town.At("/areas/G05"), ("If-None-Match", holed.ETag!))).Is(304);
        Reply parts = (await town.Nobody.GetAsync(town.At("/areas/G09"))).Is(200);
        Assert.Equal("MultiPolygon", parts["geometry.type"]);
        (await town.Nobody.GetAsync(town.At("/areas/G99"))).IsFault(404);
    }

    [Fact]
    public async Task Imports_count_what_they_add_change_leave_and_end()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonObject same = town.Map.Town();
        Assert.Equal((1, 0, 0, 12, 0, 12), Counts(await ImportAsync(town, same, "")));

        JsonObject moved = TownMap.Collection(
            TownMap.Feature("G01", "网格1", "grid", "C1", town.Map.Square(0, 0, 3, 0.4)),
            TownMap.Feature("G02", "网格2", "grid", "C1", town.Map.Square(0, 0.4, 3, 2)),
            TownMap.Feature("G10", "网格10", "grid", "C3", town.Map.Square(7, 2, 8, 3)));
        Assert.Equal((2, 1, 2, 0, 0, 13), Counts(await ImportAsync(town, moved, "")));
        Assert.Equal((3, 0, 0, 3, 7, 6), Counts(await ImportAsync(town, moved, "?mode=replace")));
        Assert.Equal(["C1", "C2", "C3", "G01", "G02", "G10"], (await town.Nobody.ListAsync(town.At("/areas"), 1000)).Select(Code));
        Assert.Equal([1, 1, 1, 2, 2, 2], (await town.Nobody.ListAsync(town.At("/areas"), 1000)).Select(a => (int)a["version"]!));
    }

    [Fact]
    public async Task An_import_sent_again_with_its_key_is_not_made_twice()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonObject file = TownMap.Collection(TownMap.Feature("G10", "网格10", "grid", "C3", town.Map.Square(7, 2, 8, 3)));
        string key = Client.NewKey();
        Reply first = await ImportAsync(town, file, "", key);
        Reply again = await ImportAsync(town, file, "", key);
        Assert.Equal((false, true), (first.IsReplayed, again.IsReplayed));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal("2", first["generation"]);
    }

    [Fact]
    public async Task An_import_takes_codes_names_and_levels_from_the_properties_that_it_is_told()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonObject feature = TownMap.Feature("", "", "", null, town.Map.Square(7, 2, 8, 3));
        feature["properties"] = new JsonObject { ["OBJECTID"] = 7, ["NAME"] = "七号", ["UP"] = "3", ["foreign"] = true };
        feature["foreign"] = "member";
        Reply done = await ImportAsync(town, TownMap.Collection(feature), "?code=OBJECTID&name=NAME&parent=UP&level=grid&codePrefix=C");
        Assert.Equal("13", done["areas"]);
        Reply read = (await town.Nobody.GetAsync(town.At("/areas/C7"))).Is(200);
        Assert.Equal(("七号", "grid", "C3"), (read["properties.name"], read["properties.level"], read["properties.parent"]));
    }

    private static async Task<Reply> ImportAsync(TestTown town, JsonObject file, string query, string? key = null)
        => (await town.Administrator.PostAsync(town.At($"/area-imports{query}"), file, key is null ? [] : [("Idempotency-Key", key)])).Is(201);

    private static (int Generation, int Added, int Changed, int Unchanged, int Removed, int Areas) Counts(Reply r)
        => (Int(r, "generation"), Int(r, "added"), Int(r, "changed"), Int(r, "unchanged"), Int(r, "removed"), Int(r, "areas"));

    private static int Int(Reply reply, string name) => (int)reply.Json[name]!;

    private static string? Code(JsonNode item) => (string?)item["code"];
}
