using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using GridSteward.Functions.Tests.Town;
using GridSteward.Geo.Tests;

namespace GridSteward.Functions.Tests.Maps;

/// <summary>A jurisdiction of ten thousand areas with shared crooked borders, over HTTP.</summary>
public sealed class ManyAreasTests
{
    private const int Side = 100;

    [Fact]
    public async Task Ten_thousand_areas_are_under_a_megabyte_at_the_zooms_of_a_city_and_without_a_gap()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        JsonElement[] features = [];
        (await town.Administrator.PostAsync("/api/jurisdictions", TownPlan.Settings("large", "大区"))).Is(201);
        Reply imported = await town.Administrator.PostAsync(
            "/api/jurisdictions/large/area-imports", new StringContent(File(new FractalTown(5, Side, Side, 4)), Encoding.UTF8, "application/geo+json"));
        Assert.Equal("""{"overlap":0,"gap":0,"outsideParent":0,"sliver":0}""", imported.Is(201).Json["problems"]!.ToJsonString());

        using var http = new HttpClient { BaseAddress = town.Host.Address };
        foreach (int zoom in new[] { 9, 10, 11, 12 })
        {
            var (zipped, map) = await MapAsync(http, zoom, "&measure=openReports,overdueReports,households");
            Assert.InRange(zipped, 100_000, 1_000_000);
            features = [.. map.GetProperty("features").EnumerateArray()];
            Assert.Equal(Side * Side, features.Length);
        }

        // Every edge has a neighbour on its other side, but those of the outline, which is one ring.
        var edges = features.SelectMany(f => Edges(f.GetProperty("geometry").GetProperty("coordinates")[0])).CountBy(e => e).ToList();
        Assert.All(edges, e => Assert.InRange(e.Value, 1, 2));
        var ends = edges.Where(e => e.Value == 1).SelectMany(e => new[] { e.Key.Item1, e.Key.Item2 }).CountBy(p => p);
        Assert.All(ends, p => Assert.Equal(2, p.Value));
    }

    private static async Task<(int Zipped, JsonElement Map)> MapAsync(HttpClient http, int zoom, string more)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/api/map/areas?jurisdiction=large&level=grid&zoom={zoom}{more}"));
        request.Headers.Add("Accept-Encoding", "gzip");
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
        byte[] zipped = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        await using var unzip = new GZipStream(new MemoryStream(zipped), CompressionMode.Decompress);
        return (zipped.Length, (await JsonDocument.ParseAsync(unzip, default, TestContext.Current.CancellationToken)).RootElement);
    }

    private static IEnumerable<(string, string)> Edges(JsonElement ring)
    {
        string[] positions = [.. ring.EnumerateArray().Select(p => p.GetRawText())];
        return positions.Zip(positions.Skip(1), (a, b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a));
    }

    private static string File(FractalTown town)
    {
        var text = new StringBuilder("""{"type":"FeatureCollection","features":[""");
        var areas = town.Blocks();
        for (int i = 0; i < areas.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{{(i > 0 ? "," : "")}}{"type":"Feature","properties":{"code":"G{{i:D5}}","name":"第{{i}}网格","level":"grid"},"geometry":{"type":"Polygon","coordinates":[[""");
            text.AppendJoin(',', areas[i].Coordinates.Select(p => string.Create(CultureInfo.InvariantCulture, $"[{Math.Round(p.X, 7)},{Math.Round(p.Y, 7)}]")));
            text.Append("]]}}");
        }

        return text.Append("]}").ToString();
    }
}
