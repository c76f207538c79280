using System.Buffers;
using GridSteward.Domain.Tables.Writing;

namespace GridSteward.Domain.Tables;

/// <summary>Writes a table row by row. The same rows give the same bytes, in however many parts they are written.</summary>
/// <remarks>
/// <para>A file is begun by <see cref="Begin"/>, may be continued by any number of <see cref="Append"/>, and the last part calls <see cref="EndAsync"/>;
/// the parts one after another are the file. Every part that is not the last one ends with <see cref="FlushAsync"/>.</para>
/// <para>CSV has CRLF line ends, quotes where needed, an apostrophe before text that a spreadsheet would take for a formula (reading takes it off), and in
/// UTF-8 a byte order mark. JSON is written in the encoding asked for, without a mark. A missing value is an empty field or null. Half a surrogate pair
/// is written as U+FFFD, or as ? in GB18030. Not safe for use by several threads; the stream is not disposed.</para>
/// </remarks>
public sealed class TableWriter
{
    private const int FlushBytes = 64 * 1024;

    private readonly Stream stream;
    private readonly RowFormat rows;
    private readonly ArrayBufferWriter<byte> buffer = new(2 * FlushBytes);
    private readonly int width;
    private long written;
    private bool begun;

    private TableWriter(Stream stream, TableFormat format, IReadOnlyList<TableColumn> columns, TableLabels labels, long rowsBefore, bool begun)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfNegative(rowsBefore);
        string[] fields = [.. columns.Select(column => column.Field)];
        string[] headers = [.. columns.Select(column => column.Header ?? TableWords.Label(column.Field, labels))];
        if (headers.Length == 0 || headers.Distinct(StringComparer.Ordinal).Count() < headers.Length)
        {
            throw new ArgumentException("A table has at least one column, and no two of the same header.", nameof(columns));
        }

        this.stream = stream;
        this.begun = begun;
        written = rowsBefore;
        width = headers.Length;
        rows = format.Kind switch
        {
            TableKind.Csv => new CsvFormat(headers, format),
            TableKind.Ndjson => new NdjsonFormat(headers, format),
            TableKind.Geojson => new GeoJsonFormat(fields, headers, format),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format.Kind, "There is no such file format."),
        };
    }

    /// <summary>How many rows the file holds so far, those of earlier parts included: what <see cref="Append"/> wants to be told.</summary>
    public long Rows => written;

    /// <summary>Begins a file.</summary>
    /// <exception cref="ArgumentException">There are no columns, or two of the same header.</exception>
    public static TableWriter Begin(Stream stream, TableFormat format, IReadOnlyList<TableColumn> columns, TableLabels labels = TableLabels.English)
        => new(stream, format, columns, labels, 0, begun: false);

    /// <summary>Continues a file of which parts have been written with so many rows (perhaps none), by the same format, columns and labels.</summary>
    /// <inheritdoc cref="Begin" path="/exception"/>
    public static TableWriter Append(
        Stream stream, TableFormat format, IReadOnlyList<TableColumn> columns, long rowsBefore, TableLabels labels = TableLabels.English)
        => new(stream, format, columns, labels, rowsBefore, begun: true);

    /// <summary>Writes a row: one value for each column, in their order.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than columns, or what is to be a Point is not two numbers.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<TableValue> values, CancellationToken cancellationToken = default)
    {
        if (values.Length != width)
        {
            throw new ArgumentException($"The row has {values.Length} values; the table has {width} columns.", nameof(values));
        }

        EnsureBegun();
        rows.Row(buffer, values.Span, first: written == 0);
        written++;
        if (buffer.WrittenCount >= FlushBytes)
        {
            await PassOnAsync(cancellationToken);
        }
    }

    /// <summary>Ends a part: everything so far is in the stream.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        EnsureBegun();
        await PassOnAsync(cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Ends the file. Nothing is written afterwards.</summary>
    public Task EndAsync(CancellationToken cancellationToken = default)
    {
        EnsureBegun();
        rows.End(buffer);
        return FlushAsync(cancellationToken);
    }

    private void EnsureBegun()
    {
        if (!begun)
        {
            begun = true;
            rows.Begin(buffer);
        }
    }

    private async ValueTask PassOnAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
    }
}
