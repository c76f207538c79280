using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Carries out one batch inside the writer's transaction: first every condition is looked at, then everything is written, so a batch
/// that cannot be done has written nothing.
/// </summary>
internal sealed class SqliteBatches(SqliteStatements statements, TimeProvider time)
{
    private long lastPlace;

    public CommitOutcome Apply(Batch batch)
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        string table = SqliteNames.Table(batch.Container);
        bool[] present = new bool[batch.Operations.Count];
        for (int i = 0; i < present.Length; i++)
        {
            BatchOperation operation = batch.Operations[i];
            string? etag = Find(table, batch.Partition, operation.Id, now, out bool expired);
            present[i] = etag is not null;
            CommitStatus status = operation.Verb switch
            {
                BatchVerb.Create when etag is not null => CommitStatus.Exists,
                BatchVerb.Replace or BatchVerb.Delete when etag is null => CommitStatus.Missing,
                BatchVerb.Replace or BatchVerb.Delete when etag != operation.ETag => CommitStatus.Changed,
                _ => CommitStatus.Committed,
            };
            if (status != CommitStatus.Committed)
            {
                return new CommitOutcome(status, [], operation.Id);
            }

            if (expired)
            {
                Delete(table, batch.Partition, operation.Id);
            }
        }

        return new CommitOutcome(CommitStatus.Committed, [.. batch.Operations.Select((operation, i) => Write(table, batch.Partition, operation, present[i], now))]);
    }

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

    private string Write(string table, string partition, BatchOperation operation, bool present, long now)
    {
        if (operation.Verb == BatchVerb.Delete)
        {
            Delete(table, partition, operation.Id);
            return string.Empty;
        }

        string etag = Guid.NewGuid().ToString("N");
        object expires = operation.Ttl is { } seconds ? now + (seconds * 1000L) : DBNull.Value;
        byte[] body = operation.Body.ToArray();
        _ = present
            ? statements.Bind(
                $"UPDATE {table} SET type=@p2,etag=@p3,expires=@p4,body=CAST(@p5 AS TEXT) WHERE partition=@p0 AND id=@p1",
                partition, operation.Id, operation.Kind.Name, etag, expires, body).ExecuteNonQuery()
            : statements.Bind(
                $"INSERT INTO {table}(partition,id,type,etag,expires,body,place) VALUES(@p0,@p1,@p2,@p3,@p4,CAST(@p5 AS TEXT),@p6)",
                partition, operation.Id, operation.Kind.Name, etag, expires, body, NextPlace(now)).ExecuteNonQuery();
        return etag;
    }

    private void Delete(string table, string partition, string id)
        => statements.Bind($"DELETE FROM {table} WHERE partition=@p0 AND id=@p1", partition, id).ExecuteNonQuery();

    // A document's row number in the R*Tree: rising, so that the tree's own tables grow at their end, with 21 random bits against
    // another process that writes in the same millisecond. Should two ever meet, the insert fails and the batch with it.
    private long NextPlace(long now) => lastPlace = Math.Max(lastPlace + 1, (now << 21) | (uint)Random.Shared.Next(1 << 21));
}
