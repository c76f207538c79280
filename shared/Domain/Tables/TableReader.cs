using System.Runtime.CompilerServices;
using GridSteward.Domain.Tables.Reading;

namespace GridSteward.Domain.Tables;

/// <summary>Reads tables from files of any size in constant memory.</summary>
/// <remarks>
/// Nothing in a file is an exception: what is wrong with a row is a fault of that row and reading goes on; where a file breaks (a CSV file without a
/// header, JSON that is none) the last item has <see cref="TableRow.EndsFile"/>. Bytes that are no characters of the encoding, and U+FFFF, which is
/// none in any, are faults of their row. The stream is read forward only and not disposed; its own exceptions pass through.
/// </remarks>
public static class TableReader
{
    /// <summary>Reads the rows of a file one after another.</summary>
    public static async IAsyncEnumerable<TableRow> ReadAsync(
        Stream stream, TableFormat format, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (TableRow row in ReadAllAsync(stream, format, cancellationToken))
        {
            if (!row.IsHeader)
            {
                yield return row;
            }
        }
    }

    /// <summary>The rows and, in CSV, the header before them.</summary>
    internal static IAsyncEnumerable<TableRow> ReadAllAsync(Stream stream, TableFormat format, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfLessThan(format.MaxRowLength, 1);
        var text = new TextSource(stream, format.Encoding);
        return format.Kind switch
        {
            TableKind.Csv => new CsvRows(text, format).ReadAsync(cancellationToken),
            TableKind.Ndjson => new NdjsonRows(text, format).ReadAsync(cancellationToken),
            TableKind.Geojson => new GeoJsonRows(text, format).ReadAsync(cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format.Kind, "There is no such file format."),
        };
    }
}
