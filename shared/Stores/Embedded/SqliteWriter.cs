using System.Collections.Concurrent;
using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// The one writer. Batches queue; whatever has queued while the disk was busy with the last commit goes into the next SQLite
/// transaction together, so a flush to disk serves many batches and none is acknowledged before it. Small ones stand each under a savepoint. A savepoint keeps a copy
/// of every page, and every statement walks through them, so large ones go without: where one of them is refused half-way, all of the group is done anew under savepoints.
/// A scrub takes its turn in the same queue: batches behind it wait for it, and none is refused.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MaxGroup = 256;

    // The operations of a small batch.
    private const int Small = 12;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly BlockingCollection<Request> queue = new(boundedCapacity: 10_000);
    private readonly SqliteStatements statements;
    private readonly SqliteBatches batches;
    private readonly SqliteExpiry expiry;
    private readonly SqliteScrub scrub;
    private readonly Thread thread;

    public SqliteWriter(SqliteFile file, SqliteConnection connection, IReadOnlyDictionary<DocumentKind, SqliteKind> kinds, TimeProvider time)
    {
        scrub = new SqliteScrub(file);
        statements = new SqliteStatements(connection);
        SqliteDocuments documents = new(statements, [.. kinds.Values]);
        batches = new SqliteBatches(documents, kinds, time);
        expiry = new SqliteExpiry(statements, documents, kinds.Values, time);
        thread = new Thread(Run) { IsBackground = true, Name = "SQLite writer" };
        thread.Start();
    }

    /// <summary>Whether it still takes batches.</summary>
    public bool Lives => thread.IsAlive && !queue.IsAddingCompleted;

    public Task<CommitOutcome> CommitAsync(SqliteBatch batch, CancellationToken cancellationToken) => EnqueueAsync(batch, cancellationToken);

    /// <summary>Removes the remains of what was deleted or overwritten by all that is in the queue before it.</summary>
    public Task ScrubAsync(CancellationToken cancellationToken) => EnqueueAsync(null, cancellationToken);

    private Task<CommitOutcome> EnqueueAsync(SqliteBatch? batch, CancellationToken cancellationToken)
    {
        Request request = new(batch, cancellationToken);
        if (!queue.TryAdd(request))
        {
            throw new StoreUnavailableException("Too many writes are waiting.", TimeSpan.FromSeconds(2));
        }

        return request.Done.Task;
    }

    /// <summary>Finishes what has queued, then ends.</summary>
    public void Dispose()
    {
        queue.CompleteAdding(); // the queue itself is left to the collector: a second disposal is harmless then
        thread.Join();
        statements.Dispose();
    }

    private void Run()
    {
        List<Request> group = new(MaxGroup);
        while (!queue.IsCompleted)
        {
            if (!queue.TryTake(out Request? first, SweepInterval))
            {
                expiry.Sweep();
                continue;
            }

            group.Clear();
            Request? last = null;
            for (Request? next = first; next is not null; next = last is null && group.Count < MaxGroup && queue.TryTake(out Request? more) ? more : null)
            {
                if (next.CancellationToken.IsCancellationRequested)
                {
                    next.Done.SetCanceled(next.CancellationToken);
                }
                else if (next.Batch is null)
                {
                    last = next;
                }
                else
                {
                    group.Add(next);
                }
            }

            Commit(group);
            if (last is not null)
            {
                Scrub(last);
            }
        }
    }

    private void Scrub(Request request)
    {
        try
        {
            scrub.Run();
            request.Done.TrySetResult(new CommitOutcome(CommitStatus.Committed, []));
        }
        catch (Exception e) // whoever asked is told; the thread goes on
        {
            request.Done.TrySetException(SqliteErrors.Told(e));
        }
    }

    private void Commit(List<Request> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        try
        {
            if (!Apply(group, Small))
            {
                Execute("ROLLBACK");
                Apply(group, int.MaxValue);
            }

            Execute("COMMIT");
        }
        catch (Exception e) // every waiting batch is told; the thread goes on
        {
            Exception told = SqliteErrors.Told(e);
            SqliteErrors.RollBack(statements);
            foreach (Request request in group)
            {
                request.Done.TrySetException(request.Failure ?? told);
            }

            return;
        }

        foreach (Request request in group)
        {
            _ = request.Failure is { } failure ? request.Done.TrySetException(failure) : request.Done.TrySetResult(request.Outcome!);
        }
    }

    /// <summary>Begins a transaction and applies batches; false where it must be rolled back, since one without a savepoint was refused half-way.</summary>
    private bool Apply(List<Request> group, int small)
    {
        Execute("BEGIN IMMEDIATE");
        long written = SqliteMarks.Next(statements);
        foreach (Request request in group)
        {
            if (request.Batch!.Batch.Operations.Count <= small)
            {
                ApplyUnderSavepoint(request, written);
            }
            else if (!TryApply(request, written))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryApply(Request request, long written)
    {
        try
        {
            request.Outcome = batches.Apply(request.Batch!, written, out bool wrote);
            return request.Outcome.Committed || !wrote;
        }
        catch (Exception e) when (!SqliteErrors.IsPassing(e))
        {
            return false;
        }
    }

    private void ApplyUnderSavepoint(Request request, long written)
    {
        request.Failure = null;
        Execute("SAVEPOINT batch");
        try
        {
            request.Outcome = batches.Apply(request.Batch!, written, out _);
            if (!request.Outcome.Committed)
            {
                Execute("ROLLBACK TO batch");
            }
        }
        catch (Exception e) when (!SqliteErrors.IsPassing(e))
        {
            // its own fault, so it alone fails; the others of the group go on
            request.Failure = e;
            Execute("ROLLBACK TO batch");
        }

        Execute("RELEASE batch");
    }

    private void Execute(string text) => statements.Bind(text).ExecuteNonQuery();

    private sealed class Request(SqliteBatch? batch, CancellationToken cancellationToken)
    {
        /// <summary>What is written; null asks for a scrub.</summary>
        public SqliteBatch? Batch { get; } = batch;

        public CancellationToken CancellationToken { get; } = cancellationToken;

        public TaskCompletionSource<CommitOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CommitOutcome? Outcome { get; set; }

        public Exception? Failure { get; set; }
    }
}
