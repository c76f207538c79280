using System.Text;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Tests.Tables;

/// <summary>Memory stays the same however long the file is.</summary>
[Collection(Alone.Name)]
public sealed class LargeFilesTests
{
    private const long MegaByte = 1024 * 1024;

    [Theory]
    [InlineData(TableKind.Csv, 30)]
    [InlineData(TableKind.Ndjson, 20)]
    [InlineData(TableKind.Geojson, 20)]
    public async Task A_long_file_is_read_in_little_memory(TableKind kind, int megabytes)
    {
        (string head, string row, string tail) = kind switch
        {
            TableKind.Csv => ("编号,姓名,电话,经度,纬度,楼栋,人数,原村\r\n", "A-123456,张三,13800138000,118.123456,24.123456,3栋,4,\"上\"\"村\"\"\"\r\n", ""),
            TableKind.Ndjson => ("", "{\"code\":\"A-123456\",\"name\":\"张三\",\"point\":{\"longitude\":118.123456,\"latitude\":24.123456},\"residents\":4}\n", ""),
            _ => (
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}",
                ",\n{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[118.123456,24.123456]},\"properties\":{\"code\":\"A-123456\",\"name\":\"张三\"}}",
                "]}"),
        };
        using var file = new Repeated(head, row, tail, (int)(megabytes * MegaByte / Encoding.UTF8.GetByteCount(row)));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        int rows = 0;
        await foreach (TableRow read in TableReader.ReadAsync(file, new TableFormat(kind), TestContext.Current.CancellationToken))
        {
            Assert.Empty(read.Faults);
            if (++rows % 100_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(file.Rows + (kind == TableKind.Geojson ? 1 : 0), rows);
        Assert.InRange(most, long.MinValue, 16 * MegaByte);
    }

    [Theory]
    [InlineData(TableKind.Csv, "a,b\n1,", "x")]
    [InlineData(TableKind.Csv, "a,b\n1,\"", "x\n")]
    [InlineData(TableKind.Ndjson, "{\"a\":\"", "x")]
    [InlineData(TableKind.Geojson, "{\"type\":\"FeatureCollection\",\"features\":[{\"a\":[0", ",1")]
    [InlineData(TableKind.Geojson, "{\"type\":\"FeatureCollection\",\"features\":[{\"a\":\"", "x")]
    public async Task A_row_without_an_end_is_a_fault_and_not_kept(TableKind kind, string head, string part)
    {
        using var file = new Repeated(head, part, "", (int)(40 * MegaByte / part.Length));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        List<TableRow> rows = [];
        await foreach (TableRow row in TableReader.ReadAsync(file, new TableFormat(kind), TestContext.Current.CancellationToken))
        {
            rows.Add(row);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 32 * MegaByte);
        }

        Assert.All(rows, row => Assert.Single(row.Faults));
        Assert.Contains("longer than 1048576", rows[0].Faults[0].Message, StringComparison.Ordinal);
        Assert.All(rows, row => Assert.InRange(row.Raw.Length, 0, 1001));
    }

    /// <summary>A head, one row many times, and a tail, made as they are read.</summary>
    private sealed class Repeated(string head, string row, string tail, int times) : Stream
    {
        private readonly byte[] many = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row, 1000)));
        private readonly int rowLength = Encoding.UTF8.GetByteCount(row);
        private ReadOnlyMemory<byte> ready = Encoding.UTF8.GetBytes(head);
        private int left = times;
        private bool ended;

        public int Rows { get; } = times;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (ready.IsEmpty && left > 0)
            {
                int count = Math.Min(left, 1000);
                ready = many.AsMemory(0, count * rowLength);
                left -= count;
            }
            else if (ready.IsEmpty && !ended)
            {
                ready = Encoding.UTF8.GetBytes(tail);
                ended = true;
            }

            int length = Math.Min(ready.Length, buffer.Length);
            ready[..length].CopyTo(buffer);
            ready = ready[length..];
            return ValueTask.FromResult(length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Reading is asynchronous.");

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
