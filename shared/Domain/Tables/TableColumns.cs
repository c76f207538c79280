namespace GridSteward.Domain.Tables;

/// <summary>The columns of a row. All rows of a CSV file share one; JSON rows with the same members in the same order do too.</summary>
public sealed class TableColumns
{
    private readonly Dictionary<string, int> places;

    internal TableColumns(IReadOnlyList<string> names, int line)
    {
        Names = names;
        Line = line;
        places = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            places.TryAdd(names[i], i);
        }
    }

    /// <summary>The column headers or member names, in the order of the file. A CSV header may hold empty and repeated ones.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The line of the header row; in JSON files the line of the first row that has these columns.</summary>
    public int Line { get; }

    /// <summary>The place of the first column of that name, exactly; -1 where there is none.</summary>
    public int IndexOf(string name) => places.GetValueOrDefault(name, -1);
}
