using System.Text;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Tests.Tables;

public sealed class EncodingTests
{
    private const int Block = 64 * 1024;

    [Fact]
    public async Task Rare_characters_of_four_bytes_are_read_from_GB18030()
    {
        const string rare = "㐀䶵𠀀𠮷𫟹"; // extension A, extension B and beyond
        byte[] file = Files.Gb18030.GetBytes($"编号,姓名\n1,{rare}\n");

        foreach (TableFormat format in (TableFormat[])[Files.Csv, Files.Csv with { Encoding = TableEncoding.Gb18030 }])
        {
            Assert.Equal(rare, Assert.Single(await Files.ReadAsync(file, format))["姓名"].Text);
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public async Task A_character_that_a_block_splits_is_whole(string name)
    {
        Encoding encoding = name == "utf-8" ? Encoding.UTF8 : Files.Gb18030;
        foreach (int shift in Enumerable.Range(0, 9))
        {
            string padding = new('x', Block - 12 - shift);
            string text = $"a,b\n{padding},张𠮷三\n2,李四\n";
            List<TableRow> rows = await Files.ReadAsync(encoding.GetBytes(text), Files.Csv);

            Assert.Equal(["张𠮷三", "李四"], rows.Select(row => row["b"].Text));
            Assert.All(rows, row => Assert.Empty(row.Faults));
        }
    }

    [Fact]
    public async Task Chinese_that_comes_only_after_megabytes_of_ASCII_still_decides_the_encoding()
    {
        string text = "a,b\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},some plain text that is ASCII only\n")) + "x,网格员与楼栋\n";
        foreach (Encoding encoding in (Encoding[])[Encoding.UTF8, Files.Gb18030])
        {
            List<TableRow> rows = await Files.ReadAsync(encoding.GetBytes(text), Files.Csv);

            Assert.Equal("网格员与楼栋", rows[^1]["b"].Text);
            Assert.Equal(20_002, rows[^1].Line);
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_characters_are_faults_of_their_row_by_line()
    {
        byte[] file =
        [
            .. Encoding.UTF8.GetBytes("编号,姓名\n1,张三李四王五赵六钱七孙八\n2,\"一\n二"), 0xFF, .. Encoding.UTF8.GetBytes("三\"\n3,好\n4,"), 0xE5, 0xBC,
            .. Encoding.UTF8.GetBytes("\n5,末行\n"),
        ];
        List<TableRow> rows = await Files.ReadAsync(file, Files.Csv);

        Assert.Equal([2, 3, 5, 6, 7], rows.Select(row => row.Line));
        Assert.Equal([0, 1, 0, 1, 0], rows.Select(row => row.Faults.Count));
        Assert.Equal(new RowFault(4, "姓名", null, "Bytes that are not UTF-8; name the file's encoding if it is another one."), rows[1].Faults[0]);
        Assert.Equal("一\n二\uFFFD三", rows[1]["姓名"].Text);
        Assert.Equal((6, "姓名"), (rows[3].Faults[0].Line, rows[3].Faults[0].Column));
        Assert.Equal("末行", rows[4]["姓名"].Text);
    }

    [Fact]
    public async Task The_replacement_character_itself_is_a_character()
    {
        TableRow row = Assert.Single(await Files.ReadAsync("a\n\uFFFD\n", Files.Csv));

        Assert.Empty(row.Faults);
        Assert.Equal("\uFFFD", row["a"].Text);
    }

    [Fact]
    public async Task A_byte_order_mark_wins_over_the_named_encoding()
    {
        byte[] file = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("编号\n张\n")];

        Assert.Equal("张", Assert.Single(await Files.ReadAsync(file, Files.Csv with { Encoding = TableEncoding.Gb18030 }))["编号"].Text);
    }

    [Fact]
    public async Task A_file_that_is_named_wrongly_has_faults_and_no_garbled_text()
    {
        byte[] file = Files.Gb18030.GetBytes("code,姓名\n1,张三\n2,plain\n");
        TableRow broken = Assert.Single(await Files.ReadAsync(file, Files.Csv with { Encoding = TableEncoding.Utf8 }));

        Assert.True(broken.EndsFile);
        Assert.Equal("The header row holds bytes that are not UTF-8; name the file's encoding.", broken.Faults[0].Message);
    }

    [Fact]
    public async Task JSON_files_in_GB18030_are_read_too()
    {
        byte[] lines = Files.Gb18030.GetBytes("{\"姓名\":\"𠮷三\"}\n");
        byte[] features = Files.Gb18030.GetBytes("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"姓名\":\"𠮷三\"}}]}");

        Assert.Equal("𠮷三", Assert.Single(await Files.ReadAsync(lines, Files.Ndjson))["姓名"].Text);
        Assert.Equal("𠮷三", Assert.Single(await Files.ReadAsync(features, Files.Geojson))["姓名"].Text);
    }

    [Theory]
    [InlineData("UTF-8", TableEncoding.Utf8)]
    [InlineData("gbk", TableEncoding.Gb18030)]
    [InlineData("GB18030", TableEncoding.Gb18030)]
    [InlineData("big5", null)]
    [InlineData(null, null)]
    public void Encodings_have_several_names(string? name, TableEncoding? expected)
        => Assert.Equal(expected, TableFormat.TryParseEncoding(name, out TableEncoding encoding) ? encoding : null);
}
