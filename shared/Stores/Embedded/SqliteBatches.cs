using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Carries out one batch inside the writer's transaction; the writer rolls back where the batch cannot be done. Each write carries its own condition; only where
/// nothing was written is it asked why.
/// </summary>
internal sealed class SqliteBatches(SqliteStatements statements, IReadOnlyList<DocumentKind> kinds, TimeProvider time)
{
    private long lastPlace = LastPlace(statements, kinds);

    /// <param name="batch">What is to be done.</param>
    /// <param name="number">The number of the transaction in the order of writes (<see cref="SqliteMarks"/>).</param>
    /// <param name="wrote">Whether something was written, which is to be rolled back where the batch is refused.</param>
    public CommitOutcome Apply(Batch batch, long number, out bool wrote)
    {
        wrote = false;
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        string table = SqliteNames.Table(batch.Container);
        string[] etags = new string[batch.Operations.Count];
        for (int i = 0; i < etags.Length; i++)
        {
            BatchOperation operation = batch.Operations[i];
            object expires = operation.Ttl is { } seconds ? now + (seconds * 1000L) : DBNull.Value;
            string etag = operation.Verb == BatchVerb.Delete ? string.Empty : Guid.NewGuid().ToString("N");
            bool written = operation.Verb switch
            {
                BatchVerb.Create => Insert(table, batch.Partition, operation, etag, expires, now, number)
                    || (HasExpired(table, batch.Partition, operation.Id, now) && Insert(table, batch.Partition, operation, etag, expires, now, number)),
                BatchVerb.Upsert => Upsert(table, batch.Partition, operation, etag, expires, now, number),
                BatchVerb.Replace => Update(table, batch.Partition, operation, etag, expires, now, number),
                _ => statements.Bind(
                    $"DELETE FROM {table} WHERE partition=@p0 AND id=@p1 AND etag=@p2 AND (expires IS NULL OR expires>@p3)",
                    batch.Partition, operation.Id, operation.ETag!, now).ExecuteNonQuery() > 0,
            };
            if (!written)
            {
                CommitStatus why = operation.Verb == BatchVerb.Create ? CommitStatus.Exists
                    : Find(table, batch.Partition, operation.Id, now, out _) is null ? CommitStatus.Missing
                    : CommitStatus.Changed;
                return new CommitOutcome(why, [], operation.Id);
            }

            etags[i] = etag;
            wrote = true;
        }

        return new CommitOutcome(CommitStatus.Committed, etags);
    }

    private bool Insert(string table, string partition, BatchOperation operation, string etag, object expires, long now, long number)
        => statements.Bind(
            $"INSERT INTO {table}(partition,id,type,etag,expires,body,place,written) VALUES(@p0,@p1,@p2,@p3,@p4,CAST(@p5 AS TEXT),@p6,@p7) ON CONFLICT(partition,id) DO NOTHING",
            partition, operation.Id, operation.Kind.Name, etag, expires, operation.Body.ToArray(), NextPlace(now), number).ExecuteNonQuery() > 0;

    private bool Update(string table, string partition, BatchOperation operation, string etag, object expires, long now, long number)
        => statements.Bind(
            $"UPDATE {table} SET type=@p2,etag=@p3,expires=@p4,body=CAST(@p5 AS TEXT),written=@p8 WHERE partition=@p0 AND id=@p1 AND etag=@p6 AND (expires IS NULL OR expires>@p7)",
            partition, operation.Id, operation.Kind.Name, etag, expires, operation.Body.ToArray(), operation.ETag!, now, number).ExecuteNonQuery() > 0;

    private bool Upsert(string table, string partition, BatchOperation operation, string etag, object expires, long now, long number)
        => Find(table, partition, operation.Id, now, out bool expired) is { } there ? Update(table, partition, operation with { ETag = there }, etag, expires, now, number)
            : (!expired || HasExpired(table, partition, operation.Id, now)) && Insert(table, partition, operation, etag, expires, now, number);

    private string? Find(string table, string partition, string id, long now, out bool expired)
    {
        using SqliteDataReader reader = statements.Bind($"SELECT etag,expires FROM {table} WHERE partition=@p0 AND id=@p1", partition, id).ExecuteReader();
        expired = false;
        if (!reader.Read())
        {
            return null;
        }

        expired = !reader.IsDBNull(1) && reader.GetInt64(1) <= now;
        return expired ? null : reader.GetString(0);
    }

    /// <summary>Removes what has expired and is not swept yet; false where there is no such thing.</summary>
    private bool HasExpired(string table, string partition, string id, long now)
        => statements.Bind($"DELETE FROM {table} WHERE partition=@p0 AND id=@p1 AND expires<=@p2", partition, id, now).ExecuteNonQuery() > 0;

    // Where the trees end: a clock that stands still or goes back over a restart must not lead among the rows that are there.
    private static long LastPlace(SqliteStatements statements, IReadOnlyList<DocumentKind> kinds)
        => kinds.Where(k => k.Location is not null)
            .Select(k => statements.Bind($"SELECT ifnull(max(rowid),0) FROM {SqliteNames.BoxRows(k)}").ExecuteScalar()).OfType<long>().DefaultIfEmpty().Max();

    // A document's row number in the R*Tree: rising, so that the tree's own tables grow at their end, with 21 random bits against
    // another process that writes in the same millisecond. Should two ever meet, the insert fails and the batch with it.
    private long NextPlace(long now) => lastPlace = Math.Max(lastPlace + 1, (now << 21) | (uint)Random.Shared.Next(1 << 21));
}
