using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Deletes what has expired, a bounded number at a time. Readers have not seen it since it expired; this only gives the room back. What is of a kind that this
/// program does not know is left to one that does.
/// </summary>
internal sealed class SqliteExpiry(SqliteStatements statements, SqliteDocuments documents, IEnumerable<SqliteKind> kinds, TimeProvider time)
{
    private const int AtOnce = 500;

    private readonly List<(Container Container, string Types)> containers =
        [.. kinds.Select(k => k.Kind).Where(k => k.Container.Expires).GroupBy(k => k.Container).Select(g => (g.Key, string.Join(',', g.Select(k => $"'{k.Name}'"))))];

    public void Sweep()
    {
        try
        {
            foreach ((Container container, string types) in containers)
            {
                while (SweepSome(container, types) == AtOnce)
                {
                }
            }
        }
        catch (SqliteException e) when (SqliteErrors.IsPassing(e))
        {
            // the next sweep finds it again
        }
    }

    private int SweepSome(Container container, string types)
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        List<(string Partition, string Id)> expired = [];
        using (SqliteDataReader row = statements.Bind($"SELECT partition,id FROM {SqliteNames.Table(container)} WHERE expires<=@p0 AND type IN ({types}) LIMIT {AtOnce}", now).ExecuteReader())
        {
            while (row.Read())
            {
                expired.Add((row.GetString(0), row.GetString(1)));
            }
        }

        if (expired.Count == 0)
        {
            return 0;
        }

        statements.Bind("BEGIN IMMEDIATE").ExecuteNonQuery();
        try
        {
            foreach ((string partition, string id) in expired)
            {
                // another process may have written it meanwhile
                if (documents.Find(container, partition, id, now) is { IsExpired: true } document)
                {
                    documents.Remove(document, partition, id);
                }
            }

            statements.Bind("COMMIT").ExecuteNonQuery();
        }
        catch
        {
            SqliteErrors.RollBack(statements);
            throw;
        }

        return expired.Count;
    }
}
