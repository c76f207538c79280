using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Households;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;
using GridSteward.SelfHost;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Tables ordered as files, and the files fetched, whole and in pieces.</summary>
public abstract class Exporting(Engine engine)
{
    [Fact]
    public async Task Every_table_is_exported_in_every_format()
    {
        await using TestTown town = await engine.OpenAsync();
        await town.ReportInAsync("G01", words: "灯坏了");
        Dictionary<string, int> rows = new() { ["households"] = 34, ["buildings"] = 2, ["stewards"] = 4, ["posts"] = 11, ["areas"] = town.Map.Town()["features"]!.AsArray().Count, ["reports"] = 1 };
        List<string> jobs = [];
        foreach (string what in rows.Keys)
        {
            foreach (string format in new[] { "csv", "ndjson", "geojson" })
            {
                jobs.Add((await town.Administrator.PostAsync(town.At("/exports"), new { what, format, labels = "zh" })).Is(202).Header("Location")!);
            }
        }

        await town.Host.Get<ISelfHostTimers>().RunAsync("RunJobs", TestContext.Current.CancellationToken);
        foreach (string job in jobs)
        {
            JsonNode done = (await town.Administrator.GetAsync(job)).Is(200).Json;
            Assert.True((string?)done["state"] == "done", done.ToJsonString());
            string name = (string)done["files"]![0]!["name"]!;
            int expected = rows[name.Split('.')[0]];
            Assert.Equal(expected, (int)done["counts"]!["rows"]!);
            Reply file = (await town.Administrator.GetAsync((string)done["files"]![0]!["url"]!)).Is(200);
            Assert.Contains($"filename=", file.Header("Content-Disposition"), StringComparison.Ordinal);
            Assert.Contains(name, file.Header("Content-Disposition"), StringComparison.Ordinal);
            (string type, int counted) = name.Split('.')[1] switch
            {
                "csv" => ("text/csv; charset=utf-8", file.Text.TrimEnd().Split("\r\n").Length - 1),
                "ndjson" => ("application/x-ndjson", file.Text.TrimEnd().Split('\n').Length),
                _ => ("application/geo+json", file.Json["features"]!.AsArray().Count),
            };
            Assert.Equal((type, expected), (file.ContentHeaders.ContentType!.ToString(), counted));
        }
    }

    [Fact]
    public async Task A_download_that_broke_off_is_taken_up_where_it_broke()
    {
        await using TestTown town = await engine.OpenAsync();
        await AddAsync(town, 60);
        Client who = town.Administrator;
        string job = (await who.PostAsync(town.At("/exports"), new { what = "households", format = "csv" })).Is(202).Header("Location")!;
        await town.Host.Get<ISelfHostTimers>().RunAsync("RunJobs", TestContext.Current.CancellationToken);
        JsonNode file = (await who.GetAsync(job)).Is(200).Json["files"]![0]!;
        string url = (string)file["url"]!;
        Reply whole = (await who.GetAsync(url)).Is(200);
        int length = whole.Bytes.Length;
        Assert.Equal(((long)length, $"{length}", "bytes"), ((long)file["length"]!, whole.Header("Content-Length"), whole.Header("Accept-Ranges")));
        Assert.InRange(length, 5_000_000, 20_000_000);

        // In pieces that end in the middle of parts and at their edges, each for the version begun with.
        using var pieces = new MemoryStream();
        while (pieces.Length < length)
        {
            long from = pieces.Length, to = Math.Min(length, from + 3_333_333) - 1;
            Reply piece = (await who.GetAsync(url, ("Range", $"bytes={from}-{to}"), ("If-Range", whole.ETag!))).Is(206);
            Assert.Equal($"bytes {from}-{to}/{length}", piece.Header("Content-Range"));
            pieces.Write(piece.Bytes);
        }

        Assert.Equal(whole.Bytes, pieces.ToArray());
        Assert.Equal(whole.Bytes[^7..], (await who.GetAsync(url, ("Range", "bytes=-7"))).Is(206).Bytes);
        Assert.Equal(whole.Bytes[(length - 5)..], (await who.GetAsync(url, ("Range", $"bytes={length - 5}-{length + 100}"))).Is(206).Bytes);
        Assert.Equal($"bytes */{length}", (await who.GetAsync(url, ("Range", $"bytes={length}-"))).Is(416).Header("Content-Range"));
        Assert.Equal(length, (await who.GetAsync(url, ("Range", "bytes=5-3"))).Is(200).Bytes.Length);
        Assert.Equal(length, (await who.GetAsync(url, ("Range", "lines=1-2"))).Is(200).Bytes.Length);
        Assert.Equal(length, (await who.GetAsync(url, ("Range", "bytes=0-9"), ("If-Range", "\"another\""))).Is(200).Bytes.Length);
        (await who.GetAsync(url, ("If-None-Match", whole.ETag!))).Is(304);
        Reply head = (await who.SendAsync("HEAD", url)).Is(200);
        Assert.Equal(($"{length}", whole.ETag, 0), (head.Header("Content-Length"), head.ETag, head.Bytes.Length));
        Assert.Equal("1000", (await who.SendAsync("HEAD", url, null, ("Range", "bytes=0-999"))).Header("Content-Length"));

        town.Clock.Advance(TimeSpan.FromDays(8));
        await town.Host.Get<ISelfHostTimers>().RunAsync("RunJobs", TestContext.Current.CancellationToken);
        (await who.GetAsync(url)).Is(404);
    }

    [Fact]
    public async Task A_file_is_for_those_who_may_read_what_is_in_it()
    {
        await using TestTown town = await engine.OpenAsync();
        string job = (await town.Administrator.PostAsync(town.At("/exports"), new { what = "households" })).Is(202).Header("Location")!;
        await town.Host.Get<ISelfHostTimers>().RunAsync("RunJobs", TestContext.Current.CancellationToken);
        Client duty = await town.SignInAsync("dutyDesk", $"jurisdiction:{town.Code}");
        Client auditor = await town.SignInAsync("auditor", $"jurisdiction:{town.Code}");
        Client steward = await town.SignInAsync("steward", town.Area("G01"));
        (await duty.GetAsync($"{job}/files/households.csv")).Is(404);
        (await steward.GetAsync($"{job}/files/households.csv")).Is(404);
        (await town.Nobody.GetAsync($"{job}/files/households.csv")).Is(401);
        Assert.Contains("Householder G01 1", (await auditor.GetAsync($"{job}/files/households.csv")).Is(200).Text, StringComparison.Ordinal);
        (await steward.PostAsync(town.At("/exports"), new { what = "households" })).Is(403);
        (await auditor.PostAsync(town.At("/exports"), new { what = "castles", format = "xlsx", labels = "fr", colour = 1 })).IsFault(400, "$.what", "$.format", "$.labels", "$.colour");
    }

    /// <summary>Households with more in them than a form takes, so that a few make a file of several parts.</summary>
    private static async Task AddAsync(TestTown town, int count)
    {
        string unit = new('室', 50_000);
        for (int i = 0; i < count; i++)
        {
            Reply created = (await town.Administrator.PostAsync(town.At("/households"), new JsonObject { ["code"] = $"W{i}", ["residents"] = 1 })).Is(201);
            var stored = (await town.Host.Documents.FindAsync(Kinds.Household, town.Code, created["id"]!, TestContext.Current.CancellationToken))!;
            var batch = new Batch(Container.Households, town.Code).Replace(Kinds.Household, stored.Value with { Unit = $"{i}{unit}" }, stored.ETag);
            Assert.True((await town.Host.Documents.CommitAsync(batch, TestContext.Current.CancellationToken)).Committed);
        }
    }
}
