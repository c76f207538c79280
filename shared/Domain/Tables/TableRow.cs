using GridSteward.Geo;

namespace GridSteward.Domain.Tables;

/// <summary>One row of a file.</summary>
public sealed class TableRow
{
    private static readonly TableColumns NoColumns = new([], 1);

    internal TableRow(int line, int index, TableColumns? columns, TableValue[] values, string raw)
    {
        Line = line;
        Index = index;
        Columns = columns ?? NoColumns;
        Values = values;
        Raw = raw;
    }

    /// <summary>The line on which it begins, from 1.</summary>
    public int Line { get; }

    /// <summary>How many rows stand before it, faulty ones included; in GeoJSON its place in <c>features</c>. Blank lines and the header do not count.</summary>
    public int Index { get; }

    /// <summary>Its columns.</summary>
    public TableColumns Columns { get; }

    /// <summary>Its values, one for each column; empty where the row could not be read.</summary>
    public IReadOnlyList<TableValue> Values { get; }

    /// <summary>The row as it stands in the file, for a result file; cut at 1,000 characters where it is longer than is taken. Bytes that are no characters are U+FFFD.</summary>
    public string Raw { get; }

    /// <summary>What is wrong with the row as a row of the file; none for nearly all.</summary>
    public IReadOnlyList<RowFault> Faults { get; internal init; } = [];

    /// <summary>The coordinate system that a <c>crs</c> member of the row or of its file names; null where there is none.</summary>
    public CoordinateSystem? System { get; internal init; }

    /// <summary>The file is broken here: this is no row but its fault, and no row follows.</summary>
    public bool EndsFile { get; private init; }

    /// <summary>The header of a CSV file, which only <see cref="MappedTable"/> sees.</summary>
    internal bool IsHeader { get; init; }

    /// <summary>The value of a column; missing where there is no such column.</summary>
    public TableValue this[string column] => Columns.IndexOf(column) is >= 0 and int i && i < Values.Count ? Values[i] : default;

    internal static TableRow Broken(int line, int index, string message)
        => new(line, index, null, [], "") { Faults = [new(line, null, null, message)], EndsFile = true };

    internal static TableRow Unread(int line, int index, TableColumns? columns, string raw, string message)
        => new(line, index, columns, [], Shown(raw)) { Faults = [new(line, null, null, message)] };

    private static string Shown(string raw) => raw.Length <= 1000 ? raw : string.Concat(raw.AsSpan(0, 1000), "…");
}
