using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// The embedded engine: one SQLite file in the data folder. A second process may open the same folder: readers see each other's
/// commits at once and never wait; writers take turns, each waiting up to the busy timeout, after which a batch is
/// <see cref="StoreUnavailableException"/>. The folder must be on a local disk (a write-ahead log needs shared memory).
/// </summary>
public sealed class SqliteDocumentStore : IDocumentStore, IDisposable
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "gridsteward.db";

    private readonly SqliteReaders readers;
    private readonly SqliteWriter writer;
    private readonly TimeProvider time;
    private readonly Dictionary<DocumentKind, SqliteKind> kinds;

    /// <summary>Opens the database, makes it if there is none, and brings its indexes to what the kinds declare.</summary>
    /// <param name="dataFolder">The folder; made if it is missing.</param>
    /// <param name="kinds">Every kind that will be stored.</param>
    /// <param name="time">The clock that says what has expired.</param>
    /// <param name="busyTimeout">How long a write waits for another process; 5 seconds if null.</param>
    /// <exception cref="IOException">It cannot be opened: another's, on a full disk, damaged, or kept busy by another program.</exception>
    /// <exception cref="InvalidDataException">A newer program has changed its tables.</exception>
    public SqliteDocumentStore(string dataFolder, IReadOnlyList<DocumentKind> kinds, TimeProvider time, TimeSpan? busyTimeout = null)
    {
        FieldPaths.Check(kinds);
        this.time = time;
        this.kinds = kinds.ToDictionary(k => k, k => new SqliteKind(k));
        PrivateFiles.CreateFolder(Path.GetFullPath(dataFolder));
        SqliteFile file = new(Path.Combine(dataFolder, FileName), busyTimeout ?? TimeSpan.FromSeconds(5));
        PrivateFiles.Touch(file.Path);
        writer = new SqliteWriter(file, Open(file, this.kinds.Values, time), this.kinds, time);
        readers = new SqliteReaders(file);
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document
        => DocumentIds.IsValid(id)
            ? Run(kind, () => readers.Read(on => Documents(on, kind, SqliteSql.Find(kind, partition, [id], Now))).SingleOrDefault(), cancellationToken)
            : Task.FromResult<Stored<T>?>(null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(
        DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, Paging.MaxLimit, nameof(ids));
        return Run<IReadOnlyList<Stored<T>>>(kind, () => ids.Count == 0 ? [] : readers.Read(on => Documents(on, kind, SqliteSql.Find(kind, partition, ids, Now))), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (BatchOperation operation in batch.Operations)
        {
            Check(operation.Kind);
        }

        return batch.Operations.Count == 0
            ? Task.FromResult(new CommitOutcome(CommitStatus.Committed, []))
            : writer.CommitAsync(SqliteBatch.Of(batch, kinds), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
    {
        Paging.Check(query, page);
        return Run(
            query.Kind,
            () =>
            {
                List<object?> order = [];
                List<Stored<T>> found = readers.Read(on => Documents(
                    on, query.Kind, SqliteSql.List(query, page, SqliteDriver.ForList(on, query), Now), row => order.Add(row.IsDBNull(2) ? null : row.GetValue(2))));
                return Paging.Of(found, page.Limit, i => order[i]);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document
        => Run(query.Kind, () => readers.Read(on => Bind(on, SqliteSql.Count(query, SqliteDriver.ForAll(on, query), Now)).ExecuteScalar() is long count ? count : 0), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document
        => Run<IReadOnlyDictionary<string, long>>(query.Kind, () => readers.Read(on => Tally(on, SqliteSql.Tally(query, path, SqliteDriver.ForAll(on, query), Now))), cancellationToken);

    /// <inheritdoc/>
    public Task<string> MarkAsync(Container container, string partition, CancellationToken cancellationToken)
        => Run(kinds.Keys.First(k => k.Container == container), () => readers.Read(SqliteMarks.Read), cancellationToken);

    /// <inheritdoc/>
    public Task ScrubAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return writer.ScrubAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        if (!writer.Lives)
        {
            return Task.FromResult<string?>("The database's writer has ended.");
        }

        try
        {
            return Task.FromResult(readers.Read(on => on.Bind("SELECT count(*) FROM schema_parts").ExecuteScalar() is long ? null : "The database has no schema."));
        }
        catch (Exception e) when (e is StoreUnavailableException or SqliteException)
        {
            return Task.FromResult<string?>(e.Message);
        }
    }

    /// <summary>Finishes the writes that wait, then closes the file.</summary>
    public void Dispose()
    {
        writer.Dispose();
        readers.Dispose();
    }

    private static SqliteConnection Open(SqliteFile file, IReadOnlyCollection<SqliteKind> kinds, TimeProvider time)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = file.OpenWriter();
            SqliteSchema.Apply(connection, kinds, time);
            return connection;
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            throw new IOException($"The database {Path.GetFullPath(file.Path)} cannot be used: {e.Message} Look whose it is, and whether its disk has room.", e);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    private static Dictionary<string, long> Tally(SqliteStatements on, SqliteQuery query)
    {
        Dictionary<string, long> tally = new(StringComparer.Ordinal);
        using SqliteDataReader row = Bind(on, query).ExecuteReader();
        while (row.Read())
        {
            string? key = row.GetValue(0) switch
            {
                DBNull => null,
                double number => Paging.Text(number),
                byte[] flag => flag[0] == 1 ? "true" : "false",
                var text => (string)text,
            };
            if (key is not null)
            {
                tally[key] = row.GetInt64(1);
            }
        }

        return tally;
    }

    private static SqliteCommand Bind(SqliteStatements on, SqliteQuery query) => on.Bind(query.Text, query.Values);

    private static List<Stored<T>> Documents<T>(SqliteStatements on, DocumentKind<T> kind, SqliteQuery query, Action<SqliteDataReader>? each = null)
        where T : Document
    {
        List<Stored<T>> found = [];
        using SqliteDataReader row = Bind(on, query).ExecuteReader();
        while (row.Read())
        {
            found.Add(new Stored<T>(kind.Read(row.GetFieldValue<byte[]>(1)), row.GetString(0)));
            each?.Invoke(row);
        }

        return found;
    }

    // SQLite answers on the calling thread: a page read from memory takes less time than a change of threads
    private Task<TResult> Run<TResult>(DocumentKind kind, Func<TResult> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Check(kind);
        try
        {
            return Task.FromResult(read());
        }
        catch (Exception e) when (e is StoreUnavailableException or NewerDocumentException)
        {
            return Task.FromException<TResult>(e);
        }
    }

    private void Check(DocumentKind kind)
    {
        if (!kinds.ContainsKey(kind))
        {
            throw new ArgumentException($"The kind '{kind.Name}' was not among those the store was opened with.", nameof(kind));
        }
    }
}
