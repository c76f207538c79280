using System.Text.Json;
using GridSteward.Domain.Storage;
using static GridSteward.Stores.Embedded.SqliteNames;

namespace GridSteward.Stores.Embedded;

/// <summary>What a document is found by besides its id.</summary>
/// <param name="Values">The values of <see cref="SqliteKind.Paths"/>, in their order.</param>
/// <param name="Terms">The elements of its array fields, each once.</param>
/// <param name="Box">Where it lies; null for nowhere.</param>
internal sealed record SqliteEntry(object[] Values, IReadOnlyList<(string Path, string Term)> Terms, (double West, double East, double South, double North)? Box)
{
    public static readonly SqliteEntry Empty = new([], [], null);
}

/// <summary>What a kind's declaration means in SQLite: a table of entries with a column for each scalar, terms for array fields, and an R*Tree for a location.</summary>
internal sealed class SqliteKind
{
    private readonly string[][] members;
    private readonly (string Path, string[] Members)[] elements;
    private readonly int[]? location;

    public SqliteKind(DocumentKind kind)
    {
        Kind = kind;
        Scalars = [.. kind.Fields.Where(f => f.Use == FieldUse.Scalar).Select(f => f.Path)];
        Paths = [.. Scalars.Union(FieldPaths.LocationOf(kind))];
        members = [.. Paths.Select(p => p.Split('.'))];
        elements = [.. kind.Fields.Where(f => f.Use == FieldUse.Elements).Select(f => (f.Path, f.Path.Split('.')))];
        location = kind.Location is { } l ? [.. new[] { l.West, l.East, l.South, l.North }.Select(p => Paths.IndexOf(p))] : null;
        string[] columns =
        [
            "partition", "id", .. kind.Container.Expires ? ["expires"] : Array.Empty<string>(), .. kind.TracksWrites ? ["written"] : Array.Empty<string>(),
            .. kind.Location is null ? Array.Empty<string>() : ["place"], .. Paths.Select(Column),
        ];
        Insert = $"INSERT INTO {Entries(kind)}({string.Join(',', columns)}) VALUES({string.Join(',', columns.Select((_, i) => $"@p{i}"))})";
    }

    public DocumentKind Kind { get; }

    /// <summary>The declared scalars: each has an index.</summary>
    public IReadOnlyList<string> Scalars { get; }

    /// <summary>Those, and the numbers of the location: each has a column.</summary>
    public List<string> Paths { get; }

    /// <summary>The declared array fields.</summary>
    public IEnumerable<string> Elements => elements.Select(e => e.Path);

    /// <summary>The statement that adds an entry: partition, id, expiry and number of the write where the kind has them, place where it has a location, values.</summary>
    public string Insert { get; }

    /// <summary>What a document is found by.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public SqliteEntry Read(ReadOnlyMemory<byte> body)
    {
        if (members.Length == 0 && elements.Length == 0)
        {
            return SqliteEntry.Empty;
        }

        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        object[] values = Array.ConvertAll(members, path => SqliteValues.Of(At(root, path)));
        List<(string, string)> terms = [];
        foreach ((string path, string[] names) in elements)
        {
            if (At(root, names) is { ValueKind: JsonValueKind.Array } array)
            {
                terms.AddRange(array.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!).Distinct(StringComparer.Ordinal).Select(t => (path, t)));
            }
        }

        return new SqliteEntry(values, terms, BoxOf(values));
    }

    private (double, double, double, double)? BoxOf(object[] values)
        => location is not null && values[location[0]] is double west && values[location[1]] is double east && values[location[2]] is double south && values[location[3]] is double north
            ? (Math.Min(west, east), Math.Max(west, east), Math.Min(south, north), Math.Max(south, north))
            : null;

    private static JsonElement? At(JsonElement root, string[] path)
    {
        JsonElement at = root;
        foreach (string name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }
}
