using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;
using static GridSteward.Stores.Embedded.SqliteNames;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Brings a database to what the kinds declare, at start-up, in one transaction. What was made from an earlier declaration is made
/// anew; kinds that this process does not know are left alone.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>The layout of the tables themselves. A program refuses a database whose layout is newer than its own.</summary>
    public const int Layout = 3;

    public static void Apply(SqliteConnection connection, IReadOnlyCollection<SqliteKind> kinds, TimeProvider time)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        using SqliteStatements statements = new(connection, ownsConnection: false);
        long layout = (long)statements.Bind("PRAGMA user_version").ExecuteScalar()!;
        if (layout > Layout)
        {
            throw new InvalidDataException(
                $"The database {connection.DataSource} was written by a newer version (layout {layout}, this one knows {Layout}): update the program or set GridSteward:DataFolder to another folder.");
        }

        Run(connection, $"CREATE TABLE IF NOT EXISTS schema_parts(name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, removal TEXT NOT NULL) WITHOUT ROWID; PRAGMA user_version={Layout};");
        Run(connection, SqliteMarks.Table, ("@database", Guid.NewGuid().ToString("N")));
        if (layout is 1 or 2)
        {
            LeaveOldLayout(connection);
        }

        Dictionary<string, SqlitePart> present = Parts(connection).ToDictionary(p => p.Name);
        foreach (IGrouping<Container, SqliteKind> container in kinds.GroupBy(k => k.Kind.Container))
        {
            Run(connection, Tables(container.Key));
            List<SqliteKind> renewed = [.. container.Where(k => Renew(connection, present, SqlitePart.Of(k)))];
            if (renewed.Count > 0)
            {
                Fill(connection, container.Key, renewed, new SqliteDocuments(statements, renewed), time.GetUtcNow().ToUnixTimeMilliseconds());
            }
        }

        transaction.Commit();
    }

    /// <summary>Makes what a kind asks for, empty, unless it is there already as it is wanted.</summary>
    private static bool Renew(SqliteConnection connection, Dictionary<string, SqlitePart> present, SqlitePart wanted)
    {
        if (present.TryGetValue(wanted.Name, out SqlitePart? there))
        {
            if (there == wanted)
            {
                return false;
            }

            Remove(connection, there);
        }

        Run(connection, wanted.Create);
        Run(
            connection,
            "INSERT INTO schema_parts(name,fingerprint,removal) VALUES(@name,@fingerprint,@removal)",
            ("@name", wanted.Name),
            ("@fingerprint", wanted.Create),
            ("@removal", wanted.Drop));
        return true;
    }

    /// <summary>Enters the documents that are there.</summary>
    private static void Fill(SqliteConnection connection, Container container, IReadOnlyCollection<SqliteKind> kinds, SqliteDocuments documents, long now)
    {
        Dictionary<string, SqliteKind> byType = kinds.ToDictionary(k => k.Kind.Name);
        using SqliteCommand command = Command(connection, $"SELECT partition,id,type,expires,body,written FROM {Table(container)}");
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            if (byType.TryGetValue(row.GetString(2), out SqliteKind? kind))
            {
                byte[] body = row.GetFieldValue<byte[]>(4);
                documents.AddEntry(new SqliteWrite(kind, row.GetString(0), row.GetString(1), body, kind.Read(body), string.Empty, row.GetValue(3), row.GetInt64(5), now));
            }
        }
    }

    private static string Tables(Container container) =>
        $"""
        CREATE TABLE IF NOT EXISTS {Table(container)}(
          partition TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, etag TEXT NOT NULL, expires INTEGER, body TEXT NOT NULL, written INTEGER NOT NULL,
          PRIMARY KEY(partition, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS {Terms(container)}(
          partition TEXT NOT NULL, type TEXT NOT NULL, path TEXT NOT NULL, term TEXT NOT NULL, id TEXT NOT NULL,
          PRIMARY KEY(partition, type, path, term, id)) WITHOUT ROWID;
        """
        + (container.Expires ? $"CREATE INDEX IF NOT EXISTS \"{container.Name}_expires\" ON {Table(container)}(expires) WHERE expires IS NOT NULL;" : string.Empty);

    /// <summary>
    /// Layout 2 added the order of writes: what is from layout 1 counts as written before every mark. Layout 3 keeps what documents are found by in entries, which the program
    /// writes, instead of triggers and indexes on expressions; all of those go, also of kinds that this program does not know, and with the column of places a program of
    /// the layout before can no longer write.
    /// </summary>
    private static void LeaveOldLayout(SqliteConnection connection)
    {
        foreach (SqlitePart part in Parts(connection))
        {
            Remove(connection, part);
        }

        foreach (string table in Texts(connection, "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name='place' WHERE m.type='table'"))
        {
            Run(connection, $"ALTER TABLE \"{table}\" DROP COLUMN place");
            if (Texts(connection, $"SELECT name FROM pragma_table_info('{table}') WHERE name='written'").Count == 0)
            {
                Run(connection, $"ALTER TABLE \"{table}\" ADD COLUMN written INTEGER NOT NULL DEFAULT 0");
            }
        }
    }

    private static void Remove(SqliteConnection connection, SqlitePart part)
    {
        Run(connection, part.Drop);
        Run(connection, "DELETE FROM schema_parts WHERE name=@name", ("@name", part.Name));
    }

    // how a part is removed is kept with it: the program that removes it need not know the declaration it came from
    private static List<SqlitePart> Parts(SqliteConnection connection)
    {
        List<SqlitePart> parts = [];
        using SqliteCommand command = Command(connection, "SELECT name,fingerprint,removal FROM schema_parts");
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            parts.Add(new SqlitePart(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return parts;
    }

    private static List<string> Texts(SqliteConnection connection, string text)
    {
        List<string> texts = [];
        using SqliteCommand command = Command(connection, text);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static void Run(SqliteConnection connection, string text, params (string Name, object Value)[] parameters)
    {
        using SqliteCommand command = Command(connection, text);
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    // names in texts are checked words (FieldPaths) or the database's own, never input
#pragma warning disable CA2100
    private static SqliteCommand Command(SqliteConnection connection, string text)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }
#pragma warning restore CA2100
}
