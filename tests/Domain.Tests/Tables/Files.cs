using System.Text;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Tests.Tables;

/// <summary>Files in memory.</summary>
internal static class Files
{
    public static TableFormat Csv { get; } = new(TableKind.Csv);

    public static TableFormat Ndjson { get; } = new(TableKind.Ndjson);

    public static TableFormat Geojson { get; } = new(TableKind.Geojson);

    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(54936)!;

    public static Task<List<TableRow>> ReadAsync(string text, TableFormat format) => ReadAsync(Encoding.UTF8.GetBytes(text), format);

    public static async Task<List<TableRow>> ReadAsync(byte[] file, TableFormat format, int atOnce = int.MaxValue)
    {
        List<TableRow> rows = [];
        await foreach (TableRow row in TableReader.ReadAsync(new Trickle(new MemoryStream(file), atOnce), format, TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    public static async Task<(List<MappedRow> Rows, MappedTable Table)> MapAsync(string text, TableFormat format, TableMapping mapping)
    {
        var table = new MappedTable(mapping);
        List<MappedRow> rows = [];
        await foreach (MappedRow row in table.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), format, TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        return (rows, table);
    }

    /// <summary>One row of the fields <c>a, b, c ...</c> with these texts.</summary>
    public static async Task<MappedRow> RowAsync(params string[] values)
    {
        string[] names = [.. values.Select((_, i) => ((char)('a' + i)).ToString())];
        string text = string.Join(',', names) + "\n" + string.Join(',', values.Select(v => $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n";
        (List<MappedRow> rows, MappedTable table) = await MapAsync(text, Csv with { Delimiter = TableDelimiter.Comma }, new([.. names.Select(n => new TableField(n))]));
        Assert.Empty(table.Faults);
        return Assert.Single(rows);
    }

    public static IReadOnlyList<string?> Texts(this TableRow row) => [.. row.Values.Select(v => v.Text)];

    public static async Task<byte[]> WriteAsync(TableFormat format, IReadOnlyList<TableColumn> columns, IEnumerable<TableValue[]> rows, TableLabels labels = TableLabels.English)
    {
        using var file = new MemoryStream();
        TableWriter writer = TableWriter.Begin(file, format, columns, labels);
        foreach (TableValue[] row in rows)
        {
            await writer.WriteAsync(row, TestContext.Current.CancellationToken);
        }

        await writer.EndAsync(TestContext.Current.CancellationToken);
        return file.ToArray();
    }

    /// <summary>A stream that gives at most so many bytes at once and cannot seek, as from a network.</summary>
    private sealed class Trickle(Stream inner, int atOnce) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => inner.ReadAsync(buffer[..Math.Min(buffer.Length, atOnce)], cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Reading is asynchronous.");

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
