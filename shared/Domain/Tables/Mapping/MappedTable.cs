using System.Runtime.CompilerServices;

namespace GridSteward.Domain.Tables;

/// <summary>Reads one file by a mapping: its rows with their fields, and what is wrong with the file as a whole.</summary>
/// <remarks>
/// A CSV file whose header does not fit the mapping gives no rows, only <see cref="Faults"/>. JSON rows each bring their own columns, so there a column
/// that the mapping names is known to be missing only at the end. For one file, once.
/// </remarks>
public sealed class MappedTable(TableMapping mapping)
{
    private readonly List<RowFault> faults = [];
    private readonly List<string> ignored = [];
    private readonly HashSet<string> unknown = new(StringComparer.Ordinal);
    private readonly HashSet<string> absent = new(StringComparer.Ordinal);
    private readonly HashSet<string> found = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the file; complete when all rows have been read.</summary>
    public IReadOnlyList<RowFault> Faults => faults;

    /// <summary>Headers of columns that hold no field, once each; empty where the mapping is strict.</summary>
    public IReadOnlyList<string> Ignored => ignored;

    /// <summary>The header of a CSV file; null before it is read, and in JSON files.</summary>
    public TableColumns? Header { get; private set; }

    /// <summary>Reads the file. Rows without any value, as spreadsheets leave them at the end, are passed over.</summary>
    public async IAsyncEnumerable<MappedRow> ReadAsync(Stream stream, TableFormat format, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        TableBinding? binding = null;
        await foreach (TableRow row in TableReader.ReadAllAsync(stream, format, cancellationToken))
        {
            if (row.EndsFile)
            {
                faults.AddRange(row.Faults);
                yield break;
            }

            if (binding?.Columns != row.Columns)
            {
                binding = new TableBinding(mapping, row.Columns);
                Note(binding, row);
            }

            if (row.IsHeader)
            {
                Header = row.Columns;
                if (faults.Count > 0)
                {
                    yield break;
                }
            }
            else if (row.Faults.Count > 0 || row.Values.Any(value => value.Kind != TableValueKind.Missing))
            {
                yield return new MappedRow(row, binding);
            }
        }

        faults.AddRange(absent.Except(found).Select(header => new RowFault(1, header, FieldOf(header), $"No row has a member '{header}', which the mapping names.")));
    }

    private void Note(TableBinding binding, TableRow row)
    {
        int line = binding.Columns.Line;
        foreach (string header in binding.Ignored.Where(unknown.Add))
        {
            if (mapping.Strict)
            {
                faults.Add(new(line, header, null, $"The column '{header}' holds no field; the fields are {string.Join(", ", mapping.Fields.Select(f => f.Name))}."));
            }
            else
            {
                ignored.Add(header);
            }
        }

        if (row.IsHeader)
        {
            faults.AddRange(HeaderFaults(binding, line));
        }
        else if (row.Values.Count > 0 && Header is null)
        {
            absent.UnionWith(binding.Absent.Select(a => a.Header));
            found.UnionWith((mapping.Headers?.Values ?? []).Except(binding.Absent.Select(a => a.Header)));
        }
    }

    private static IEnumerable<RowFault> HeaderFaults(TableBinding binding, int line)
    {
        string there = string.Join(", ", binding.Columns.Names);
        return
        [
            .. binding.Repeated.Select(header => new RowFault(line, header, null, $"The header '{header}' stands twice.")),
            .. binding.Absent.Select(a => new RowFault(line, a.Header, a.Field, $"The file has no column '{a.Header}', which the mapping names for {a.Field}; it has {there}.")),
            .. Ambiguities(binding, line),
            .. binding.Missing.Select(field => new RowFault(line, null, field, $"The file has no column for {field}; it has {there}. Name the column in the mapping.")),
        ];
    }

    internal static IEnumerable<RowFault> Ambiguities(TableBinding binding, int line) => binding.Ambiguous.Select(a =>
        new RowFault(line, a.Second, a.Field, $"The columns '{a.First}' and '{a.Second}' both mean {a.Field}; name one of them in the mapping."));

    private string? FieldOf(string header) => mapping.Headers?.FirstOrDefault(h => h.Value == header).Key;
}
