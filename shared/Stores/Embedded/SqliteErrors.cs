using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>Which of SQLite's errors pass by themselves or by an operator's hand, and so are no bug of the caller.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5, Locked = 6, IOError = 10, Full = 13, CannotOpen = 14, ReadOnly = 8;

    public static bool IsPassing(Exception e) => e is SqliteException { SqliteErrorCode: Busy or Locked or IOError or Full or CannotOpen or ReadOnly };

    /// <summary>Ends a transaction that failed.</summary>
    public static void RollBack(SqliteStatements statements)
    {
        try
        {
            statements.Bind("ROLLBACK").ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // some errors have rolled back already, and then there is no transaction to end
        }
    }

    /// <summary>What the caller is told of an error.</summary>
    public static Exception Told(Exception e) => e is SqliteException s && IsPassing(s) ? Unavailable(s) : e;

    public static StoreUnavailableException Unavailable(SqliteException e) => e.SqliteErrorCode is Busy or Locked
        ? new StoreUnavailableException("The database is kept busy by another process.", TimeSpan.FromSeconds(1), e)
        : new StoreUnavailableException($"The database file cannot be used: {e.Message}", TimeSpan.FromSeconds(30), e);
}
