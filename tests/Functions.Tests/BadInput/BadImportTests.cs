using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.BadInput;

/// <summary>An import is taken whole or not at all, and says what is wrong with which feature.</summary>
public sealed class BadImportTests(TownFixture fixture) : IClassFixture<TownFixture>
{
    private readonly TestTown town = fixture.Town;

    public static TheoryData<string, string, string[]> Files => new()
    {
        { "not a collection", """{"type":"Feature"}""", ["$.type"] },
        { "broken JSON", """{"type":"FeatureCollection","features":[""", ["$"] },
        { "no features", """{"type":"FeatureCollection","features":[]}""", ["$.features"] },
        { "bow tie", Collection(Good(), Feature("G11", "grid", "C1", "[[[0,0],[1,1],[1,0],[0,1],[0,0]]]")), ["$.features[1].geometry"] },
        { "open ring", Collection(Good(), Feature("G11", "grid", "C1", "[[[0,0],[1,0],[1,1],[0,1]]]")), ["$.features[1].geometry.coordinates[0]"] },
        { "too few positions", Collection(Good(), Feature("G11", "grid", "C1", "[[[0,0],[1,0],[0,0]]]")), ["$.features[1].geometry.coordinates[0]"] },
        { "hole outside", Collection(Good(), Feature("G11", "grid", "C1", "[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[5,5],[5,6],[6,6],[6,5],[5,5]]]")), ["$.features[1].geometry"] },
        { "exchanged axes", Collection(Good(), Feature("G11", "grid", "C1", "[[[34,113],[35,113],[35,114],[34,113]]]")), [.. Enumerable.Range(0, 4).Select(i => $"$.features[1].geometry.coordinates[0][{i}]")] },
        { "a point", Collection(Good(), """{"type":"Feature","properties":{"code":"G11","level":"grid"},"geometry":{"type":"Point","coordinates":[1,1]}}"""), ["$.features[1].geometry.type"] },
        { "duplicate code", Collection(Good(), Good()), ["$.features[1].properties.code"] },
        { "missing code", Collection(Good(), Good().Replace("code", "kode", StringComparison.Ordinal)), ["$.features[1].properties.code"] },
        { "unknown level", Collection(Good(), Feature("G11", "street", "C1", Square)), ["$.features[1].properties.level"] },
        { "missing parent", Collection(Good(), Feature("G11", "grid", "C9", Square)), ["$.features[1]"] },
        { "parent of the same level", Collection(Good(), Feature("G11", "grid", "G01", Square)), ["$.features[1]"] },
        { "code with a slash", Collection(Good(), Feature("G/11", "grid", "C1", Square)), ["$.features[1].properties.code"] },
        { "several at once", Collection(Feature("G11", "street", "C1", Square), Good(), Good()), ["$.features[0].properties.level", "$.features[2].properties.code"] },
    };

    private static string Square => "[[[113.6,34.7],[113.61,34.7],[113.61,34.71],[113.6,34.7]]]";

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Its_faults_are_named_and_nothing_of_the_file_is_kept(string name, string file, string[] faults)
    {
        Assert.NotNull(name);
        await RefusedAsync(await town.Administrator.PostAsync(town.At("/area-imports"), file, ("Content-Type", "application/geo+json")), 400, faults);
    }

    [Fact]
    public async Task Ending_an_area_that_is_somebodys_parent_is_refused()
        => await RefusedAsync(
            await town.Administrator.PostAsync(town.At("/area-imports?mode=replace"), Collection(Feature("C9", "community", null, Square))), 400,
            [.. TownMap.Grids.Select(g => $"(area {g}, not in this file)")]);

    [Theory]
    [InlineData("?mode=append", "query.mode")]
    [InlineData("?level=street", "query.level")]
    [InlineData("?lang=zh", "query.lang")]
    [InlineData("?coordinateSystem=utm", "query.coordinateSystem")]
    [InlineData("?coordinateSystem=EPSG:4498", "query.coordinateSystem")]
    public async Task A_wrong_parameter_is_named(string query, string fault)
        => await RefusedAsync(await town.Administrator.PostAsync(town.At($"/area-imports{query}"), Collection(Good())), 400, fault);

    [Theory]
    [InlineData("gcj02", "urn:ogc:def:crs:OGC:1.3:CRS84", "names wgs84, but the coordinate system that was asked for is gcj02")]
    [InlineData("cgcs2000", "EPSG:4526", "names EPSG:4526, but the coordinate system that was asked for is cgcs2000")]
    public async Task A_crs_member_that_contradicts_the_parameter_is_named_with_it(string asked, string member, string words)
    {
        string file = $$$"""{"crs":{"type":"name","properties":{"name":"{{{member}}}"}},""" + Collection(Good())[1..];
        Reply refused = await town.Administrator.PostAsync(town.At($"/area-imports?coordinateSystem={asked}"), file, ("Content-Type", "application/geo+json"));
        Assert.Contains(words, refused.Text, StringComparison.Ordinal);
        Assert.Contains("$.crs", refused.Text, StringComparison.Ordinal);
        refused.Is(400);
    }

    [Fact]
    public async Task Over_20_MB_is_413_whether_it_says_its_length_or_not()
    {
        byte[] padded = Encoding.UTF8.GetBytes(Collection(Good()) + new string(' ', 20 * 1024 * 1024));
        await RefusedAsync(await town.Administrator.PostAsync(town.At("/area-imports"), padded), 413);
        using var chunked = new StreamContent(new UnknownLength(padded)) { Headers = { ContentType = new("application/json") } };
        await RefusedAsync(await town.Administrator.PostAsync(town.At("/area-imports"), chunked), 413);
        using var beyondTheServer = new ByteArrayContent(new byte[33 * 1024 * 1024]) { Headers = { ContentType = new("application/json") } };
        await RefusedAsync(await town.Administrator.PostAsync(town.At("/area-imports"), beyondTheServer, ("Expect", "100-continue")), 413);
    }

    [Fact]
    public async Task Over_10000_areas_are_413()
    {
        string[] many = [.. Enumerable.Range(0, 10_001).Select(i => Feature($"N{i}", "grid", null, Square))];
        await RefusedAsync(await town.Administrator.PostAsync(town.At("/area-imports"), Collection(many)), 413);
    }

    private async Task RefusedAsync(Reply reply, int status, params string[] faults)
    {
        reply.IsFault(status, faults);
        Assert.Equal(12, (await town.Nobody.GetAsync(town.At("/areas"))).Items.Count);
        Assert.Equal("1", (await town.Nobody.PostAsync("/api/locate", new JsonObject { ["points"] = new JsonArray(town.Point("G01")) })).Json["results"]![0]!["assignment"]!["generation"]!.ToString());
    }

    private static string Good() => Feature("G10", "grid", "C1", Square);

    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private static string Feature(string code, string level, string? parent, string coordinates)
        => $$$"""{"type":"Feature","properties":{"code":"{{{code}}}","level":"{{{level}}}","parent":{{{(parent is null ? "null" : $"\"{parent}\"")}}}},"geometry":{"type":"Polygon","coordinates":{{{coordinates}}}}}""";
}
