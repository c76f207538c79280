using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;

namespace GridSteward.Benchmarks;

/// <summary>Fills stores with what is measured.</summary>
internal static class Filling
{
    // what waits for the disk shares a transaction, up to 256 batches
    private const int Waiting = 300;

    /// <summary>Writes documents of one partition, as the program would.</summary>
    public static async Task WriteAsync<T>(SqliteDocumentStore store, DocumentKind<T> kind, string partition, IEnumerable<T> documents)
        where T : Document
    {
        Queue<Task<CommitOutcome>> waiting = [];
        foreach (T[] some in documents.Chunk(Batch.MaxOperations))
        {
            waiting.Enqueue(store.CommitAsync(some.Aggregate(new Batch(kind.Container, partition), (b, d) => b.Create(kind, d)), CancellationToken.None));
            while (waiting.Count > Waiting)
            {
                Require(await waiting.Dequeue());
            }
        }

        foreach (Task<CommitOutcome> one in waiting)
        {
            Require(await one);
        }
    }

    private static void Require(CommitOutcome outcome)
    {
        if (!outcome.Committed)
        {
            throw new InvalidOperationException($"A batch was not written: {outcome.Status} of {outcome.FailedId}.");
        }
    }
}
