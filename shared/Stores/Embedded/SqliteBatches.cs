using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Embedded;

/// <summary>A batch as it waits for the writer: what its documents are found by is read before, by whoever brings it.</summary>
/// <param name="Batch">What is to be done.</param>
/// <param name="Entries">Of each operation; empty for deletions.</param>
internal sealed record SqliteBatch(Batch Batch, IReadOnlyList<SqliteEntry> Entries)
{
    /// <exception cref="System.Text.Json.JsonException">A body is not JSON.</exception>
    public static SqliteBatch Of(Batch batch, IReadOnlyDictionary<DocumentKind, SqliteKind> kinds)
        => new(batch, [.. batch.Operations.Select(o => o.Verb == BatchVerb.Delete ? SqliteEntry.Empty : kinds[o.Kind].Read(o.Body))]);
}

/// <summary>Carries out one batch inside the writer's transaction; the writer rolls back where the batch cannot be done.</summary>
internal sealed class SqliteBatches(SqliteDocuments documents, IReadOnlyDictionary<DocumentKind, SqliteKind> kinds, TimeProvider time)
{
    /// <param name="prepared">What is to be done.</param>
    /// <param name="number">The number of the transaction in the order of writes (<see cref="SqliteMarks"/>).</param>
    /// <param name="wrote">Whether something was written, which is to be rolled back where the batch is refused.</param>
    public CommitOutcome Apply(SqliteBatch prepared, long number, out bool wrote)
    {
        wrote = false;
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        Batch batch = prepared.Batch;
        string[] etags = new string[batch.Operations.Count];
        for (int i = 0; i < etags.Length; i++)
        {
            BatchOperation operation = batch.Operations[i];
            etags[i] = operation.Verb == BatchVerb.Delete ? string.Empty : Guid.NewGuid().ToString("N");
            SqliteWrite write = new(
                kinds[operation.Kind], batch.Partition, operation.Id, operation.Body.ToArray(), prepared.Entries[i], etags[i],
                operation.Ttl is { } seconds ? now + (seconds * 1000L) : DBNull.Value, number, now);
            CommitStatus status = operation.Verb switch
            {
                BatchVerb.Create => Create(write),
                BatchVerb.Upsert => Upsert(write),
                _ => Change(write, operation),
            };
            if (status != CommitStatus.Committed)
            {
                return new CommitOutcome(status, [], operation.Id);
            }

            wrote = true;
        }

        return new CommitOutcome(CommitStatus.Committed, etags);
    }

    // looked for only where the id is taken: mostly it is not
    private CommitStatus Create(SqliteWrite write) => documents.Insert(write) || (IsFree(write, Find(write)) && documents.Insert(write)) ? CommitStatus.Committed : CommitStatus.Exists;

    private CommitStatus Upsert(SqliteWrite write)
    {
        SqliteDocument? old = Find(write);
        if (IsFree(write, old))
        {
            documents.Insert(write);
        }
        else
        {
            documents.Replace(old!, write);
        }

        return CommitStatus.Committed;
    }

    private CommitStatus Change(SqliteWrite write, BatchOperation operation)
    {
        if (Find(write) is not { IsExpired: false } old)
        {
            return CommitStatus.Missing;
        }

        if (old.ETag != operation.ETag)
        {
            return CommitStatus.Changed;
        }

        if (operation.Verb == BatchVerb.Delete)
        {
            documents.Remove(old, write.Partition, write.Id);
        }
        else
        {
            documents.Replace(old, write);
        }

        return CommitStatus.Committed;
    }

    private SqliteDocument? Find(SqliteWrite write) => documents.Find(write.Kind.Kind.Container, write.Partition, write.Id, write.Now);

    // what has expired makes room
    private bool IsFree(SqliteWrite write, SqliteDocument? old)
    {
        if (old is { IsExpired: true })
        {
            documents.Remove(old, write.Partition, write.Id);
        }

        return old is null or { IsExpired: true };
    }
}
