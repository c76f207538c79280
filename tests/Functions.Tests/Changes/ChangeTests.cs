using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Changes;

/// <summary>Every answer that PUT and DELETE can give, for each thing that has them.</summary>
public sealed class ChangeTests
{
    /// <summary>The path of each, with a body that can replace it.</summary>
    private static readonly Dictionary<string, Func<TestTown, (string Path, JsonNode Body)>> Things = new()
    {
        ["building"] = town => ($"/buildings/{town.Id("B1")}", new JsonObject { ["code"] = "B1", ["point"] = town.Point("G01") }),
        ["steward"] = town => ($"/stewards/{town.Id("S1")}", new JsonObject { ["name"] = "x" }),
        ["team"] = town => ($"/teams/{town.Id("T-G06")}", new JsonObject { ["code"] = "T-G06", ["name"] = "x", ["areas"] = new JsonArray("G06") }),
        ["partner"] = town => ($"/partners/{town.Id("PA-C1")}", new JsonObject { ["code"] = "PA-C1", ["name"] = "x", ["areas"] = new JsonArray("C1") }),
        ["post"] = town => ($"/posts/{town.Id("P-G01")}", TownPlan.Post("P-G01", "x", "G01", "handle", null)),
        ["household"] = town => ($"/households/{town.Id("G01-H1")}", new JsonObject { ["code"] = "G01-H1", ["point"] = town.Point("G01") }),
        ["area"] = town => ("/areas/G01", TownMap.Feature("G01", "x", "grid", "C1", town.Map.Square(0, 0, 3, 1))),
    };

    public static TheoryData<string> Names => [.. Things.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_change_without_a_version_is_428_with_an_old_one_412_and_of_what_is_not_there_404(string name)
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client who = town.Administrator;
        var (path, body) = Things[name](town);
        string there = town.At(path), none = town.At($"{path[..path.LastIndexOf('/')]}/none");
        (await who.SendAsync("PUT", there, body)).IsFault(428, "header.If-Match");
        (await who.SendAsync("DELETE", there)).IsFault(428, "header.If-Match");
        string etag = (await who.GetAsync(there)).Is(200).ETag!;
        Assert.Equal(etag, (await who.SendAsync("PUT", there, body, ("If-Match", "\"old\""))).IsFault(412, "header.If-Match").ETag);
        Assert.Equal(etag, (await who.SendAsync("DELETE", there, null, ("If-Match", "\"old\""))).IsFault(412, "header.If-Match").ETag);
        if (name == "area")
        {
            body["properties"]!["code"] = "none";
        }

        (await who.SendAsync("PUT", none, body, ("If-Match", etag))).IsFault(404);
        (await who.SendAsync("DELETE", none, null, ("If-Match", etag))).IsFault(404);
        (await who.SendAsync("PUT", there.Replace(town.Code, "nowhere", StringComparison.Ordinal), body, ("If-Match", etag))).IsFault(404);
        (await who.SendAsync("DELETE", there.Replace(town.Code, "nowhere", StringComparison.Ordinal), null, ("If-Match", etag))).IsFault(404);
        Assert.Equal(etag, (await who.GetAsync(there)).ETag);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_replacement_is_400_an_unknown_parameter_too_and_another_type_415(string name)
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client who = town.Administrator;
        var (path, body) = Things[name](town);
        (await who.SendAsync("PUT", town.At(path), "[]", ("If-Match", "*"))).Is(400);
        (await who.SendAsync("PUT", town.At($"{path}?force=1"), body, ("If-Match", "*"))).IsFault(400, "query.force");
        (await who.SendAsync("DELETE", town.At($"{path}?force=1"), null, ("If-Match", "*"))).IsFault(400, "query.force");
        (await who.SendAsync("PUT", town.At(path), body, ("If-Match", "*"), ("Content-Type", "text/plain"))).IsFault(415, "header.Content-Type");
        if (name != "area")
        {
            body["colour"] = "red";
            (await who.SendAsync("PUT", town.At(path), body, ("If-Match", "*"))).IsFault(400, "$.colour");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Of_many_replacements_of_one_version_at_once_exactly_one_is_200(string name)
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        var (path, body) = Things[name](town);
        string etag = (await town.Administrator.GetAsync(town.At(path))).Is(200).ETag!;
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => town.Administrator.SendAsync("PUT", town.At(path), body, ("If-Match", etag))));
        Assert.Equal([200, 412, 412, 412, 412, 412], replies.Select(r => r.Status).Order());
        Assert.Equal(replies.Single(r => r.Status == 200).ETag, (await town.Administrator.GetAsync(town.At(path))).ETag);
    }

    [Theory]
    [InlineData("building", "B2")]
    [InlineData("team", "T-C2")]
    [InlineData("post", "P-G02")]
    [InlineData("household", "G02-H1")]
    public async Task A_code_that_another_has_is_409_and_a_free_one_is_taken(string name, string taken)
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        var (path, body) = Things[name](town);
        body["code"] = taken;
        Assert.Contains($"'{taken}'", (await town.Administrator.SendAsync("PUT", town.At(path), body, ("If-Match", "*"))).IsFault(409)["detail"], StringComparison.Ordinal);
        body["code"] = "FREE";
        Assert.Equal("FREE", (await town.Administrator.SendAsync("PUT", town.At(path), body, ("If-Match", "*"))).Is(200)["code"]);
    }

    [Theory]
    [InlineData("stewards/S2", "post P-G01, post P-G02")]
    [InlineData("buildings/B1", "post P-G01-B1")]
    [InlineData("buildings/B2", "contact card")]
    [InlineData("households/G01-H2", "contact card")]
    [InlineData("areas/C1", "area G01, area G02, area G03, post P-C1-LEAD, post P-C1")]
    [InlineData("areas/G06", "team T-G06, contact card")]
    [InlineData("areas/G08", "post P-G08")]
    public async Task What_others_name_is_not_deleted_and_the_answer_names_them(string what, string names)
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        string code = what[(what.IndexOf('/', StringComparison.Ordinal) + 1)..];
        string path = town.At($"/{what[..^code.Length]}{town.Record.Ids.GetValueOrDefault(code, code)}");
        Reply refused = (await town.Administrator.SendAsync("DELETE", path, null, ("If-Match", "*"))).IsFault(409);
        Assert.All(names.Split(", "), name => Assert.Contains(name, refused["detail"], StringComparison.Ordinal));
        (await town.Administrator.GetAsync(path)).Is(200);
    }

    [Fact]
    public async Task The_code_of_an_area_cannot_change()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        JsonObject renamed = TownMap.Feature("G99", "x", "grid", "C1", town.Map.Square(0, 0, 3, 1));
        (await town.Administrator.SendAsync("PUT", town.At("/areas/G01"), renamed, ("If-Match", "*"))).IsFault(400, "$.properties.code");
        (await town.Administrator.SendAsync("PUT", town.At("/areas/G01"), TownMap.Collection(renamed), ("If-Match", "*"))).Is(400);
    }

    [Fact]
    public async Task A_steward_of_one_grid_moves_households_within_it_and_not_out_of_it()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client steward = await town.SignInAsync("steward", town.Area("G01"));
        string own = town.At($"/households/{town.Id("G01-H1")}"), other = town.At($"/households/{town.Id("G02-H1")}");
        JsonObject here = new() { ["code"] = "G01-H1", ["point"] = town.Map.Point(2, 0.5) }, away = new() { ["code"] = "G01-H1", ["point"] = town.Point("G02") };
        (await steward.SendAsync("PUT", own, away, ("If-Match", "*"))).IsFault(403);
        (await steward.SendAsync("PUT", other, here, ("If-Match", "*"))).IsFault(404);
        (await steward.SendAsync("PUT", other, here, ("If-Match", "\"old\""))).IsFault(404);
        (await steward.SendAsync("DELETE", other, null, ("If-Match", "*"))).IsFault(404);
        (await steward.SendAsync("PUT", own, here, ("If-Match", "*"))).Is(200);
        (await steward.SendAsync("DELETE", own, null, ("If-Match", "*"))).Is(204);
    }

    [Fact]
    public async Task Partners_are_listed_and_their_contacts_are_for_staff()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        JsonNode partner = Assert.Single(await town.Administrator.ListAsync(town.At("/partners"), 1));
        Assert.Equal(("PA-C1", "老陈", 20), ((string?)partner["code"], (string?)partner["contactName"], (int)partner["capacity"]!));
        Client volunteer = await town.SignInAsync("volunteer", $"jurisdiction:{town.Code}");
        (await volunteer.GetAsync(town.At("/partners"))).IsFault(403);
        (await town.Administrator.PostAsync(town.At("/partners"), new { code = "PA-C1", name = "x", areas = new[] { "C1" } })).IsFault(409);
        (await town.Administrator.PostAsync(town.At("/partners"), new { code = "x", name = "x", areas = new[] { "G99" }, categories = new[] { "none" } })).IsFault(400, "$.areas[0]", "$.categories[0]");
    }
}
