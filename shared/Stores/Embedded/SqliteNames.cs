using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Embedded;

/// <summary>Names that the schema and the queries share. A hyphen is in no field's path and a column of a field begins with "$.", so no two names meet.</summary>
internal static class SqliteNames
{
    /// <summary>The documents of a container.</summary>
    public static string Table(Container container) => $"\"{container.Name}\"";

    /// <summary>The elements of their array fields.</summary>
    public static string Terms(Container container) => $"\"{container.Name}_terms\"";

    /// <summary>The entries of a kind: what its documents are found by, a column for each declared scalar.</summary>
    public static string Entries(DocumentKind kind) => $"\"{kind.Container.Name}_{kind.Name}-entries\"";

    /// <summary>The index that SQLite keeps the entries themselves in, by partition and id.</summary>
    public static string ById(DocumentKind kind) => $"\"sqlite_autoindex_{kind.Container.Name}_{kind.Name}-entries_1\"";

    /// <summary>The index on a column of the entries.</summary>
    public static string Index(DocumentKind kind, string path) => $"\"{kind.Container.Name}_{kind.Name}_{path}\"";

    /// <summary>The index of what was written when.</summary>
    public static string WrittenIndex(DocumentKind kind) => Index(kind, "written-order");

    /// <summary>The R*Tree of a kind's locations.</summary>
    public static string Boxes(DocumentKind kind) => $"\"{kind.Container.Name}_{kind.Name}_box\"";

    // the R*Tree's own table of its rows, which knows the last one without looking at all
    public static string BoxRows(DocumentKind kind) => $"\"{kind.Container.Name}_{kind.Name}_box_rowid\"";

    /// <summary>The column of a declared scalar; its values are those of <see cref="SqliteValues"/>.</summary>
    public static string Column(string path) => $"\"$.{path}\"";
}
