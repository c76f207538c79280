using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Connections for reading, made when wanted and kept for the next. In the write-ahead log each statement sees the last commit and
/// waits for nobody.
/// </summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    private readonly ConcurrentBag<SqliteStatements> idle = [];
    private volatile bool disposed;

    public TResult Read<TResult>(Func<SqliteStatements, TResult> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        SqliteStatements? connection = null;
        try
        {
            connection = idle.TryTake(out SqliteStatements? kept) ? kept : new SqliteStatements(file.OpenReader());
            TResult result = read(connection);
            idle.Add(connection);
            connection = null;
            return result;
        }
        catch (SqliteException e) when (SqliteErrors.IsPassing(e))
        {
            throw SqliteErrors.Unavailable(e);
        }
        finally
        {
            connection?.Dispose(); // after a failure it is not trusted again
            if (disposed)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out SqliteStatements? connection))
        {
            connection.Dispose();
        }
    }
}
