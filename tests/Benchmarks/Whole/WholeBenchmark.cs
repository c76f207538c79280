using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GridSteward.Benchmarks.Locate;
using GridSteward.Geo;

namespace GridSteward.Benchmarks.Whole;

/// <summary>
/// The whole way of very many points, and of a map: from the bytes of a request to the bytes of the answer, with the bare lookup beside it, against what one
/// would write with ASP.NET Core, System.Text.Json and NetTopologySuite (<c>PlainApp</c>) on the same areas, in turns, every answer compared.
/// </summary>
/// <param name="town">The program, with the areas.</param>
/// <param name="plain">The peer, with the same areas.</param>
/// <param name="set">The areas and the points.</param>
/// <param name="rounds">Rounds, after one that does not count.</param>
/// <param name="profiler">The file of dotnet-trace; null for no shares.</param>
internal sealed class WholeBenchmark(Town town, HttpClient plain, LocateSet set, int rounds, string? profiler)
{
    private static readonly Share[] OfLines =
    [
        new("looking up", "LocateAreas", "GridIndex", "PlacingSession"),
        new("parsing", "LocateLines.Read", "LocateLines.Add", "LocateLines.TryRead"),
        new("receiving", "Api.ReadAsync"),
        new("writing", "LocateLines.Write"),
        new("sending", "Answer.ExecuteAsync"),
    ];

    private static readonly Share[] OfMap =
    [
        new("choosing areas", "MapAreas", "AreaSnapshot"),
        new("writing", "AreaGeoJson"),
        new("naming the version", "ETags"),
        new("compressing and sending", "Answer.ExecuteAsync"),
    ];

    private static readonly Share[] OfRows =
    [
        new("looking up", "GridIndex", "AreaPlacing"),
        new("parsing", "GridSteward.Domain.Tables", "CsvHelper", "RowReading", "ImportRow", "HouseholdSubmission.Read", "UploadStream"),
        new("writing documents as JSON", "JsonSerializer", "RowWrite"),
        new("storing", "SQLite", "Sqlite", "GridSteward.Stores"),
        new("deciding", "GridSteward.Domain"),
    ];

    /// <summary>Measures everything.</summary>
    /// <param name="program">The published program.</param>
    /// <param name="peer">The published peer.</param>
    /// <param name="profiler">The file of dotnet-trace; null for no shares.</param>
    /// <param name="points">Points and rows of a round.</param>
    /// <param name="rounds">Rounds.</param>
    public static async Task RunAsync(string program, string peer, string? profiler, int points, int rounds)
    {
        LocateSet set = LocateSet.Anywhere("10,000 cells", LocateSet.Cells(100, 100), points);
        string folder = Directory.CreateTempSubdirectory("gridsteward-areas-").FullName;
        try
        {
            string file = Path.Combine(folder, "areas.geojson");
            await File.WriteAllBytesAsync(file, Collection(set.Shapes));
            using Town town = await Town.OpenAsync(program, file);
            using Published other = Published.Start(peer, file, "--urls", "http://127.0.0.1:0");
            string address = await other.SaysAsync("Now listening on: ");
            other.StopListening();
            using var plain = new HttpClient { BaseAddress = new Uri(address) };
            var benchmark = new WholeBenchmark(town, plain, set, rounds, profiler);
            Table.Title($"{set.Name}, {set.Positions} positions; medians of {rounds} rounds after one that does not count");
            double bare = benchmark.Bare();
            await benchmark.LinesAsync(bare);
            await benchmark.RowsAsync(bare);
            await benchmark.MapAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Points a second of the index alone, on one thread.</summary>
    private double Bare()
    {
        GridIndex index = GridIndex.Build(set.Shapes);
        int[] owners = new int[set.Points.Length];
        List<double> speeds = [];
        for (int round = 0; round <= rounds; round++)
        {
            speeds.Add(10 * set.Points.Length / Costs.Of(() =>
            {
                for (int i = 0; i < 10; i++)
                {
                    index.Owners(set.Points, 1, owners);
                }
            }).Wall);
        }

        double bare = Table.Median(speeds.Skip(1));
        Table.Line("the bare lookup, all points at once on one thread", bare, "points/s");
        return bare;
    }

    private async Task LinesAsync(double bare)
    {
        var body = new StringBuilder();
        for (int i = 0; i < set.Points.Length; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{i}\",\"longitude\":{set.Points[i].Longitude},\"latitude\":{set.Points[i].Latitude}}}\n");
        }

        byte[] lines = Encoding.UTF8.GetBytes(body.ToString());
        List<double> own = [], others = [];
        byte[] answer = [], other = [];
        for (int round = 0; round <= rounds; round++)
        {
            (other, double seconds) = await TimedAsync(() => PostAsync(plain, "locate", lines));
            others.Add(set.Points.Length / seconds);
            (answer, seconds) = await TimedAsync(() => PostAsync(town.Http, "api/locate", lines));
            own.Add(set.Points.Length / seconds);
        }

        Same(answer, other);
        double peer = Table.Median(others.Skip(1)), speed = Table.Median(own.Skip(1));
        Table.Title($"{set.Points.Length} points as lines of JSON in one request ({lines.Length / 1e6:0.0} MB), their areas as lines in the answer ({answer.Length / 1e6:0.0} MB)");
        Table.Line("plain ASP.NET Core, an object a line, tree and locators", peer, "points/s");
        Table.Line("the program, from request to answer", speed, "points/s", speed / peer, "the line above");
        Table.Line("of the bare lookup's speed", 100 * speed / bare, "%");
        await ProfileAsync(OfLines, () => PostAsync(town.Http, "api/locate", lines));
    }

    private async Task RowsAsync(double bare)
    {
        int next = 0;
        List<double> speeds = [];
        for (int round = 0; round <= rounds; round++)
        {
            speeds.Add(await ImportAsync());
        }

        double speed = Table.Median(speeds.Skip(1));
        Table.Title($"{set.Points.Length} rows of CSV to assigned households");
        Table.Line("the program, from the order of the job to its end", speed, "rows/s");
        Table.Line("of the bare lookup's speed", 100 * speed / bare, "%");
        await ProfileAsync(OfRows, ImportAsync);

        async Task<double> ImportAsync()
        {
            var text = new StringBuilder("code,name,phone,longitude,latitude,unit,residents\n");
            foreach (Wgs84Point point in set.Points)
            {
                text.Append(CultureInfo.InvariantCulture, $"H{next:D8},户主{next},139{next:D8},{Math.Round(point.Longitude, 6)},{Math.Round(point.Latitude, 6)},{(next % 6) + 1}-{(next % 30) + 101},{(next % 6) + 1}\n");
                next++;
            }

            return await BulkBenchmark.ImportAsync(town, Encoding.UTF8.GetBytes(text.ToString()), set.Points.Length);
        }
    }

    private async Task MapAsync()
    {
        const string All = "api/map/areas?jurisdiction=town";
        Table.Title($"The map of {set.Shapes.Length} areas as GeoJSON");
        List<double> exact = [], drawn = [], zipped = [], again = [], others = [];
        (byte[] map, byte[] other, string etag) = ([], [], "");
        for (int round = 0; round <= rounds; round++)
        {
            (other, double seconds) = await TimedAsync(() => GetAsync(plain, "map"));
            others.Add(seconds);
            (map, seconds) = await TimedAsync(() => GetAsync(town.Http, All));
            exact.Add(seconds);
            (_, seconds) = await TimedAsync(() => GetAsync(town.Http, All, "gzip"));
            zipped.Add(seconds);
            ((_, etag), seconds) = await TimedAsync(() => TaggedAsync($"{All}&zoom=12", null));
            drawn.Add(seconds);
            (_, seconds) = await TimedAsync(() => TaggedAsync($"{All}&zoom=12", etag));
            again.Add(seconds);
        }

        SameMap(map, other);
        double peer = Milliseconds(others), own = Milliseconds(exact);
        Table.Line($"plain ASP.NET Core, objects, {other.Length / 1e6:0.0} MB", peer, "ms");
        Table.Line($"the program, exact, {map.Length / 1e6:0.0} MB", own, "ms", own / peer, "the line above");
        Table.Line("the program, exact and gzipped", Milliseconds(zipped), "ms");
        Table.Line("the program, drawn for zoom 12", Milliseconds(drawn), "ms");
        Table.Line("the program, drawn, for a browser that has it (304)", Milliseconds(again), "ms");
        Table.Line("the program, exact, areas by the second", set.Shapes.Length / own * 1e3, "areas/s");
        await ProfileAsync(OfMap, () => GetAsync(town.Http, All));
    }

    private async Task ProfileAsync<T>(Share[] shares, Func<Task<T>> work)
    {
        if (profiler is not null)
        {
            await Profile.PrintAsync(profiler, town.ProcessId, shares, work);
        }
    }

    private static double Milliseconds(List<double> seconds) => 1e3 * Table.Median(seconds.Skip(1));

    private static async Task<(T Result, double Seconds)> TimedAsync<T>(Func<Task<T>> run)
    {
        long start = Stopwatch.GetTimestamp();
        T result = await run();
        return (result, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static async Task<byte[]> PostAsync(HttpClient http, string path, byte[] lines)
    {
        using var content = new ByteArrayContent(lines) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
        using HttpResponseMessage response = await http.PostAsync(path, content);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<byte[]> GetAsync(HttpClient http, string path, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (encoding is not null)
        {
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        }

        using HttpResponseMessage response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    private async Task<(byte[] Body, string ETag)> TaggedAsync(string path, string? etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        using HttpResponseMessage response = await town.Http.SendAsync(request);
        return (int)response.StatusCode == (etag is null ? 200 : 304)
            ? (await response.Content.ReadAsByteArrayAsync(), response.Headers.ETag!.ToString())
            : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}.");
    }

    private static void Same(byte[] lines, byte[] others)
    {
        string[] own = Encoding.UTF8.GetString(lines).Split('\n'), other = Encoding.UTF8.GetString(others).Split('\n');
        for (int i = 0; i < own.Length; i++)
        {
            if (own[i] != other[i])
            {
                throw new InvalidOperationException($"Line {i}: {own[i]}, and {other[i]} by the peer.");
            }
        }
    }

    private static void SameMap(byte[] map, byte[] other)
    {
        using JsonDocument own = JsonDocument.Parse(map), peer = JsonDocument.Parse(other);
        foreach ((JsonElement one, JsonElement two) in own.RootElement.GetProperty("features").EnumerateArray().Zip(peer.RootElement.GetProperty("features").EnumerateArray()))
        {
            if (one.GetProperty("id").GetString() != two.GetProperty("id").GetString() || !JsonElement.DeepEquals(one.GetProperty("geometry"), two.GetProperty("geometry")))
            {
                throw new InvalidOperationException($"The map has {one.GetProperty("id")} otherwise than the peer.");
            }
        }
    }

    private static byte[] Collection(AreaShape[] shapes) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = "FeatureCollection",
        features = shapes.Select(shape => new
        {
            type = "Feature",
            properties = new { code = shape.Code, name = shape.Code },
            geometry = new { type = "Polygon", coordinates = new[] { shape.Geometry.Coordinates.Select(c => new[] { Math.Round(c.X, 7), Math.Round(c.Y, 7) }) } },
        }),
    });
}
