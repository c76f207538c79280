using GridSteward.Domain.Storage;
using static GridSteward.Stores.Embedded.SqliteNames;

namespace GridSteward.Stores.Embedded;

/// <summary>One thing of the schema that a kind's declaration asks for, with how it is made, filled and removed.</summary>
/// <param name="Name">Unique in the database; begins with the container and the kind.</param>
/// <param name="Create">Makes it and fills it from the documents that are there. Its text is the fingerprint: another text makes it anew.</param>
/// <param name="Drop">Removes it.</param>
internal sealed record SqlitePart(string Name, string Create, string Drop);

/// <summary>
/// What a kind's declaration means in SQLite: an expression index for each scalar field (which serves its orders in both directions,
/// the id being its last column), an index of the order of writes where it is tracked, rows of terms for each array field and an R*Tree for a location. Terms and boxes are kept by
/// triggers, so no writer can forget them.
/// </summary>
internal static class SqliteParts
{
    public static string Prefix(DocumentKind kind) => $"{kind.Container.Name}/{kind.Name}/";

    public static IEnumerable<SqlitePart> Of(DocumentKind kind)
    {
        yield return Index(kind, "id", string.Empty);
        foreach (IndexedField field in kind.Fields)
        {
            yield return field.Use == FieldUse.Scalar ? Index(kind, field.Path, $"{Value(field.Path)}, ") : TermsOf(kind, field.Path);
        }

        if (kind.TracksWrites)
        {
            yield return new SqlitePart(
                Prefix(kind) + "written-order",
                $"CREATE INDEX {WrittenIndex(kind)} ON {Table(kind.Container)}(partition, written, id{ExpiresOf(kind)}, type) WHERE type='{kind.Name}'",
                $"DROP INDEX {WrittenIndex(kind)}");
        }

        if (kind.Location is { } location)
        {
            yield return BoxesOf(kind, location);
        }
    }

    // expiry and type are in the index so that counting does not have to visit the documents
    private static SqlitePart Index(DocumentKind kind, string what, string expression)
    {
        string name = SqliteNames.Index(kind, what);
        return new SqlitePart(
            Prefix(kind) + what,
            $"CREATE INDEX {name} ON {Table(kind.Container)}(partition, {expression}id{ExpiresOf(kind)}, type) WHERE type='{kind.Name}'",
            $"DROP INDEX {name}");
    }

    private static string ExpiresOf(DocumentKind kind) => kind.Container.Expires ? ", expires" : string.Empty;

    private static SqlitePart TermsOf(DocumentKind kind, string path)
    {
        string table = Table(kind.Container), terms = Terms(kind.Container), trigger = $"{kind.Container.Name}_{kind.Name}_{path}";
        string Insert(string row, string from, string where) =>
            $"INSERT OR IGNORE INTO {terms}(partition,type,path,term,id) SELECT {row}partition,'{kind.Name}','{path}',e.value,{row}id "
            + $"FROM {from}json_each({row}body,'$.{path}') e WHERE json_type({row}body,'$.{path}')='array' AND e.type='text' AND {where};";
        string delete = $"DELETE FROM {terms} WHERE partition=old.partition AND type='{kind.Name}' AND path='{path}' AND id=old.id "
            + $"AND term IN (SELECT value FROM json_each(old.body,'$.{path}'));";
        return new SqlitePart(
            Prefix(kind) + path,
            $"""
            CREATE TRIGGER "{trigger}_insert" AFTER INSERT ON {table} WHEN new.type='{kind.Name}' BEGIN {Insert("new.", string.Empty, "true")} END;
            CREATE TRIGGER "{trigger}_delete" AFTER DELETE ON {table} WHEN old.type='{kind.Name}' BEGIN {delete} END;
            CREATE TRIGGER "{trigger}_update" AFTER UPDATE OF type, body ON {table} WHEN '{kind.Name}' IN (old.type,new.type)
              AND (old.type<>new.type OR json_extract(old.body,'$.{path}') IS NOT json_extract(new.body,'$.{path}'))
              BEGIN {delete} {Insert("new.", string.Empty, $"new.type='{kind.Name}'")} END;
            {Insert("d.", table + " d, ", $"d.type='{kind.Name}'")}
            """,
            $"""
            DROP TRIGGER "{trigger}_insert"; DROP TRIGGER "{trigger}_delete"; DROP TRIGGER "{trigger}_update";
            DELETE FROM {terms} WHERE type='{kind.Name}' AND path='{path}';
            """);
    }

    // the tree holds 32-bit numbers rounded outwards: candidates; queries compare the document's own numbers again
    private static SqlitePart BoxesOf(DocumentKind kind, LocationFields l)
    {
        string table = Table(kind.Container), boxes = Boxes(kind), trigger = $"{kind.Container.Name}_{kind.Name}_box";
        string[] fields = [l.West, l.East, l.South, l.North];
        string Insert(string row, string from, string where) =>
            $"INSERT INTO {boxes}(id,west,east,south,north,partition,document) SELECT place,min(w,e),max(w,e),min(s,n),max(s,n),partition,document FROM "
            + $"(SELECT {row}place place,{row}partition partition,{row}id document,{Value(l.West, row)} w,{Value(l.East, row)} e,"
            + $"{Value(l.South, row)} s,{Value(l.North, row)} n {from} WHERE {where}) "
            + "WHERE typeof(w)='real' AND typeof(e)='real' AND typeof(s)='real' AND typeof(n)='real';";
        string delete = $"DELETE FROM {boxes} WHERE id=old.place;";
        string moved = string.Join(" OR ", fields.Distinct().Select(f => $"{Value(f, "old.")} IS NOT {Value(f, "new.")}"));
        return new SqlitePart(
            Prefix(kind) + "box",
            $"""
            CREATE VIRTUAL TABLE {boxes} USING rtree(id, west, east, south, north, +partition TEXT, +document TEXT);
            CREATE TRIGGER "{trigger}_insert" AFTER INSERT ON {table} WHEN new.type='{kind.Name}' BEGIN {Insert("new.", string.Empty, "true")} END;
            CREATE TRIGGER "{trigger}_delete" AFTER DELETE ON {table} WHEN old.type='{kind.Name}' BEGIN {delete} END;
            CREATE TRIGGER "{trigger}_update" AFTER UPDATE OF type, body ON {table} WHEN '{kind.Name}' IN (old.type,new.type)
              AND (old.type<>new.type OR {moved})
              BEGIN {delete} {Insert("new.", string.Empty, $"new.type='{kind.Name}'")} END;
            {Insert("d.", $"FROM {table} d", $"d.type='{kind.Name}'")}
            """,
            $"""
            DROP TRIGGER "{trigger}_insert"; DROP TRIGGER "{trigger}_delete"; DROP TRIGGER "{trigger}_update"; DROP TABLE {boxes};
            """);
    }
}
