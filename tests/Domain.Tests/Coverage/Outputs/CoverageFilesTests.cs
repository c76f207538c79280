using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Outputs;
using GridSteward.Domain.Tables;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Tests.Coverage.Outputs;

public class CoverageFilesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_table_of_areas_has_a_row_for_each_with_plain_numbers_and_nothing_where_nothing_is_known()
    {
        var (report, _) = SampleReport.Make();
        OutputFile file = await CoverageOutputs.AreasAsync(report, OutputLanguage.En, Cancelled);
        Assert.Equal([0xEF, 0xBB, 0xBF], file.Content[..3].ToArray());
        List<TableRow> rows = await ReadAsync(file);
        Assert.Equal([report.Jurisdiction, .. report.Areas.Select(a => a.Code)], rows.Select(r => r["code"].Text));
        AreaFigures known = report.Areas.First(a => a.Units!.Enumerated is not null);
        TableRow row = rows.Single(r => r["code"].Text == known.Code);
        Assert.Equal((known.Units!.Registered.ToString(Invariant), known.Units.Enumerated!.Value.ToString(Invariant)), (row["registered"].Text, row["enumerated"].Text));
        Assert.Equal(known.Units.EffectiveShare.Rate!.Value, double.Parse(row["effectiveRate"].Text!, Invariant), 1e-6);
        TableRow unknown = rows.Single(r => r["code"].Text == "M013");
        Assert.All((string[])["enumerated", "effectiveRate", "naiveRate", "foundRate", "effectiveLow", "mopUpNeeded"], f => Assert.Equal(TableValueKind.Missing, unknown[f].Kind));
        Assert.Equal("unknown", unknown["band"].Text);
    }

    [Fact]
    public async Task Rows_of_parts_add_up_to_the_row_of_their_whole()
    {
        var (report, _) = SampleReport.Make();
        List<TableRow> rows = await ReadAsync(await CoverageOutputs.AreasAsync(report, OutputLanguage.En, Cancelled));
        foreach (string field in (string[])["registered", "enumerated", "found", "visited", "visitedFound", "handled", "responsible", "received", "resolvedInTime", "open", "overdue"])
        {
            long Of(TableRow row) => row[field].Text is { } text ? long.Parse(text, Invariant) : 0;
            Assert.Equal(Of(rows[0]), rows.Where(r => r["level"].Text == "community").Sum(Of));
            Assert.All(rows.Where(r => r["level"].Text is "community" or "grid"), whole => Assert.Equal(Of(whole), rows.Where(r => r["parent"].Text == whole["code"].Text).Sum(Of)));
        }
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    public async Task What_a_spreadsheet_would_take_for_a_formula_stays_text(string name)
    {
        var (report, _) = SampleReport.Make();
        report = report with { Areas = [report.Areas[0] with { Name = name, Code = "C,\"1" }], Groups = [report.Groups[0] with { Label = name }] };
        foreach (OutputFile file in (OutputFile[])[await CoverageOutputs.AreasAsync(report, OutputLanguage.Zh, Cancelled), await CoverageOutputs.GroupsAsync(report, OutputLanguage.Zh, Cancelled)])
        {
            string text = Encoding.UTF8.GetString(file.Content.Span);
            Assert.Contains("'" + name, text, StringComparison.Ordinal);
            Assert.DoesNotContain("," + name, text, StringComparison.Ordinal);
            Assert.Contains(name, (await ReadAsync(file)).SelectMany(r => r.Values).Select(v => v.Text));
        }
    }

    [Fact]
    public async Task Headers_are_in_the_language_asked_for_and_groups_have_a_table_of_their_own()
    {
        var (report, _) = SampleReport.Make();
        TableRow chinese = (await ReadAsync(await CoverageOutputs.GroupsAsync(report, OutputLanguage.Zh, Cancelled)))[0];
        TableRow english = (await ReadAsync(await CoverageOutputs.GroupsAsync(report, OutputLanguage.En, Cancelled)))[0];
        Assert.Equal(("steward", "W001 楼道长"), (chinese["分组"].Text, chinese["名称"].Text));
        Assert.Equal(chinese.Values.Select(v => v.Text), english.Values.Select(v => v.Text));
        Assert.Equal(report.Groups.Count, (await ReadAsync(await CoverageOutputs.GroupsAsync(report, OutputLanguage.En, Cancelled))).Count);
        Assert.Empty(await ReadAsync(await CoverageOutputs.GroupsAsync(SampleReport.Suppress(report), OutputLanguage.En, Cancelled)));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("grid", false)]
    public async Task The_areas_are_features_with_valid_right_handed_rings_and_their_figures(string? level, bool simple)
    {
        var (report, context) = SampleReport.Make();
        JsonNode collection = JsonNode.Parse((await CoverageOutputs.AreasGeoJsonAsync(report, context, level, simple, Cancelled)).Content.Span)!;
        AreaFigures[] wanted = [.. report.Areas.Where(a => level is null || a.Level == level)];
        JsonArray features = collection["features"]!.AsArray();
        Assert.Equal(wanted.Select(a => a.Code), features.Select(f => (string)f!["properties"]!["code"]!));
        Assert.Equal(wanted.Select(a => a.Units!.Registered), features.Select(f => (long)f!["properties"]!["registered"]!));
        Assert.All(features, f =>
        {
            Geometry shape = Shape(f!);
            Assert.True(shape.IsValid);
            Assert.All(Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).Cast<Polygon>(), p => Assert.True(((LinearRing)p.ExteriorRing).IsCCW));
            Assert.All(shape.Coordinates, c => Assert.Equal((Math.Round(c.X, 7), Math.Round(c.Y, 7)), (c.X, c.Y)));
        });
        int exact = context.Outlines.Where(o => wanted.Any(a => a.Code == o.Code)).Sum(o => o.Geometry.NumPoints);
        Assert.Equal(simple, features.Sum(f => Shape(f!).NumPoints) < exact);
    }

    [Fact]
    public async Task Overlaps_and_gaps_are_features_that_come_to_the_figures()
    {
        var (report, context) = SampleReport.Make();
        JsonArray features = JsonNode.Parse((await CoverageOutputs.SpatialAsync(context, Cancelled)).Content.Span)!["features"]!.AsArray();
        Assert.NotEmpty(features);
        Assert.All(report.Areas.Where(a => a.Spatial is not null), area =>
        {
            foreach (var (kind, expected) in (ReadOnlySpan<(string, double)>)[("overlap", area.Spatial!.Overlap), ("gap", area.Spatial.Gap)])
            {
                JsonNode[] pieces = [.. features.Where(f => (string)f!["properties"]!["area"]! == area.Code && (string)f["properties"]!["kind"]! == kind)!];
                Assert.Equal(expected, pieces.Sum(p => (double)p["properties"]!["squareMetres"]!), 0.02);
                Assert.Equal(expected, pieces.Sum(p => EqualArea.SquareMetres(Shape(p))), Math.Max(0.02, expected * 1e-4));
            }
        });
    }

    [Fact]
    public async Task All_files_are_made_each_by_its_own_name_and_the_same_again()
    {
        var (report, context) = SampleReport.Make();
        Dictionary<string, OutputFile> files = [];
        await CoverageOutputs.WriteAllAsync(report, context, (file, _) => { files.Add(file.Name, file); return Task.CompletedTask; }, Cancelled);
        Assert.Equal(
            ["areas.en.csv", "areas.geojson", "areas.zh.csv", "groups.en.csv", "groups.zh.csv", "page.en.html", "page.zh.html", "spatial.geojson"], files.Keys.Order(StringComparer.Ordinal));
        await CoverageOutputs.WriteAllAsync(report, context, (file, _) => { Assert.True(file.Content.Span.SequenceEqual(files[file.Name].Content.Span), file.Name); return Task.CompletedTask; }, Cancelled);
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static Geometry Shape(JsonNode feature) => System.Text.Json.JsonSerializer.Deserialize(feature["geometry"]!.ToJsonString(), DomainJson.Default.Geometry)!;

    private static async Task<List<TableRow>> ReadAsync(OutputFile file)
    {
        using var stream = new MemoryStream(file.Content.ToArray());
        return await TableReader.ReadAsync(stream, new TableFormat(TableKind.Csv), Cancelled).ToListAsync(Cancelled);
    }
}
