using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Deletes what has expired, a bounded number at a time. Readers have not seen it since it expired; this only gives the room back.
/// </summary>
internal sealed class SqliteExpiry(SqliteStatements statements, IReadOnlyList<DocumentKind> kinds, TimeProvider time)
{
    private const int AtOnce = 500;

    private readonly List<Container> containers = [.. kinds.Select(k => k.Container).Where(c => c.Expires).Distinct()];

    public void Sweep()
    {
        foreach (Container container in containers)
        {
            string table = SqliteNames.Table(container);
            try
            {
                int deleted;
                do
                {
                    deleted = statements.Bind(
                        $"DELETE FROM {table} WHERE (partition,id) IN (SELECT partition,id FROM {table} WHERE expires<=@p0 LIMIT {AtOnce})",
                        time.GetUtcNow().ToUnixTimeMilliseconds()).ExecuteNonQuery();
                }
                while (deleted == AtOnce);
            }
            catch (SqliteException e) when (SqliteErrors.IsPassing(e))
            {
                return; // the next sweep finds it again
            }
        }
    }
}
