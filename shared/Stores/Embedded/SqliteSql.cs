using System.Text.Json;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using static GridSteward.Stores.Embedded.SqliteNames;

namespace GridSteward.Stores.Embedded;

/// <summary>A statement: its text and the values of @p0, @p1, ...</summary>
internal sealed record SqliteQuery(string Text, object[] Values);

/// <summary>
/// Writes a query as SQLite's text. Names come from declarations (checked words), every value is bound, and each condition is
/// spelled as the index on it is. Which index is read is decided here (the driver: one of the filters, or none for the list's own
/// order; see <see cref="SqliteDriver"/>) and named in the text: without statistics SQLite takes every partition for a small one.
/// </summary>
internal sealed class SqliteSql
{
    private readonly List<object> values = [];
    private readonly List<string> conditions = [];
    private readonly DocumentKind kind;
    private string from;

    // orderPath: the field whose index is read when no filter drives
    private SqliteSql(DocumentKind kind, string partition, IReadOnlyList<Filter> filters, Filter? driver, string? orderPath, long? now)
    {
        this.kind = kind;
        from = $"{Table(kind.Container)} d";
        conditions.Add($"d.partition={Bind(partition)} AND d.type='{kind.Name}'");
        if ((driver is null ? Index(kind, orderPath ?? "id") : SqliteDriver.IndexOf(kind, driver)) is { } index)
        {
            from += $" INDEXED BY {index}";
        }

        foreach (Filter filter in filters)
        {
            conditions.Add(Condition(filter, drives: ReferenceEquals(filter, driver)));
        }

        if (kind.Container.Expires && now is { } at)
        {
            conditions.Add($"(d.expires IS NULL OR d.expires>{Bind(at)})");
        }
    }

    /// <summary>ETag, body and order value of one document more than the page holds.</summary>
    public static SqliteQuery List<T>(Query<T> query, PageRequest page, Filter? driver, long now)
        where T : Document
    {
        if (driver is Filter.Since && SqliteDriver.IsSinceAlone(query))
        {
            return WrittenSince(query.Kind, query.Partition, query.Filters, page);
        }

        SqliteSql sql = new(query.Kind, query.Partition, query.Filters, driver, query.Order?.Path, now);
        string value = query.Order is { } order ? Value(order.Path) : "NULL";
        string direction = query.Order is { Descending: true } ? " DESC" : string.Empty;
        string beyond = query.Order is { Descending: true } ? "<" : ">";
        if (query.Order is not null)
        {
            // numbers and strings: above NULL, below the blobs
            sql.conditions.Add($"{value}<x'' AND {value} IS NOT NULL");
        }

        if (page.After is { } after)
        {
            // the first comparison is where the index is entered; (a,b)>(x,y) would not be, a being an expression
            string id = sql.Bind(after.Id), last = query.Order is null ? "" : sql.Bind(Parameter(after.Value()!));
            sql.conditions.Add(query.Order is null ? $"d.id>{id}" : $"{value}{beyond}={last} AND ({value}{beyond}{last} OR d.id{beyond}{id})");
        }

        string by = query.Order is null ? "d.id" : $"{value}{direction},d.id{direction}";

        // "+0": the planner looks into a bare parameter there, and SQLite then compiles the statement anew for every value bound
        return sql.Build($"SELECT d.etag,d.body,{value} FROM", $" ORDER BY {by} LIMIT {sql.Bind(page.Limit + 1)}+0");
    }

    // the ids of the page are found and sorted in the index alone; only then are its documents read
    private static SqliteQuery WrittenSince(DocumentKind kind, string partition, IReadOnlyList<Filter> filters, PageRequest page)
    {
        SqliteSql sql = new(kind, partition, filters, filters[0], null, null);
        if (page.After is { } after)
        {
            sql.conditions.Add($"d.id>{sql.Bind(after.Id)}");
        }

        string ids = sql.Build("SELECT d.id AS id FROM", $" ORDER BY d.id LIMIT {sql.Bind(page.Limit + 1)}+0").Text;
        return new SqliteQuery(
            $"SELECT d.etag,d.body,NULL FROM ({ids}) driver CROSS JOIN {Table(kind.Container)} d WHERE d.partition=@p0 AND d.id=driver.id ORDER BY d.id", [.. sql.values]);
    }

    /// <summary>One number.</summary>
    public static SqliteQuery Count<T>(Query<T> query, Filter? driver, long now)
        where T : Document
        => new SqliteSql(query.Kind, query.Partition, query.Filters, driver, null, now).Build("SELECT count(*) FROM");

    /// <summary>Rows of value and number of documents; the value is null for documents without the field.</summary>
    public static SqliteQuery Tally<T>(Query<T> query, string path, Filter? driver, long now)
        where T : Document
    {
        if (query.Kind.UseOf(path) == FieldUse.Scalar)
        {
            // the limit keeps SQLite from merging the two levels, after which it would no longer see that the index has all that is asked
            SqliteQuery each = new SqliteSql(query.Kind, query.Partition, query.Filters, driver, path, now).Build($"SELECT {Value(path)} AS value FROM", " LIMIT -1");
            return each with { Text = $"SELECT value,count(*) FROM ({each.Text}) GROUP BY value" };
        }

        if (query.Filters.Count == 0 && !query.Kind.Container.Expires)
        {
            return new SqliteQuery(
                $"SELECT term,count(*) FROM {Terms(query.Kind.Container)} WHERE partition=@p0 AND type='{query.Kind.Name}' AND path='{path}' GROUP BY term", [query.Partition]);
        }

        SqliteSql sql = new(query.Kind, query.Partition, query.Filters, driver, null, now);
        sql.from += $" CROSS JOIN json_each(d.body,'$.{path}') e";
        sql.conditions.Add($"json_type(d.body,'$.{path}')='array' AND e.type='text'");
        return sql.Build("SELECT e.value,count(DISTINCT d.id) FROM", " GROUP BY 1");
    }

    /// <summary>ETag and body of the documents that are there.</summary>
    public static SqliteQuery Find(DocumentKind kind, string partition, IReadOnlyCollection<string> ids, long now)
    {
        object list = ids.Count == 1 ? ids.First() : JsonSerializer.Serialize(ids);
        string id = ids.Count == 1 ? "=@p1" : " IN (SELECT value FROM json_each(@p1))";
        string text = $"SELECT etag,body FROM {Table(kind.Container)} WHERE partition=@p0 AND id{id} AND type='{kind.Name}'";
        return kind.Container.Expires
            ? new SqliteQuery(text + " AND (expires IS NULL OR expires>@p2)", [partition, list, now])
            : new SqliteQuery(text, [partition, list]);
    }

    /// <summary>How many documents one filter leaves, counted no further than the bound; of a box the candidates.</summary>
    public static SqliteQuery Probe(DocumentKind kind, string partition, Filter filter, int bound)
    {
        SqliteSql sql = new(kind, partition, [filter], filter, null, null);
        string rows = filter switch
        {
            Filter.HasAny f => sql.TermIds(f),
            Filter.InBox f => sql.Candidates(f.Box),
            _ => sql.Build("SELECT 1 FROM").Text,
        };
        return new SqliteQuery($"SELECT count(*) FROM ({rows} LIMIT {bound})", [.. sql.values]);
    }

    private SqliteQuery Build(string head, string tail = "") => new($"{head} {from} WHERE {string.Join(" AND ", conditions)}{tail}", [.. values]);

    private string Condition(Filter filter, bool drives) => filter switch
    {
        Filter.Equal f => $"{Value(f.Path)}={Bind(Parameter(f.Value))}",
        Filter.NotTrue f => $"{Value(f.Path)} IS NOT x'01'",
        Filter.OneOf f => $"{Value(f.Path)} IN ({string.Join(',', f.Values.Select(Bind))})",
        Filter.Range { From: null, Before: null } => "true",
        Filter.Range f => Range(f),
        Filter.HasAny f => HasAny(f, drives),
        Filter.InBox f => InBox(f.Box, drives),
        Filter.Since f => $"d.written>{SqliteMarks.After(f, Bind)}",
        _ => throw new ArgumentException($"{filter} is no condition this engine knows.", nameof(filter)),
    };

    // an open end stays within the type of the other end
    private string Range(Filter.Range f)
    {
        string value = Value(f.Path);
        string above = f.From is null ? (f.Before is string ? $"{value}>=''" : "true") : $"{value}>={Bind(Parameter(f.From))}";
        string below = f.Before is null ? (f.From is string ? $"{value}<x''" : $"{value}<''") : $"{value}<{Bind(Parameter(f.Before))}";
        return $"{above} AND {below}";
    }

    private string HasAny(Filter.HasAny f, bool drives)
    {
        if (!drives)
        {
            return $"EXISTS (SELECT 1 FROM {Terms(kind.Container)} t WHERE {TermsWhere(f)} AND t.id=d.id)";
        }

        from = $"({TermIds(f)}) driver CROSS JOIN {from}";
        return "d.id=driver.id";
    }

    private string TermIds(Filter.HasAny f)
        => $"SELECT {(f.Values.Count > 1 ? "DISTINCT " : string.Empty)}t.id FROM {Terms(kind.Container)} t WHERE {TermsWhere(f)}";

    private string TermsWhere(Filter.HasAny f)
        => $"t.partition=@p0 AND t.type='{kind.Name}' AND t.path='{f.Path}' AND t.term IN ({string.Join(',', f.Values.Select(Bind))})";

    private string InBox(GeoBox box, bool drives)
    {
        LocationFields l = kind.Location!;
        IEnumerable<string> exact = StoredBoxes.Split(box).Select(part =>
            $"({Value(l.West)}<={Bind(part.East)} AND {Value(l.East)}>={Bind(part.West)} AND {Value(l.South)}<={Bind(part.North)} AND {Value(l.North)}>={Bind(part.South)})");
        string numbers = string.Join(" AND ", FieldPaths.LocationOf(kind).Select(f => $"{Value(f)}<''"));
        string condition = $"({string.Join(" OR ", exact)}) AND {numbers}";
        if (!drives)
        {
            return condition;
        }

        from = $"({Candidates(box)}) driver CROSS JOIN {from}";
        return $"d.id=driver.id AND {condition}";
    }

    // from the R*Tree's 32-bit boxes, rounded outwards
    private string Candidates(GeoBox box) => string.Join(" UNION ", StoredBoxes.Split(box).Select(part =>
        $"SELECT document AS id FROM {SqliteNames.Boxes(kind)} WHERE west<={Bind(part.East)} AND east>={Bind(part.West)} AND south<={Bind(part.North)} AND north>={Bind(part.South)} AND partition=@p0"));

    private string Bind(object value)
    {
        values.Add(value);
        return $"@p{values.Count - 1}";
    }
}
