using System.Text;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Stores.Azure;

/// <summary>A query: its text and its parameters, whose values are strings, numbers or booleans.</summary>
/// <param name="Text">The text; no value is ever part of it.</param>
/// <param name="Parameters">Name and value of each parameter.</param>
public sealed record CosmosQuery(string Text, IReadOnlyList<KeyValuePair<string, object>> Parameters);

/// <summary>
/// Writes a query as Cosmos DB's text, in the same meaning as the embedded engine. It is always sent with one partition key, so the
/// text does not repeat it. Every property is written <c>c["name"]</c>, since <c>c.order</c> or <c>c.value</c> would be refused.
/// </summary>
public sealed class CosmosSql
{
    private readonly List<KeyValuePair<string, object>> parameters = [];
    private readonly List<string> conditions = [];
    private readonly DocumentKind kind;

    private CosmosSql(DocumentKind kind, IReadOnlyList<Filter> filters)
    {
        this.kind = kind;
        conditions.Add($"{Property("type")} = {Bind(kind.Name)}");
        conditions.AddRange(filters.Select(Condition));
    }

    /// <summary>The documents of one page and the first of the next.</summary>
    public static CosmosQuery List<T>(Query<T> query, PageRequest page)
        where T : Document
    {
        CosmosSql sql = new(query.Kind, query.Filters);
        string id = Property("id"), direction = query.Order is { Descending: true } ? "DESC" : "ASC", beyond = query.Order is { Descending: true } ? "<" : ">";
        string limit = sql.Bind(page.Limit + 1);
        if (query.Order is not { } order)
        {
            sql.AddIf(page.After is not null, () => $"{id} > {sql.Bind(page.After!.Id)}");
            return sql.Build($"SELECT TOP {limit} * FROM c", $"ORDER BY {id} ASC");
        }

        string value = Property(order.Path);
        sql.conditions.Add($"(IS_NUMBER({value}) OR IS_STRING({value}))");
        sql.AddIf(page.After is not null, () => sql.After(value, beyond, page.After!));
        return sql.Build($"SELECT TOP {limit} * FROM c", $"ORDER BY {value} {direction}, {id} {direction}");
    }

    /// <summary>When the newest document of a partition was written, and in which container.</summary>
    public static CosmosQuery Newest() => new("SELECT TOP 1 c[\"_ts\"], c[\"_rid\"] FROM c WHERE c[\"_ts\"] >= @p0 ORDER BY c[\"_ts\"] DESC", [new("@p0", 0)]);

    /// <summary>One number.</summary>
    public static CosmosQuery Count<T>(Query<T> query)
        where T : Document
        => new CosmosSql(query.Kind, query.Filters).Build("SELECT VALUE COUNT(1) FROM c");

    /// <summary>
    /// The field alone, to be counted by the caller. GROUP BY would let the server count, but the emulator that the tests have does not
    /// know it, and a text that is never run before production is worth less than the request units it saves: the field comes from the
    /// index's documents either way, only the answer is longer.
    /// </summary>
    public static CosmosQuery Tally<T>(Query<T> query, string path)
        where T : Document
    {
        string value = Property(path);
        CosmosSql sql = new(query.Kind, query.Filters);
        sql.conditions.Add(query.Kind.UseOf(path) == FieldUse.Elements ? $"IS_ARRAY({value})" : $"(IS_STRING({value}) OR IS_NUMBER({value}) OR IS_BOOL({value}))");
        return sql.Build($"SELECT VALUE {value} FROM c");
    }

    /// <summary>The documents with these ids.</summary>
    public static CosmosQuery Find(DocumentKind kind, IReadOnlyCollection<string> ids)
    {
        CosmosSql sql = new(kind, []);
        sql.conditions.Add($"{Property("id")} IN ({sql.BindList(ids)})");
        return sql.Build("SELECT * FROM c");
    }

    private static string Property(string path) => "c" + string.Concat(path.Split('.').Select(name => $"[\"{name}\"]"));

    private CosmosQuery Build(string head, string tail = "")
        => new(new StringBuilder(head).Append(" WHERE ").AppendJoin(" AND ", conditions).Append(tail.Length > 0 ? " " : string.Empty).Append(tail).ToString(), parameters);

    // Comparisons hold within one type only; numbers come before strings. (The SDK resumes an ordered query in the same way.)
    private string After(string value, string beyond, PageToken after)
    {
        object last = after.Value()!;
        string otherType = (last, beyond) switch
        {
            (double, ">") => $" OR IS_STRING({value})",
            (string, "<") => $" OR IS_NUMBER({value})",
            _ => string.Empty,
        };
        string at = Bind(last);
        return $"({value} {beyond} {at}{otherType} OR ({value} = {at} AND {Property("id")} {beyond} {Bind(after.Id)}))";
    }

    private string Condition(Filter filter) => filter switch
    {
        Filter.Equal f => $"{Property(f.Path)} = {Bind(f.Value)}",
        Filter.NotTrue f => $"(NOT IS_DEFINED({Property(f.Path)}) OR {Property(f.Path)} != true)",
        Filter.OneOf { Values.Count: 0 } or Filter.HasAny { Values.Count: 0 } => "false",
        Filter.OneOf f => $"{Property(f.Path)} IN ({BindList(f.Values)})",
        Filter.HasAny f => $"({string.Join(" OR ", f.Values.Select(v => $"ARRAY_CONTAINS({Property(f.Path)}, {Bind(v)})"))})",
        Filter.Range f => Range(f),
        Filter.Since f => $"{Property("_ts")} >= {Bind(CosmosMarks.From(f))}",
        Filter.InBox f => $"({string.Join(" OR ", StoredBoxes.Split(f.Box).Select(InBox))})",
        _ => throw new ArgumentException($"{filter} is no condition this engine knows.", nameof(filter)),
    };

    private string Range(Filter.Range f) => (f.From, f.Before) switch
    {
        (null, null) => "true",
        ({ } from, null) => $"{Property(f.Path)} >= {Bind(from)}",
        (null, { } before) => $"{Property(f.Path)} < {Bind(before)}",
        ({ } from, { } before) => $"({Property(f.Path)} >= {Bind(from)} AND {Property(f.Path)} < {Bind(before)})",
    };

    private string InBox(GeoBox box)
    {
        LocationFields l = kind.Location!;
        return $"({Property(l.West)} <= {Bind(box.East)} AND {Property(l.East)} >= {Bind(box.West)} "
            + $"AND {Property(l.South)} <= {Bind(box.North)} AND {Property(l.North)} >= {Bind(box.South)})";
    }

    private void AddIf(bool holds, Func<string> condition)
    {
        if (holds)
        {
            conditions.Add(condition());
        }
    }

    private string BindList(IEnumerable<string> values) => string.Join(", ", values.Select(Bind));

    private string Bind(object value)
    {
        string name = $"@p{parameters.Count}";
        parameters.Add(new(name, value));
        return name;
    }
}
