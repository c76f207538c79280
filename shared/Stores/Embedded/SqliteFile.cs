using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// The one database file of a data folder and how it is opened. Write-ahead log, so readers never wait for the writer;
/// synchronous=FULL, so a commit that returned has reached the disk; secure_delete, so what is deleted is overwritten at once as far as SQLite
/// does that (<see cref="SqliteScrub"/> does the rest).
/// </summary>
/// <param name="Path">The file; its folder is there.</param>
/// <param name="BusyTimeout">How long a writer waits for another process before the store counts as unavailable.</param>
internal sealed record SqliteFile(string Path, TimeSpan BusyTimeout)
{
    private string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Pooling = false,
        DefaultTimeout = (int)Math.Ceiling(BusyTimeout.TotalSeconds),
    }.ToString();

    // The log is brought into the file when it has as many pages as it may keep (64 MB): what is written again and again, as the ends of indexes are, goes there once.
    public SqliteConnection OpenWriter()
        => Open("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=16000; PRAGMA cache_size=-32000; PRAGMA recursive_triggers=OFF;");

    public SqliteConnection OpenReader() => Open("PRAGMA query_only=ON; PRAGMA cache_size=-8000;");

    private SqliteConnection Open(string pragmas)
    {
        SqliteConnection connection = new(ConnectionString);
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout=100; PRAGMA temp_store=MEMORY; " + pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
