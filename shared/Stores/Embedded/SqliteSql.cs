using System.Text.Json;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using static GridSteward.Stores.Embedded.SqliteNames;

namespace GridSteward.Stores.Embedded;

/// <summary>A statement: its text and the values of @p0, @p1, ...</summary>
internal sealed record SqliteQuery(string Text, object[] Values);

/// <summary>
/// Writes a query as SQLite's text. Names come from declarations (checked words), every value is bound. Entries decide; documents are read by id, and only those that the
/// page shows. Which index is read is decided here (the driver: one of the filters, or none for the list's own order; see <see cref="SqliteDriver"/>) and named in the
/// text: without statistics SQLite takes every partition for a small one.
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
        from = $"{Entries(kind)} e";
        conditions.Add($"e.partition={Bind(partition)}");
        string? path = driver is null ? orderPath : SqliteDriver.PathOf(driver);
        if (path is not null)
        {
            from += $" INDEXED BY {Index(kind, path)}";
            conditions.Add($"e.{Column(path)} IS NOT NULL"); // as the index says
        }
        else if (driver is null or Filter.Since)
        {
            from += $" INDEXED BY {(driver is null ? ById(kind) : WrittenIndex(kind))}";
        }

        foreach (Filter filter in filters)
        {
            conditions.Add(Condition(filter, drives: ReferenceEquals(filter, driver)));
        }

        if (kind.Container.Expires && now is { } at)
        {
            conditions.Add($"(e.expires IS NULL OR e.expires>{Bind(at)})");
        }
    }

    /// <summary>ETag, body and order value of one document more than the page holds.</summary>
    public static SqliteQuery List<T>(Query<T> query, PageRequest page, Filter? driver, long now)
        where T : Document
    {
        SqliteSql sql = new(query.Kind, query.Partition, query.Filters, driver, query.Order?.Path, now);
        string value = query.Order is { } order ? $"e.{Column(order.Path)}" : "NULL";
        string direction = query.Order is { Descending: true } ? " DESC" : string.Empty;
        string beyond = query.Order is { Descending: true } ? "<" : ">";
        if (query.Order is not null)
        {
            // numbers and strings: above NULL, below the blobs
            sql.conditions.Add($"{value}<x'' AND {value} IS NOT NULL");
        }

        if (page.After is { } after)
        {
            // the first comparison is where the index is entered; (a,b)>(x,y) would not be
            string id = sql.Bind(after.Id), last = query.Order is null ? "" : sql.Bind(SqliteValues.Parameter(after.Value()!));
            sql.conditions.Add(query.Order is null ? $"e.id>{id}" : $"{value}{beyond}={last} AND ({value}{beyond}{last} OR e.id{beyond}{id})");
        }

        string by = query.Order is null ? "e.id" : $"{value}{direction},e.id{direction}";

        // "+0": the planner looks into a bare parameter there, and SQLite then compiles the statement anew for every value bound
        string tail = $" ORDER BY {by} LIMIT {sql.Bind(page.Limit + 1)}+0";
        if (driver is null)
        {
            // walked in its order: each document is read where it is met
            sql.from += $" CROSS JOIN {Table(query.Kind.Container)} d ON d.partition=e.partition AND d.id=e.id";
            return sql.Build($"SELECT d.etag,d.body,{value} FROM", tail);
        }

        // sorted: the page is found among the entries, and only its documents are read
        SqliteQuery found = sql.Build($"SELECT e.id AS id,{value} AS value FROM", tail);
        string sorted = query.Order is null ? "page.id" : $"page.value{direction},page.id{direction}";
        return found with
        {
            Text = $"SELECT d.etag,d.body,page.value FROM ({found.Text}) page CROSS JOIN {Table(query.Kind.Container)} d WHERE d.partition=@p0 AND d.id=page.id ORDER BY {sorted}",
        };
    }

    /// <summary>One number.</summary>
    public static SqliteQuery Count<T>(Query<T> query, Filter? driver, long now)
        where T : Document
        => new SqliteSql(query.Kind, query.Partition, query.Filters, driver, null, now).Build("SELECT count(*) FROM");

    /// <summary>Rows of value and number of documents that have one.</summary>
    public static SqliteQuery Tally<T>(Query<T> query, string path, Filter? driver, long now)
        where T : Document
    {
        if (query.Kind.UseOf(path) == FieldUse.Scalar)
        {
            string value = $"e.{Column(path)}";
            SqliteSql scalars = new(query.Kind, query.Partition, query.Filters, driver, path, now);
            scalars.conditions.Add($"{value} IS NOT NULL");
            return scalars.Build($"SELECT {value},count(*) FROM", $" GROUP BY {value}");
        }

        if (query.Filters.Count == 0 && !query.Kind.Container.Expires)
        {
            return new SqliteQuery(
                $"SELECT term,count(*) FROM {Terms(query.Kind.Container)} WHERE partition=@p0 AND type='{query.Kind.Name}' AND path='{path}' GROUP BY term", [query.Partition]);
        }

        SqliteSql sql = new(query.Kind, query.Partition, query.Filters, driver, null, now);
        sql.from += $" CROSS JOIN {Table(query.Kind.Container)} d ON d.partition=e.partition AND d.id=e.id CROSS JOIN json_each(d.body,'$.{path}') element";
        sql.conditions.Add($"json_type(d.body,'$.{path}')='array' AND element.type='text'");
        return sql.Build("SELECT element.value,count(DISTINCT e.id) FROM", " GROUP BY 1");
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
        Filter.Equal f => $"e.{Column(f.Path)}={Bind(SqliteValues.Parameter(f.Value))}",
        Filter.NotTrue f => $"e.{Column(f.Path)} IS NOT x'01'",
        Filter.OneOf { Values: [] } f => $"e.{Column(f.Path)} IN (NULL)", // none; an empty list could not be read from an index
        Filter.OneOf f => $"e.{Column(f.Path)} IN ({string.Join(',', f.Values.Select(Bind))})",
        Filter.Range { From: null, Before: null } => "true",
        Filter.Range f => Range(f),
        Filter.HasAny f => HasAny(f, drives),
        Filter.InBox f => InBox(f.Box, drives),
        Filter.Since f => $"e.written>{SqliteMarks.After(f, Bind)}",
        _ => throw new ArgumentException($"{filter} is no condition this engine knows.", nameof(filter)),
    };

    // an open end stays within the type of the other end
    private string Range(Filter.Range f)
    {
        string value = $"e.{Column(f.Path)}";
        string above = f.From is null ? (f.Before is string ? $"{value}>=''" : "true") : $"{value}>={Bind(SqliteValues.Parameter(f.From))}";
        string below = f.Before is null ? (f.From is string ? $"{value}<x''" : $"{value}<''") : $"{value}<{Bind(SqliteValues.Parameter(f.Before))}";
        return $"{above} AND {below}";
    }

    private string HasAny(Filter.HasAny f, bool drives)
    {
        if (!drives)
        {
            return $"EXISTS (SELECT 1 FROM {Terms(kind.Container)} t WHERE {TermsWhere(f)} AND t.id=e.id)";
        }

        from = $"({TermIds(f)}) driver CROSS JOIN {from}";
        return "e.id=driver.id";
    }

    private string TermIds(Filter.HasAny f)
        => $"SELECT {(f.Values.Count > 1 ? "DISTINCT " : string.Empty)}t.id FROM {Terms(kind.Container)} t WHERE {TermsWhere(f)}";

    private string TermsWhere(Filter.HasAny f)
        => $"t.partition=@p0 AND t.type='{kind.Name}' AND t.path='{f.Path}' AND t.term IN ({string.Join(',', f.Values.Select(Bind))})";

    private string InBox(GeoBox box, bool drives)
    {
        LocationFields l = kind.Location!;
        IEnumerable<string> exact = StoredBoxes.Split(box).Select(part =>
            $"(e.{Column(l.West)}<={Bind(part.East)} AND e.{Column(l.East)}>={Bind(part.West)} AND e.{Column(l.South)}<={Bind(part.North)} AND e.{Column(l.North)}>={Bind(part.South)})");
        string numbers = string.Join(" AND ", FieldPaths.LocationOf(kind).Select(f => $"e.{Column(f)}<''"));
        string condition = $"({string.Join(" OR ", exact)}) AND {numbers}";
        if (!drives)
        {
            return condition;
        }

        from = $"({Candidates(box)}) driver CROSS JOIN {from}";
        return $"e.id=driver.id AND {condition}";
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
