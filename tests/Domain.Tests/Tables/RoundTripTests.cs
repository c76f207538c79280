using System.Globalization;
using System.Text;
using GridSteward.Domain.Tables;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GridSteward.Domain.Tests.Tables;

/// <summary>What is written is read again, whatever people have typed.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Pieces =
    [
        "\"", "\"\"", ",", ";", "\t", "\r", "\n", "\r\n", "=", "+", "-", "@", "'", "''", "＝", "＋", "a", "0", "1.5", "张", "三", "　", " ", "\u00A0", "𠮷", "😀", "e\u0301",
        "\\", "/", "<", "&", "|", "、", "[", "{", "\u2028", "\uFEFF", "\uFFFD", "\0", "\u0085", "=\"x\"", "true", "null",
    ];

    [Theory]
    [InlineData(TableEncoding.Utf8, TableDelimiter.Comma)]
    [InlineData(TableEncoding.Gb18030, TableDelimiter.Comma)]
    [InlineData(TableEncoding.Utf8, TableDelimiter.Semicolon)]
    [InlineData(TableEncoding.Utf8, TableDelimiter.Tab)]
    public void Any_text_comes_back_from_CSV(TableEncoding encoding, TableDelimiter delimiter) => Check.ForSeeds(150, random =>
    {
        var format = new TableFormat(TableKind.Csv) { Encoding = encoding, Delimiter = delimiter };
        (TableColumn[] columns, TableValue[][] rows) = Table(random, texts: true);
        List<TableRow> read = Again(format, columns, rows);

        // CSV has no word for an empty text: it is missing.
        Assert.Equal(rows.Select(row => row.Select(value => value.Text is "" ? null : value.Text)), read.Select(row => row.Texts()));
        Assert.Equal(columns.Select(column => column.Field), read[0].Columns.Names);
    });

    [Theory]
    [InlineData(TableKind.Ndjson, TableEncoding.Utf8)]
    [InlineData(TableKind.Ndjson, TableEncoding.Gb18030)]
    [InlineData(TableKind.Geojson, TableEncoding.Utf8)]
    [InlineData(TableKind.Geojson, TableEncoding.Gb18030)]
    public void Any_value_comes_back_from_JSON(TableKind kind, TableEncoding encoding) => Check.ForSeeds(150, random =>
    {
        var format = new TableFormat(kind) { Encoding = encoding };
        (TableColumn[] columns, TableValue[][] rows) = Table(random, texts: false);
        List<TableRow> read = Again(format, columns, rows);

        Assert.Equal(
            rows.Select(row => row.Select(value => (value.Kind, value.Text))),
            read.Select(row => columns.Select(column => (row[column.Field].Kind, row[column.Field].Text))));
    });

    [Theory]
    [InlineData(TableKind.Csv, TableEncoding.Utf8)]
    [InlineData(TableKind.Csv, TableEncoding.Gb18030)]
    [InlineData(TableKind.Ndjson, TableEncoding.Utf8)]
    [InlineData(TableKind.Geojson, TableEncoding.Gb18030)]
    public async Task A_table_of_many_blocks_comes_back(TableKind kind, TableEncoding encoding)
    {
        var random = new Random(8101);
        var format = new TableFormat(kind) { Encoding = encoding };
        TableColumn[] columns = [new("a"), new("b"), new("c")];
        TableValue[][] rows = [.. Enumerable.Range(0, 20_000).Select(i => new[] { TableValue.Of($"{i}"), Value(random, texts: true), Value(random, texts: true) })];
        byte[] file = await Files.WriteAsync(format, columns, rows);
        List<TableRow> read = await Files.ReadAsync(file, format);

        Assert.True(file.Length > 5 * 64 * 1024);
        Assert.All(read, row => Assert.Empty(row.Faults));
        string? Seen(TableValue value) => kind == TableKind.Csv && value.Text is "" ? null : value.Text;
        Assert.Equal(rows.Select(row => row.Select(Seen)), read.Select(row => columns.Select(column => row[column.Field].Text)));
    }

    [Fact]
    public void Rows_that_are_passed_over_end_where_the_parser_would_end_them() => Check.ForSeeds(400, random =>
    {
        string text = "a,b\n" + string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => random.Pick("\"", "\"", ",", " ", "x", "yy", "\n", "\r\n", "\r", "　")));
        List<TableRow> whole = Files.ReadAsync(text, Files.Csv).GetAwaiter().GetResult();
        List<TableRow> cut = Files.ReadAsync(text, Files.Csv with { MaxRowLength = 6 }).GetAwaiter().GetResult();

        Assert.Equal(whole.Select(row => (row.Line, row.Index)), cut.Select(row => (row.Line, row.Index)));
        foreach ((TableRow expected, TableRow row) in whole.Zip(cut))
        {
            bool passedOver = row.Faults.Any(fault => fault.Message.Contains("longer than 6", StringComparison.Ordinal));
            Assert.True(passedOver == expected.Raw.Length > 6 || expected.Faults.Count > 0);
            Assert.True(passedOver || row.Texts().SequenceEqual(expected.Texts()));
        }
    });

    [Fact]
    public void The_lines_of_rows_are_where_their_bytes_are() => Check.ForSeeds(100, random =>
    {
        (TableColumn[] columns, TableValue[][] rows) = Table(random, texts: true);
        string text = Encoding.UTF8.GetString(Files.WriteAsync(Files.Csv, columns, rows).GetAwaiter().GetResult())[1..];
        int at = text.IndexOf("\r\n", StringComparison.Ordinal) + 2;
        foreach (TableRow row in Again(Files.Csv with { Delimiter = TableDelimiter.Comma }, columns, rows))
        {
            Assert.StartsWith(row.Raw + "\r\n", text[at..], StringComparison.Ordinal);
            Assert.Equal(1 + text[..at].Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\r' or '\n'), row.Line);
            at += row.Raw.Length + 2;
        }
    });

    [Fact]
    public async Task Lists_and_geometries_come_back_from_CSV()
    {
        Geometry area = new WKTReader().Read("POLYGON ((118.1 24.123456789012345, 119 24, 119 25, 118.1 24.123456789012345))");
        string[][] lists = [["a"], ["a", "b"], ["a|b", "c"], ["[x"], ["[1]", "d;e"]];
        byte[] file = await Files.WriteAsync(Files.Csv, [new("categories"), new("geometry")], lists.Select(list => new[] { TableValue.Of(list), TableValue.Of(area) }));
        (List<MappedRow> rows, _) = await Files.MapAsync(Encoding.UTF8.GetString(file), Files.Csv, new([new("categories"), new("geometry")]));

        Assert.All(rows, row => Assert.True(area.EqualsExact(row.Geometry())));
        Assert.Equal(lists, rows.Select(row => row.Codes("categories", 9, 9)!));
    }

    private static List<TableRow> Again(TableFormat format, TableColumn[] columns, TableValue[][] rows)
    {
        List<TableRow> read = Files.ReadAsync(Files.WriteAsync(format, columns, rows).GetAwaiter().GetResult(), format).GetAwaiter().GetResult();
        Assert.All(read, row => Assert.Empty(row.Faults));
        return read;
    }

    private static (TableColumn[] Columns, TableValue[][] Rows) Table(Random random, bool texts)
    {
        TableColumn[] columns = [.. Enumerable.Range(0, random.Next(1, 5)).Select(i => new TableColumn(random.Pick("c", "名", "=h", "'x", "a b") + i))];
        return (columns, [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => columns.Select(_ => Value(random, texts)).ToArray())]);
    }

    private static TableValue Value(Random random, bool texts) => (texts ? random.Next(5) : random.Next(9)) switch
    {
        0 => default,
        5 => TableValue.Of(random.Next(-1000, 1000)),
        6 => TableValue.Of(double.Parse((random.NextDouble() * Math.Pow(10, random.Next(-12, 12))).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        7 => TableValue.Of(random.Next(2) == 0),
        8 => TableValue.Of([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Text(random))]),
        _ => TableValue.Of(Text(random)),
    };

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => random.Pick(Pieces)));
}
