using System.Text;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Tests.Tables;

public sealed class CsvReaderTests
{
    [Fact]
    public async Task A_file_with_only_a_header_has_no_rows()
    {
        Assert.Empty(await Files.ReadAsync("code,name", Files.Csv));
        Assert.Empty(await Files.ReadAsync("code,name\r\n\r\n", Files.Csv));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n \r\n")]
    [InlineData("\uFEFF")]
    public async Task An_empty_file_is_broken_on_line_1(string text)
    {
        TableRow row = Assert.Single(await Files.ReadAsync(text, Files.Csv));

        Assert.True(row.EndsFile);
        Assert.Equal(new RowFault(1, null, null, "The file is empty: it has no header row."), Assert.Single(row.Faults));
    }

    [Fact]
    public async Task A_short_row_has_missing_values_and_a_long_one_a_fault()
    {
        List<TableRow> rows = await Files.ReadAsync("a,b,c\n1\n1,2,3,,\n1,2,3,4\n", Files.Csv);

        Assert.Equal(["1", null, null], rows[0].Texts());
        Assert.Empty(rows[0].Faults);
        Assert.Empty(rows[1].Faults); // only empty fields too many, as spreadsheets leave them
        Assert.Equal((4, "The row has 4 fields, the header 3; a field that holds the delimiter must be quoted."), Assert.Single(rows[2].Faults.Select(f => (f.Line, f.Message))));
    }

    [Fact]
    public async Task A_quote_within_an_unquoted_field_is_an_ordinary_character()
    {
        List<TableRow> rows = await Files.ReadAsync("a,b\n5'6\" tall,x\n2,y\n", Files.Csv);

        Assert.Equal(["5'6\" tall", "x"], rows[0].Texts());
        Assert.Empty(rows[0].Faults);
        Assert.Equal(["2", "y"], rows[1].Texts());
    }

    [Fact]
    public async Task Text_behind_a_closing_quote_is_a_fault_of_its_column()
    {
        List<TableRow> rows = await Files.ReadAsync("a,b\n1,\"x\" y \"z\"\n2,w\n", Files.Csv);

        Assert.Equal((2, "b", "Text follows a closing quote; quotes inside a quoted field are doubled."), Assert.Single(rows[0].Faults.Select(f => (f.Line, f.Column, f.Message))));
        Assert.Equal(["2", "w"], rows[1].Texts());
    }

    [Theory]
    [InlineData("a,b\n1,x\n2,\"cut")]
    [InlineData("a,b\n1,x\n2,\"cut\n")]
    [InlineData("a,b\n1,x\n2,\"cut\"\"")]
    [InlineData("a,b\n1,x\n2,\"")]
    [InlineData("a,b\n1,x\n2,\"cut\n3,y\n4,z\n")]
    public async Task A_quote_that_is_never_closed_is_a_fault_of_its_row(string text)
    {
        List<TableRow> rows = await Files.ReadAsync(text, Files.Csv);

        Assert.Equal(2, rows.Count);
        Assert.Empty(rows[0].Faults);
        Assert.Equal((3, "A quote is opened in this row and never closed; the file may be cut off."), Assert.Single(rows[1].Faults.Select(f => (f.Line, f.Message))));
    }

    [Fact]
    public async Task Every_place_to_cut_a_file_off_gives_the_rows_before_it_and_never_an_exception()
    {
        byte[] whole = Encoding.UTF8.GetBytes("编号,姓名,备注\r\n1,张三,\"a\"\"b\r\nc\"\r\n2,李四,=\r\n\"3\",\"王\",\r\n");
        List<TableRow> expected = await Files.ReadAsync(whole, Files.Csv);
        for (int length = 0; length < whole.Length; length++)
        {
            List<TableRow> rows = await Files.ReadAsync(whole[..length], Files.Csv with { Encoding = TableEncoding.Utf8 });

            Assert.InRange(rows.Count, 0, 3);
            foreach ((TableRow row, TableRow good) in rows.SkipLast(1).Zip(expected))
            {
                Assert.Empty(row.Faults);
                Assert.Equal((good.Line, good.Raw), (row.Line, row.Raw));
            }
        }
    }

    [Fact]
    public async Task A_row_is_shown_as_it_stands_in_the_file()
    {
        TableRow row = Assert.Single(await Files.ReadAsync("a;b\r\n \"1\" ;\"x\ry\"\r\n", Files.Csv));

        Assert.Equal(" \"1\" ;\"x\ry\"", row.Raw);
        Assert.Equal("x\ry", row["b"].Text);
        Assert.Equal(TableValueKind.Missing, row["c"].Kind);
    }

    [Theory]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("'+86 138", "+86 138")]
    [InlineData("'-", "-")]
    [InlineData("'@x", "@x")]
    [InlineData("''=x", "'=x")]
    [InlineData("'013800138000", "013800138000")]
    [InlineData("\"=\"\"0138\"\"\"", "0138")]
    [InlineData("=\"0138\"", "0138")]
    [InlineData("'s-Hertogenbosch", "'s-Hertogenbosch")]
    [InlineData("=SUM(A1)", "=SUM(A1)")]
    [InlineData("-5", "-5")]
    public async Task What_spreadsheets_need_around_text_is_taken_off(string field, string expected)
        => Assert.Equal(expected, Assert.Single(await Files.ReadAsync($"a\n{field}\n", Files.Csv))["a"].Text);

    [Theory]
    [InlineData("\"a,b,c\";d", ';')]
    [InlineData("a", ',')]
    [InlineData("a\tb,c\td", '\t')]
    [InlineData("\n\n a;b;c,d", ';')]
    public async Task The_delimiter_is_found_in_the_header_outside_quotes(string header, char expected)
    {
        TableRow row = Assert.Single(await Files.ReadAsync($"{header}\n1{expected}2\n", Files.Csv));

        Assert.Equal("1", row.Values[0].Text);
    }

    [Fact]
    public async Task A_row_that_is_too_long_is_a_fault_and_reading_goes_on_behind_it()
    {
        TableFormat format = Files.Csv with { MaxRowLength = 50 };
        string longOne = new('x', 80);
        foreach (string end in (string[])["\n", "\r\n", "\r"])
        {
            string text = $"a,b{end}1,x{end}2,{longOne}{end}3,\"{longOne}{end}y\"\"{end}{end}z\"{end}4,{new string('y', 48)}{end}5,{new string('y', 49)}{end}6,z{end}";
            List<TableRow> rows = await Files.ReadAsync(text, format);

            Assert.Equal([2, 3, 4, 8, 9, 10], rows.Select(row => row.Line));
            Assert.Equal([0, 1, 2, 3, 4, 5], rows.Select(row => row.Index));
            Assert.Equal([false, true, true, false, true, false], rows.Select(row => row.Faults.Count > 0));
            Assert.All(rows.Where(row => row.Faults.Count > 0), row => Assert.StartsWith("The row is longer than 50 characters.", row.Faults[0].Message, StringComparison.Ordinal));
            Assert.Contains("It ends on line 7;", rows[2].Faults[0].Message, StringComparison.Ordinal);
            Assert.Equal(["6", "z"], rows[5].Texts());
        }
    }

    [Fact]
    public async Task A_row_of_any_length_around_the_limit_ends_where_it_ends()
    {
        for (int length = 1; length < 60; length++)
        {
            foreach (string end in (string[])["\n", "\r\n", "\r"])
            {
                List<TableRow> rows = await Files.ReadAsync($"a{end}{new string('x', length)}{end}y{end}", Files.Csv with { MaxRowLength = 20 });

                Assert.Equal([2, 3], rows.Select(row => row.Line));
                Assert.Equal(length > 20, rows[0].Faults.Count == 1);
                Assert.Equal("y", rows[1]["a"].Text);
            }
        }
    }

    [Fact]
    public async Task An_open_quote_that_swallows_the_file_is_one_fault_that_says_so()
    {
        string text = "a,b\n1,\"open\n" + string.Concat(Enumerable.Range(2, 100).Select(i => $"{i},x\n"));
        List<TableRow> rows = await Files.ReadAsync(text, Files.Csv with { MaxRowLength = 50 });

        RowFault fault = Assert.Single(Assert.Single(rows).Faults);
        Assert.Equal(2, fault.Line);
        Assert.Contains("never closed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_is_too_long_breaks_the_file()
    {
        TableRow row = Assert.Single(await Files.ReadAsync(new string('x', 100) + "\n1\n2\n", Files.Csv with { MaxRowLength = 50 }));

        Assert.True(row.EndsFile);
        Assert.StartsWith("The header row is longer", row.Faults[0].Message, StringComparison.Ordinal);
    }
}
