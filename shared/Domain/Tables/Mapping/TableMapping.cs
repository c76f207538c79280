namespace GridSteward.Domain.Tables;

/// <summary>A field that a kind of import takes.</summary>
/// <param name="Name">Its wire name, e.g. <c>originVillage</c>.</param>
/// <param name="Required">The file must have its column, and every row a value in it.</param>
public sealed record TableField(string Name, bool Required = false);

/// <summary>Which columns of a file hold which fields.</summary>
/// <param name="Fields">What is taken.</param>
/// <param name="Headers">
/// The column header by field, as the request names them; null or without a field: the column that bears the field's name or a known other name
/// of it (<see cref="TableWords"/>). A column named here is not looked at for other fields.
/// </param>
/// <param name="Strict">Columns that hold no field are faults; else they are passed over and listed.</param>
public sealed record TableMapping(IReadOnlyList<TableField> Fields, IReadOnlyDictionary<string, string>? Headers = null, bool Strict = false)
{
    /// <summary>Faults of the mapping itself, before any file is seen, each with the path of the field below <paramref name="path"/>.</summary>
    public IEnumerable<Fault> Faults(string path)
    {
        foreach ((string field, string header) in Headers ?? new Dictionary<string, string>())
        {
            if (Fields.All(f => f.Name != field))
            {
                yield return new($"{path}.{field}", $"There is no such field; there are {string.Join(", ", Fields.Select(f => f.Name))}.");
            }
            else if (string.IsNullOrWhiteSpace(header))
            {
                yield return new($"{path}.{field}", "The header of a column of the file.");
            }
        }
    }
}
