namespace GridSteward.Domain.Tables;

/// <summary>A mapping as it fits one set of columns.</summary>
internal sealed class TableBinding
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    public TableBinding(TableMapping mapping, TableColumns columns)
    {
        Mapping = mapping;
        Columns = columns;
        string[] folded = [.. columns.Names.Select(FieldText.Header)];
        var named = new HashSet<int>();
        foreach (TableField field in mapping.Fields)
        {
            if (mapping.Headers?.GetValueOrDefault(field.Name) is { } header)
            {
                TakeNamed(field, header, Array.IndexOf(folded, FieldText.Header(header)), named);
            }
        }

        var taken = new HashSet<int>(named);
        foreach (TableField field in mapping.Fields.Where(f => mapping.Headers?.ContainsKey(f.Name) != true))
        {
            TakeKnown(field, folded, named, taken);
        }

        Repeated = [.. folded.Where((name, i) => name.Length > 0 && Array.IndexOf(folded, name) == i && Array.LastIndexOf(folded, name) != i)
            .Select(name => columns.Names[Array.IndexOf(folded, name)])];
        Ignored = [.. columns.Names.Where((name, i) => name.Length > 0 && !taken.Contains(i)).Distinct()];
    }

    public TableMapping Mapping { get; }

    public TableColumns Columns { get; }

    /// <summary>Headers that the mapping names and the columns lack, with their fields.</summary>
    public List<(string Field, string Header)> Absent { get; } = [];

    /// <summary>Fields that two columns could hold.</summary>
    public List<(string Field, string First, string Second)> Ambiguous { get; } = [];

    /// <summary>Required fields without a column.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Headers that stand twice.</summary>
    public IReadOnlyList<string> Repeated { get; }

    /// <summary>Headers that hold no field.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>The place of the field's column; -1 where it has none.</summary>
    public int PlaceOf(string field) => places.GetValueOrDefault(field, -1);

    /// <summary>The header of the field's column; null where it has none.</summary>
    public string? HeaderOf(string field) => PlaceOf(field) is >= 0 and int i ? Columns.Names[i] : null;

    public bool IsRequired(string field) => Mapping.Fields.Any(f => f.Required && f.Name == field);

    private void TakeNamed(TableField field, string header, int place, HashSet<int> named)
    {
        if (place < 0)
        {
            Absent.Add((field.Name, header));
            return;
        }

        places[field.Name] = place;
        named.Add(place);
    }

    private void TakeKnown(TableField field, string[] folded, HashSet<int> named, HashSet<int> taken)
    {
        for (int i = 0; i < folded.Length; i++)
        {
            if (named.Contains(i) || !TableWords.Means(folded[i], field.Name))
            {
                continue;
            }

            taken.Add(i);
            if (!places.TryAdd(field.Name, i) && folded[places[field.Name]] != folded[i])
            {
                Ambiguous.Add((field.Name, Columns.Names[places[field.Name]], Columns.Names[i]));
            }
        }

        if (field.Required && !places.ContainsKey(field.Name))
        {
            Missing.Add(field.Name);
        }
    }
}
