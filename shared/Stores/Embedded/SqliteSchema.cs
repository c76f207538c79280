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
    public const int Layout = 2;

    public static void Apply(SqliteConnection connection, IReadOnlyList<DocumentKind> kinds)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        long layout = (long)Command(connection, transaction, "PRAGMA user_version").ExecuteScalar()!;
        if (layout > Layout)
        {
            throw new InvalidDataException(
                $"The database {connection.DataSource} was written by a newer version (layout {layout}, this one knows {Layout}): update the program or set GridSteward:DataFolder to another folder.");
        }

        Run(connection, transaction, $"CREATE TABLE IF NOT EXISTS schema_parts(name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, removal TEXT NOT NULL) WITHOUT ROWID; PRAGMA user_version={Layout};");
        Run(connection, transaction, SqliteMarks.Table, ("@database", Guid.NewGuid().ToString("N")));
        foreach (Container container in kinds.Select(k => k.Container).Distinct())
        {
            Run(connection, transaction, Tables(container));
            AddWritten(connection, transaction, container);
        }

        foreach (DocumentKind kind in kinds)
        {
            Upgrade(connection, transaction, kind);
        }

        transaction.Commit();
    }

    private static void Upgrade(SqliteConnection connection, SqliteTransaction transaction, DocumentKind kind)
    {
        List<SqlitePart> wanted = [.. SqliteParts.Of(kind)];
        List<SqlitePart> present = Present(connection, transaction, SqliteParts.Prefix(kind));
        foreach (SqlitePart part in present.Except(wanted))
        {
            Run(connection, transaction, part.Drop);
            Run(connection, transaction, "DELETE FROM schema_parts WHERE name=@name", ("@name", part.Name));
        }

        foreach (SqlitePart part in wanted.Except(present))
        {
            Run(connection, transaction, part.Create);
            Run(
                connection,
                transaction,
                "INSERT INTO schema_parts(name,fingerprint,removal) VALUES(@name,@fingerprint,@removal)",
                ("@name", part.Name),
                ("@fingerprint", part.Create),
                ("@removal", part.Drop));
        }
    }

    private static string Tables(Container container) =>
        $"""
        CREATE TABLE IF NOT EXISTS {Table(container)}(
          partition TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, etag TEXT NOT NULL, expires INTEGER, place INTEGER NOT NULL, body TEXT NOT NULL,
          written INTEGER NOT NULL DEFAULT 0,
          PRIMARY KEY(partition, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS {Terms(container)}(
          partition TEXT NOT NULL, type TEXT NOT NULL, path TEXT NOT NULL, term TEXT NOT NULL, id TEXT NOT NULL,
          PRIMARY KEY(partition, type, path, term, id)) WITHOUT ROWID;
        """
        + (container.Expires ? $"CREATE INDEX IF NOT EXISTS \"{container.Name}_expires\" ON {Table(container)}(expires) WHERE expires IS NOT NULL;" : string.Empty);

    /// <summary>
    /// Layout 2 added the order of writes. A table of layout 1 gets the column where it is; what is in it counts as written before every mark. Each table is looked at by
    /// itself, since the program that brought the file to layout 2 may not have known all of them.
    /// </summary>
    private static void AddWritten(SqliteConnection connection, SqliteTransaction transaction, Container container)
    {
        if (Command(connection, transaction, $"SELECT 1 FROM pragma_table_info('{container.Name}') WHERE name='written'").ExecuteScalar() is null)
        {
            Run(connection, transaction, $"ALTER TABLE {Table(container)} ADD COLUMN written INTEGER NOT NULL DEFAULT 0");
        }
    }

    // how a part is removed is kept with it: the program that removes it need not know the declaration it came from
    private static List<SqlitePart> Present(SqliteConnection connection, SqliteTransaction transaction, string prefix)
    {
        List<SqlitePart> present = [];
        using SqliteCommand command = Command(connection, transaction, "SELECT name,fingerprint,removal FROM schema_parts WHERE substr(name,1,length(@prefix))=@prefix");
        command.Parameters.AddWithValue("@prefix", prefix);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            present.Add(new SqlitePart(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return present;
    }

    private static void Run(SqliteConnection connection, SqliteTransaction transaction, string text, params (string Name, object Value)[] parameters)
    {
        using SqliteCommand command = Command(connection, transaction, text);
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    // table names are checked words (FieldPaths), never input
#pragma warning disable CA2100
    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string text)
        => new(text, connection, transaction);
#pragma warning restore CA2100
}
