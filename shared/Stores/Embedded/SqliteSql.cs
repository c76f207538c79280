using System.Text;
using System.Text.Json;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using static GridSteward.Stores.Embedded.SqliteNames;

namespace GridSteward.Stores.Embedded;

/// <summary>A statement: its text and the values of @p0, @p1, ...</summary>
internal sealed record SqliteQuery(string Text, object[] Values);

/// <summary>
/// Writes a query as SQLite's text. Names come from declarations (checked words), every value is bound, and each condition is
/// spelled as the index on it is.
/// </summary>
internal sealed class SqliteSql
{
    private readonly List<object> values = [];
    private readonly List<string> conditions = [];
    private readonly DocumentKind kind;
    private string from;

    private SqliteSql(DocumentKind kind, string partition, IReadOnlyList<Filter> filters, long now)
    {
        this.kind = kind;
        from = $"{Table(kind.Container)} d";
        conditions.Add($"d.partition={Bind(partition)} AND d.type='{kind.Name}'");
        foreach (Filter filter in filters)
        {
            conditions.Add(Condition(filter));
        }

        if (kind.Container.Expires)
        {
            conditions.Add($"(d.expires IS NULL OR d.expires>{Bind(now)})");
        }
    }

    /// <summary>id, etag, body and the order value of one document more than the page holds.</summary>
    public static SqliteQuery List<T>(Query<T> query, PageRequest page, long now)
        where T : Document
    {
        SqliteSql sql = new(query.Kind, query.Partition, query.Filters, now);
        string value = query.Order is { } order ? Value(order.Path) : "NULL";
        string direction = query.Order is { Descending: true } ? " DESC" : string.Empty;
        string beyond = query.Order is { Descending: true } ? "<" : ">";
        if (query.Order is not null)
        {
            sql.conditions.Add($"{value}<x''"); // numbers and strings
        }

        if (page.After is { } after)
        {
            sql.conditions.Add(query.Order is null
                ? $"d.id>{sql.Bind(after.Id)}"
                : $"({value},d.id){beyond}({sql.Bind(Parameter(after.Value()!))},{sql.Bind(after.Id)})");
        }

        string by = query.Order is null ? "d.id" : $"{value}{direction},d.id{direction}";
        return sql.Build($"SELECT d.etag,d.body,{value} FROM", $"ORDER BY {by} LIMIT {sql.Bind(page.Limit + 1)}");
    }

    /// <summary>One number.</summary>
    public static SqliteQuery Count<T>(Query<T> query, long now)
        where T : Document
        => new SqliteSql(query.Kind, query.Partition, query.Filters, now).Build("SELECT count(*) FROM", string.Empty);

    /// <summary>Rows of value and number of documents.</summary>
    public static SqliteQuery Tally<T>(Query<T> query, string path, long now)
        where T : Document
    {
        FieldUse use = query.Kind.UseOf(path);
        SqliteSql sql = new(query.Kind, query.Partition, query.Filters, now);
        if (use == FieldUse.Scalar)
        {
            sql.conditions.Add($"{Value(path)} IS NOT NULL");
            return sql.Build($"SELECT {Value(path)},count(*) FROM", "GROUP BY 1");
        }

        sql.from += $" JOIN {Terms(query.Kind.Container)} tally ON tally.partition=d.partition AND tally.type='{query.Kind.Name}' AND tally.path='{path}' AND tally.id=d.id";
        return sql.Build("SELECT tally.term,count(*) FROM", "GROUP BY 1");
    }

    /// <summary>id, etag and body of the documents that are there.</summary>
    public static SqliteQuery Find(DocumentKind kind, string partition, IReadOnlyCollection<string> ids, long now)
    {
        SqliteSql sql = new(kind, partition, [], now);
        sql.conditions.Add(ids.Count == 1 ? $"d.id={sql.Bind(ids.First())}" : $"d.id IN {sql.BindList(ids)}");
        return sql.Build("SELECT d.etag,d.body FROM", string.Empty);
    }

    private SqliteQuery Build(string head, string tail)
        => new(new StringBuilder(head).Append(' ').Append(from).Append(" WHERE ").AppendJoin(" AND ", conditions).Append(' ').Append(tail).ToString(), [.. values]);

    private string Condition(Filter filter) => filter switch
    {
        Filter.Equal f => $"{Value(f.Path)}={Bind(Parameter(f.Value))}",
        Filter.OneOf f => $"{Value(f.Path)} IN {BindList(f.Values)}",
        Filter.HasAny f => HasAny(f),
        Filter.Range { From: null, Before: null } => "true",
        Filter.Range f => Range(f),
        Filter.InBox f => InBox(f.Box),
        _ => throw new ArgumentException($"{filter} is no condition this engine knows.", nameof(filter)),
    };

    // an open end stays within the type of the other end
    private string Range(Filter.Range f)
    {
        string value = Value(f.Path);
        string from = f.From is null ? (f.Before is string ? $"{value}>=''" : "true") : $"{value}>={Bind(Parameter(f.From))}";
        string before = f.Before is null ? (f.From is string ? $"{value}<x''" : $"{value}<''") : $"{value}<{Bind(Parameter(f.Before))}";
        return $"{from} AND {before}";
    }

    // rows of terms are unique, so one term can be a join, which leaves the planner free to begin there or at the list's order
    private string HasAny(Filter.HasAny f)
    {
        string name = $"t{values.Count}";
        string where = $"{name}.partition=@p0 AND {name}.type='{kind.Name}' AND {name}.path='{f.Path}'";
        if (f.Values.Count == 1)
        {
            from += $" JOIN {Terms(kind.Container)} {name} ON {where} AND {name}.id=d.id";
            return $"{name}.term={Bind(f.Values[0])}";
        }

        return $"d.id IN (SELECT {name}.id FROM {Terms(kind.Container)} {name} WHERE {where} AND {name}.term IN {BindList(f.Values)})";
    }

    // candidates from the R*Tree's 32-bit boxes first, then the document's own numbers
    private string InBox(GeoBox box)
    {
        LocationFields l = kind.Location!;
        string name = $"b{values.Count}";
        List<string> candidates = [], exact = [];
        foreach (GeoBox part in Boxes.Split(box))
        {
            string west = Bind(part.West), east = Bind(part.East), south = Bind(part.South), north = Bind(part.North);
            candidates.Add(
                $"SELECT document FROM {SqliteNames.Boxes(kind)} WHERE west<={east} AND east>={west} AND south<={north} AND north>={south} AND partition=@p0");
            exact.Add($"({Value(l.West)}<={east} AND {Value(l.East)}>={west} AND {Value(l.South)}<={north} AND {Value(l.North)}>={south})");
        }

        from = $"({string.Join(" UNION ", candidates)}) {name} CROSS JOIN {from}";
        string numbers = string.Join(" AND ", FieldPaths.LocationOf(kind).Select(f => $"{Value(f)}<''"));
        return $"d.id={name}.document AND ({string.Join(" OR ", exact)}) AND {numbers}";
    }

    private string Bind(object value)
    {
        values.Add(value);
        return $"@p{values.Count - 1}";
    }

    private string BindList(IEnumerable<string> list) => $"(SELECT value FROM json_each({Bind(JsonSerializer.Serialize(list))}))";
}
