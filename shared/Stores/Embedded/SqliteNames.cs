using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Embedded;

/// <summary>Names and expressions that the schema and the queries must spell alike, or an index would not be used.</summary>
internal static class SqliteNames
{
    public static string Table(Container container) => $"\"{container.Name}\"";

    public static string Terms(Container container) => $"\"{container.Name}_terms\"";

    public static string Index(DocumentKind kind, string path) => $"\"{kind.Container.Name}_{kind.Name}_{path}\"";

    public static string Boxes(DocumentKind kind) => $"\"{kind.Container.Name}_{kind.Name}_box\"";

    /// <summary>The index of what was written when; a hyphen is in no field's path.</summary>
    public static string WrittenIndex(DocumentKind kind) => Index(kind, "written-order");

    // the R*Tree's own table of its rows, which knows the last one without looking at all
    public static string BoxRows(DocumentKind kind) => $"\"{kind.Container.Name}_{kind.Name}_box_rowid\"";

    /// <summary>
    /// A scalar of the document so that SQLite's order of storage classes keeps types apart as Cosmos DB does: numbers are REAL (as
    /// there), then come TEXT by UTF-8 bytes, then booleans as blobs; everything else, arrays and objects too, is NULL.
    /// </summary>
    public static string Value(string path, string row = "")
    {
        string of = $"({row}body,'$.{path}')";
        return $"CASE json_type{of} WHEN 'text' THEN json_extract{of} WHEN 'integer' THEN CAST(json_extract{of} AS REAL) "
            + $"WHEN 'real' THEN CAST(json_extract{of} AS REAL) WHEN 'true' THEN x'01' WHEN 'false' THEN x'00' END";
    }

    /// <summary>A value of a query as <see cref="Value"/> holds it.</summary>
    public static object Parameter(object value) => value switch
    {
        string text => text,
        bool flag => new byte[] { flag ? (byte)1 : (byte)0 },
        double number => number,
        long number => (double)number,
        int number => (double)number,
        _ => throw new ArgumentException($"A document cannot be compared with a {value.GetType().Name}.", nameof(value)),
    };
}
