using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// The order of writes: one number in the database, raised by the first statement of every write transaction. SQLite has one writer at a time, in however many
/// processes, so the numbers are in the order of the commits, and whoever reads number n sees all that bears n or less.
/// </summary>
internal static class SqliteMarks
{
    /// <summary>Makes the number, and the name of the database whose order it is.</summary>
    public const string Table =
        """
        CREATE TABLE IF NOT EXISTS schema_writes(only INTEGER PRIMARY KEY CHECK(only=1), database TEXT NOT NULL, number INTEGER NOT NULL);
        INSERT OR IGNORE INTO schema_writes(only,database,number) VALUES(1,@database,0);
        """;

    private const string Engine = "sqlite:";

    /// <summary>Takes the number of a write transaction that has begun.</summary>
    public static long Next(SqliteStatements on) => (long)on.Bind("UPDATE schema_writes SET number=number+1 WHERE only=1 RETURNING number").ExecuteScalar()!;

    /// <summary>The mark after all that is committed.</summary>
    public static string Read(SqliteStatements on)
    {
        using SqliteDataReader row = on.Bind("SELECT database,number FROM schema_writes WHERE only=1").ExecuteReader();
        return row.Read() ? new WriteMark(Engine + row.GetString(0), row.GetInt64(1)).ToString() : throw new InvalidOperationException("The database has no order of writes.");
    }

    /// <summary>
    /// The number after which documents are wanted, as an expression that SQLite computes once: below every number where the mark is not of this database, or of
    /// a later time than it knows.
    /// </summary>
    public static string After(Filter.Since since, Func<object, string> bind)
    {
        WriteMark mark = WriteMark.TryParse(since.Mark) is { } read && read.Source.StartsWith(Engine, StringComparison.Ordinal) ? read : new WriteMark(Engine, 0);
        string number = bind(mark.Number);
        return $"(SELECT CASE WHEN database={bind(mark.Source[Engine.Length..])} AND number>={number} THEN {number} ELSE -1 END FROM schema_writes WHERE only=1)";
    }
}
