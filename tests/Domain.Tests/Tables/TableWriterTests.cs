using System.Text;
using GridSteward.Domain.Tables;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GridSteward.Domain.Tests.Tables;

public sealed class TableWriterTests
{
    private static readonly TableColumn[] Columns = [new("code"), new("name", "户主"), new("residents"), new("longitude"), new("latitude")];
    private static readonly TableValue[][] Rows =
    [
        [TableValue.Of("=1"), TableValue.Of("张\"三\""), TableValue.Of(-4L), TableValue.Of(118.1), TableValue.Of(24.50)],
        [TableValue.Of("b;c,d"), default, TableValue.Of(0L), default, default],
    ];

    [Fact]
    public async Task CSV_is_safe_to_open_in_a_spreadsheet()
    {
        byte[] file = await Files.WriteAsync(Files.Csv, Columns, Rows, TableLabels.Chinese);

        Assert.Equal("\uFEFF编号,户主,人数,经度,纬度\r\n'=1,\"张\"\"三\"\"\",-4,118.1,24.5\r\n\"b;c,d\",,0,,\r\n", Encoding.UTF8.GetString(file));
    }

    [Fact]
    public async Task CSV_takes_another_delimiter_and_GB18030()
    {
        byte[] file = await Files.WriteAsync(new(TableKind.Csv) { Delimiter = TableDelimiter.Semicolon, Encoding = TableEncoding.Gb18030 }, Columns, Rows);

        Assert.Equal("code;户主;residents;longitude;latitude\r\n'=1;\"张\"\"三\"\"\";-4;118.1;24.5\r\n\"b;c,d\";;0;;\r\n", Files.Gb18030.GetString(file));
    }

    [Fact]
    public async Task NDJSON_has_one_object_a_line()
    {
        byte[] file = await Files.WriteAsync(Files.Ndjson, Columns, Rows);

        Assert.Equal(
            "{\"code\":\"=1\",\"户主\":\"张\\\"三\\\"\",\"residents\":-4,\"longitude\":118.1,\"latitude\":24.5}\n{\"code\":\"b;c,d\",\"户主\":null,\"residents\":0,\"longitude\":null,\"latitude\":null}\n",
            Encoding.UTF8.GetString(file));
    }

    [Fact]
    public async Task GeoJSON_has_points_or_geometries()
    {
        Geometry line = new WKTReader().Read("LINESTRING (0 0, 1 1)");
        byte[] points = await Files.WriteAsync(Files.Geojson, Columns, Rows);
        byte[] lines = await Files.WriteAsync(Files.Geojson, [new("geometry"), new("code")], [[TableValue.Of(line), TableValue.Of("x")]]);

        Assert.Equal(
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"Point","coordinates":[118.1,24.5]},"properties":{"code":"=1","户主":"张\"三\"","residents":-4}},
            {"type":"Feature","geometry":null,"properties":{"code":"b;c,d","户主":null,"residents":0}}
            ]}

            """,
            Encoding.UTF8.GetString(points));
        Assert.Equal(
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]},"properties":{"code":"x"}}
            ]}

            """,
            Encoding.UTF8.GetString(lines));
    }

    [Theory]
    [InlineData(TableKind.Csv, TableEncoding.Utf8)]
    [InlineData(TableKind.Csv, TableEncoding.Gb18030)]
    [InlineData(TableKind.Ndjson, TableEncoding.Utf8)]
    [InlineData(TableKind.Geojson, TableEncoding.Utf8)]
    [InlineData(TableKind.Geojson, TableEncoding.Gb18030)]
    public async Task Parts_one_after_another_are_the_whole_file(TableKind kind, TableEncoding encoding)
    {
        var format = new TableFormat(kind) { Encoding = encoding };
        TableValue[][] rows = [.. Rows, .. Rows, .. Rows];
        foreach (int count in (int[])[0, 1, 6])
        {
            byte[] whole = await Files.WriteAsync(format, Columns, rows[..count]);
            for (int first = 0; first <= count; first++)
            {
                for (int second = first; second <= count; second++)
                {
                    using var file = new MemoryStream();
                    await PartAsync(TableWriter.Begin(file, format, Columns), rows[..first], last: false);
                    await PartAsync(TableWriter.Append(file, format, Columns, first), rows[first..second], last: false);
                    await PartAsync(TableWriter.Append(file, format, Columns, second), rows[second..count], last: true);

                    Assert.Equal(whole, file.ToArray());
                }
            }
        }
    }

    [Fact]
    public async Task Tables_that_cannot_be_written_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TableWriter.Begin(Stream.Null, Files.Csv, []));
        Assert.Throws<ArgumentException>(() => TableWriter.Begin(Stream.Null, Files.Csv, [new("a"), new("b", "a")]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TableValue.Of(double.NaN));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.WriteAsync(Files.Csv, Columns, [[default]]));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.WriteAsync(Files.Geojson, Columns, [[default, default, default, TableValue.Of(1L), default]]));
    }

    private static async Task PartAsync(TableWriter writer, TableValue[][] rows, bool last)
    {
        foreach (TableValue[] row in rows)
        {
            await writer.WriteAsync(row, TestContext.Current.CancellationToken);
        }

        await (last ? writer.EndAsync(TestContext.Current.CancellationToken) : writer.FlushAsync(TestContext.Current.CancellationToken));
    }
}
