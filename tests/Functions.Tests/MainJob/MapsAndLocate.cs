using System.IO.Compression;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>The map, and where points lie.</summary>
public abstract class MapsAndLocate(Engine engine)
{
    [Fact]
    public async Task Locate_says_what_a_report_from_there_would_be_answered()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonArray points = [];
        foreach (var row in Reporting.Points)
        {
            JsonObject point = town.Map.Point(row.Data.Item1, row.Data.Item2, 25);
            point["id"] = $"p{points.Count}";
            points.Add(point);
        }

        points.Add(town.Map.Point(-20, 0));
        Reply located = (await town.Nobody.PostAsync("/api/locate", new JsonObject { ["points"] = points.DeepClone(), ["category"] = "fire-safety" })).Is(200);
        JsonArray results = located.Json["results"]!.AsArray();
        Assert.Equal(points.Count, results.Count);
        for (int i = 0; i < points.Count; i++)
        {
            JsonObject point = points[i]!.AsObject();
            Assert.Equal((string?)point["id"], (string?)results[i]!["id"]);
            string query = FormattableString.Invariant($"longitude={point["longitude"]}&latitude={point["latitude"]}&category=fire-safety{(i < points.Count - 1 ? "&accuracyMetres=25" : "")}");
            Reply one = (await town.Nobody.GetAsync($"/api/locate?{query}")).Is(200);
            Assert.True(JsonNode.DeepEquals(results[i]!["assignment"], one.Json["assignment"]));

        }

        // The first report of a day finds every load at nought, as the questions did.
        JsonObject first = points[0]!.AsObject();
        first.Remove("id");
        Reply report = await town.ReportAsync(new JsonObject { ["point"] = first.DeepClone() });
        Assert.True(JsonNode.DeepEquals(results[0]!["assignment"], report.Json["assignment"]));
        Assert.Equal((string?)results[0]!["jurisdiction"], report["jurisdiction"]);
        Assert.Null(results[^1]!["jurisdiction"]);
    }

    [Fact]
    public async Task Measures_rise_with_a_report_fall_with_its_end_and_tell_what_is_overdue()
    {
        await using TestTown town = await engine.OpenAsync();
        Assert.Equal("0/0 0/0 0/0", await MeasuresAsync(town));
        Reply sent = await town.ReportInAsync("G05");
        Assert.Equal("1/0 1/0 0/0", await MeasuresAsync(town));
        town.Clock.Advance(TimeSpan.FromHours(4) + TimeSpan.FromSeconds(1));
        Assert.Equal("1/1 1/1 0/0", await MeasuresAsync(town));
        Reply accepted = (await TestTown.MoveAsync(town.Administrator, TestTown.PathOf(sent), "accept", sent.ETag!)).Is(200);
        Assert.Equal("1/0 1/0 0/0", await MeasuresAsync(town));
        town.Clock.Advance(TimeSpan.FromHours(45));
        Assert.Equal("1/1 1/1 0/0", await MeasuresAsync(town));
        (await TestTown.MoveAsync(town.Administrator, TestTown.PathOf(sent), "resolve", accepted.ETag!)).Is(200);
        Assert.Equal("0/0 0/0 0/0", await MeasuresAsync(town));
    }

    [Fact]
    public async Task The_map_is_GeoJSON_of_the_box_compressed_and_known_by_its_version()
    {
        await using TestTown town = await engine.OpenAsync();
        string path = $"/api/map/areas?bbox={town.Map.Box(0.1, 0.1, 11, 0.9)}&level=grid";
        Reply plain = (await town.Nobody.GetAsync(path)).Is(200);
        Assert.Equal("application/geo+json; charset=utf-8", plain.Header("Content-Type"));
        Assert.Equal(
            [$"{town.Code}/G01", $"{town.Code}/G04", $"{town.Code}/G07", $"{town.Neighbour}/H02"],
            plain.Json["features"]!.AsArray().Select(f => (string?)f!["id"]).Order(StringComparer.Ordinal));
        Assert.Equal(["jurisdiction", "code", "name", "level", "parent", "version"], plain.Json["features"]![0]!["properties"]!.AsObject().Select(p => p.Key));

        Reply zipped = (await town.Nobody.GetAsync(path, ("Accept-Encoding", "gzip"))).Is(200);
        Assert.Equal("gzip", zipped.Header("Content-Encoding"));
        using var unzip = new GZipStream(new MemoryStream(zipped.Bytes), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await unzip.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(plain.Bytes, bytes.ToArray());
        Assert.True(zipped.Bytes.Length < plain.Bytes.Length);
        Assert.Contains("Accept-Encoding", plain.Header("Vary"), StringComparison.Ordinal);

        Assert.Empty((await town.Nobody.GetAsync(path, ("If-None-Match", plain.ETag!))).Is(304).Bytes);
        (await town.Nobody.GetAsync($"/api/map/areas?jurisdiction={town.Code}&limit=5")).IsFault(400, "query.bbox");
        (await town.Nobody.GetAsync("/api/map/areas?jurisdiction=nowhere")).IsFault(404);
    }

    [Fact]
    public async Task With_a_zoom_neighbours_in_different_answers_still_share_their_border_to_the_last_digit()
    {
        await using TestTown town = await engine.OpenAsync();
        string[] west = await RingAsync(town, town.Map.Box(0.1, 0.1, 0.2, 0.2), 9);
        string[] east = await RingAsync(town, town.Map.Box(4, 0.1, 4.1, 0.2), 9);
        Assert.Equal(2, west.Intersect(east).Count());
        Assert.All(west, position => Assert.InRange(position.Length, 1, "[113.5123,34.8123]".Length));

        Reply exact = (await town.Nobody.GetAsync($"/api/map/areas?jurisdiction={town.Code}")).Is(200);
        Reply drawn = (await town.Nobody.GetAsync($"/api/map/areas?jurisdiction={town.Code}&zoom=0&measure=openReports")).Is(200);
        Assert.Equal(exact.Json["features"]!.AsArray().Select(f => (string?)f!["id"]), drawn.Json["features"]!.AsArray().Select(f => (string?)f!["id"]));
        (await town.Nobody.GetAsync($"/api/map/areas?jurisdiction={town.Code}&zoom=0&measure=openReports", ("If-None-Match", drawn.ETag!))).Is(304);
        foreach (string zoom in new[] { "23", "-1", "9.5", "x" })
        {
            (await town.Nobody.GetAsync($"/api/map/areas?zoom={zoom}")).IsFault(400, "query.zoom");
        }
    }

    [Fact]
    public async Task Other_origins_pages_may_read_and_ask_before_they_send()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply read = (await town.Nobody.GetAsync("/api/map/areas", ("Origin", "https://town.example"))).Is(200);
        Assert.Equal("*", read.Header("Access-Control-Allow-Origin"));
        Assert.Contains("ETag", read.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Reply refused = (await town.Nobody.GetAsync(town.At("/reports"), ("Origin", "https://town.example"))).IsFault(401);
        Assert.Equal("*", refused.Header("Access-Control-Allow-Origin"));
        Reply asked = (await town.Nobody.SendAsync(
            "OPTIONS", "/api/reports", null, ("Origin", "https://town.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "idempotency-key"))).Is(204);
        Assert.Contains("POST", asked.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key", asked.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Null((await town.Nobody.GetAsync("/api/map/areas")).Header("Access-Control-Allow-Origin"));
    }

    private static async Task<string[]> RingAsync(TestTown town, string box, int zoom)
    {
        Reply map = (await town.Nobody.GetAsync($"/api/map/areas?bbox={box}&level=grid&zoom={zoom}")).Is(200);
        return [.. Assert.Single(map.Json["features"]!.AsArray())!["geometry"]!["coordinates"]![0]!.AsArray().Select(p => p!.ToJsonString()).Distinct()];
    }

    private static async Task<string> MeasuresAsync(TestTown town)
    {
        Reply map = (await town.Nobody.GetAsync($"/api/map/areas?jurisdiction={town.Code}&measure=openReports,overdueReports")).Is(200);
        return string.Join(' ', new[] { "C2", "G05", "G01" }.Select(code => map.Json["features"]!.AsArray().Single(f => (string?)f!["properties"]!["code"] == code)!["properties"]!)
            .Select(p => $"{p["openReports"]}/{p["overdueReports"]}"));
    }
}
