using System.Text.Json;

namespace GridSteward.Domain.Tables.Reading;

/// <summary>Collects the members of one JSON object after another as columns; objects within become <c>outer.inner</c>, geometries stay whole.</summary>
internal sealed class JsonFields
{
    private readonly List<string> names = [];
    private readonly List<TableValue> values = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private TableColumns last = new([], 0);

    /// <summary>Member names that stand twice in the row.</summary>
    public List<string> Repeated { get; } = [];

    public void Begin()
    {
        names.Clear();
        values.Clear();
        known.Clear();
        Repeated.Clear();
    }

    public bool Has(string name) => known.Contains(name);

    public void Add(string name, TableValue value)
    {
        if (known.Add(name))
        {
            names.Add(name);
            values.Add(value);
        }
        else
        {
            Repeated.Add(name);
        }
    }

    /// <summary>Adds the members of an object, except the named ones.</summary>
    /// <exception cref="InvalidOperationException">A text holds half a surrogate pair.</exception>
    public void AddMembers(JsonElement container, string prefix = "", params ReadOnlySpan<string> except)
    {
        foreach (JsonProperty member in container.EnumerateObject())
        {
            string name = prefix + member.Name;
            if (except.Contains(name))
            {
                continue;
            }

            if (member.Value.ValueKind != JsonValueKind.Object)
            {
                Add(name, TableValue.Read(member.Value));
            }
            else if (IsGeometry(member.Value))
            {
                Add(name, TableValue.ReadGeometry(member.Value));
            }
            else
            {
                AddMembers(member.Value, name + ".");
            }
        }
    }

    /// <summary>The columns of the row, the same ones as before where they are the same.</summary>
    public TableColumns Columns(int line)
    {
        if (!names.SequenceEqual(last.Names, StringComparer.Ordinal))
        {
            last = new TableColumns([.. names], line);
        }

        return last;
    }

    public TableValue[] Values() => [.. values];

    private static bool IsGeometry(JsonElement element)
        => element.TryGetProperty("type"u8, out JsonElement type) && type.ValueKind == JsonValueKind.String
        && ((element.TryGetProperty("coordinates"u8, out JsonElement inner) || element.TryGetProperty("geometries"u8, out inner))
            && inner.ValueKind == JsonValueKind.Array);
}
