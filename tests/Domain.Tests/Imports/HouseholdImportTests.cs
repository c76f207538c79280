using System.Globalization;
using System.Text;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Tests.Worlds;
using static GridSteward.Domain.Tests.Imports.ImportRig;

namespace GridSteward.Domain.Tests.Imports;

public sealed class HouseholdImportTests : IDisposable
{
    private const string File = """
        户号,姓名,电话,经度,纬度,楼栋,房号,人数,原村
        H1,王一,13800000001,114.0005,22.5005,,1-101,3,柳庄
        H2,李二,,114.0015,22.5005,,1-102,2,
        H3,,,,,B1,1-103,,

        """;

    private static readonly ImportRequest Households = Csv(ImportSubject.Households);

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Households_of_a_file_are_added_and_placed()
    {
        await world.AddTownAsync();
        await world.AddBuildingAsync("B1", 0.5, 1.5);
        Imported done = await world.ImportAsync(Households, File);
        Assert.Equal((JobState.Done, (3, 0, 0, 0)), (done.Job.State, done.Counts));

        var households = await world.HouseholdsAsync();
        Assert.Equal(["g1", "g2", "g3"], households.Values.Select(h => h.Household.Value.Areas[^1]));
        Assert.Equal(("id-B1", 1), (households["H3"].Household.Value.Building, households["H3"].Household.Value.Residents));
        Assert.Equal(("柳庄", "1-101", 3), (households["H1"].Household.Value.OriginVillage, households["H1"].Household.Value.Unit, households["H1"].Household.Value.Residents));
        Assert.Equal(("王一", "13800000001"), (households["H1"].Who!.Name, households["H1"].Who!.Phone));
        Assert.Null(households["H3"].Who);
        Assert.Contains(await world.AllAsync(Kinds.Audit(Container.Households), "town"), a => a.Fact.Action == "import" && a.Fact.Subject == $"job/{done.Job.Id}");
        Assert.Empty(await world.AllAsync(Kinds.JobCheckpoint(Container.Households), "town"));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_no_version_moves()
    {
        await world.AddTownAsync();
        await world.AddBuildingAsync("B1", 0.5, 1.5);
        await world.ImportAsync(Households, File);
        string before = await world.FingerprintAsync();
        Imported again = await world.ImportAsync(Households, File);
        Assert.Equal((0, 0, 3, 0), again.Counts);
        Assert.Equal(before, await world.FingerprintAsync());
    }

    [Fact]
    public async Task A_changed_file_changes_by_code_and_keeps_what_it_has_no_column_for()
    {
        await world.AddTownAsync();
        await world.AddBuildingAsync("B1", 0.5, 1.5);
        await world.ImportAsync(Households, File);
        var before = await world.HouseholdsAsync();

        Imported changed = await world.ImportAsync(Households, "code,residents,longitude,latitude,name\nH1,4,114.0015,22.5015,\nH2,2,114.0015,22.5005,李二\nH4,1,,,赵四\n");
        Assert.Equal((1, 1, 1, 0), changed.Counts);
        var after = await world.HouseholdsAsync();
        Assert.Equal(before["H1"].Household.Value.Id, after["H1"].Household.Value.Id);
        Assert.Equal((4, "g4", "柳庄", "1-101"), (after["H1"].Household.Value.Residents, after["H1"].Household.Value.Areas[^1], after["H1"].Household.Value.OriginVillage, after["H1"].Household.Value.Unit));
        Assert.Equal((null, "13800000001"), (after["H1"].Who!.Name, after["H1"].Who!.Phone));
        Assert.Equal(before["H2"].Household.ETag, after["H2"].Household.ETag);
        Assert.Equal(before["H3"].Household.ETag, after["H3"].Household.ETag);
        Assert.Empty(after["H4"].Household.Value.Areas);
    }

    [Fact]
    public async Task A_personal_part_that_the_file_empties_ends_and_one_that_it_fills_begins()
    {
        await world.AddTownAsync();
        await world.ImportAsync(Households, "code,name,phone\nH1,王一,1\nH2,,\n");
        Imported changed = await world.ImportAsync(Households, "code,name,phone\nH1,,\nH2,,2\n");
        Assert.Equal((0, 2, 0, 0), changed.Counts);
        var after = await world.HouseholdsAsync();
        Assert.Null(after["H1"].Who);
        Assert.Equal("2", after["H2"].Who!.Phone);
    }

    [Fact]
    public async Task Rejected_rows_are_named_by_line_and_field_and_the_good_ones_are_kept()
    {
        await world.AddTownAsync();
        Imported done = await world.ImportAsync(Households, """
            户号,姓名,经度,纬度,楼栋,人数,备注
            H1,王一,114.0005,22.5005,,3,"a
            b"
            ,李二,,,,,
            H3,,22.5,114,,201,
            H4,,114.0005,,,x,
            H5,,,,B9,,
            H1,王五,,,,,
            H6,,114.0005,22.5005,,,
            """);
        Assert.Equal((JobState.Done, (2, 0, 0, 5)), (done.Job.State, done.Counts));
        Assert.Equal(["4 code", "5 latitude", "5 residents", "6 latitude", "6 residents", "7 building", "8 code"], done.Faults);
        Assert.Equal(["H1", "H6"], (await world.HouseholdsAsync()).Keys);
        Assert.Contains("line 2", done.RejectedLines[4].GetProperty("faults")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("H5", done.RejectedLines[3].GetProperty("row").GetProperty("户号").GetString());
        Assert.Equal("楼栋", done.RejectedLines[3].GetProperty("faults")[0].GetProperty("column").GetString());
        string report = await world.TextAsync(done.Job, done.Job.Files.Single(f => f.Name == "report.json"));
        Assert.Contains("\"ignoredColumns\":[\"备注\"]", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TableDelimiter.Comma, true, "utf8")]
    [InlineData(TableDelimiter.Semicolon, false, "utf8")]
    [InlineData(TableDelimiter.Tab, false, "gbk")]
    public async Task Files_come_in_the_encodings_and_with_the_delimiters_that_people_have(TableDelimiter delimiter, bool mark, string encoding)
    {
        await world.AddTownAsync();
        await world.AddBuildingAsync("B1", 0.5, 1.5);
        char between = delimiter switch { TableDelimiter.Comma => ',', TableDelimiter.Semicolon => ';', _ => '\t' };
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] file = encoding == "gbk" ? Encoding.GetEncoding("gbk").GetBytes(File.Replace(',', between)) : Encoding.UTF8.GetBytes(File.Replace(',', between));
        Imported done = await world.ImportAsync(Households, mark ? [.. Encoding.UTF8.Preamble, .. file] : file);
        Assert.Equal((3, 0, 0, 0), done.Counts);
        Assert.Equal("王一", (await world.HouseholdsAsync())["H1"].Who!.Name);
    }

    [Fact]
    public async Task Lines_of_json_and_features_are_rows_too()
    {
        await world.AddTownAsync();
        Assert.Equal((2, 0, 0, 1), (await world.ImportAsync(Households with { Format = TableKind.Ndjson },
            "{\"code\":\"H1\",\"name\":\"王一\",\"residents\":3}\n{\"code\":\"H2\",\"longitude\":114.0005,\"latitude\":22.5005}\n{broken\n")).Counts);
        Imported features = await world.ImportAsync(Households with { Format = TableKind.Geojson }, """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{"code":"H1","residents":4},"geometry":{"type":"Point","coordinates":[114.0015,22.5005]}},
              {"type":"Feature","properties":{"code":"H2"},"geometry":null},
              {"type":"Feature","properties":{"residents":1},"geometry":null}
            ]}
            """);
        Assert.Equal((0, 1, 1, 1), features.Counts);
        Assert.Equal(("g2", "王一"), ((await world.HouseholdsAsync())["H1"].Household.Value.Areas[^1], (await world.HouseholdsAsync())["H1"].Who!.Name));
    }

    [Fact]
    public async Task Columns_are_found_by_the_headers_that_the_request_names()
    {
        await world.AddTownAsync();
        var mapping = new Dictionary<string, string> { ["code"] = "门牌码", ["residents"] = "几口人" };
        Assert.Equal((1, 0, 0, 0), (await world.ImportAsync(Households with { Mapping = mapping }, "门牌码,几口人\nH1,5\n")).Counts);
        Assert.Equal(5, (await world.HouseholdsAsync())["H1"].Household.Value.Residents);
        var wrong = new Dictionary<string, string> { ["codes"] = "x" };
        Assert.Equal(["$.mapping.codes"], Expect.Faults(await world.Here.Orders.OrderAsync("town", Households with { Mapping = wrong }, new byte[] { 1 }, null, Acting.Program, Ct)));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("name,phone\na,b\n", "line 1")]
    [InlineData("code,code\na,b\n", "line 1")]
    public async Task A_file_of_which_no_row_can_be_read_fails_the_job_and_writes_nothing(string file, string path)
    {
        await world.AddTownAsync();
        Imported done = await world.ImportAsync(Households, file.Length == 0 ? " " : file);
        Assert.Equal(JobState.Failed, done.Job.State);
        Assert.All(done.Job.Faults, f => Assert.Equal(path, f.Path));
        Assert.NotEmpty(done.Job.Faults);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_counts_as_the_run_after_it()
    {
        await world.AddTownAsync();
        await world.ImportAsync(Households, "code,residents\nH1,1\nH2,1\n");
        string before = await world.FingerprintAsync();
        string file = "code,residents\nH1,1\nH2,2\nH3,1\nH4,x\nH3,1\n";
        Imported dry = await world.ImportAsync(Households with { DryRun = true }, file);
        Assert.Equal(before, await world.FingerprintAsync());
        Imported real = await world.ImportAsync(Households, file);
        Assert.Equal((1, 1, 1, 2), real.Counts);
        Assert.Equal(real.Counts, dry.Counts);
        Assert.Equal(real.Rejected, dry.Rejected);
    }

    [Fact]
    public async Task Many_rejected_rows_are_all_in_the_file_in_order()
    {
        await world.AddTownAsync();
        StringBuilder file = new("code,residents\n");
        for (int i = 0; i < 3000; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"H{i},{(i % 3 == 0 ? "1" : "many people live here")}\n");
        }

        Imported done = await world.ImportAsync(Households, file.ToString());
        Assert.Equal((1000, 0, 0, 2000), done.Counts);
        Assert.Equal(Enumerable.Range(0, 3000).Where(i => i % 3 != 0).Select(i => i + 2), done.RejectedLines.Select(l => l.GetProperty("line").GetInt32()));
        Assert.True(done.Job.Files.Single(f => f.Name == "rejected.ndjson").Parts.Count > 1);
    }
}
