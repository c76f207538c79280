using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;
using static GridSteward.Functions.Tests.MainJob.Imports;

namespace GridSteward.Functions.Tests.Imports;

/// <summary>Each kind of file over HTTP, in the forms in which people have them.</summary>
public sealed class ImportFileTests
{
    [Fact]
    public async Task Buildings_stewards_and_posts_come_from_files()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client who = town.Administrator;
        JsonObject point = town.Point("G01");
        Assert.Equal(("done", 1, 0, 0, 0), Counts(await ImportAsync(town, who, "buildings", $"编号\t名称\t经度\t纬度\nIB1\t一号楼\t{point["longitude"]}\t{point["latitude"]}\n", "text/tab-separated-values")));
        Assert.Equal(("done", 1, 0, 0, 0), Counts(await ImportAsync(town, who, "stewards", "{\"code\":\"IW1\",\"name\":\"李网格\"}\n", "application/x-ndjson")));
        Assert.Equal(("done", 1, 0, 0, 0), Counts(await ImportAsync(town, who, "posts", "code,title,area,duty,steward,building,validFrom\nIP1,网格员,G01,主办,IW1,IB1,2026-01-01\n")));

        JsonNode post = (await who.ListAsync(town.At("/posts"), 1000)).Single(p => (string)p["code"]! == "IP1");
        JsonNode steward = (await who.GetAsync(town.At($"/stewards/{post["steward"]}"))).Is(200).Json;
        Assert.Equal(("IW1", "李网格"), ((string?)steward["code"], (string?)steward["name"]));
        Assert.Equal("一号楼", (await who.GetAsync(town.At($"/buildings/{post["building"]}"))).Is(200)["name"]);
    }

    [Fact]
    public async Task Areas_come_from_features_and_from_tables()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client who = town.Administrator;
        Reply same = await ImportAsync(town, who, "areas", town.Map.Town().ToJsonString(), "application/geo+json");
        Assert.Equal(("done", 0, 0), (same["state"], Counts(same).Added, Counts(same).Rejected));
        Reply table = await ImportAsync(town, who, "areas", "code,name,geometry\nIG1,新网格,\"POLYGON((113.6 34.9,113.61 34.9,113.61 34.91,113.6 34.9))\"\n", query: "?level=grid");
        Assert.Equal(("done", 1, 0, 0, 0), Counts(table));
        Assert.Equal("新网格", (string?)(await who.GetAsync(town.At("/areas/IG1"))).Is(200).Json["properties"]!["name"]);
    }

    [Theory]
    [InlineData("gbk", "text/csv", "")]
    [InlineData("gbk", "text/csv; charset=gbk", "?atomic=true")]
    [InlineData("utf-8", "text/csv; charset=utf-8", "?encoding=utf8&delimiter=comma")]
    public async Task Chinese_files_are_read_in_the_encodings_that_spreadsheets_write(string encoding, string type, string query)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await using TestTown town = await TownTemplate.OpenAsync();
        Reply ordered = (await town.Administrator.SendAsync(
            "POST", town.At($"/imports/households{query}"), Encoding.GetEncoding(encoding).GetBytes("户号,户主,房号\nI1,王小明,一单元\n"), ("Content-Type", type))).Is(202);
        await MainJob.BulkWork.RunJobsAsync(town);
        Assert.Equal(("done", 1, 0, 0, 0), Counts((await town.Administrator.GetAsync(ordered.Header("Location")!)).Is(200)));
        JsonNode home = (await town.Administrator.ListAsync(town.At("/households"), 1000)).Single(h => (string)h["code"]! == "I1");
        Assert.Equal("王小明", (await town.Administrator.GetAsync(town.At($"/households/{home["id"]}"))).Is(200)["name"]);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_writes_nothing()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Reply dry = await ImportAsync(town, town.Administrator, "households", "H-No,x\nI1,1\nI1,2\n", query: "?dryRun=true&mapping=code:H-No");
        Assert.Equal(("done", 1, 0, 0, 1), Counts(dry));
        Assert.DoesNotContain(await town.Administrator.ListAsync(town.At("/households"), 1000), h => (string)h["code"]! == "I1");
        Assert.Contains("3", (await RejectedAsync(town, dry))[0]["line"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_makes_no_sense_is_refused_with_every_fault()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client who = town.Administrator;
        Task<Reply> SendAsync(string path, string type = "text/csv") => who.SendAsync("POST", town.At(path), "code\n", ("Content-Type", type));
        (await SendAsync("/imports/people")).Is(404);
        (await SendAsync("/imports/households", "application/json")).Is(415);
        (await SendAsync("/imports/households", "text/csv; charset=utf-16")).Is(415);
        (await SendAsync("/imports/households?mapping=code&atomic=yes&encoding=big5&delimiter=x")).IsFault(400, "query.mapping", "query.atomic", "query.encoding", "query.delimiter");
        (await SendAsync("/imports/households?level=grid&mode=merge")).IsFault(400, "$.mode", "$.level");
        (await SendAsync("/imports/households?mapping=codes:x&coordinateSystem=utm")).IsFault(400, "$.mapping.codes", "$.coordinateSystem");
        (await SendAsync("/imports/households?delimiter=tab", "application/x-ndjson")).IsFault(400, "$.delimiter");
        (await who.PostAsync(town.At("/imports"), new { what = "people", format = "xls", mapping = new { colour = "x" } })).IsFault(400, "$.what", "$.format", "$.upload", "$.mapping.colour");
        (await who.PostAsync(town.At("/imports"), new { what = "households", upload = "none" })).IsFault(400, "$.upload");
        string open = (await who.PostAsync("/api/uploads", null)).Is(201)["id"]!;
        (await who.PostAsync(town.At("/imports"), new { what = "households", upload = open })).IsFault(400, "$.upload");
    }

    [Fact]
    public async Task The_same_key_orders_one_import()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        (string, string)[] headers = [("Content-Type", "text/csv"), ("Idempotency-Key", Client.NewKey())];
        Reply first = (await town.Administrator.SendAsync("POST", town.At("/imports/households"), "code\nI1\n", headers)).Is(202);
        Reply second = (await town.Administrator.SendAsync("POST", town.At("/imports/households"), "code\nI1\n", headers)).Is(202);
        Assert.Equal((first["id"], "true"), (second["id"], second.Header("Idempotent-Replayed")));
        (await town.Administrator.SendAsync("POST", town.At("/imports/households"), "code\nI2\n", headers)).Is(422);
    }
}
