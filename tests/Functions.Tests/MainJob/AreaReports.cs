using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>What is wrong between areas, before and after an import.</summary>
public abstract class AreaReports(Engine engine)
{
    [Fact]
    public async Task The_report_shows_overlaps_and_gaps_as_GeoJSON_with_metres_and_words()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply report = (await town.Administrator.GetAsync(town.At("/area-report"))).Is(200);

        Assert.Equal("application/geo+json; charset=utf-8", report.Header("Content-Type"));
        Assert.Equal("""{"overlap":1,"gap":2,"outsideParent":0,"sliver":0}""", report.Json["problems"]!.ToJsonString());
        Assert.Equal(["gap C2 G05", "gap C3 G09", "overlap  G07,G08"], Features(report).Select(f => f["properties"]!)
            .Select(p => $"{p["problem"]} {p["parent"]} {string.Join(',', p["areas"]!.AsArray().Where(a => (string)a! != "G08" || (string)p["problem"]! == "overlap"))}").Order(StringComparer.Ordinal));
        JsonNode overlap = Features(report).Single(f => (string?)f["properties"]!["problem"] == "overlap");
        Assert.Equal(0.03 * 0.002 * 91_490 * 110_935, (double)overlap["properties"]!["squareMetres"]!, 0.002 * 610_000);
        Assert.Contains("G07 and G08 overlap", (string)overlap["properties"]!["en"]!, StringComparison.Ordinal);
        Assert.Contains("重叠", (string)overlap["properties"]!["zh"]!, StringComparison.Ordinal);
        (await town.Administrator.GetAsync(town.At("/area-report"), ("If-None-Match", report.ETag!))).Is(304);

        Assert.Single(Features(await town.Administrator.GetAsync(town.At($"/area-report?level=grid&bbox={town.Map.Box(4, 1, 5, 2)}"))));
        Assert.Empty(Features(await town.Administrator.GetAsync(town.At("/area-report?minSquareMetres=1e9"))));
        Reply one = (await town.Administrator.GetAsync(town.At("/area-report?limit=1"))).Is(200);
        Assert.Equal((1, 1, 2), (Features(one).Length, (int)one.Json["listed"]!, (int)one.Json["problems"]!["gap"]!));
        (await town.Administrator.GetAsync(town.At("/area-report?level=street&minSquareMetres=-1&limit=0"))).IsFault(400, "query.level", "query.minSquareMetres", "query.limit");
    }

    [Fact]
    public async Task A_dry_run_shows_what_the_file_would_make_wrong_writes_nothing_and_leaves_the_key()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonObject file = TownMap.Collection(TownMap.Feature("G01", "x", "grid", "C1", town.Map.Square(0, 0, 3.2, 1)));
        string key = Client.NewKey();
        Reply before = (await town.Nobody.GetAsync(town.At("/areas/G01"))).Is(200);
        Reply dry = (await town.Administrator.PostAsync(town.At("/area-imports?dryRun=true"), file, ("Content-Type", "application/geo+json"), ("Idempotency-Key", key))).Is(200);

        Assert.Equal("""{"added":0,"changed":1,"unchanged":0,"removed":0,"areas":12}""", dry.Json["import"]!.ToJsonString());
        Assert.Equal("""{"overlap":1,"gap":0,"outsideParent":1,"sliver":0}""", dry.Json["problems"]!.ToJsonString());
        Assert.Equal(["G01,G04", "G01"], Features(dry).Select(f => string.Join(',', f["properties"]!["areas"]!.AsArray())));
        Assert.Equal(before.ETag, (await town.Nobody.GetAsync(town.At("/areas/G01"))).ETag);

        Reply real = (await town.Administrator.PostAsync(town.At("/area-imports"), file, ("Content-Type", "application/geo+json"), ("Idempotency-Key", key))).Is(201);
        Assert.False(real.IsReplayed);
        Assert.Equal("""{"overlap":2,"gap":2,"outsideParent":1,"sliver":0}""", real.Json["problems"]!.ToJsonString());
        Reply report = (await town.Administrator.GetAsync(real["report"]!)).Is(200);
        Assert.True(JsonNode.DeepEquals(real.Json["problems"], report.Json["problems"]));
        (await town.Administrator.PostAsync(town.At("/area-imports?dryRun=true"), TownMap.Collection(TownMap.Feature("G01", "x", "street", null, town.Map.Square(0, 0, 3, 1))), ("Content-Type", "application/geo+json")))
            .IsFault(400, "$.features[0].properties.level");
    }

    private static JsonNode[] Features(Reply reply) => [.. reply.Is(200).Json["features"]!.AsArray()!];
}
