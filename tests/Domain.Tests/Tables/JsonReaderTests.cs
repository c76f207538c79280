using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Tests.Tables;

public sealed class JsonReaderTests
{
    [Fact]
    public async Task Lines_are_objects_and_objects_within_are_columns_with_a_dot()
    {
        const string text = """
            {"code":"A-1","point":{"longitude":118.10,"latitude":24},"ok":true,"none":null,"tags":["a",7],"geometry":{"type":"Point","coordinates":[1,2]},"deep":[{"x":1}]}
            """;
        TableRow row = Assert.Single(await Files.ReadAsync(text, Files.Ndjson));

        Assert.Equal(["code", "point.longitude", "point.latitude", "ok", "none", "tags", "geometry", "deep"], row.Columns.Names);
        Assert.Equal(["A-1", "118.10", "24", "true", null, "a|7", """{"type":"Point","coordinates":[1,2]}""", """[{"x":1}]"""], row.Texts());
        Assert.Equal(
            [TableValueKind.Text, TableValueKind.Number, TableValueKind.Number, TableValueKind.Boolean, TableValueKind.Missing, TableValueKind.List, TableValueKind.Geometry, TableValueKind.Json],
            row.Values.Select(value => value.Kind));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task A_bad_line_is_a_fault_of_its_row_and_reading_goes_on(string end)
    {
        string[] lines = ["{\"a\":1}", "", "{\"a\":", "[1]", "{\"a\":2,\"a\":3}", "{\"a\":\"\\ud800\"}", "  ", $"{{\"a\":\"{new string('x', 60)}\"}}", "{\"a\":9}"];
        foreach (int atOnce in (int[])[1, int.MaxValue])
        {
            List<TableRow> rows = await Files.ReadAsync(System.Text.Encoding.UTF8.GetBytes(string.Join(end, lines)), Files.Ndjson with { MaxRowLength = 50 }, atOnce);

            Assert.Equal([1, 3, 4, 5, 6, 8, 9], rows.Select(row => row.Line));
            Assert.Equal([0, 1, 1, 1, 1, 1, 0], rows.Select(row => row.Faults.Count));
            Assert.Equal("The line is not a JSON object; it breaks at byte 6.", rows[1].Faults[0].Message);
            Assert.Equal("The line must hold one JSON object.", rows[2].Faults[0].Message);
            Assert.Equal("a", rows[3].Faults[0].Column);
            Assert.Contains("surrogate", rows[4].Faults[0].Message, StringComparison.Ordinal);
            Assert.Equal("The line is longer than 50 characters.", rows[5].Faults[0].Message);
            Assert.Equal("9", rows[6]["a"].Text);
        }
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_faults_of_their_line()
    {
        byte[] file = [.. "{\"a\":\"好好好好好好好好好好\"}\n{\"a\":\""u8, 0xFF, .. "\"}\n{\"a\":3}"u8];
        List<TableRow> rows = await Files.ReadAsync(file, Files.Ndjson);

        Assert.Equal([0, 1, 0], rows.Select(row => row.Faults.Count));
        Assert.Equal((2, "Bytes that are not UTF-8.", "{\"a\":\"\uFFFD\"}"), (rows[1].Faults[0].Line, rows[1].Faults[0].Message, rows[1].Raw));
    }

    [Fact]
    public async Task Features_are_rows_with_their_properties_and_geometry()
    {
        const string text = """
            {
              "type": "FeatureCollection", "name": {"foreign": [1, {"features": []}]},
              "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}},
              "features": [
                {"type": "Feature", "id": 7, "geometry": {"type": "Point", "coordinates": [118.10, 24.5, 3]}, "properties": {"code": "A-1", "longitude": 0, "a": {"b": 1}}},

                {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1],[0,0]]]},
                 "properties": {"code": "A-2", "id": "own"}}, {"type": "Feature", "geometry": null, "properties": null}
              ],
              "more": "x"
            }
            """;
        List<TableRow> rows = await Files.ReadAsync(text, Files.Geojson);

        Assert.Equal([5, 7, 8], rows.Select(row => row.Line));
        Assert.Equal([0, 1, 2], rows.Select(row => row.Index));
        Assert.All(rows, row => Assert.Empty(row.Faults));
        Assert.Equal(["code", "a.b", "id", "longitude", "latitude", "geometry"], rows[0].Columns.Names);
        Assert.Equal(["A-1", "1", "7", "118.10", "24.5", """{"type": "Point", "coordinates": [118.10, 24.5, 3]}"""], rows[0].Texts());
        Assert.Equal(["code", "id", "geometry"], rows[1].Columns.Names);
        Assert.Equal("own", rows[1]["id"].Text);
        Assert.All(rows, row => Assert.Same(Geo.CoordinateSystem.Cgcs2000, row.System));
        Assert.Equal(TableValueKind.Missing, Assert.Single(rows[2].Values).Kind);
    }

    [Fact]
    public async Task Wherever_a_collection_breaks_the_features_before_it_are_given_and_the_fault_names_the_line()
    {
        string whole = "{\"type\":\"FeatureCollection\",\n\"features\":[\n" + string.Join(",\n", Enumerable.Range(0, 5).Select(Feature)) + "\n],\"x\":[1,{}]}\n";
        byte[] file = System.Text.Encoding.UTF8.GetBytes(whole);
        for (int length = 0; length < file.Length - 1; length++)
        {
            List<TableRow> rows = await Files.ReadAsync(file[..length], Files.Geojson, atOnce: 50);

            int complete = Enumerable.Range(0, 5).Count(i => System.Text.Encoding.UTF8.GetString(file[..length]).Contains(Feature(i), StringComparison.Ordinal));
            Assert.Equal(complete + 1, rows.Count);
            Assert.All(rows.SkipLast(1), row => Assert.Empty(row.Faults));
            Assert.True(rows[^1].EndsFile);
            Assert.Equal(1 + System.Text.Encoding.UTF8.GetString(file[..length]).Count(c => c == '\n'), rows[^1].Faults[0].Line);
        }

        Assert.Equal(5, (await Files.ReadAsync(file, Files.Geojson)).Count);
    }

    [Theory]
    [InlineData("[]", "The file must be a FeatureCollection.")]
    [InlineData("{}", "The file's type must be 'FeatureCollection', but it has none.")]
    [InlineData("{\"type\":\"Feature\"}", "The file's type must be 'FeatureCollection'.")]
    [InlineData("{\"type\":\"FeatureCollection\"}", "The file has no features.")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":{}}", "The features must be an array.")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[],\"features\":[]}", "The member 'features' stands twice.")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]} x", "The file is not JSON, cut off, or nested deeper than 64: it breaks at line 1, byte 44. 0 features were read before.")]
    [InlineData("{\"features\":[],\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:3857\"}}}", "The coordinate reference system is EPSG:3857; GeoJSON is read as WGS-84 (CRS84) or CGCS2000, longitude first, or CGCS2000 3-degree Gauss-Kruger (EPSG:4513 to EPSG:4554), easting first. Convert the file first.")]
    [InlineData("", "The file is empty.")]
    public async Task What_is_no_collection_of_features_breaks_the_file(string text, string message)
    {
        TableRow row = Assert.Single(await Files.ReadAsync(text, Files.Geojson));

        Assert.True(row.EndsFile);
        Assert.Equal(message, row.Faults[0].Message);
    }

    [Fact]
    public async Task What_is_no_feature_is_a_fault_of_its_place()
    {
        string text = "{\"type\":\"FeatureCollection\",\"features\":[1,\n{\"type\":\"X\"},\n{\"type\":\"Feature\",\"geometry\":3,\"properties\":[]},\n" + Feature(3) + "]}";
        List<TableRow> rows = await Files.ReadAsync(text, Files.Geojson);

        Assert.Equal([(1, 1), (2, 1), (3, 2), (4, 0)], rows.Select(row => (row.Line, row.Faults.Count)));
    }

    [Fact]
    public async Task A_feature_that_is_too_long_is_passed_over_without_being_kept()
    {
        string huge = "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"code\":\"huge\",\"deep\":[" + string.Join(",\n", Enumerable.Range(0, 60_000)) + "]}}";
        string text = $"{{\"type\":\"FeatureCollection\",\"features\":[{Feature(0)},{huge},\n{Feature(2)}]}}";
        foreach (int limit in (int[])[200, 100_000])
        {
            List<TableRow> rows = await Files.ReadAsync(text, Files.Geojson with { MaxRowLength = limit });

            Assert.Equal([(1, 0), (1, 1), (60_001, 0)], rows.Select(row => (row.Line, row.Faults.Count)));
            Assert.Equal([0, 1, 2], rows.Select(row => row.Index));
            Assert.Equal("2", rows[2]["code"].Text);
        }
    }

    private static string Feature(int i) => $"{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{i},2]}},\"properties\":{{\"code\":\"{i}\",\"name\":\"名\"}}}}";
}
